import AWSModel
import Analysis
import Documents
import NetSpace

/// A finding in the making: one or more hits that are one mistake.
struct DraftFinding: Sendable {
  let rule: CompiledRule
  let subject: ResourceID
  let verdict: Verdict
  var severity: Severity
  let message: String
  var anchors: [Anchor]
  var traces: [Trace]
  var because: [Unknown]
  /// What the rows were derived from: findings of subsumed rules inside it are the same mistake.
  var evidence: [SourceRange]
  var related: [Finding.Related] = []
  var subsumes: [String] = []
  let subsumers: [String]

  init(_ hit: Hit) {
    rule = hit.rule
    subject = hit.row.subject
    verdict = hit.verdict
    severity = hit.severity
    message = hit.message
    anchors = hit.anchors
    traces = hit.row.traces().first(Finding.mostTraces)
    because = hit.because
    evidence = hit.row.evidence()
    subsumers = hit.subsumers
  }

  /// Never empty: a hit has a place.
  private var primary: Anchor { anchors[0] }
  var place: Place { primary.place }
  var resource: ResourceID { primary.resource }

  /// Joins the hits that are one mistake: rows of one rule, subject and key, and rows that point at the same place.
  static func joined(_ hits: [Hit]) -> [DraftFinding] {
    struct RowKey: Hashable {
      let rule: String
      let subject: ResourceID
      let key: String
      let verdict: Verdict
    }
    struct PlaceKey: Hashable {
      let rule: String
      let subject: ResourceID
      let place: SourceRange
    }
    let byRow = group(
      hits.map { DraftFinding($0) },
      by: zip(hits, hits.indices).map { hit, _ in
        RowKey(rule: hit.rule.definition.id, subject: hit.row.subject, key: hit.row.key(), verdict: hit.verdict)
      })
    return group(
      byRow,
      by: byRow.map { PlaceKey(rule: $0.rule.definition.id, subject: $0.subject, place: $0.place.range) })
  }

  private static func group<Key: Hashable>(_ drafts: [DraftFinding], by keys: [Key]) -> [DraftFinding] {
    var positions: [Key: Int] = [:]
    var result: [DraftFinding] = []
    for (draft, key) in zip(drafts, keys) {
      if let position = positions[key] {
        result[position].join(draft)
      } else {
        positions[key] = result.count
        result.append(draft)
      }
    }
    return result
  }

  /// The two as one: definite if one is, with the message of the larger cause.
  private mutating func join(_ other: DraftFinding) {
    var rest = other
    let comesFirst =
      verdict != other.verdict
      ? other.verdict > verdict
      : other.primary.weight != primary.weight
        ? other.primary.weight > primary.weight : other.place.range < place.range
    // In place: of a thousand that are one, copies would be made of copies.
    if comesFirst { swap(&self, &rest) }
    var known = Set(anchors.map(\.place.range))
    anchors += rest.anchors.filter { known.insert($0.place.range).inserted }
    severity = max(severity, rest.severity)
    for trace in rest.traces where traces.count < Finding.mostTraces && !traces.contains(trace) {
      traces.append(trace)
    }
    evidence += rest.evidence
    if verdict == .unknown { because = (because + rest.because).distinct }
  }

  var finding: Finding {
    let others = anchors.dropFirst().map { anchor in
      Finding.Related(
        place: anchor.place.range, resource: anchor.resource,
        message: anchor.words.isEmpty ? "this too" : "also: \(anchor.words)")
    }
    let origin = place.definition.map {
      [Finding.Related(place: $0, resource: nil, message: "its value is written here")]
    }
    return Finding(
      rule: rule.definition.metadata, severity: severity, verdict: verdict, message: message, resource: resource,
      subject: subject, place: place, related: (origin ?? []) + others + related, traces: traces,
      because: because.distinct,
      fingerprint: Fingerprint.of(rule: rule.definition.id, subject: subject, anchor: primary), subsumes: subsumes)
  }
}

extension Sequence {
  fileprivate func first(_ count: Int) -> [Element] { Array(prefix(count)) }
}
