import Rules

/// Relations on a terminal: all of them, or one with its fields.
package struct RelationText {
  private static let width = 120

  private let style: Style

  package init(style: Style) { self.style = style }

  package func list(_ pages: [RelationPage]) -> String {
    let rows = pages.filter(\.isRelation).map { [$0.name, $0.doc] }
    return text(
      TextTable(
        columns: [.init("RELATION"), .init("A ROW IS", isBreakable: true)], rows: rows, width: Self.width, style: style)
    )
  }

  package func page(_ page: RelationPage) -> String {
    let kind = page.isRelation ? "relation" : "type"
    let table = TextTable(
      columns: [.init("FIELD"), .init("TYPE"), .init("MEANING", isBreakable: true)],
      rows: page.fields.map { [$0.name, $0.type, $0.doc] }, width: Self.width, style: style)
    let sources = page.fields.filter { !$0.terraform.isEmpty || !$0.cloudFormation.isEmpty }
    var parts = ["\(style.apply(.strong, page.name)) (\(kind)): \(page.doc)\n", text(table)]
    if !sources.isEmpty {
      parts.append(
        text(
          TextTable(
            columns: [
              .init("FIELD"), .init("TERRAFORM", isBreakable: true), .init("CLOUDFORMATION", isBreakable: true),
            ],
            rows: sources.map {
              [$0.name, $0.terraform.joined(separator: "; "), $0.cloudFormation.joined(separator: "; ")]
            }, width: Self.width, style: style)))
    }
    return parts.joined(separator: "\n")
  }

  private func text(_ table: TextTable) -> String { table.lines.map { $0 + "\n" }.joined() }
}
