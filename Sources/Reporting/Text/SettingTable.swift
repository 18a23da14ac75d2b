/// Settings with their values and where these come from.
package struct SettingTable {
  private let rows: [[String]]
  private let style: Style

  package init(_ rows: [[String]], style: Style) {
    self.rows = rows
    self.style = style
  }

  package var text: String {
    TextTable(
      columns: [.init("SETTING"), .init("VALUE", isBreakable: true), .init("ORIGIN")],
      rows: rows.map { $0.map(\.printable) }, width: 140, style: style
    ).lines.map { $0 + "\n" }.joined()
  }
}
