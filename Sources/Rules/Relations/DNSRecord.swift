import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let dnsRecord: Relation = Relation(of: Objects.dnsRecord) { context in
    context.infrastructure.dnsRecords.map { record in
      let existence = record.declaration.existence
      return Row(
        Objects.dnsRecord.object(record, context), exists: Certainty(existence.verdict, because: existence.because),
        subject: record.id, key: "\(record.words) \(record.type.known ?? "")",
        evidence: { [record.declaration.place] })
    }
  }
}

extension Objects {
  static let dnsRecord: ObjectType<DNSRecord> = ObjectType(
    "dns_record", doc: "A record of a hosted zone of Route 53.",
    key: { "\($0.id.stack)\n\($0.id.address)\n\($0.words)\n\($0.type.known ?? "")" }, describe: { $0.words },
    anchors: { record, _ in [Anchor(record.declaration)] },
    fields: [
      "address": .init(.string, "The address of its resource.") { record, _ in .string(record.id.address) },
      "name": .init(.string, "Its name.", at: { record, _ in [Anchor(record.name.place, record.id)] }) {
        record, context in
        context.value(record.name)
      },
      "type": .init(.string, "`A`, `AAAA`, `CNAME`.", at: { record, _ in [Anchor(record.type.place, record.id)] }) {
        record, context in
        context.value(record.type) { .string($0) }
      },
      "alias": .init(
        .string, "The name that it stands for, if it is an alias.",
        at: { record, _ in record.alias.map { [Anchor($0.name.place, record.id)] } ?? [] }
      ) { record, context in
        record.alias.map { context.value($0.name) }
      },
      "is_dangling": .init(
        .bool, "Whether it is an alias of something that is not there, or that does not answer for its name.",
        at: { record, _ in record.alias.map { [Anchor($0.name.place, record.id)] } ?? [] }
      ) { record, context in
        context.value(context.dangling(record).verdict)
      },
      "why_dangling": .init(.string, "In words: why nothing answers.") { record, context in
        .string(context.dangling(record).words)
      },
    ])
}

extension DNSRecord {
  /// What it is called in a message: its name, or what stands for it.
  fileprivate var words: String {
    name.known.map { $0.literal.map(PublicName.withoutDot) ?? "\($0)" } ?? id.address
  }
}

extension DNSRecord {
  /// Why its name is not known in full.
  fileprivate var doubts: [Unknown] { doubtAboutZone.map { [$0] } ?? [] }
}

/// Whether something answers to an alias record.
private struct Dangling {
  let verdict: Certainty
  let words: String

  init(_ verdict: Verdict, because: [Unknown] = [], _ words: String = "") {
    self.verdict = Certainty(verdict, because: because)
    self.words = words
  }

  static let not = Dangling(.no)
}

extension LintContext {
  fileprivate func dangling(_ record: DNSRecord) -> Dangling {
    guard let alias = record.alias else { return .not }
    switch alias.target.target {
    case .resource(let id): return answers(id, to: record, alias)
    case .external(let name): return unnamed(name, record, alias)
    case .oneOf(let ids, let why):
      let each = ids.map { answers($0, to: record, alias) }
      guard each.contains(where: { $0.verdict.verdict != .no }) else { return .not }
      return Dangling(.unknown, because: [why], "its target may not be there")
    case .unknown(let why):
      // What is known only afterwards is of something that will be there.
      if why.reason.isKnownOnceThere { return .not }
      return Dangling(.unknown, because: [why], "its target is not known")
    }
  }

  // MARK: A resource of the input

  /// Whether a resource is there and has the name of the record.
  private func answers(_ id: ResourceID, to record: DNSRecord, _ alias: DNSRecord.Alias) -> Dangling {
    if let bucket = lookup.first(\.buckets, id) { return website(of: bucket, record) }
    if let distribution = lookup.first(\.distributions, id) {
      let found = named(record, by: distribution)
      if found.verdict.verdict != .no { return found }
    }
    let existence = lookup.declaration(of: id)?.existence ?? .certain
    if existence.verdict == .yes || existence.because.allSatisfy(record.declaration.existence.because.contains) {
      return .not
    }
    return Dangling(existence.verdict.not, because: existence.because, "\(id.address) may not be there")
  }

  /// Route 53 finds the bucket of a website by the record's name, whichever bucket the alias was taken from.
  ///
  /// Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/RoutingToS3Bucket.html
  private func website(of bucket: Bucket, _ record: DNSRecord) -> Dangling {
    guard let name = bucket.name?.known, let wanted = record.name.known else {
      let why =
        bucket.name?.unknown ?? record.name.unknown
        ?? Unknown("the name of \(bucket.id.address)", .decidedByAWS("is generated"))
      return Dangling(.unknown, because: [why], "the bucket may have another name than the record")
    }
    if PublicName.same(name, wanted) { return .not }
    let unknowns = name.unknowns + wanted.unknowns + record.doubts
    guard unknowns.isEmpty, name.literal != nil, wanted.literal != nil else {
      let why = Unknown("whether \(name) is \(wanted)", [name, wanted].reasonOfFirstUnknown)
      return Dangling(
        .unknown, because: unknowns.isEmpty ? [why] : unknowns, "the bucket may have another name than the record")
    }
    return Dangling(
      .yes, "S3 looks for a bucket with the record's name, and \(bucket.id.address) is called \(name)")
  }

