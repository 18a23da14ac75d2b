import AWSModel
import Documents

/// The policy that `data.aws_iam_policy_document` renders, made from its blocks where it is not rendered yet.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
struct PolicyDocumentSource {
  private let fields: Fields

  /// - Parameter fields: the attributes of the data source.
  init(_ fields: Fields) { self.fields = fields }

  /// Whether an attribute of a data source is its policy.
  static func renders(_ type: String, _ attribute: String) -> Bool {
    type == "aws_iam_policy_document" && (attribute == "json" || attribute == "minified_json")
  }

  /// Whether the elements of a list are its blocks in the order in which they are written.
  static func isOrdered(_ attribute: String, of type: String) -> Bool {
    type == "aws_iam_policy_document" && attribute == "statement"
  }

  /// The policy, as an object.
  func policy(at place: Place) -> Resolved {
    var statements = Statements()
    for key in ["source_json", "source_policy_documents"] {
      for document in documents(key) { statements.append(document) }
    }
    let own = fields.blocks("statement")
    statements.override(
      own.elements.map { Statements.Entry(value: statement($0.fields), existence: $0.existence) }, rest: own.rest)
    for key in ["override_json", "override_policy_documents"] {
      for document in documents(key) { statements.override(document.elements, rest: document.rest) }
    }
    let version =
      fields["version"] ?? Resolved(.text(PartialText("2012-10-17")), at: fields.place, origin: .default)
    return Resolved(
      .object(
        [
          member("Version", version),
          member("Statement", Resolved(.list(statements.elements, rest: statements.rest), at: fields.place)),
        ], rest: []), at: place)
  }

  // MARK: Statements

  /// Statements in order, where a later one takes the place of one with the same identifier.
  private struct Statements {
    struct Entry {
      let value: Resolved
      let existence: Existence
    }

    private(set) var elements: [Resolved] = []
    private(set) var rest: [Unknown] = []

    mutating func append(_ document: (elements: [Entry], rest: [Unknown])) {
      elements += document.elements.map(Self.possible)
      rest += document.rest
    }

    mutating func override(_ entries: [Entry], rest more: [Unknown]) {
      for entry in entries {
        if let sid = Self.sid(of: entry.value), !sid.isEmpty, entry.existence.verdict == .yes,
          let index = elements.firstIndex(where: { Self.sid(of: $0) == sid })
        {
          elements[index] = entry.value
        } else {
          elements.append(Self.possible(entry))
        }
      }
      guard let why = more.first else { return }
      // What is not known may take the place of any statement that has an identifier.
      elements = elements.map { element in
        Self.sid(of: element).map { !$0.isEmpty } ?? false
          ? Resolved(.oneOf([element, Resolved(.null, at: element.place)], why), at: element.place) : element
      }
      rest += more
    }

    private static func possible(_ entry: Entry) -> Resolved {
      guard entry.existence.verdict != .yes, let why = entry.existence.because.first else { return entry.value }
      return Resolved(.oneOf([entry.value, Resolved(.null, at: entry.value.place)], why), at: entry.value.place)
    }

    private static func sid(of statement: Resolved) -> String? {
      guard case .text(let text)? = statement["Sid"]?.content else { return nil }
      return text.literal
    }
  }

  /// The documents of a list (or the only one), each as its statements.
  private func documents(_ key: String) -> [(elements: [Statements.Entry], rest: [Unknown])] {
    let list = fields.list(key)
    var all = list.elements.map { element in
      let read = statements(of: element.value)
      return (
        read.elements.map { Statements.Entry(value: $0.value, existence: element.existence.and($0.existence)) },
        read.rest
      )
    }
    if !list.rest.isEmpty { all.append(([], list.rest)) }
    return all
  }

  private func statements(of document: Resolved) -> (elements: [Statements.Entry], rest: [Unknown]) {
    switch document.content {
    case .null: return ([], [])
    case .unknown(let why), .oneOf(_, let why): return ([], [why])
    case .object:
      let list = Fields(document, fields.context).list("Statement")
      return (list.elements.map { Statements.Entry(value: $0.value, existence: $0.existence) }, list.rest)
    case .text(let text):
      guard let source = document.source, text.literal != nil else {
        return ([], [text.firstUnknown(at: document.place)])
      }
      do {
        let root = try Document.json(source).root
        return statements(of: Resolved.literal(root, path: document.place.path))
      } catch {
        fields.context.report(
          Diagnostic(.unreadable, "invalid JSON in a policy: \(error.message)", help: error.help, at: error.range))
        return ([], [Unknown("the policy", .unreadable("invalid JSON"), at: document.place.range)])
      }
    case .bool, .number, .list:
      return ([], [Unknown("\(document.place.path)", .unreadable("not a policy"), at: document.place.range)])
    }
  }

