import AWSModel
import Documents
import TerraformLanguage

/// What the files of a module declare, overrides applied.
///
/// Source: https://developer.hashicorp.com/terraform/language/files/override
struct ConfigurationModule: Sendable {
  struct Declared: Sendable {
    let name: String
    let range: SourceRange
    var body: Body
  }

  let directory: String
  private(set) var resources = Declarations<ConfigurationResource>()
  private(set) var variables: [String: Declared] = [:]
  private(set) var locals: [String: Node] = [:]
  private(set) var outputs = Declarations<Declared>()
  private(set) var calls = Declarations<Declared>()
  /// Configurations of the provider `aws`, by alias; "" for the one without.
  private(set) var providers: [String: Body] = [:]
  /// The S3 backend that the state is kept in, of which only the root module's counts.
  private(set) var backend: ConfigurationResource?
  /// Where a backend of another kind is.
  private var otherBackend: SourceRange?
  /// What the module says of the version of that provider.
  private(set) var providerConstraints: [String] = []
  private(set) var diagnostics: [Diagnostic] = []
  let hasNative: Bool

  init(_ files: ConfigurationFiles) {
    directory = files.directory
    hasNative = files.hasNative
    for document in files.documents { addProviderConstraints(document.root) }
    if let lock = files.lock { addLockedVersions(lock) }
    for document in files.documents { checkBlocks(document.root) }
    for document in files.documents where !Self.isOverride(document) { add(document.root) }
    for document in files.documents where Self.isOverride(document) { override(with: document.root) }
  }

  private static func isOverride(_ document: Document) -> Bool {
    let name = document.file.path.split(separator: "/").last ?? ""
    return name == "override.tf.json" || name.hasSuffix("_override.tf.json")
  }

  /// Reports what is no kind of block.
  private mutating func checkBlocks(_ root: Node) {
    for member in root.members where !TerraformConfiguration.blockTypes.contains(member.name) {
      let near = Misspelling.nearest(to: member.name, among: TerraformConfiguration.blockTypes.sorted())
      diagnostics.append(
        Diagnostic(
          .unreadable, "\"\(member.name)\" is no kind of block", help: near.map { "did you mean \($0)?" },
          at: member.key.range))
    }
  }

  // MARK: Declarations

  private mutating func add(_ root: Node) {
    for resource in readResources(root) where !resources.add(resource, named: resource.address) {
      report("\(resource.address) is declared twice; the first is used", at: resource.range)
    }
    for declared in read(root, "variable") {
      if variables[declared.name] == nil { variables[declared.name] = declared } else { reportTwice("var", declared) }
    }
    for declared in read(root, "output") where !outputs.add(declared, named: declared.name) {
      reportTwice("output", declared)
    }
    for declared in read(root, "module") where !calls.add(declared, named: declared.name) {
      reportTwice("module", declared)
    }
    for (name, value) in readLocals(root) {
      if locals[name] == nil {
        locals[name] = value
      } else {
        report("local.\(name) is declared twice; the first is used", at: value.range)
      }
    }
    for block in LabelledBlocks(root["provider"], labels: 1).blocks where block.labels[0] == "aws" {
      providers[block.body["alias"]?.string ?? ""] = Body(block.body)
    }
    addBackend(root)
  }

  private mutating func override(with root: Node) {
    for resource in readResources(root)
    where !resources.change(resource.address, { $0.body.override(with: resource.body) }) {
      report("there is no \(resource.address) to override", at: resource.range)
    }
    for declared in read(root, "variable") {
      if variables[declared.name]?.body.override(with: declared.body) == nil { reportMissing("var", declared) }
    }
    for declared in read(root, "output")
    where !outputs.change(declared.name, { $0.body.override(with: declared.body) }) {
      reportMissing("output", declared)
    }
    for declared in read(root, "module")
    where !calls.change(declared.name, { $0.body.override(with: declared.body) }) {
      reportMissing("module", declared)
    }
    for (name, value) in readLocals(root) { locals[name] = value }
    for block in LabelledBlocks(root["provider"], labels: 1).blocks where block.labels[0] == "aws" {
      providers[block.body["alias"]?.string ?? "", default: Body(block.body)].override(with: Body(block.body))
    }
    // An override replaces it whole: https://developer.hashicorp.com/terraform/language/files/override
    for block in Self.backends(root) { setBackend(block) }
  }

