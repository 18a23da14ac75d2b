import Documents

/// The variants of an example in each of which one attribute is not known.
struct HiddenAttributes {
  private let document: Document
  private let isTemplate: Bool

  init(_ file: SourceFile) throws {
    document = Document.looksLikeJSON(file) ? try Document.json(file) : try Document.yaml(file)[0]
    isTemplate = document.root["Resources"] != nil
  }

  struct Variant {
    /// Of the attribute, from the resource on.
    let path: String
    let text: String
    /// Whether the attribute names other resources and nothing else.
    let isReference: Bool
  }

  /// Every value of a resource, one by one: as a value that is given later, in a configuration also as what another
  /// resource holds, and in a template as one of which a condition decides whether it is given.
  var variants: [Variant] {
    places.flatMap { path, node in
      let isReference = isReference(node)
      guard isTemplate else {
        let given = text(hiding: node) { _ in #""${var.hidden_value}""# }
        let held = text(hiding: node) { _ in #""${terraform_data.hidden.output}""# }
        return [
          Variant(path: path, text: given, isReference: isReference),
          Variant(path: "\(path) (held)", text: held, isReference: isReference),
        ]
      }
      let perhaps = text(hiding: node) { #"{"Fn::If": ["HiddenChoice", \#($0), {"Ref": "AWS::NoValue"}]}"# }
      let possible = Variant(path: "\(path) (perhaps)", text: perhaps, isReference: false)
      // A parameter is a text, or a list of texts.
      if Self.holdsObjects(node) { return [possible] }
      let given = text(hiding: node) { _ in #"{"Ref": "HiddenValue"}"# }
      return [Variant(path: path, text: given, isReference: isReference), possible]
    }
  }

  // MARK: Which

  private var places: [(String, Node)] {
    var places: [(String, Node)] = []
    if isTemplate {
      for resource in document.root["Resources"]?.members ?? document.root.members {
        for property in resource.value["Properties"].map({ Array($0.members) }) ?? [] {
          collect(property.value, "\(resource.name).\(property.name)", &places)
        }
      }
    } else {
      for type in document.root["resource"].map({ Array($0.members) }) ?? [] {
        for resource in type.value.members {
          for attribute in resource.value.members where !Self.isMeta(attribute.name) {
            collect(attribute.value, "\(type.name).\(resource.name).\(attribute.name)", &places)
          }
        }
      }
    }
    return places
  }

  private static func isMeta(_ name: String) -> Bool {
    ["count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "dynamic", "//"].contains(name)
  }

  private func collect(_ node: Node, _ path: String, _ places: inout [(String, Node)]) {
    let isCall = node.tag != nil || Self.isCall(node)
    // Blocks of a configuration are there or not; only what is in them has values.
    let isValue = isTemplate || node.kind != .object && node.elements.allSatisfy { $0.kind != .object }
    if isValue { places.append((path, node)) }
    guard !isCall else { return }
    for member in node.members { collect(member.value, "\(path).\(member.name)", &places) }
    for (index, element) in node.elements.enumerated() { collect(element, "\(path)[\(index)]", &places) }
  }

  private static func holdsObjects(_ node: Node) -> Bool {
    node.tag == nil && !isCall(node) && (node.kind == .object || node.elements.contains(where: holdsObjects))
  }

  private func isReference(_ node: Node) -> Bool {
    switch node.kind {
    case .array: node.count > 0 && node.elements.allSatisfy(isReference)
    case .object: Self.isCall(node) && node["Ref"] ?? node["Fn::GetAtt"] != nil
    case .string:
      isTemplate ? ["Ref", "GetAtt"].contains(node.tag) : node.string?.firstMatch(of: /^\$\{(aws|data)[^}]*\}$/) != nil
    case .number, .boolean, .null: false
    }
  }

  private static func isCall(_ node: Node) -> Bool {
    var members = node.members
    guard let first = members.next(), members.next() == nil else { return false }
    return first.name == "Ref" || first.name.hasPrefix("Fn::")
  }

  // MARK: Writing

  private func text(hiding hidden: Node, _ change: (String) -> String) -> String {
    func written(_ node: Node) -> String {
      let plain = tagged(node, value(of: node, written))
      return node == hidden ? change(plain) : plain
    }
    var members = document.root.members.map { ($0.name, written($0.value)) }
    func add(_ section: String, _ member: String) {
      if let index = members.firstIndex(where: { $0.0 == section }) {
        let end = members[index].1 == "{}" ? "}" : ", \(members[index].1.dropFirst())"
        members[index].1 = "{\(member)\(end)"
      } else {
        members.append((section, "{\(member)}"))
      }
    }
    if isTemplate {
      add("Parameters", #""HiddenValue": {"Type": "String"}"#)
      add("Conditions", #""HiddenChoice": {"Fn::Equals": [{"Ref": "HiddenValue"}, "x"]}"#)
    } else {
      add("variable", #""hidden_value": {}"#)
      add("resource", #""terraform_data": {"hidden": {}}"#)
    }
    return "{\(members.map { "\(Self.quoted($0.0)): \($0.1)" }.joined(separator: ",\n"))}"
  }

  private func value(of node: Node, _ written: (Node) -> String) -> String {
    switch node.kind {
    case .object:
      "{\(node.members.map { "\(Self.quoted($0.name)): \(written($0.value))" }.joined(separator: ", "))}"
    case .array: "[\(node.elements.map(written).joined(separator: ", "))]"
    case .string: Self.quoted(node.string ?? "")
    case .number: node.literal ?? "0"
    case .boolean: node.bool == true ? "true" : "false"
    case .null: "null"
    }
  }

  /// The long form of a short one.
  private func tagged(_ node: Node, _ value: String) -> String {
    guard let tag = node.tag else { return value }
    if tag == "GetAtt", let name = node.string, let dot = name.firstIndex(of: ".") {
      let parts = [String(name[..<dot]), String(name[name.index(after: dot)...])]
      return "{\"Fn::GetAtt\": [\(parts.map(Self.quoted).joined(separator: ", "))]}"
    }
    return "{\"\(tag == "Ref" || tag == "Condition" ? tag : "Fn::\(tag)")\": \(value)}"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