  private func statement(_ block: Fields) -> Resolved {
    let effect = block["effect"] ?? Resolved(.text(PartialText("Allow")), at: block.place, origin: .default)
    var members = [member("Effect", effect)]
    let lists = [
      ("sid", "Sid"), ("actions", "Action"), ("not_actions", "NotAction"), ("resources", "Resource"),
      ("not_resources", "NotResource"),
    ]
    for (key, name) in lists {
      guard let value = block[key], !Self.isEmpty(value) else { continue }
      let allows = block.string("effect").map { $0.known == "Allow" } ?? true
      members.append(
        member(
          name, Self.withVariables(key == "resources" && allows ? Self.withReferences(value, actions(block)) : value)))
    }
    for (key, name) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
      if let value = principals(block, key) { members.append(member(name, value)) }
    }
    if let value = conditions(block) { members.append(member("Condition", value)) }
    return Resolved(.object(members, rest: []), at: block.place)
  }

  /// The actions of a statement that are known.
  private func actions(_ block: Fields) -> [String] {
    guard let value = block["actions"] else { return [] }
    return Fields.elements(of: value).elements.compactMap { element in
      if case .text(let text) = element.value.content { text.literal } else { nil }
    }
  }

  private static func isEmpty(_ value: Resolved) -> Bool {
    if case .list(let elements, let rest) = value.content { return elements.isEmpty && rest.isEmpty }
    if case .text(let text) = value.content { return text.literal == "" }
    return false
  }

  private func principals(_ block: Fields, _ key: String) -> Resolved? {
    let blocks = block.blocks(key)
    if blocks.isEmpty { return nil }
    let place = block[key]?.place ?? block.place
    var rest = blocks.rest
    var members: [Resolved.Member] = []
    for entry in blocks.elements {
      guard entry.existence.verdict == .yes, let kind = entry.fields.string("type")?.known,
        let identifiers = entry.fields["identifiers"]
      else {
        rest.append(entry.existence.because.first ?? Unknown("\(place.path)", .unreadable("no type"), at: place.range))
        continue
      }
      if kind == "*" { return Resolved(.text(PartialText("*")), at: identifiers.place) }
      members.append(member(kind, Self.withoutSurroundings(Self.withVariables(identifiers))))
    }
    return Resolved(.object(Self.grouped(members), rest: rest), at: place)
  }

  private func conditions(_ block: Fields) -> Resolved? {
    let blocks = block.blocks("condition")
    if blocks.isEmpty { return nil }
    let place = block["condition"]?.place ?? block.place
    var rest = blocks.rest
    var operators: [(name: String, keys: [Resolved.Member])] = []
    for entry in blocks.elements {
      guard entry.existence.verdict == .yes, let test = entry.fields.string("test")?.known,
        let variable = entry.fields.string("variable")?.known, let values = entry.fields["values"]
      else {
        rest.append(
          entry.existence.because.first ?? Unknown("\(place.path)", .knownAfterApply, at: place.range))
        continue
      }
      let key = member(variable, Self.withVariables(values))
      if let index = operators.firstIndex(where: { $0.name == test }) {
        operators[index].keys.append(key)
      } else {
        operators.append((test, [key]))
      }
    }
    let members = operators.map { op in
      member(op.name, Resolved(.object(Self.grouped(op.keys), rest: []), at: place))
    }
    return Resolved(.object(members, rest: rest), at: place)
  }

  /// Members of the same name as one with all of their values.
  private static func grouped(_ members: [Resolved.Member]) -> [Resolved.Member] {
    members.reduce(into: []) { all, member in
      guard let index = all.firstIndex(where: { $0.key == member.key }) else {
        all.append(member)
        return
      }
      let both = [all[index].value, member.value].map { Fields.elements(of: $0) }
      let values = Resolved(
        .list(both.flatMap { $0.elements.map(\.value) }, rest: both.flatMap(\.rest)), at: all[index].value.place)
      all[index] = Resolved.Member(key: member.key, keyRange: member.keyRange, value: values)
    }
  }

  private func member(_ key: String, _ value: Resolved) -> Resolved.Member {
    Resolved.Member(key: key, keyRange: value.place.range, value: value)
  }

  /// `&{aws:username}` stands for a variable of the policy, because `${` is Terraform's own.
  private static func withVariables(_ value: Resolved) -> Resolved {
    switch value.content {
    case .text(let text):
      guard let literal = text.literal, literal.contains("&{") else { return value }
      let replaced = literal.split(separator: "&{", omittingEmptySubsequences: false).joined(separator: "${")
      return Resolved(.text(PartialText(replaced)), at: value.place, origin: value.origin)
    case .list(let elements, let rest):
      return Resolved(.list(elements.map(withVariables), rest: rest), at: value.place, origin: value.origin)
    case .null, .bool, .number, .object, .oneOf, .unknown: return value
    }
  }
}
