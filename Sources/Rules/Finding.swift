import AWSModel
import Analysis
import Documents
import NetSpace

/// Something that a rule found, or could not decide.
///
/// A class: reports sort and group thousands of them.
package final class Finding: Sendable {
  /// Another place that belongs to the finding, and what it has to do with it.
  package struct Related: Hashable, Sendable {
    package let place: SourceRange
    package let resource: ResourceID?
    /// Made when a report shows it: where something is asked for more often than what is said of it.
    package var message: String { words.get }
    private let words: Derived<String>

    package init(place: SourceRange, resource: ResourceID?, message: String) {
      self.init(place: place, resource: resource, words: Derived(known: message))
    }

    init(place: SourceRange, resource: ResourceID?, words: Derived<String>) {
      self.place = place
      self.resource = resource
      self.words = words
    }

    /// The same at another place.
    func moved(to place: SourceRange) -> Related { Related(place: place, resource: resource, words: words) }

    package static func == (a: Related, b: Related) -> Bool {
      a.place == b.place && a.resource == b.resource && a.message == b.message
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(place)
      hasher.combine(resource)
    }
  }

  package let rule: RuleMetadata
  package let severity: Severity
  /// Yes for what was found, unknown for what could not be decided; never no.
  package let verdict: Verdict
  package var message: String { words.get }
  /// The resource that declares what the primary place is: a separate rule, an attachment.
  package let resource: ResourceID
  /// The resource that the finding is about: the group, the endpoint, the role.
  package let subject: ResourceID
  package let place: Place
  package var related: [Related] { others.get }
  /// How it comes about, when packets are in it; made anew at each question, because a report asks once and the paths of
  /// thousands are larger than the input.
  package var traces: [Trace] { proofs() }
  /// A machine that a whole network may reach has a path from every member of it; these are enough to see how.
  package static let mostTraces = 5
  /// What is not known, for an undecided finding.
  package let because: [Unknown]
  /// Stable over moved lines, reordered sets and renamed files: see `Fingerprint`.
  package var fingerprint: String { identity.get }
  /// What could stand in its place, where that can be told.
  package var fix: Fix? { replacement.get }
  /// Rules that found the same mistake, and whose findings are related places of this one.
  package let subsumes: [String]
  /// Why the project accepts it; empty for what is not suppressed.
  package let suppressions: [Suppression]
  /// How it compares with what was there before; nil where nobody asked.
  package let baselineState: BaselineState?

  // Made when a report shows them: of thousands that could not be decided most show little.
  private let words: Derived<String>
  private let others: Derived<[Related]>
  private let proofs: @Sendable () -> [Trace]
  private let identity: Derived<String>
  private let replacement: Derived<Fix?>

  package convenience init(
    rule: RuleMetadata, severity: Severity, verdict: Verdict, message: String, resource: ResourceID,
    subject: ResourceID? = nil, place: Place, related: [Related] = [], traces: [Trace] = [], because: [Unknown] = [],
    fingerprint: String, subsumes: [String] = []
  ) {
    self.init(
      rule: rule, severity: severity, verdict: verdict, message: Derived(known: message), resource: resource,
      subject: subject ?? resource, place: place, related: Derived(known: related), traces: { traces },
      because: because, fingerprint: Derived(known: fingerprint), subsumes: subsumes)
  }

  init(
    rule: RuleMetadata, severity: Severity, verdict: Verdict, message: Derived<String>, resource: ResourceID,
    subject: ResourceID, place: Place, related: Derived<[Related]>, traces: @escaping @Sendable () -> [Trace],
    because: [Unknown], fingerprint: Derived<String>, subsumes: [String], suppressions: [Suppression] = [],
    baselineState: BaselineState? = nil, fix: Derived<Fix?> = Derived(known: nil)
  ) {
    self.rule = rule
    self.severity = severity
    self.verdict = verdict
    words = message
    self.resource = resource
    self.subject = subject
    self.place = place
    others = related
    proofs = traces
    self.because = because
    identity = fingerprint
    self.subsumes = subsumes
    self.suppressions = suppressions
    self.baselineState = baselineState
    replacement = fix
  }
}

extension Finding {
  /// The same with places replaced by others, where there are any; the replaced primary place becomes a related one.
  ///
  /// The fingerprint stays: it holds no place. Only the primary place is asked for now, the others where they are shown.
  ///
  /// - Parameter description: what the replaced place is.
  package func placed(
    by place: @escaping @Sendable (SourceRange) -> SourceRange?, replaced description: String
  ) -> Finding {
    let primary = place(self.place.range)
    let replaced = primary.map { _ in Related(place: self.place.range, resource: resource, message: description) }
    return Finding(
      rule: rule, severity: severity, verdict: verdict, message: words, resource: resource, subject: subject,
      place: Place(
        range: primary ?? self.place.range, path: self.place.path, definition: self.place.definition),
      related: Derived { [others] in
        others.get.map { $0.moved(to: place($0.place) ?? $0.place) }
          + (replaced.map { [$0] } ?? [])
      }, traces: { [proofs] in proofs().map { $0.placed(by: place) } }, because: because, fingerprint: identity,
      subsumes: subsumes, suppressions: suppressions, baselineState: baselineState, fix: replacement)
  }

  /// The same, as something that the project accepts.
  package func suppressed(by suppressions: [Suppression]) -> Finding {
    with(suppressions: suppressions, baselineState: baselineState)
  }

  /// The same, with how it compares with what was there before.
  package func compared(as state: BaselineState) -> Finding {
    with(suppressions: suppressions, baselineState: state)
  }

  private func with(suppressions: [Suppression], baselineState: BaselineState?) -> Finding {
    Finding(
      rule: rule, severity: severity, verdict: verdict, message: words, resource: resource, subject: subject,
      place: place, related: others, traces: proofs, because: because, fingerprint: identity, subsumes: subsumes,
      suppressions: suppressions, baselineState: baselineState, fix: replacement)
  }
}
