import Documents
import Glibc

/// Where a project keeps its configuration.
package enum ConfigurationFile {
  /// The names that are looked for in the working directory.
  package static let names = ["netlint.yaml", ".netlint.yaml"]

  /// The configuration of the working directory; nil if it has none.
  ///
  /// - Throws: when there are two of them, of which nobody could tell which one counts.
  package static func find() throws(InputError) -> String? {
    let found = names.filter { access($0, F_OK) == 0 }
    if found.count > 1 {
      throw InputError(
        path: found[1], message: "there is a \(found[0]) too: only one of them can be the configuration",
        help: "remove one, or name the one that is meant with --config")
    }
    return found.first
  }
}
