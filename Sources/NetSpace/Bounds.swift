/// A set that is known only to lie between two others: `must ⊆ actual ⊆ may`.
///
/// What a template does not say is a value with a range. Union and intersection work on both ends, subtraction and
/// complement swap them, and `either` holds what is common to alternatives against what one of them could add. Each of
/// these is sound: whatever the actual sets are, the actual result lies within the resulting bounds.
package struct Bounds<S: NetSet>: Hashable, Sendable {
  /// What is in the set for certain.
  package let must: S
  /// What could be in the set.
  package let may: S

  /// Makes bounds from their ends, of which `may` contains `must`.
  @inlinable package init(must: S, may: S) {
    assert(must.isSubset(of: may), "what must be in a set may be in it")
    self.must = must
    self.may = may
  }

  /// The bounds of a set that is fully known.
  @inlinable package static func exact(_ set: S) -> Bounds { Bounds(must: set, may: set) }

  /// The bounds of a set of which some part of `may` is all that is known.
  @inlinable package static func atMost(_ may: S) -> Bounds { Bounds(must: .empty, may: may) }

  /// The bounds of a set of which `must` is all that is known.
  @inlinable package static func atLeast(_ must: S) -> Bounds { Bounds(must: must, may: .full) }

  /// The bounds of a set of which nothing is known.
  @inlinable package static var unknown: Bounds { Bounds(must: .empty, may: .full) }

  @inlinable package static var empty: Bounds { exact(.empty) }

  @inlinable package static var full: Bounds { exact(.full) }

  @inlinable package var isExact: Bool { must == may }

  /// What is in doubt.
  @inlinable package var gap: S { may.subtracting(must) }

  /// Whether the set has an element.
  @inlinable package var nonEmpty: Verdict {
    if !must.isEmpty { return .yes }
    return may.isEmpty ? .no : .unknown
  }

  /// Whether one unknown point of `points` is in the set; no if there is no such point.
  ///
  /// This is the question for an address that is not known but for its subnet: it matches for certain only if all the
  /// addresses that it could be match.
  @inlinable package func contains(pointOf points: S) -> Verdict {
    if points.isDisjoint(with: may) { return .no }
    return points.isSubset(of: must) ? .yes : .unknown
  }

  /// Whether all of `other` is in the set.
  @inlinable package func isSuperset(of other: S) -> Verdict {
    if other.isSubset(of: must) { return .yes }
    return other.isSubset(of: may) ? .unknown : .no
  }

  /// Whether some of `other` is in the set.
  @inlinable package func intersects(_ other: S) -> Verdict {
    if other.intersects(must) { return .yes }
    return other.intersects(may) ? .unknown : .no
  }

  @inlinable package func union(_ other: Bounds) -> Bounds {
    if isExact, other.isExact { return .exact(must.union(other.must)) }
    return Bounds(must: must.union(other.must), may: may.union(other.may))
  }

  @inlinable package func intersection(_ other: Bounds) -> Bounds {
    if isExact, other.isExact { return .exact(must.intersection(other.must)) }
    return Bounds(must: must.intersection(other.must), may: may.intersection(other.may))
  }

  @inlinable package func subtracting(_ other: Bounds) -> Bounds {
    if isExact, other.isExact { return .exact(must.subtracting(other.must)) }
    return Bounds(must: must.subtracting(other.may), may: may.subtracting(other.must))
  }

  @inlinable package var complement: Bounds {
    if isExact { return .exact(must.complement) }
    return Bounds(must: may.complement, may: must.complement)
  }

  @inlinable package mutating func formUnion(_ other: Bounds) { self = union(other) }

  @inlinable package mutating func formIntersection(_ other: Bounds) { self = intersection(other) }

  @inlinable package mutating func subtract(_ other: Bounds) { self = subtracting(other) }

  /// The union of many, merged in pairs.
  @inlinable package static func union(of bounds: some Collection<Bounds>) -> Bounds {
    Bounds(must: S.union(of: bounds.map(\.must)), may: S.union(of: bounds.map(\.may)))
  }

  /// The bounds of a set that is one of several, but not known which; unknown if no alternative is named.
  @inlinable package static func either(_ alternatives: some Collection<Bounds>) -> Bounds {
    if alternatives.isEmpty { return .unknown }
    return Bounds(must: S.intersection(of: alternatives.map(\.must)), may: S.union(of: alternatives.map(\.may)))
  }

  /// Applies a monotone function to both ends: one that gives no less for a greater set, as every projection does.
  @inlinable package func map<T: NetSet>(monotone transform: (S) throws -> T) rethrows -> Bounds<T> {
    if isExact { return .exact(try transform(must)) }
    return Bounds<T>(must: try transform(must), may: try transform(may))
  }
}

extension Bounds<HeaderSpace> {
  /// Whether a packet is in the space.
  package func contains(_ flow: Flow) -> Verdict {
    if must.contains(flow) { return .yes }
    return may.contains(flow) ? .unknown : .no
  }
}

extension Bounds<AddressSet> {
  /// Whether an address is in the set.
  package func contains(_ address: IPAddress) -> Verdict {
    if must.contains(address) { return .yes }
    return may.contains(address) ? .unknown : .no
  }
}

extension Bounds: CustomStringConvertible {
  package var description: String {
    isExact ? "\(must)" : "at least \(must), at most \(may)"
  }
}
