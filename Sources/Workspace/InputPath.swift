/// A file of a run, and whether somebody asked for it by name: then it must be usable.
struct InputPath: Hashable, Sendable {
  let path: String
  let isNamed: Bool

  /// The files of a run in a fixed order, each once, whatever the order of the arguments.
  ///
  /// - Parameters:
  ///   - exclusion: what is left out of directories.
  ///   - excludesNamed: files that are named are left out too.
  static func all(
    from arguments: [String], without exclusion: PathExclusion = PathExclusion(), excludesNamed: Bool = false
  ) -> (files: [InputPath], emptyDirectories: [String]) {
    var isNamed: [String: Bool] = [:]
    var emptyDirectories: [String] = []
    for argument in arguments.map(normalized) {
      guard Discovery.isDirectory(argument) else {
        if !excludesNamed || !exclusion.contains(argument) { isNamed[argument] = true }
        continue
      }
      let found = Discovery.files(below: argument)
      if found.isEmpty { emptyDirectories.append(argument) }
      for path in found where isNamed[path] == nil && !exclusion.contains(path) { isNamed[path] = false }
    }
    let files = isNamed.map { InputPath(path: $0.key, isNamed: $0.value) }
    return (
      files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) },
      Set(emptyDirectories).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    )
  }

  /// A path without `.` and doubled slashes, and without the `..` that a name before it cancels.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    let joined = parts.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }
}
