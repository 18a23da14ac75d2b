import AWSModel
import Documents

/// The sections of a template by name, as written: nothing in them is resolved yet.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
struct TemplateSections: Sendable {
  /// A resource as declared: the logical id, the type and the body.
  struct Declared: Sendable {
    let logicalID: String
    /// Where the logical id stands: the short, one-line place of the whole resource.
    let keyRange: SourceRange
    /// Empty when it has none that can be read.
    let type: String
    let body: Node
    /// What the variables of the loops stand for that made it.
    var bindings: [String: String] = [:]
  }

  let root: Node
  /// What is included at the top of the template.
  private let parts: [Node]
  let parameters: [String: TemplateParameter]
  let mappings: [String: Node]
  let conditions: [String: Node]
  /// Members of the conditions that make others: `Fn::ForEach`.
  let conditionMakers: [Node.Member]
  /// In declaration order; what loops make is not among them.
  let resources: [Declared]
  /// The place of a logical id in `resources`.
  let index: [String: Int]
  /// Members of the resources that make others: `Fn::ForEach` and `Fn::Transform`.
  let makers: [Node.Member]
  /// The paths by which a CDK application knows its resources, by logical id.
  let constructPaths: [String: String]
  /// Whether a macro may add resources with names of its own, beside those of serverless templates.
  let hasMacros: Bool
  /// Whether the serverless transform adds resources.
  let isServerless: Bool
  /// What was wrong with the sections; it concerns none of the resources that can be read.
  let diagnostics: [Diagnostic]
  /// Keys that are repeated; the last one of them is read.
  let errors: [InputError]
  /// The files that are uploaded with the template, by the names that they get, relative to its directory.
  var assets: [String: String] = [:]

  /// - Parameter parts: what is included at the top of the template.
  /// - Throws: `InputError` if what must be there, or be an object, is not.
  init(_ root: Node, parts: [Node] = []) throws(InputError) {
    self.root = root
    self.parts = parts
    try Self.checkVersion(root)
    let warnings = root.document.warnings
    errors = warnings.compactMap(Self.error)
    var diagnostics = warnings.filter { $0.kind != .duplicateKey }.map {
      Diagnostic(.assumed, $0.message, at: $0.range)
    }
    let all = [root] + parts
    parameters = try Self.section(all, "Parameters", &diagnostics).mapValues(TemplateParameter.init)
    mappings = try Self.section(all, "Mappings", &diagnostics).mapValues(\.value)
    let declaredConditions = try Self.section(all, "Conditions", &diagnostics)
    conditions = declaredConditions.filter { !Self.isMaker($0.key) }.mapValues(\.value)
    conditionMakers = declaredConditions.values.filter { Self.isMaker($0.name) }.sorted { $0.name < $1.name }
    let macros = Self.macros(root)
    isServerless = macros.contains { $0.name == "AWS::Serverless-2016-10-31" }
    let foreign = macros.filter { !Self.evaluatedMacros.contains($0.name) }
    diagnostics += foreign.map { macro in
      let words = macro.name.isEmpty ? "a macro" : "the macro \(macro.name)"
      return Diagnostic(
        .unsupported, "\(words) is not evaluated: what it adds or changes is not analysed", at: macro.range)
    }
    let inclusions = Inclusion.atTop(of: root)
    hasMacros = !foreign.isEmpty || inclusions.count > parts.count

    let sections = all.compactMap { $0["Resources"] }
    if sections.isEmpty, inclusions.isEmpty {
      throw InputError(
        at: root["AWSTemplateFormatVersion"]?.range ?? root.range,
        message: "found a CloudFormation template without \"Resources\"",
        help: "a template declares at least one resource; is the file cut off?")
    }
    if let section = sections.first(where: { $0.kind != .object }) {
      throw InputError(
        at: section.range, message: "found \(section.noun) as \"Resources\", expected an object of resources",
        help: "write each resource under its logical id, with \"Type\" and \"Properties\"")
    }
    var resources: [Declared] = []
    var index: [String: Int] = [:]
    var makers: [Node.Member] = []
    for member in sections.flatMap({ Array($0.members) }) {
      let name = member.name
      if Self.isMaker(name) {
        makers.append(member)
        continue
      }
      let declared = Self.declared(member, &diagnostics)
      // Of two with the same name the last one counts, as for every duplicate key.
      if let earlier = index[name] {
        resources[earlier] = declared
      } else {
        index[name] = resources.count
        resources.append(declared)
      }
    }
    self.resources = resources
    self.index = index
    self.makers = makers
    constructPaths = Self.constructPaths(of: resources)
    self.diagnostics = diagnostics
  }

  /// What a serverless template gives to all resources of a type.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
  func global(_ property: String, of type: String) -> Node? {
    guard type.hasPrefix("AWS::Serverless::") else { return nil }
    return root["Globals"]?[String(type.dropFirst("AWS::Serverless::".count))]?[property]
  }

