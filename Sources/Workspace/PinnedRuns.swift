import AWSModel
import Documents
import Frontends
import Rules

/// Undecided findings, tried again for every combination of what they depend on.
///
/// Conditions and allowed values are met in many places of a template, and in each of them every value is possible by
/// itself; that they all take the same value only a run that takes it as decided can see. What is found in none of the
/// combinations is no finding; what is found in all of them is a definite one.
struct PinnedRuns {
  private static let mostPerFinding = 64
  /// Of all findings together, of a small stack.
  static let mostInAll = 1024
  /// What all runs together may go over, counted in resources and findings: of a large stack fewer are tried.
  private static let mostWork = 65536

  let derived: DerivedStacks
  /// The findings of some rules.
  let lint: (Infrastructure, Set<String>) -> [Finding]

  func settle(_ findings: [Finding]) -> (findings: [Finding], diagnostics: [Diagnostic]) {
    let open = findings.indices.filter { findings[$0].verdict == .unknown && Self.mayBeSettled(findings[$0]) }
    if open.isEmpty { return (findings, []) }
    let rules = Set(open.map { findings[$0].rule.id })
    let most = Self.mostRuns(over: derived.infrastructure.allResources.count + open.count)
    var runs: [Pins: [Finding]] = [:]
    var unsettled: [Finding] = []
    var result: [Int: Finding?] = [:]
    // All together when they are few, so that most templates need few runs.
    let together = Set(open.flatMap { findings[$0].because }.filter(\.isPinnable))
    let common = derived.combinations(deciding: Array(together), limit: Self.mostPerFinding)
    var combinations: [Set<Unknown>: [Pins]?] = [together: common]
    for i in open {
      let finding = findings[i]
      let settled: Settled? = asked(because: finding.because) { because in
        let because = Set(because)
        let ofAll = common.flatMap { because.isSubset(of: together) ? $0 : nil }
        let own =
          ofAll ?? combinations[because] ?? derived.combinations(deciding: Array(because), limit: Self.mostPerFinding)
        combinations[because] = .some(own)
        guard let own, runs.count + own.count(where: { runs[$0] == nil }) <= most else {
          unsettled.append(finding)
          return nil
        }
        if own.allSatisfy(\.isEmpty) { return nil }
        let outcomes = own.map { pins -> [Finding] in
          if let known = runs[pins] { return known }
          let found = lint(derived.infrastructure(pinned: pins), rules)
          runs[pins] = found
          return found
        }
        return Settled(finding, outcomes, among: findings)
      } open: {
        $0.open
      }
      if let settled { result[i] = settled.finding }
    }
    let settled = findings.indices.compactMap { i in if let known = result[i] { known } else { findings[i] } }
    return (settled, unsettled.isEmpty ? [] : [Self.note(unsettled)])
  }

  private static func mayBeSettled(_ finding: Finding) -> Bool {
    finding.because.contains(where: \.isPinnable)
  }

  /// - Parameter work: what one run goes over.
  static func mostRuns(over work: Int) -> Int { max(mostPerFinding, min(mostInAll, mostWork / max(work, 1))) }

  private static func note(_ findings: [Finding]) -> Diagnostic {
    let count = findings.count == 1 ? "1 undecided answer depends" : "\(findings.count) undecided answers depend"
    return Diagnostic(
      .unsupported,
      "\(count) on more combinations of conditions than are tried: some of them may be impossible",
      help: "give values with --parameter, --parameters or --var", at: findings[0].place.range)
  }
}

/// A finding as all runs together have it.
private struct Settled {
  /// Nil if none of them has it.
  let finding: Finding?
  /// What it still depends on in some of them.
  let open: [Unknown]

  init(_ finding: Finding, _ outcomes: [[Finding]], among all: [Finding]) {
    let same = outcomes.map { found in found.filter { Self.isSame($0, finding) } }
    if same.allSatisfy(\.isEmpty) {
      self.finding = outcomes.joined().contains { Self.isElsewhere($0, finding, among: all) } ? finding : nil
      open = []
      return
    }
    let exact = same.map { found in found.first { finding.place.range.contains($0.place.range) && $0.verdict == .yes } }
    let found = exact.compactMap(\.self)
    guard found.count == outcomes.count else {
      self.finding = finding
      open = same.joined().flatMap { $0.verdict == .unknown ? $0.because : [] }
      return
    }
    // Where some have it as part of a worse finding, all have no more than this one.
    let own = found.filter { $0.rule.id == finding.rule.id }
    self.finding = (own.isEmpty ? found : own).max { $0.severity < $1.severity }?.at(finding.place)
    open = []
  }

  /// Whether two findings of different runs are of the same: a branch of what was undecided stands inside of it.
  private static func isSame(_ a: Finding, _ b: Finding) -> Bool {
    guard a.rule.id == b.rule.id || a.subsumes.contains(b.rule.id), a.subject == b.subject else { return false }
    // What is left out stands nowhere: the finding is on the whole resource then.
    if a.place.path.components.isEmpty { return true }
    let (mine, theirs) = (places(a), places(b))
    return mine.contains { one in theirs.contains { $0.contains(one) || one.contains($0) } }
  }

  /// Whether what a run found may be the finding at another place: a property that a condition removes is missing at its
  /// resource, and a variable may number the resources otherwise.
  private static func isElsewhere(_ found: Finding, _ finding: Finding, among all: [Finding]) -> Bool {
    if finding.dependsOnVariable { return mayBeSame(found, finding) }
    return found.rule.id == finding.rule.id && found.subject == finding.subject
      && !all.contains { isSame(found, $0) }
  }

  /// Whether they may be of instances of one resource, whichever keys it has.
  private static func mayBeSame(_ a: Finding, _ b: Finding) -> Bool {
    guard a.rule.id == b.rule.id || a.subsumes.contains(b.rule.id), a.subject.stack == b.subject.stack else {
      return false
    }
    let (mine, theirs) = (a.subject.address.prefix { $0 != "[" }, b.subject.address.prefix { $0 != "[" })
    return mine.hasPrefix(theirs) || theirs.hasPrefix(mine)
  }

  private static func places(_ finding: Finding) -> [SourceRange] {
    [finding.place.range] + finding.related.map(\.place)
  }
}

extension Finding {
  /// Whether a variable of a Terraform configuration decides it.
  fileprivate var dependsOnVariable: Bool {
    because.contains { $0.reason == .parameter && $0.subject.hasPrefix("var.") }
  }

  /// The same finding at another place.
  fileprivate func at(_ place: Place) -> Finding {
    Finding(
      rule: rule, severity: severity, verdict: verdict, message: message, resource: resource, subject: subject,
      place: place, related: related, traces: traces, because: because, fingerprint: fingerprint, subsumes: subsumes)
  }
}
