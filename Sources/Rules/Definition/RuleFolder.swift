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

  /// Reads every rule below a folder; no rule is left out in silence.
  package static func read(_ folder: String) -> (rules: [RuleDefinition], errors: [InputError]) {
    do throws(InputError) {
      return read(files: try files(in: folder), below: folder)
    } catch {
      return ([], [error])
    }
  }

  package static func read(files: [String], below folder: String) -> (rules: [RuleDefinition], errors: [InputError]) {
    var rules: [RuleDefinition] = []
    var errors: [InputError] = []
    for path in files {
      do throws(InputError) {
        let file = try SourceFile.read(path)
        let folders = path.dropFirst(folder.count).split(separator: "/").dropLast()
        let group = folders.count > 1 ? String(folders[folders.endIndex - 2]) : "custom"
        let result = RuleReader.read(file, folder: folders.last.map(String.init), group: group)
        if let rule = result.rule { rules.append(rule) }
        errors += result.errors
      } catch {
        errors.append(error)
      }
    }
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
