import AWSModel
import Documents
import Rules

/// Undecided findings that wait for the same knowledge.
struct UndecidedGroup {
  let because: [Unknown]
  let findings: [Finding]

  /// Those that settle most first.
  static func groups(of findings: [Finding]) -> [UndecidedGroup] {
    Dictionary(grouping: findings) { $0.because.distinct }
      .map { UndecidedGroup(because: $0.key, findings: $0.value) }
      .sorted { ($1.findings.count, $0.need) < ($0.findings.count, $1.need) }
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