  /// A distribution answers for the names that it lists, and refuses all others.
  ///
  /// Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html
  private func named(_ record: DNSRecord, by distribution: Distribution) -> Dangling {
    guard let wanted = record.name.known else {
      let why = record.name.unknown.map { [$0] } ?? []
      return Dangling(.unknown, because: why, "\(distribution.id.address) may not list its name")
    }
    var because = wanted.unknowns + record.doubts + distribution.aliases.rest
    for alias in distribution.aliases.elements {
      guard let name = alias.known else {
        because += alias.unknown.map { [$0] } ?? []
        continue
      }
      if PublicName.same(name, wanted) || PublicName.covers(name, wanted) { return .not }
      because += name.unknowns
    }
    let words = "\(distribution.id.address) does not list its name among its aliases"
    let areAllKnown =
      because.isEmpty && wanted.literal != nil
      && distribution.aliases.elements.allSatisfy { $0.known?.literal != nil }
    if areAllKnown { return Dangling(.yes, words) }
    if because.isEmpty {
      let reason = ([wanted] + distribution.aliases.elements.compactMap(\.known)).reasonOfFirstUnknown
      because.append(Unknown("the name \(wanted)", reason, at: record.name.place.range))
    }
    return Dangling(.unknown, because: because.distinct, "\(distribution.id.address) may not list its name")
  }

  // MARK: A name

  private func unnamed(_ name: String, _ record: DNSRecord, _ alias: DNSRecord.Alias) -> Dangling {
    if let departed = infrastructure.departedNames.first(where: { $0.name == name }) {
      return Dangling(.yes, "\(departed.resource), which has that name, is taken away")
    }
    let why = Unknown(name, .notInInput, at: alias.name.place.range)
    if name.hasPrefix("s3-website") {
      let hasBucket = infrastructure.buckets.contains { bucket in
        guard let one = bucket.name?.known, let wanted = record.name.known else { return false }
        return PublicName.same(one, wanted)
      }
      return hasBucket
        ? .not
        : Dangling(.unknown, because: [Unknown("the bucket \(record.words)", .notInInput)], "it may have no bucket")
    }
    guard alias.zone.target == record.zone.target || lookup.isZone(alias.zone.target) else {
      return Dangling(.unknown, because: [why], "\(name) may not be there")
    }
    return inZone(name, record, alias, why)
  }

  /// Another record of the zone, of the same type.
  ///
  /// Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html
  private func inZone(_ name: String, _ record: DNSRecord, _ alias: DNSRecord.Alias, _ why: Unknown) -> Dangling {
    var because: [Unknown] = []
    for other in infrastructure.dnsRecords where Objects.dnsRecord.key(other) != Objects.dnsRecord.key(record) {
      if let type = other.type.known, let wanted = record.type.known, type != wanted { continue }
      guard let text = other.name.known, let literal = text.literal else {
        because += other.name.unknown.map { [$0] } ?? other.name.known?.unknowns ?? []
        continue
      }
      because += name.hasPrefix("\(PublicName.withoutDot(literal.lowercased())).") ? other.doubts : []
      let one = PublicName.withoutDot(literal.lowercased())
      guard one == name || PublicName.covers(PartialText(one), PartialText(name)) else { continue }
      let isInZone = other.zone.target == alias.zone.target || other.zone.target.unknown != nil
      if isInZone { return .not }
    }
    guard because.isEmpty, case .resource(let zone) = alias.zone.target, lookup.isZone(alias.zone.target) else {
      return Dangling(.unknown, because: because + [why], "no record of that name is in the input")
    }
    let mentions = lookup.mentions(of: zone)
    guard mentions.isEmpty else {
      return Dangling(.unknown, because: mentions.map(\.doubt), "no record of that name is in the input")
    }
    return Dangling(.yes, "\(zone.address) has no \(record.type.known ?? "") record of that name")
  }
}

extension ResourceLookup {
  /// Whether a reference is to a zone that the input declares.
  fileprivate func isZone(_ reference: Reference) -> Bool {
    guard let id = reference.id, let zone = first(\.hostedZones, id) else { return false }
    return zone.declaration.kind == .declared
  }
}

/// Names of DNS as they are compared.
private enum PublicName {
  static func withoutDot(_ name: String) -> String { name.hasSuffix(".") ? String(name.dropLast()) : name }

  /// Whether two names are the same, as far as they are known.
  static func same(_ a: PartialText, _ b: PartialText) -> Bool { normal(a) == normal(b) }

  private static func normal(_ text: PartialText) -> PartialText {
    var parts = text.parts.map { part in
      if case .literal(let text) = part { PartialText.Part.literal(text.lowercased()) } else { part }
    }
    if case .literal(let end)? = parts.last { parts[parts.count - 1] = .literal(withoutDot(end)) }
    return PartialText(parts)
  }

  /// Whether a name that begins with `*.` stands for another: of CloudFront one label, of a zone any.
  static func covers(_ pattern: PartialText, _ name: PartialText) -> Bool {
    guard let wild = normal(pattern).literal, wild.hasPrefix("*."), let text = normal(name).literal else {
      return false
    }
    return text.hasSuffix(wild.dropFirst()) && text != wild
  }
}

extension [PartialText] {
  /// Why the first of them is not known that is not.
  fileprivate var reasonOfFirstUnknown: Unknown.Reason {
    let unknown = first { $0.literal == nil }
    return unknown?.firstUnknown().reason ?? .notInInput
  }
}