  /// The names of the properties that all resources of a type have.
  func globalNames(of type: String) -> [String] {
    guard type.hasPrefix("AWS::Serverless::") else { return [] }
    return root["Globals"]?[String(type.dropFirst("AWS::Serverless::".count))]?.members.map(\.name) ?? []
  }

  /// The members of a section, wherever they are written.
  func members(_ section: String) -> [Node.Member] {
    ([root] + parts).flatMap { part in part[section].map { Array($0.members) } ?? [] }
  }

  var path: String { root.document.file.path }

  /// Whether any output is exported.
  ///
  /// What loops and macros make may be.
  var hasExports: Bool { members("Outputs").contains { $0.value["Export"] != nil || Self.isMaker($0.name) } }

  var hasNestedStacks: Bool { resources.contains { NestedStack.types.contains($0.type) } }

  /// Whether a document is a template at all, good or bad.
  static func isTemplate(_ root: Node) -> Bool {
    guard root.kind == .object else { return false }
    if root["AWSTemplateFormatVersion"] != nil { return true }
    guard let resources = root["Resources"], resources.kind == .object else { return false }
    if Array(resources.members).isEmpty { return root.members.allSatisfy { names.contains($0.name) } }
    return resources.members.contains { member in
      member.value["Type"]?.string?.utf8.isResourceType ?? member.key.string?.hasPrefix("Fn::ForEach::") ?? false
    }
  }

  private static let names: Set = [
    "AWSTemplateFormatVersion", "Conditions", "Description", "Globals", "Hooks", "Mappings", "Metadata", "Outputs",
    "Parameters", "Resources", "Rules", "Transform",
  ]

  private static func checkVersion(_ root: Node) throws(InputError) {
    guard let version = root["AWSTemplateFormatVersion"], version.scalar != "2010-09-09" else { return }
    throw InputError(
      at: version.range, message: "found the template version \(version.scalar ?? version.noun), expected 2010-09-09",
      help: "2010-09-09 is the only version there is; write AWSTemplateFormatVersion: \"2010-09-09\"")
  }

  private static func section(
    _ roots: [Node], _ name: String, _ diagnostics: inout [Diagnostic]
  ) throws(InputError) -> [String: Node.Member] {
    var all: [String: Node.Member] = [:]
    for root in roots {
      guard let section = root[name] else { continue }
      if section.isNull {
        diagnostics.append(Diagnostic(.unreadable, "\"\(name)\" is empty; leave it out", at: section.range))
        continue
      }
      guard section.kind == .object else {
        throw InputError(
          at: section.range, message: "found \(section.noun) as \"\(name)\", expected an object",
          help: "write each of the \(name.lowercased()) under its name")
      }
      for member in section.members { all[member.name] = member }
    }
    return all
  }

  /// Whether a member makes others in its place.
  static func isMaker(_ name: String) -> Bool { name == "Fn::Transform" || name.hasPrefix("Fn::ForEach::") }

  static func declared(_ member: Node.Member, _ diagnostics: inout [Diagnostic]) -> Declared {
    let type = member.value["Type"]?.string
    if type == nil {
      let found = member.value.kind == .object ? "no \"Type\"" : member.value.noun
      diagnostics.append(
        Diagnostic(
          .unreadable, "\(member.name) is not a resource: found \(found), expected an object with \"Type\"",
          at: member.key.range))
    }
    return Declared(
      logicalID: member.name, keyRange: member.key.range, type: type ?? "", body: member.value)
  }

  private static func error(_ warning: DocumentWarning) -> InputError? {
    guard warning.kind == .duplicateKey, let earlier = warning.related else { return nil }
    return InputError(
      at: warning.range, message: "\(warning.message); the one before is at \(earlier.start)",
      help: "keep one of the two")
  }

  /// Only those that no two resources have.
  ///
  /// Source: https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html
  private static func constructPaths(of resources: [Declared]) -> [String: String] {
    var owners: [String: String?] = [:]
    for declared in resources {
      guard let path = declared.body["Metadata"]?["aws:cdk:path"]?.string else { continue }
      owners[path] = owners[path] == nil ? .some(declared.logicalID) : .some(nil)
    }
    return owners.reduce(into: [:]) { all, owner in if let id = owner.value { all[id] = owner.key } }
  }

  /// The macros that the whole template goes through; one that is not named is empty.
  private static func macros(_ root: Node) -> [(name: String, range: SourceRange)] {
    guard let transform = root["Transform"] else { return [] }
    let all = transform.kind == .array ? Array(transform.elements) : [transform]
    return all.map { (name: $0.string ?? $0["Name"]?.string ?? "", range: $0.range) }
      .filter { $0.name != "AWS::Include" }
  }

  private static let evaluatedMacros: Set = ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"]
}

extension String.UTF8View {
  /// `AWS::EC2::VPC`, `Custom::Thing`: letters and digits in parts between double colons.
  fileprivate var isResourceType: Bool {
    var colons = 0
    for byte in self {
      switch byte {
      case UInt8(ascii: ":"): colons += 1
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@"): continue
      default: return false
      }
    }
    return colons >= 2 && colons % 2 == 0 && first != UInt8(ascii: ":")
  }
}
