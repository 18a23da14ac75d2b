import Rules

/// Writes rules as Swift: one literal for each, whose bytes stand in the binary as they are.
///
/// Literals of text and not of numbers: half a megabyte of array elements takes the compiler minutes.
struct CatalogueWriter {
  let rules: [RuleDefinition]
  /// What the paths of the rule files are shown without.
  let folder: String

  var source: String {
    let literals = rules.sorted { $0.id < $1.id }.map {
      "    " + literal(RuleRecord.encode($0, path: shownPath($0))) + ",\n"
    }.joined()
    return """
      /// The records of the catalogue's rules; written by the build from `rules/`.
      enum RuleRecords {
        static let all: [StaticString] = [
      \(literals)  ]
      }

      """
  }

  /// Without the place of the build: `rules/network/…/rule.yaml`.
  private func shownPath(_ rule: RuleDefinition) -> String { "rules" + rule.path.dropFirst(folder.count) }

  /// A raw literal that holds the text as it is.
  private func literal(_ text: String) -> String {
    var fence = "#"
    while text.contains("\"\"\"\(fence)") || text.contains("\\\(fence)") { fence += "#" }
    return "\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)"
  }
}
