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
  /// Whether a macro may add to the template or change it.
  ///
  /// `AWS::LanguageExtensions` adds functions only.
  let hasMacros: Bool
  /// What was wrong with the sections; it concerns none of the resources that can be read.
  let diagnostics: [Diagnostic]
  /// Keys that are repeated; the last one of them is read.
  let errors: [InputError]

  /// - Throws: `InputError` if what must be there, or be an object, is not.
  init(_ root: Node) throws(InputError) {
    self.root = root
    try Self.checkVersion(root)
    let warnings = root.document.warnings
    errors = warnings.compactMap(Self.error)
    var diagnostics = warnings.filter { $0.kind != .duplicateKey }.map {
      Diagnostic(.assumed, $0.message, at: $0.range)
    }
    parameters = try Self.section(root, "Parameters", &diagnostics).mapValues(TemplateParameter.init)
    mappings = try Self.section(root, "Mappings", &diagnostics).mapValues(\.value)
    let declaredConditions = try Self.section(root, "Conditions", &diagnostics)
    conditions = declaredConditions.filter { !$0.key.hasPrefix("Fn::ForEach::") }.mapValues(\.value)
    conditionMakers = declaredConditions.values.filter { $0.name.hasPrefix("Fn::ForEach::") }
      .sorted { $0.name < $1.name }
    hasMacros = root["Transform"].map(Self.namesMacro) ?? false

    guard let section = root["Resources"] else {
      throw InputError(
        at: root["AWSTemplateFormatVersion"]?.range ?? root.range,
        message: "found a CloudFormation template without \"Resources\"",
        help: "a template declares at least one resource; is the file cut off?")
    }
    guard section.kind == .object else {
      throw InputError(
        at: section.range, message: "found \(section.noun) as \"Resources\", expected an object of resources",
        help: "write each resource under its logical id, with \"Type\" and \"Properties\"")
    }
    var resources: [Declared] = []
    var index: [String: Int] = [:]
    var makers: [Node.Member] = []
    for member in section.members {
      let name = member.name
      if name == "Fn::Transform" || name.hasPrefix("Fn::ForEach::") {
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

  /// The type of what the serverless transform makes under a name, and the resource that it makes it with; nil if it
  /// makes nothing of that name.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
  func generated(_ name: String) -> String? {
    switch name {
    case "ServerlessRestApi": return "AWS::ApiGateway::RestApi"
    case "ServerlessHttpApi": return "AWS::ApiGatewayV2::Api"
    default: break
    }
    for (suffix, type) in [("Role", "AWS::IAM::Role"), ("Url", "AWS::Lambda::Url")] where name.hasSuffix(suffix) {
      guard let position = index[String(name.dropLast(suffix.count))] else { continue }
      if resources[position].type.hasPrefix("AWS::Serverless::") { return type }
    }
    return nil
  }

  var path: String { root.document.file.path }

  /// Whether any output is exported.
  var hasExports: Bool { root["Outputs"]?.members.contains { $0.value["Export"] != nil } ?? false }

  var hasNestedStacks: Bool { resources.contains { NestedStack.types.contains($0.type) } }

  /// Whether a document is a template at all, good or bad.
  static func isTemplate(_ root: Node) -> Bool {
    guard root.kind == .object else { return false }
    if root["AWSTemplateFormatVersion"] != nil { return true }
    guard let resources = root["Resources"], resources.kind == .object else { return false }
    return resources.members.contains { member in
      member.value["Type"]?.string?.utf8.isResourceType ?? member.key.string?.hasPrefix("Fn::ForEach::") ?? false
    }
  }

  private static func checkVersion(_ root: Node) throws(InputError) {
    guard let version = root["AWSTemplateFormatVersion"], version.scalar != "2010-09-09" else { return }
    throw InputError(
      at: version.range, message: "found the template version \(version.scalar ?? version.noun), expected 2010-09-09",
      help: "2010-09-09 is the only version there is; write AWSTemplateFormatVersion: \"2010-09-09\"")
  }

  private static func section(
    _ root: Node, _ name: String, _ diagnostics: inout [Diagnostic]
  ) throws(InputError) -> [String: Node.Member] {
    guard let section = root[name] else { return [:] }
    if section.isNull {
      diagnostics.append(Diagnostic(.unreadable, "\"\(name)\" is empty; leave it out", at: section.range))
      return [:]
    }
    guard section.kind == .object else {
      throw InputError(
        at: section.range, message: "found \(section.noun) as \"\(name)\", expected an object",
        help: "write each of the \(name.lowercased()) under its name")
    }
    return section.members.reduce(into: [:]) { all, member in all[member.name] = member }
  }

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

  /// Whether `Transform` names anything but the language extensions, which add functions and no resources.
  private static func namesMacro(_ transform: Node) -> Bool {
    let names = transform.kind == .array ? Array(transform.elements) : [transform]
    return names.contains { $0.string != "AWS::LanguageExtensions" }
  }
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