  // MARK: The backend

  private mutating func addBackend(_ root: Node) {
    for block in Self.backends(root) {
      if let first = backend?.range ?? otherBackend {
        report("a second backend; the one at line \(first.start.line) is used", at: block.range)
      } else {
        setBackend(block)
      }
    }
  }

  private mutating func setBackend(_ block: LabelledBlocks.Block) {
    let isS3 = block.labels[0] == "s3"
    backend = isS3 ? ConfigurationResource(backend: block) : nil
    otherBackend = isS3 ? nil : block.range
  }

  private static func backends(_ root: Node) -> [LabelledBlocks.Block] {
    LabelledBlocks(root["terraform"], labels: 0).blocks.flatMap {
      LabelledBlocks($0.body["backend"], labels: 1).blocks
    }
  }

  // MARK: The version of the provider

  /// What `required_providers` say.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/providers/requirements
  private mutating func addProviderConstraints(_ root: Node) {
    let settings = LabelledBlocks(root["terraform"], labels: 0).blocks
    for block in settings.flatMap({ LabelledBlocks($0.body["required_providers"], labels: 0).blocks }) {
      for member in block.body.members {
        guard member.value["source"]?.string.map(ProviderVersions.isProvider) ?? (member.name == "aws"),
          let constraint = member.value["version"]?.string ?? member.value.string
        else { continue }
        providerConstraints.append(constraint)
      }
    }
  }

  /// The versions that were chosen when the directory was initialized.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/files/dependency-lock
  private mutating func addLockedVersions(_ file: SourceFile) {
    do throws(InputError) {
      for block in try SourceBody(file).blocks where block.type == "provider" {
        guard block.labels.first.map(ProviderVersions.isProvider) == true else { continue }
        providerConstraints += block.body.arguments.first { $0.name == "version" }?.literal ?? []
      }
    } catch {
      diagnostics.append(
        Diagnostic(.unreadable, "\(file.path) cannot be read: \(error.message)", help: error.help, at: error.range))
    }
  }

  // MARK: Reading blocks

  private mutating func readResources(_ root: Node) -> [ConfigurationResource] {
    [("resource", false), ("data", true)].flatMap { key, isData in
      blocks(root, key, labels: 2).map { block in
        ConfigurationResource(
          type: block.labels[0], name: block.labels[1], isData: isData, range: block.range, body: Body(block.body))
      }
    }
  }

  private mutating func read(_ root: Node, _ key: String) -> [Declared] {
    blocks(root, key, labels: 1).map { Declared(name: $0.labels[0], range: $0.range, body: Body($0.body)) }
  }

  private mutating func readLocals(_ root: Node) -> [(String, Node)] {
    blocks(root, "locals", labels: 0).flatMap { block in
      block.body.members.filter { $0.name != "//" }.map { ($0.name, $0.value) }
    }
  }

  private mutating func blocks(_ root: Node, _ key: String, labels: Int) -> [LabelledBlocks.Block] {
    let found = LabelledBlocks(root[key], labels: labels)
    for node in found.malformed { report("expected a \(key) block, found \(node.noun)", at: node.range) }
    return found.blocks
  }

  private mutating func reportTwice(_ kind: String, _ declared: Declared) {
    report("\(kind).\(declared.name) is declared twice; the first is used", at: declared.range)
  }

  private mutating func reportMissing(_ kind: String, _ declared: Declared) {
    report("there is no \(kind).\(declared.name) to override", at: declared.range)
  }

  private mutating func report(_ message: String, at range: SourceRange) {
    diagnostics.append(Diagnostic(.unreadable, message, at: range))
  }
}

/// The arguments and nested blocks of a block, where an override may stand in front of them.
struct Body: Sendable {
  /// Later ones count.
  private(set) var nodes: [Node]

  init(_ node: Node) { nodes = [node] }

  mutating func override(with other: Body) { nodes += other.nodes }

  /// An argument, or all blocks of a type: an override replaces them together.
  subscript(key: String) -> Node? {
    for node in nodes.reversed() { if let value = node[key] { return value } }
    return nil
  }
}
