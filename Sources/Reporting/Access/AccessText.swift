import AWSModel
import Analysis
import Documents
import NetSpace

/// The answer to a question about access, for people.
///
/// Allowed: the statements that let it through, with their source, and the conditions that remain. Denied: what each
/// policy lacks, or denies. Undecided: what is not known.
package struct AccessText {
  private let decision: AccessDecision
  private let workload: ResourceID?
  private let source: (SourceRange) -> SourceRange?
  private let style: Style

  /// - Parameters:
  ///   - workload: what was asked about and runs as the caller.
  ///   - source: where a place of a plan was written.
  package init(
    _ decision: AccessDecision, of workload: ResourceID? = nil, style: Style,
    source: @escaping (SourceRange) -> SourceRange? = { _ in nil }
  ) {
    self.decision = decision
    self.workload = workload
    self.style = style
    self.source = source
  }

  package var text: String {
    blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var blocks: [[String]] {
    switch decision.verdict {
    case .yes: [head] + whatever + decision.grants.map(grant) + [otherPieces]
    case .no: [head] + whatever + deciding + [help]
    case .unknown: [head + unknowns] + decision.grants.prefix(3).map(grant) + [otherPieces]
    }
  }

  // MARK: The answer

  private var head: [String] {
    let (role, word): (Style.Role, String) =
      switch decision.extent {
      case .all: (.good, "allowed")
      case .some: (.good, "allowed in part")
      case .none: (.failure, "denied")
      case .undecided: (.undecided, "undecided")
      }
    let question = AccessWords.question(decision.question).printable
    var lines = [style.apply(role, word) + style.apply(.strong, ": \(question)")]
    lines += labelled("asked of", workload.map { ["\($0.address), which runs as this role"] } ?? [])
    if decision.extent == .some {
      lines += labelled("allowed", decision.allowed.must.boxes.map(\.words))
      lines += labelled("not allowed", decision.refused.boxes.map(\.words))
    }
    lines += labelled("for example", decision.witness.isEmpty ? [] : [witness])
    lines += labelled("assuming", decision.assumptions)
    return lines
  }

  private var whatever: [[String]] {
    if decision.whatever.isEmpty { return [] }
    let subjects = decision.whatever.distinct.map(\.subject).joined(separator: ", ")
    return [["the same holds whatever is true of \(subjects); what is shown is that of one case".printable]]
  }

  private var witness: String {
    "a request with " + decision.witness.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
  }

  private static let mostLines = 6

  private func labelled(_ label: String, _ texts: [String]) -> [String] {
    let distinct = texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let more = distinct.count > Self.mostLines ? ["and \(distinct.count - Self.mostLines) more"] : []
    return (distinct.prefix(Self.mostLines) + more).enumerated().map { index, text in
      "  " + style.apply(.note, (index == 0 ? label : "").padded(to: 13)) + text.printable
    }
  }

  private var unknowns: [String] {
    UnknownLine.lines(of: decision.unknowns).map { line in
      "  \(style.apply(.undecided, "?")) \(line.text)".printable
        + (line.place.map { style.apply(.faint, "  \($0.brief)") } ?? "")
    }
  }

  // MARK: Statements

  private func grant(_ grant: Grant) -> [String] {
    let (mark, verb) =
      decision.verdict == .yes
      ? (style.apply(.good, "✓"), "allows") : (style.apply(.undecided, "?"), "may allow")
    var lines = ["\(mark) \(style.apply(.strong, AccessWords.policy(grant.policy).printable)) \(verb) it"]
    lines += excerpt(grant.place, .good)
    lines += labelled("on condition", grant.requirements.filter { !$0.isDenial }.map(AccessWords.requirement))
    lines += labelled("and only if", grant.requirements.filter(\.isDenial).map(AccessWords.requirement))
    lines += labelled("or on more:", grant.mayRequire.map(\.description))
    return lines
  }

  private func excerpt(_ place: Place, _ role: Style.Role) -> [String] {
    let range = source(place.range) ?? place.range
    if range.file.path.isEmpty { return [] }
    return SourceExcerpt(range: range, style: style, role: role, gutter: SourceExcerpt.gutter(of: [range])).lines
  }

  /// Policies that also have a say and let it through: the boundary, the other side.
  private var otherPieces: [String] {
    decision.pieces.filter { $0.kind != .identityPolicies && $0.allows == .yes && $0.isNeeded != .no }.map { piece in
      "\(style.apply(.good, "✓")) \(AccessWords.piece(piece.kind).printable) lets it through"
    }
  }

  // MARK: Denials

  private var deciding: [[String]] { decision.pieces.map(piece).filter { !$0.isEmpty } }

  private func piece(_ piece: AccessPiece) -> [String] {
    let all = piece.lines.filter { $0.isDeny && $0.verdict == .yes }
    let unconditional = all.filter(\.conditions.isEmpty)
    let denies = unconditional.isEmpty && piece.allows != .yes ? all : unconditional
    let name = AccessWords.piece(piece.kind).printable
    var lines: [String] = []
    if !denies.isEmpty {
      lines.append("\(style.apply(.failure, "✗")) \(style.apply(.strong, name)) deny it".replacingDeny(piece.kind))
      for line in denies.prefix(3) {
        lines += excerpt(line.place, .failure)
        lines += labelled("if", line.conditions.map(AccessWords.condition))
      }
    } else if piece.allows == .no {
      let isNeeded = piece.isNeeded != .no
      let mark = isNeeded ? style.apply(.failure, "✗") : style.apply(.faint, "-")
      lines.append("\(mark) \(style.apply(.strong, name)): no statement allows it")
      for line in piece.nearMisses.prefix(3) {
        let place = source(line.place.range) ?? line.place.range
        lines.append(
          "    nearest: \(AccessWords.policy(line.policy).printable)" + style.apply(.faint, "  \(place.brief)"))
      }
    } else if piece.allows == .yes {
      lines.append("\(style.apply(.good, "✓")) \(style.apply(.strong, name)) would let it through")
    } else if piece.isNeeded != .no {
      lines.append("\(style.apply(.undecided, "?")) \(style.apply(.strong, name)) may let it through")
    }
    return lines
  }

  private var help: [String] {
    let blocks = decision.pieces.filter(\.kind.isBlock)
    let policies = decision.pieces.filter { !$0.kind.isBlock }
    let lacking = policies.filter { $0.allows == .no && $0.isNeeded == .yes }.map { AccessWords.piece($0.kind) }
    let denying = policies.contains { $0.lines.contains { $0.isDeny && $0.verdict == .yes } }
    var parts: [String] = []
    if denying { parts.append("take the explicit deny away") }
    parts += lacking.map { "add an Allow to the \($0)" }
    parts += blocks.map { "turn \(AccessWords.piece($0.kind)) off, or let its policy name who may" }
    return parts.isEmpty ? [] : [style.apply(.help, "to allow it") + ": \(parts.joined(separator: ", and "))".printable]
  }
}

extension AccessPiece.Kind {
  fileprivate var isBlock: Bool { if case .blockPublicAccess = self { true } else { false } }
}

extension String {
  /// Identity policies are several.
  fileprivate func replacingDeny(_ kind: AccessPiece.Kind) -> String {
    kind == .identityPolicies ? self : String(dropLast("deny it".count)) + "denies it"
  }
}
