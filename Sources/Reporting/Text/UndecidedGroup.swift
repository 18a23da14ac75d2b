import AWSModel
import Documents
import Rules

/// Undecided findings that wait for the same knowledge.
struct UndecidedGroup {
  let because: [Unknown]
  let findings: [Finding]

  /// Those that settle most first.
  static func groups(of findings: [Finding]) -> [UndecidedGroup] {
    var positions: [[Unknown]: Int] = [:]
    let groups = findings.reduce(into: [(because: [Unknown], findings: [Finding])]()) { groups, finding in
      let because = finding.because.distinct
      if let position = positions[because] {
        groups[position].findings.append(finding)
      } else {
        positions[because] = groups.count
        groups.append((because, [finding]))
      }
    }
    // The words say less than the reasons: what they do not tell apart stays in the order of the findings.
    return groups.map { UndecidedGroup(because: $0.because, findings: $0.findings) }.enumerated().sorted { a, b in
      (b.element.findings.count, a.element.need, a.offset) < (a.element.findings.count, b.element.need, b.offset)
    }.map(\.element)
  }

  /// What would settle them, after "14 answers need": `parameter VpcId`.
  var need: String {
    let shown = because.prefix(3).map(Self.words).joined(separator: " and ")
    if because.isEmpty { return "what is not in the input" }
    return shown + (because.count > 3 ? " and \(because.count - 3) more" : "")
  }

  private static func words(_ unknown: Unknown) -> String {
    switch unknown.reason {
    case .parameter: unknown.subject
    case .knownAfterApply: "\(unknown.subject), known only after apply"
    case .knownAfterDeployment: "\(unknown.subject), known only after deployment"
    case .condition: "\(unknown.subject), which cannot be decided"
    case .notInInput: "\(unknown.subject), which is not in the input"
    case .unsupported(let what): "\(unknown.subject), which is not evaluated (\(what))"
    case .unreadable(let what): "\(unknown.subject), which cannot be read (\(what))"
    case .decidedByAWS(let what): "\(unknown.subject), which \(what)"
    case .secret: "\(unknown.subject), which is secret"
    }
  }

  var places: [SourceRange] {
    because.prefix(3).reduce(into: []) { if let place = $1.place { $0.append(place) } }
  }
}
