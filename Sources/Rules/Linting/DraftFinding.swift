import AWSModel
import Analysis
import Documents
import NetSpace

/// A finding in the making: one or more hits that are one mistake.
///
/// A class: thousands are grouped, held against each other and joined.
final class DraftFinding {
  let rule: CompiledRule
  let subject: ResourceID
  let verdict: Verdict
  var severity: Severity
  private let words: Derived<String>
  private let primary: Anchor
  /// The hits, the cause first.
  private var parts: [Part]
  private var proofs: Proofs
  private let fix: @Sendable () -> Fix?
  var because: [Unknown]
  /// Findings that this one takes in.
  var subsumed: [DraftFinding] = []
  var subsumes: [String] = []
  let subsumers: [String]

  private struct Part {
    let anchors: @Sendable (inout KnownPlaces) -> [Anchor]
    let evidence: @Sendable () -> [SourceRange]
  }

  init(_ hit: Hit) {
    rule = hit.rule
    subject = hit.row.subject
    verdict = hit.verdict
    severity = hit.severity
    words = hit.message
    primary = hit.places.first
    parts = [Part(anchors: hit.places.all, evidence: hit.row.evidence)]
    proofs = .row(hit.goesByPaths ? hit.row.traces : { @Sendable _ in [] })
    let (row, field) = (hit.row, hit.rule.definition.target.string)
    // What may be no mistake is not to be mended.
    let isFound = hit.verdict == .yes
    fix = { isFound ? row.fix(field) : nil }
    because = hit.because
    subsumers = hit.subsumers
  }

  var message: String { words.get }
  var place: Place { primary.place }
  var resource: ResourceID { primary.resource }
  /// What the rows were derived from, and where they are: findings of subsumed rules inside it are the same mistake.
  var extent: [SourceRange] {
    var known = KnownPlaces()
    return parts.flatMap { $0.anchors(&known).map(\.place.range) + $0.evidence() }
  }

  /// Joins the hits of a rule that are one mistake: rows of one subject and key, and rows that point at the same place.
  static func joined(_ hits: [Hit]) -> [DraftFinding] {
    struct RowKey: Hashable {
      let subject: ResourceID
      let key: String
      let verdict: Verdict
    }
    struct PlaceKey: Hashable {
      let subject: ResourceID
      let place: SourceRange
    }
    let byRow = group(
      hits.map { DraftFinding($0) },
      by: zip(hits, hits.indices).map { hit, _ in
        RowKey(subject: hit.row.subject, key: hit.row.key(), verdict: hit.verdict)
      })
    return group(byRow, by: byRow.map { PlaceKey(subject: $0.subject, place: $0.place.range) })
  }

  private static func group<Key: Hashable>(_ drafts: [DraftFinding], by keys: [Key]) -> [DraftFinding] {
    var positions: [Key: Int] = [:]
    var result: [DraftFinding] = []
    for (draft, key) in zip(drafts, keys) {
      if let position = positions[key] {
        result[position] = result[position].joined(with: draft)
      } else {
        positions[key] = result.count
        result.append(draft)
      }
    }
    return result
  }

  /// The two as one, to be used instead of both: definite if one is, with the message of the larger cause.
  private func joined(with other: DraftFinding) -> DraftFinding {
    let comesFirst =
      verdict != other.verdict
      ? other.verdict > verdict
      : other.primary.weight != primary.weight
        ? other.primary.weight > primary.weight : other.place.range < place.range
    let (cause, rest) = comesFirst ? (other, self) : (self, other)
    // In place: of a thousand that are one, copies would be made of copies.
    cause.parts += rest.parts
    cause.severity = max(cause.severity, rest.severity)
    cause.proofs = .joined(cause.proofs, rest.proofs)
    if cause.verdict == .unknown { cause.because = (cause.because + rest.because).distinct }
    return cause
  }

  var finding: Finding {
    let origin = place.definition.map {
      [Finding.Related(place: $0, resource: nil, message: "its value is written here")]
    }
    return Finding(
      rule: rule.definition.metadata, severity: severity, verdict: verdict, message: words, resource: resource,
      subject: subject, place: place,
      related: Derived { [parts, taken = subsumed.map { (rule: $0.rule.definition.id, related: $0.taken) }] in
        let sorted = taken.sorted { a, b in
          if a.related.place != b.related.place { return a.related.place < b.related.place }
          return a.rule != b.rule ? a.rule < b.rule : a.related.message < b.related.message
        }
        return (origin ?? []) + Self.others(parts) + sorted.map(\.related)
      },
      traces: { [proofs] in proofs.first(Finding.mostTraces) }, because: because.distinct,
      fingerprint: Derived { [rule, subject, primary, parts] in
        Fingerprint.of(
          rule: rule.definition.id, subject: subject, anchors: Self.causes(parts, asLargeAs: primary))
      }, subsumes: subsumes, fix: Derived { [fix] in fix() })
  }

  /// The finding as a related place of the one that takes it in; its words are made where they are shown.
  private var taken: Finding.Related {
    let message = Derived { [rule, verdict, words, because] in
      // What is not certain is not told as a fact because something else is one.
      let said =
        verdict == .yes
        ? ": \(words.get)"
        : ", undecided: \(words.get); because \(because.distinct.map(\.description).joined(separator: ", "))"
      return "\(rule.definition.id)\(said)"
    }
    return Finding.Related(place: primary.place.range, resource: primary.resource, words: message)
  }

  /// The places that could be the first if they stood in another order.
  private static func causes(_ parts: [Part], asLargeAs primary: Anchor) -> [Anchor] {
    var known = KnownPlaces()
    return [primary] + parts.flatMap { $0.anchors(&known) }.filter { $0.weight == primary.weight }
  }

  /// The places beside the first, each once.
  private static func others(_ parts: [Part]) -> [Finding.Related] {
    var known = KnownPlaces()
    var anchors = parts.first?.anchors(&known) ?? []
    if parts.count > 1 {
      var ranges = Set(anchors.map(\.place.range))
      for part in parts.dropFirst() {
        anchors += part.anchors(&known).filter { ranges.insert($0.place.range).inserted }
      }
    }
    return anchors.dropFirst().map { anchor in
      Finding.Related(
        place: anchor.place.range, resource: anchor.resource,
        message: anchor.words.isEmpty ? "this too" : "also: \(anchor.words)")
    }
  }
}

/// The paths of rows that are one mistake.
private indirect enum Proofs: Sendable {
  case row(@Sendable (_ most: Int) -> [Trace])
  case joined(Proofs, Proofs)

  /// The first few, those of the cause before others.
  func first(_ count: Int) -> [Trace] {
    // Thousands may have been joined one by one to the same.
    var (node, later) = (self, [Proofs]())
    while case .joined(let cause, let other) = node {
      later.append(other)
      node = cause
    }
    guard case .row(let traces) = node else { return [] }
    var all = traces(count)
    while all.count < count, let next = later.popLast() {
      for trace in next.first(count) where all.count < count && !all.contains(trace) { all.append(trace) }
    }
    return all
  }
}
