import AWSModel
import Documents
import TerraformLanguage

/// A Terraform configuration in JSON syntax (`.tf.json`): literals and plain references are understood, every other
/// expression is unknown.
///
/// Source: https://developer.hashicorp.com/terraform/language/syntax/json
struct TerraformConfiguration: StackReader {
  let name: String
  let resources: [ConfigurationResource]
  /// `default` of each variable that has one; nil for one without.
  let variables: [String: Node?]
  let locals: [String: Node]
  let outputs: [LabelledBlocks.Block]
  let calls: [LabelledBlocks.Block]
  private let diagnostics: [Diagnostic]

  var format: InputFormat { .terraformConfiguration }
  /// What is only to be created has no identifier yet.
  var identifiers: [String: ResourceID] { [:] }

  /// Reads the blocks of a configuration; nil if the document is none.
  init?(_ document: Document) throws(InputError) {
    guard Self.isConfiguration(document.root) else { return nil }
    let root = document.root
    name = document.file.path
    var diagnostics: [Diagnostic] = []
    var resources: [ConfigurationResource] = []
    var addresses: Set<String> = []
    for (key, isData) in [("resource", false), ("data", true)] {
      let found = LabelledBlocks(root[key], labels: 2)
      diagnostics += found.malformed.map { node in
        Diagnostic(.unreadable, "expected a \(key) block, found \(node.noun)", at: node.range)
      }
      for block in found.blocks {
        let resource = ConfigurationResource(
          type: block.labels[0], name: block.labels[1], isData: isData, range: block.range, body: block.body)
        if addresses.insert(resource.address).inserted {
          resources.append(resource)
        } else {
          diagnostics.append(
            Diagnostic(
              .unreadable, "\(resource.address) is declared twice; the first is used", at: block.range))
        }
      }
    }
    calls = LabelledBlocks(root["module"], labels: 1).blocks
    outputs = LabelledBlocks(root["output"], labels: 1).blocks
    for call in calls {
      diagnostics.append(
        Diagnostic(.unsupported, "modules are not read from a configuration", at: call.range, group: "module"))
    }
    self.resources = resources
    self.diagnostics = diagnostics
    variables = LabelledBlocks(root["variable"], labels: 1).blocks.reduce(into: [:]) {
      $0[$1.labels[0]] = .some($1.body["default"])
    }
    locals = LabelledBlocks(root["locals"], labels: 0).blocks.reduce(into: [:]) { locals, block in
      for member in block.body.members where member.name != "//" { locals[member.name] = member.value }
    }
  }

  private static let blockTypes: Set<String> = [
    "//", "resource", "data", "variable", "output", "locals", "module", "provider", "terraform", "moved", "import",
    "removed", "check", "ephemeral", "action",
  ]
  private static let telling = ["resource", "data", "module", "variable", "locals", "output"]

  /// Whether every member is a kind of block, and one is of a kind that nothing else has.
  private static func isConfiguration(_ root: Node) -> Bool {
    guard root.kind == .object, root.members.allSatisfy({ blockTypes.contains($0.name) }) else { return false }
    return telling.contains { key in
      guard let node = root[key] else { return false }
      return node.kind == .object || node.kind == .array && node.elements.allSatisfy { $0.kind == .object }
    }
  }

  func infrastructure(identifiers: [String: ResourceID]) -> Infrastructure {
    let resolver = ConfigurationResolver(self, identifiers: identifiers)
    var draft = Draft()
    resolver.adapt(into: &draft)
    var result = draft.assembled(diagnostics: diagnostics + resolver.context.diagnostics)
    result.mentions = mentions(in: result)
    return result
  }
}
