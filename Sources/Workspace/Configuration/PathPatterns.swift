import Rules

/// Paths that a project speaks of: patterns relative to its configuration's folder.
///
/// `*` stands for any characters of a name, `**` for any folders; a pattern without a slash fits at any depth, and one
/// that fits a folder fits all that is in it.
package struct PathPatterns: Hashable, Sendable {
  /// The folder that patterns are relative to, normalized; `.` for the working directory.
  private let folder: String
  private let patterns: [[Substring]]

  package init(_ patterns: [String] = [], relativeTo folder: String = ".") {
    self.folder = folder
    self.patterns = patterns.map { pattern in
      var parts = pattern.split(separator: "/").filter { $0 != "." }
      if parts.count == 1, !pattern.hasPrefix("/"), !pattern.hasPrefix("./") { parts.insert("**", at: 0) }
      return parts
    }
  }

  package func contains(_ path: String) -> Bool {
    if patterns.isEmpty { return false }
    var relative = path
    if folder != "." {
      guard path.hasPrefix(folder + "/") else { return false }
      relative = String(path.dropFirst(folder.count + 1))
    }
    let parts = relative.split(separator: "/")
    // A folder that is left out is left out with all that is in it.
    return patterns.contains { pattern in
      (1...max(parts.count, 1)).contains { Self.matches(pattern[...], parts.prefix($0)) }
    }
  }

  private static func matches(_ pattern: ArraySlice<Substring>, _ parts: ArraySlice<Substring>) -> Bool {
    guard let first = pattern.first else { return parts.isEmpty }
    if first == "**" {
      return (parts.startIndex...parts.endIndex).contains { matches(pattern.dropFirst(), parts[$0...]) }
    }
    guard let part = parts.first, Glob.matches(first, part) else { return false }
    return matches(pattern.dropFirst(), parts.dropFirst())
  }
}
