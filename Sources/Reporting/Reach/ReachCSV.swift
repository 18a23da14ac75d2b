import Analysis

/// Who reaches what, for spreadsheets: one line for each row, several sources of a row in one field.
///
/// Source: https://www.rfc-editor.org/rfc/rfc4180
package struct ReachCSV {
  private let rows: [ReachRow]

  package init(_ rows: [ReachRow]) { self.rows = rows }

  package var text: String {
    CSV.text(
      ["target", "traffic", "from", "by_way_of", "verdict", "because"],
      rows.map { row in
        let words = ReachWords(row: row)
        return [
          words.target, "\(row.traffic)", words.sources.joined(separator: "; "),
          words.balancers.joined(separator: "; "), words.verdict, row.because.map { "\($0)" }.joined(separator: "; "),
        ]
      })
  }
}

/// Lines of fields as RFC 4180 has them.
enum CSV {
  static func text(_ head: [String], _ rows: [[String]]) -> String {
    ([head] + rows).map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// In quotes if it holds a comma, a quote or a line break; quotes are doubled.
  private static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
