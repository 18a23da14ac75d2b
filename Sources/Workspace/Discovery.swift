import Documents
import Frontends
import Glibc
import Rules

/// Searches directories for files that could be a template, a plan or a Terraform configuration, by their names.
///
/// What they are is found out by reading them: the name only spares the reading of everything else.
struct Discovery {
  /// Folders that hold tools' own files and copies of other people's.
  private static let skippedFolders: Set<String> = ["node_modules", "bower_components", "__pycache__"]
  private static let extensions = [".json", ".yaml", ".yml", ".template", ".tfplan", ".tfstate"]
  /// What people call a plan that has no extension.
  private static let bareNames: Set<String> = ["tfplan", "plan.out"]

  private(set) var files: [String] = []
  /// Where and as what the templates of assemblies are deployed.
  private(set) var deployments: [String: Deployment] = [:]
  private(set) var failures: [InputError] = []

  /// All candidates below a directory; a directory that cannot be read is left out.
  static func below(_ directory: String) -> Discovery {
    var discovery = Discovery()
    discovery.visit(directory, inAssembly: isAssembly(directory))
    return discovery
  }

  private mutating func visit(_ directory: String, inAssembly: Bool) {
    if let assembly = CloudAssembly.read(directory) {
      failures += assembly.failures
      deployments.merge(assembly.deployments) { first, _ in first }
      // Templates that are left from before, and those that others nest, are not deployed by themselves.
      files += assembly.deployments.keys.sorted()
      if !assembly.deployments.isEmpty { return }
    }
    for name in Self.entries(of: directory) where !name.hasPrefix(".") {
      let path = InputPath.joined(directory, name)
      switch Self.kind(of: path) {
      case .folder:
        if Self.skippedFolders.contains(name) { continue }
        if inAssembly, name.hasPrefix("asset.") { continue }
        visit(path, inAssembly: inAssembly || Self.isAssembly(name))
      case .file:
        // Of a CDK assembly only the templates: the assets are what is deployed, not how.
        if inAssembly, !name.hasSuffix(".template.json") { continue }
        if Self.isCandidate(name) { files.append(path) }
      case .other: continue
      }
    }
  }

  /// The directories below another, in order, without hidden ones and links.
  static func folders(below directory: String) -> [String] {
    entries(of: directory).filter { !$0.hasPrefix(".") && !skippedFolders.contains($0) }.flatMap { name in
      let path = InputPath.joined(directory, name)
      return kind(of: path) == .folder ? [path] + folders(below: path) : []
    }
  }

  static func isCandidate(_ name: String) -> Bool {
    if ConfigurationFile.names.contains(name) || name == Baseline.standardPath { return false }
    let name = name.lowercased()
    // Values for variables: they are read with the configuration that has these.
    if name.hasSuffix(".tfvars.json") { return false }
    return bareNames.contains(name) || extensions.contains { name.hasSuffix($0) }
  }

  static func isAssembly(_ path: String) -> Bool {
    path.split(separator: "/").last == "cdk.out"
  }

  /// The names in a directory, sorted: the order of the file system is nobody's.
  static func entries(of directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  enum FileKind { case file, folder, other }

  /// A link to a file is a file; a link to a folder is left alone, because it may lead back up.
  private static func kind(of path: String) -> FileKind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .other }
    if status.st_mode & S_IFMT == S_IFLNK {
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? .file : .other
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default: return .other
    }
  }

  /// Whether a path that a user named is a directory, links followed.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
