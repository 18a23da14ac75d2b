import Documents
import Frontends

/// Puts the files of Terraform configurations together to modules: a directory is one.
struct ConfigurationLoader {
  /// A file of the run that holds a configuration.
  struct File {
    let path: String
    let document: Document
    /// Whether somebody asked for it by name.
    let isNamed: Bool
  }

  private(set) var configurations: [TerraformConfiguration] = []
  private(set) var failures: [InputError] = []
  /// Files that were read because they belong to the module of one that was named, or to one that is called.
  private(set) var others: [String] = []
  /// All that was read as a part of a configuration.
  var documents: [Document] { modules.sorted { $0.key < $1.key }.flatMap(\.value.documents) + single }

  /// Those that Terraform would not read by their names.
  private var single: [Document] = []

  private var modules: [String: ConfigurationFiles] = [:]
  /// The directories that were named, and the working directory: modules outside of them are not read.
  private let roots: [String]
  private let unreadable: Set<String>

  /// - Parameters:
  ///   - files: of the run, by path.
  ///   - roots: the directories that were named.
  ///   - unreadable: paths of the run that could not be read.
  init(_ files: [File], roots: [String], unreadable: Set<String>, variables: VariableValues) {
    self.unreadable = unreadable
    self.roots = roots + files.filter(\.isNamed).map { Self.directory(of: $0.path) }
    var byDirectory: [String: [File]] = [:]
    for file in files where Self.isModuleFile(file.path) {
      byDirectory[Self.directory(of: file.path), default: []].append(file)
    }
    for (directory, files) in byDirectory.sorted(by: { $0.key < $1.key }) {
      load(directory, known: files)
    }
    loadCalled()
    let named = Set(byDirectory.filter { $0.value.contains { $0.isNamed } || roots.contains($0.key) }.keys)
    configurations = rootDirectories(named: named).compactMap { directory in
      modules[directory].map { TerraformConfiguration(root: $0, modules: modules, given: variables.given) }
    }
    // By another name Terraform would not read it; by itself it can be.
    let single = files.filter { !Self.isModuleFile($0.path) }
    self.single = single.map(\.document)
    configurations += single.map { file in
      TerraformConfiguration(
        root: ConfigurationFiles(directory: file.path, documents: [file.document]), given: variables.given)
    }
    failures += variables.failures + variables.unknown(to: configurations)
  }

  private static func isModuleFile(_ path: String) -> Bool { path.hasSuffix(".tf.json") }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  // MARK: Reading

  /// Reads a directory, but for the files that are read already.
  private mutating func load(_ directory: String, known: [File]) {
    var documents: [Document] = []
    var values: [GivenVariable] = []
    var hasNative = false
    let names = Discovery.entries(of: directory)
    for name in names where !name.hasPrefix(".") {
      if name.hasSuffix(".tf") { hasNative = true }
      let path = InputPath.joined(directory, name)
      if Self.isModuleFile(name) {
        if let file = known.first(where: { $0.path == path }) {
          documents.append(file.document)
        } else if !unreadable.contains(path), let document = read(path), ConfigurationFiles.holds(document) {
          documents.append(document)
          others.append(path)
        }
      }
    }
    if documents.isEmpty { return }
    // In this order later ones count.
    let own = ["terraform.tfvars", "terraform.tfvars.json"].filter(names.contains)
    let automatic = names.filter { $0.hasSuffix(".auto.tfvars") || $0.hasSuffix(".auto.tfvars.json") }
    for name in own + automatic where !name.hasPrefix(".") {
      values += variables(in: InputPath.joined(directory, name))
    }
    modules[directory] = ConfigurationFiles(
      directory: directory, documents: documents, values: values, hasNative: hasNative,
      lock: names.contains(Self.lockFile) ? file(InputPath.joined(directory, Self.lockFile)) : nil)
  }

  private static let lockFile = ".terraform.lock.hcl"

  private mutating func file(_ path: String) -> SourceFile? {
    do throws(InputError) {
      return try SourceFile.read(path)
    } catch {
      failures.append(error)
      return nil
    }
  }

  private mutating func variables(in path: String) -> [GivenVariable] {
    guard let file = file(path) else { return [] }
    do throws(InputError) {
      return try GivenVariable.all(in: file)
    } catch {
      failures.append(error)
      return []
    }
  }

  private mutating func read(_ path: String) -> Document? {
    guard let file = file(path) else { return nil }
    do throws(InputError) {
      return try Document.json(file)
    } catch {
      failures.append(error)
      return nil
    }
  }

  /// Reads the modules that are called by a path, and those that these call.
  private mutating func loadCalled() {
    var queue = modules.keys.sorted()
    var seen = Set(queue)
    while let directory = queue.popLast() {
      for called in modules[directory]?.calledDirectories ?? [] where isInside(called) {
        guard seen.insert(called).inserted else { continue }
        load(called, known: [])
        queue.append(called)
      }
    }
  }

  private func isInside(_ directory: String) -> Bool {
    if !directory.hasPrefix("/"), !directory.hasPrefix("../"), directory != ".." { return true }
    return roots.contains { directory == $0 || directory.hasPrefix("\($0)/") }
  }

  // MARK: Roots

  /// The directories that nothing calls, and those that were named; of modules that call each other in a circle the first.
  private func rootDirectories(named: Set<String>) -> [String] {
    let all = modules.keys.sorted()
    let called = Set(
      all.flatMap { directory in (modules[directory]?.calledDirectories ?? []).filter { $0 != directory } })
    var roots = all.filter { !called.contains($0) || named.contains($0) }
    var reached: Set<String> = []
    for root in roots { reach(root, &reached) }
    for directory in all where !reached.contains(directory) {
      roots.append(directory)
      reach(directory, &reached)
    }
    return roots.sorted()
  }

  private func reach(_ directory: String, _ reached: inout Set<String>) {
    guard reached.insert(directory).inserted else { return }
    for called in modules[directory]?.calledDirectories ?? [] { reach(called, &reached) }
  }
}
