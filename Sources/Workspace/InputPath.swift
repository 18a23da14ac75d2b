import Documents
import Frontends

/// A file of a run, and whether somebody asked for it by name: then it must be usable.
struct InputPath: Hashable, Sendable {
  /// The files of a run, and what was found out while they were looked for.
  struct Found {
    var files: [InputPath] = []
    var emptyDirectories: [String] = []
    /// Where and as what templates are deployed, by path.
    var deployments: [String: Deployment] = [:]
    var failures: [InputError] = []
  }

  let path: String
  let isNamed: Bool

  /// The files of a run in a fixed order, each once, whatever the order of the arguments.
  ///
  /// - Parameters:
  ///   - exclusion: what is left out of directories.
  ///   - excludesNamed: files that are named are left out too.
  static func all(
    from arguments: [String], without exclusion: PathPatterns = PathPatterns(), excludesNamed: Bool = false
  ) -> Found {
    var result = Found()
    var isNamed: [String: Bool] = [:]
    var emptyDirectories: [String] = []
    for argument in arguments.map(normalized) {
      guard argument != SourceFile.standardInput, Discovery.isDirectory(argument) else {
        if !excludesNamed || !exclusion.contains(argument) { isNamed[argument] = true }
        continue
      }
      let found = Discovery.below(argument)
      if found.files.isEmpty { emptyDirectories.append(argument) }
      result.deployments.merge(found.deployments) { first, _ in first }
      result.failures += found.failures
      for path in found.files where isNamed[path] == nil && !exclusion.contains(path) { isNamed[path] = false }
    }
    let files = isNamed.map { InputPath(path: $0.key, isNamed: $0.value) }
    result.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    result.emptyDirectories = Set(emptyDirectories).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return result
  }

  /// The directories that arguments name, or in which the files are that they name.
  static func directories(of arguments: [String]) -> [String] {
    arguments.map(normalized).map { path in
      if Discovery.isDirectory(path) { return path }
      guard let slash = path.lastIndex(of: "/") else { return "." }
      return slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }

  static func joined(_ directory: String, _ name: String) -> String {
    if directory == "." { return name }
    return directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }

  /// A path without `.` and doubled slashes, and without the `..` that a name before it cancels.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    var joined = path.hasPrefix("/") ? "/" : ""
    for (i, part) in parts.enumerated() { joined += i == 0 ? String(part) : "/\(part)" }
    return joined.isEmpty ? "." : joined
  }
}
