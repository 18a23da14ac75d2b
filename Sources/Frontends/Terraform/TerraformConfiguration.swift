import AWSModel
import Documents
import TerraformLanguage

/// A Terraform configuration in JSON syntax (`.tf.json`): a root module and the modules that it calls by a path.
///
/// Source: https://developer.hashicorp.com/terraform/language/syntax/json
package struct TerraformConfiguration: PinnableReader {
  package let name: String
  let root: ConfigurationModule
  /// By directory.
  let modules: [String: ConfigurationModule]
  /// Values for the variables of the root module.
  private(set) var given: [String: Expression]
  private(set) var diagnostics: [Diagnostic] = []
  package let sensitiveTexts: Set<String>

  package var format: InputFormat { .terraformConfiguration }
  /// What is only to be created has no identifier yet.
  package var identifiers: [String: ResourceID] { [:] }

  /// Reads a file by itself as a module; nil if the document is no configuration.
  init?(_ document: Document) {
    guard Self.isConfiguration(document.root) else { return nil }
    self.init(root: ConfigurationFiles(directory: document.file.path, documents: [document]))
  }

  /// Reads a root module.
  ///
  /// - Parameters:
  ///   - modules: what can be called by a path, by directory.
  ///   - given: values for variables, later ones before earlier ones, and before those in the directory.
  package init(
    root files: ConfigurationFiles, modules: [String: ConfigurationFiles] = [:], given: [GivenVariable] = []
  ) {
    name = files.directory
    root = ConfigurationModule(files)
    self.modules = modules.mapValues { ConfigurationModule($0) }
    var sensitive = SensitiveTexts()
    for module in self.modules.values { sensitive.add(module) }
    sensitive.add(root)
    let all = files.values + given
    for variable in all where root.variables[variable.name]?.body["sensitive"]?.bool == true {
      sensitive.add(variable.value)
    }
    sensitiveTexts = sensitive.texts
    var values: [String: Expression] = [:]
    for variable in all {
      let type = root.variables[variable.name]?.body["type"]?.string
      switch variable.value {
      case .node(let node): values[variable.name] = Expression(literal: node)
      // Only what is no text is an expression, as on Terraform's command line.
      case .text(let text) where type == nil || type == "string" || type == "${string}":
        values[variable.name] = Expression(.text(text.string), at: text.range)
      case .text(let text), .expression(let text): values[variable.name] = Expression.expression(text)
      }
    }
    self.given = values
    if files.hasNative {
      diagnostics.append(
        Diagnostic(
          .unsupported, "\(files.directory) has files in native syntax, which are not read",
          help: "check the plan as well: terraform show -json plan.bin > plan.json",
          at: files.documents.first.map { .start(of: $0.file) }))
    }
  }

  /// The same configuration with other values for its variables.
  func with(_ given: [String: Expression]) -> TerraformConfiguration {
    var copy = self
    copy.given = given
    return copy
  }

  /// What CDK for Terraform notes beside each resource: `shop/web/group` of `aws_security_group.web_group_3F1A`.
  ///
  /// Only those that no two resources have.
  /// Source: https://developer.hashicorp.com/terraform/cdktf/concepts/constructs
  package var constructPaths: [String: String] {
    var owners: [String: String?] = [:]
    for resource in root.resources {
      guard let path = resource.body["//"]?["metadata"]?["path"]?.string else { continue }
      owners[path] = owners[path] == nil ? .some(resource.address) : .some(nil)
    }
    return owners.reduce(into: [:]) { all, owner in if let address = owner.value { all[address] = owner.key } }
  }

  /// Whether the root module has a variable.
  package func declares(_ variable: String) -> Bool { root.variables[variable] != nil }

  static let blockTypes: Set<String> = [
    "//", "resource", "data", "variable", "output", "locals", "module", "provider", "terraform", "moved", "import",
    "removed", "check", "ephemeral", "action",
  ]
  private static let telling = ["resource", "data", "module", "variable", "locals", "output", "provider", "terraform"]

  /// Whether every member is a kind of block, and one is of a kind that nothing else has.
  ///
  /// By its name a file may be one all the same: Terraform reads every `*.tf.json`.
  static func isConfiguration(_ root: Node) -> Bool {
    if root.kind == .object, root.document.file.path.hasSuffix(".tf.json") { return true }
    guard root.kind == .object, root.members.allSatisfy({ blockTypes.contains($0.name) }) else { return false }
    return telling.contains { key in
      guard let node = root[key] else { return false }
      return node.kind == .object || node.kind == .array && node.elements.allSatisfy { $0.kind == .object }
    }
  }

  package func infrastructure(identifiers: [String: ResourceID]) -> Infrastructure {
    let resolver = ConfigurationResolver(self, identifiers: identifiers)
    var draft = Draft()
    resolver.adapt(into: &draft)
    var result = draft.assembled(diagnostics: resolver.context.diagnostics + resolver.run.diagnostics)
    result.mentions = resolver.mentions(in: result)
    result.native = [
      NativeResources {
        ConfigurationResolver(self, identifiers: identifiers).native(NativeReader(hiding: sensitiveTexts))
      }
    ]
    return result
  }
}
