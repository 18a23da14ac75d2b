import Documents
import NetSpace
import Rules

/// The rows of a query, for people, for scripts and for spreadsheets.
package struct QueryReport {
  private let columns: [String]
  private let rows: [RelationQuery.Row]

  package init(_ columns: [String], _ rows: [RelationQuery.Row]) {
    self.columns = columns
    self.rows = rows
  }

  /// The places last; why a row may not be one before them, where there is any doubt.
  package func table(style: Style) -> String {
    let hasDoubt = rows.contains { $0.verdict != .yes }
    let head =
      columns.map { TextTable.Column(Self.title($0), isBreakable: true) }
      + (hasDoubt ? [.init("UNDECIDED BECAUSE", isBreakable: true)] : []) + [.init("PLACE")]
    let cells = rows.map { row in
      row.values.map(\.words.printable) + (hasDoubt ? [Self.because(row)] : [])
        + [row.place.map { "\($0.brief)" } ?? ""]
    }
    return TextTable(columns: head, rows: cells, width: 120, style: style).lines.map { $0 + "\n" }.joined()
  }

  package var csv: String {
    CSV.text(
      columns + ["verdict", "because", "place"],
      rows.map { row in
        row.values.map(\.words) + [
          row.verdict == .yes ? "yes" : "unknown", Self.because(row), row.place.map { "\($0)" } ?? "",
        ]
      })
  }

  package var json: String {
    JSONValue.array(
      rows.map { row in
        let values = zip(columns, row.values).map { JSONValue.Member(key: $0, value: Self.json($1)) }
        return .object([
          "values": .object(values), "verdict": row.verdict == .yes ? "yes" : "unknown",
          "because": JSONValue.strings(row.because.map(\.description)).unlessEmpty,
          "place": row.place.map(JSONPlace.json),
        ])
      }
    ).text
  }

  /// A name in capitals; an expression means something else in them.
  private static func title(_ column: String) -> String {
    column.allSatisfy { $0.isLetter || $0 == "_" || $0 == "." } ? column.uppercased() : column
  }

  private static func because(_ row: RelationQuery.Row) -> String {
    row.because.map(\.description).joined(separator: "; ")
  }

  private static func json(_ value: QueryValue) -> JSONValue {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .number(value)
    case .double(let value): value.isFinite ? .decimal("\(value)") : .string("\(value)")
    case .text(let text): .string(text)
    case .list(let elements): .array(elements.map(json))
    case .map(let members): .object(members.map { JSONValue.Member(key: $0.key, value: json($0.value)) })
    case .unknown(let reasons): .object(["unknown": .strings(reasons)])
    }
  }
}
