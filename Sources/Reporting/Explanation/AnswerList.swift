import AWSModel
import Analysis
import NetSpace

/// The answers to a query whose ends are several, one line for each pair.
package struct AnswerList {
  private static let mostReasons = 2

  private let question: String
  private let rows: [PairAnswer]

  /// - Parameter question: as it was asked.
  package init(_ question: String, _ rows: [PairAnswer]) {
    self.question = question
    self.rows = rows
  }

  /// Whether any pair is reachable.
  package var verdict: Verdict { .any(rows.map(\.verdict)) }

  package func text(_ style: Style) -> String {
    let reachable = rows.count { $0.verdict == .yes }
    let open = rows.count { $0.verdict == .unknown }
    let counts = "\(reachable) of \(rows.count)" + (open == 0 ? "" : ", \(open) undecided")
    var lines = [
      style.apply(Self.role(verdict), AnswerList.word(verdict)) + style.apply(.strong, ": \(question)".printable)
        + " (\(counts))"
    ]
    for row in rows.sorted(by: { $0.verdict > $1.verdict }) {
      let mark = style.apply(Self.role(row.verdict), row.verdict == .yes ? "✓" : row.verdict == .no ? "✗" : "?")
      lines.append("  \(mark) " + Wording.query(row.query).printable)
      lines += row.because.distinct.prefix(Self.mostReasons).map { "      because \($0)".printable }
    }
    lines.append(style.apply(.faint, "  to see the ways, ask about one of them"))
    return lines.joined(separator: "\n") + "\n"
  }

  package var json: String {
    JSONValue.object([
      "query": .string(question), "verdict": .string(Self.word(verdict)),
      "answers": .array(
        rows.map { row in
          .object([
            "query": .string(Wording.query(row.query)), "verdict": .string(Self.word(row.verdict)),
            "unknowns": JSONValue.strings(row.because.distinct.map(\.description)).unlessEmpty,
          ])
        }),
    ]).text
  }

  private static func role(_ verdict: Verdict) -> Style.Role {
    switch verdict {
    case .yes: .good
    case .no: .failure
    case .unknown: .undecided
    }
  }

  static func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .yes: "reachable"
    case .no: "not reachable"
    case .unknown: "undecided"
    }
  }
}
