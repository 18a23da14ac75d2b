import Analysis
import AWSModel
import Documents
import NetSpace

/// A step of a trace as lines: a mark, what decided, and where that is written.
struct StepText {
  enum Mark: String {
    case admits = "✓"
    case blocks = "✗"
    case undecided = "?"

    var role: Style.Role {
      switch self {
      case .admits: .good
      case .blocks: .failure
      case .undecided: .undecided
      }
    }
  }

  struct Line: Hashable {
    let mark: Mark
    let text: String
    let place: SourceRange?
  }

  /// More entries than this that say the same of a step are counted.
  private static let limit = 4

  /// What a step says of packets that get through it, or of those that do not.
  ///
  /// That an address family passes is no decision of anybody: nothing is said of it.
  static func lines(of step: Step) -> [Line] {
    let mark = mark(of: step)
    if step.kind == .addressFamily, mark == .admits { return [] }
    let relevant = step.decisions.filter { decision in
      switch decision.effect {
      case .admits: mark == .admits
      case .blocks: mark == .blocks
      case .undecided: mark != .admits
      }
    }
    // Of what gets through without any of them, by IPv6 where there is no public IPv4 address, none admits it.
    if mark == .admits, relevant.isEmpty, !step.decisions.isEmpty {
      return step.decisions.filter { $0.effect == .undecided }.prefix(limit).map { line(.undecided, $0) }
    }
    let decisions = relevant.isEmpty ? step.decisions : relevant
    if decisions.isEmpty { return [Line(mark: mark, text: step.component, place: nil)] }
    var lines = decisions.prefix(limit).map { decision in
      line(mark, decision)
    }
    if decisions.count > limit {
      lines.append(Line(mark: mark, text: "and \(decisions.count - limit) more", place: nil))
    }
    return lines
  }

  /// A default stands nowhere: its place would be that of something else.
  private static func line(_ mark: Mark, _ decision: Decision) -> Line {
    let isMarked = decision.isImplied && !decision.text.contains("default")
    return Line(
      mark: mark, text: decision.text + (isMarked ? " (default)" : ""), place: decision.isImplied ? nil : decision.place
    )
  }

  static func mark(of step: Step) -> Mark {
    switch step.verdict {
    case .yes: .admits
    case .no: .blocks
    case .unknown: .undecided
    }
  }
}
