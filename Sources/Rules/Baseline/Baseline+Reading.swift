import Documents

extension Baseline {
  /// Reads the baseline that a file holds.
  ///
  /// - Throws: for what is no baseline, or one of another version: to take it for an empty one would fail every run.
  package static func read(_ path: String) throws(InputError) -> Baseline {
    let file = try SourceFile.read(path)
    let root = try Document.json(file).root
    guard root.kind == .object, let version = root["netlint_baseline"], let list = root["findings"],
      list.kind == .array
    else {
      throw InputError(at: .start(of: file), message: "this is no baseline", help: help)
    }
    guard version.int == Self.version else {
      throw InputError(
        at: version.range, message: "found a baseline of version \(version.words), expected \(Self.version)", help: help
      )
    }
    var entries: [Entry] = []
    for node in list.elements { entries.append(try entry(node)) }
    return Baseline(entries)
  }

  private static let help = "netlint baseline write makes one"

  private static func entry(_ node: Node) throws(InputError) -> Entry {
    func text(_ key: String) throws(InputError) -> String {
      if let text = node[key]?.string { return text }
      throw InputError(at: node.range, message: "found an entry without \"\(key)\"", help: help)
    }
    return Entry(
      rule: try text("rule"), path: try text("path"), resource: try text("resource"),
      fingerprint: try text("fingerprint"), isUndecided: node["undecided"]?.bool ?? false)
  }
}
