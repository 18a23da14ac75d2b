import NetSpace

/// A union of `PatternTerm`s: what `Action`, `NotAction`, `Resource` and `NotResource` can say, and what is left of it
/// after denies and limits.
package struct PatternSet: Hashable, Sendable {
  /// Beyond this many, an operation gives up: see `isExact`.
  static let maximumTerms = 4_096

  package let terms: [PatternTerm]
  /// False if an operation gave up: the set is then larger than it should be.
  package let isExact: Bool

  init(terms: [PatternTerm], isExact: Bool = true) {
    self.terms = terms
    self.isExact = isExact
  }

  package init(_ patterns: some Sequence<GlobPattern>) {
    var distinct: Set<GlobPattern> = []
    self.init(
      terms: patterns.filter { distinct.insert($0).inserted }.compactMap { .simplified(include: [$0], exclude: []) })
  }

  /// Everything but what matches one of the patterns.
  package init(allBut patterns: some Sequence<GlobPattern>) {
    self.init(terms: PatternTerm.simplified(include: [], exclude: Array(patterns)).map { [$0] } ?? [])
  }

  package static let empty = PatternSet(terms: [])
  package static let everything = PatternSet(terms: [PatternTerm()])

  package func contains(_ text: [GlobPattern.Symbol]) -> Bool { terms.contains { $0.contains(text) } }

  /// Whether nothing is in it.
  package var isEmpty: Verdict {
    let isEmpty = Verdict.all(terms.lazy.map(\.isEmpty))
    return isExact || isEmpty == .yes ? isEmpty : .unknown
  }

  package func intersects(_ other: PatternSet) -> Verdict { intersection(other).isEmpty.not }

  package func isSubset(of other: PatternSet) -> Verdict {
    if other.terms.contains(PatternTerm()) { return .yes }
    return subtracting(other).isEmpty
  }

  package func intersection(_ other: PatternSet) -> PatternSet {
    if terms == [PatternTerm()] { return other }
    if other.terms == [PatternTerm()] { return self }
    var result: [PatternTerm] = []
    let parts = ServiceParts(other)
    for a in terms {
      for b in a.service.map({ parts.part(about: $0).terms }) ?? other.terms {
        guard let both = PatternTerm.simplified(include: a.include + b.include, exclude: a.exclude + b.exclude) else {
          continue
        }
        result.append(both)
        if result.count > Self.maximumTerms { return PatternSet(terms: terms, isExact: false) }
      }
    }
    return PatternSet(terms: result, isExact: isExact && other.isExact)
  }

  /// What is in this and not in the other: what one of its patterns excludes, or one of its exclusions includes.
  package func subtracting(_ other: PatternSet) -> PatternSet {
    guard other.isExact else { return PatternSet(terms: terms, isExact: false) }
    var left = terms
    // Actions of another service take nothing away.
    let services = Set(terms.map(\.service))
    for term in other.terms where services.contains(nil) || term.service == nil || services.contains(term.service) {
      var next: [PatternTerm] = []
      for part in left {
        next += term.include.compactMap(part.excluding)
        next += term.exclude.compactMap(part.including)
        if next.count > Self.maximumTerms { return PatternSet(terms: terms, isExact: false) }
      }
      left = next
    }
    return PatternSet(terms: left, isExact: isExact)
  }

  package func union(_ other: PatternSet) -> PatternSet {
    PatternSet(terms: terms + other.terms.filter { !terms.contains($0) }, isExact: isExact && other.isExact)
  }

  /// Everything that it may hold, whatever its open holes stand for.
  package var widened: PatternSet {
    guard hasOpenHoles else { return self }
    return PatternSet(
      terms: terms.compactMap { term in
        .simplified(include: term.include.map(\.widened), exclude: term.exclude.filter { !$0.hasOpenHoles })
      }, isExact: isExact)
  }

  /// The set as one that may be larger than it should be.
  var oversized: PatternSet { PatternSet(terms: terms, isExact: false) }

  package var hasOpenHoles: Bool { terms.contains(where: \.hasOpenHoles) }
}
