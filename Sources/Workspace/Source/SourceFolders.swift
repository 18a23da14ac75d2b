import Documents
import Frontends
import Glibc

/// Reads modules in native syntax, each once, and nothing outside of the folders that it may read.
struct SourceFolders {
  private struct Key: Hashable {
    let directory: String
    let boundary: String
  }

  /// Larger files are not written by hand; to scan one takes longer than a place in it is worth.
  private static let largestFile = 16 << 20

  /// Texts that no excerpt may show.
  private let sensitiveTexts: Set<String>
  private var modules: [Key: SourceModule?] = [:]
  /// What could not be scanned, of all modules that were asked for.
  private(set) var errors: [InputError] = []

  init(concealing sensitiveTexts: Set<String>) { self.sensitiveTexts = sensitiveTexts }

  /// The module of a directory; nil if it holds no native files, or leads out of the boundary, by links too.
  ///
  /// - Parameter boundary: a path without links.
  mutating func module(_ directory: String, within boundary: String) -> SourceModule? {
    let key = Key(directory: directory, boundary: boundary)
    if let known = modules[key] { return known }
    let module = read(directory, within: boundary)
    modules[key] = .some(module)
    for error in module?.errors ?? [] where !errors.contains(where: { $0.path == error.path }) { errors.append(error) }
    return module
  }

  private func read(_ directory: String, within boundary: String) -> SourceModule? {
    let names = Discovery.entries(of: directory)
    let files = names.filter { Self.isSource($0, among: names) }.compactMap { name in
      file(InputPath.joined(directory, name), within: boundary)
    }
    return files.isEmpty ? nil : SourceModule(files)
  }

  /// Whether a directory has native files by their names.
  static func holdsSources(_ directory: String) -> Bool {
    let names = Discovery.entries(of: directory)
    return names.contains { isSource($0, among: names) }
  }

  /// Where there are two of a name, OpenTofu takes its own.
  ///
  /// Source: https://opentofu.org/docs/language/files/
  private static func isSource(_ name: String, among names: [String]) -> Bool {
    if name.hasPrefix(".") || name.hasPrefix("#") { return false }
    for (own, others) in [(".tofu", ".tf"), (".tofu.json", ".tf.json")] {
      if name.hasSuffix(own) { return true }
      if name.hasSuffix(others) { return !names.contains(name.dropLast(others.count) + own) }
    }
    return false
  }

  private func file(_ path: String, within boundary: String) -> SourceFile? {
    var status = stat()
    // A pipe would never end.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.largestFile,
      let real = Self.canonical(path), Self.isInside(real, boundary), let file = try? SourceFile.read(path)
    else { return nil }
    for text in sensitiveTexts { file.conceal(text) }
    return file
  }

  /// An absolute path without links; nil if there is nothing.
  static func canonical(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? folder : "\(folder)/")
  }
}
