import Rules

/// All relations as a page of documentation.
package struct RelationMarkdown {
  private let pages: [RelationPage]

  package init(_ pages: [RelationPage]) { self.pages = pages }

  package var text: String {
    let relations = pages.filter(\.isRelation)
    let types = pages.filter { !$0.isRelation }
    let head = """
      # Relations

      What rules and `netlint query` can ask about: the rows of these relations. A field of a row may not be known, or not be
      set (`has(row.field)`); fields that hold objects lead on to their fields. Where a field is read from attributes, the last
      columns name them; the others are derived from several resources. `netlint relations NAME` prints the same.


      """
    return head + relations.map(section).joined() + "# Types that fields lead to\n\n" + types.map(section).joined()
  }

  private func section(_ page: RelationPage) -> String {
    let rows = page.fields.map { field in
      let cells = [
        "`\(field.name)`", "`\(field.type)`", Self.cell(field.doc), Self.codes(field.terraform),
        Self.codes(field.cloudFormation),
      ]
      return "| \(cells.joined(separator: " | ")) |\n"
    }
    let table = "| field | type | meaning | Terraform | CloudFormation |\n|---|---|---|---|---|\n" + rows.joined()
    return "## \(page.name)\n\n\(page.doc)\n\n\(table)\n"
  }

  private static func codes(_ sources: [String]) -> String {
    sources.map { "`\($0)`" }.joined(separator: "<br>")
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
