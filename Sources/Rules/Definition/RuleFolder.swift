import Documents
import Glibc

/// A folder of rules: `GROUP/ID/rule.yaml`, or `ID/rule.yaml` without groups.
package enum RuleFolder {
  /// The rule files below a folder, sorted by path.
  ///
  /// - Throws: when the folder cannot be listed or has no rule: a mistyped path must not pass for an empty catalogue.
  package static func files(in folder: String) throws(InputError) -> [String] {
    var found: [String] = []
    try search(folder, depth: 0, &found)
    guard !found.isEmpty else {
      throw InputError(
        path: folder, message: "found no rule.yaml in the folder, expected ID/rule.yaml or GROUP/ID/rule.yaml",
        help: "name the folder that holds the rules' folders")
    }
    return found.sorted()
  }

  /// Reads and checks every rule below a folder; no rule is left out in silence.
  ///
  /// - Parameter catalogue: the rules that run beside them, which `subsumed_by` may name.
  package static func read(
    _ folder: String, beside catalogue: [RuleDefinition] = []
  ) -> (rules: [RuleDefinition], errors: [InputError]) {
    do throws(InputError) {
      return read(files: try files(in: folder), below: folder, beside: catalogue)
    } catch {
      return ([], [error])
    }
  }

  /// Reads and checks rule files that stand below a folder.
  package static func read(
    files: [String], below folder: String, beside catalogue: [RuleDefinition] = []
  ) -> (rules: [RuleDefinition], errors: [InputError]) {
    var rules: [RuleDefinition] = []
    var errors: [InputError] = []
    var unread: Set<String> = []
    for path in files {
      let folders = path.dropFirst(folder.count).split(separator: "/").dropLast().map(String.init)
      do throws(InputError) {
        let group = folders.count > 1 ? folders[folders.count - 2] : "custom"
        let result = RuleReader.read(try SourceFile.read(path), folder: folders.last, group: group)
        if let rule = result.rule { rules.append(rule) }
        errors += result.errors
        if result.rule == nil, let name = folders.last { unread.insert(name) }
      } catch {
        errors.append(error)
      }
    }
    // What could not be read has its own errors: naming it is no second one.
    errors += CompiledRule.errors(in: rules, known: unread.union(catalogue.map(\.id)))
    return (rules, errors)
  }

  private static func search(_ folder: String, depth: Int, _ found: inout [String]) throws(InputError) {
    guard let stream = opendir(folder) else {
      let reason = String(cString: strerror(errno))
      throw InputError(path: folder, message: "cannot list the folder: \(reason)", help: "check the path of the rules")
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = "\(folder)/\(name)"
      if name == "rule.yaml" {
        found.append(path)
      } else if depth < 3, isFolder(path) {
        try search(path, depth: depth + 1, &found)
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
