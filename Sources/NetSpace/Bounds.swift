/// A set that is known only to lie between two others: `must ⊆ actual ⊆ may`.
///
/// What a template does not say is a value with a range. Union and intersection work on both ends, subtraction and
/// complement swap them, and `either` holds what is common to alternatives against what one of them could add. Each of
/// these is sound: whatever the actual sets are, the actual result lies within the resulting bounds.
public struct Bounds<S: NetSet>: Hashable, Sendable {
  /// What is in the set for certain.
  public let must: S
  /// What could be in the set.
  public let may: S

  /// Makes bounds from their ends, of which `may` contains `must`.
  @inlinable public init(must: S, may: S) {
    assert(must.isSubset(of: may), "what must be in a set may be in it")
    self.must = must
    self.may = may
  }

  /// The bounds of a set that is fully known.
  @inlinable public static func exact(_ set: S) -> Bounds { Bounds(must: set, may: set) }

  /// The bounds of a set of which some part of `may` is all that is known.
  @inlinable public static func atMost(_ may: S) -> Bounds { Bounds(must: .empty, may: may) }

  /// The bounds of a set of which `must` is all that is known.
  @inlinable public static func atLeast(_ must: S) -> Bounds { Bounds(must: must, may: .full) }

  /// The bounds of a set of which nothing is known.
  @inlinable public static var unknown: Bounds { Bounds(must: .empty, may: .full) }

  @inlinable public static var empty: Bounds { exact(.empty) }

  @inlinable public static var full: Bounds { exact(.full) }

  @inlinable public var isExact: Bool { must == may }

  /// What is in doubt.
  @inlinable public var gap: S { may.subtracting(must) }

  /// Whether the set has an element.
  @inlinable public var nonEmpty: Verdict {
    if !must.isEmpty { return .yes }
    return may.isEmpty ? .no : .unknown
  }

  /// Whether one unknown point of `points` is in the set; no if there is no such point.
  ///
  /// This is the question for an address that is not known but for its subnet: it matches for certain only if all the
  /// addresses that it could be match.
  @inlinable public func contains(pointOf points: S) -> Verdict {
    if points.isDisjoint(with: may) { return .no }
    return points.isSubset(of: must) ? .yes : .unknown
  }

  /// Whether all of `other` is in the set.
  @inlinable public func isSuperset(of other: S) -> Verdict {
    if other.isSubset(of: must) { return .yes }
    return other.isSubset(of: may) ? .unknown : .no
  }

  /// Whether some of `other` is in the set.
  @inlinable public func intersects(_ other: S) -> Verdict {
    if other.intersects(must) { return .yes }
    return other.intersects(may) ? .unknown : .no
  }

  @inlinable public func union(_ other: Bounds) -> Bounds {
    if isExact, other.isExact { return .exact(must.union(other.must)) }
    return Bounds(must: must.union(other.must), may: may.union(other.may))
  }

  @inlinable public func intersection(_ other: Bounds) -> Bounds {
    if isExact, other.isExact { return .exact(must.intersection(other.must)) }
    return Bounds(must: must.intersection(other.must), may: may.intersection(other.may))
  }

  @inlinable public func subtracting(_ other: Bounds) -> Bounds {
    if isExact, other.isExact { return .exact(must.subtracting(other.must)) }
    return Bounds(must: must.subtracting(other.may), may: may.subtracting(other.must))
  }

  @inlinable public var complement: Bounds {
    if isExact { return .exact(must.complement) }
    return Bounds(must: may.complement, may: must.complement)
  }

  @inlinable public mutating func formUnion(_ other: Bounds) { self = union(other) }

  @inlinable public mutating func formIntersection(_ other: Bounds) { self = intersection(other) }

  @inlinable public mutating func subtract(_ other: Bounds) { self = subtracting(other) }

  /// The union of many, merged in pairs.
  @inlinable public static func union(of bounds: some Collection<Bounds>) -> Bounds {
    Bounds(must: S.union(of: bounds.map { $0.must }), may: S.union(of: bounds.map { $0.may }))
  }

  /// The bounds of a set that is one of several, but not known which; unknown if no alternative is named.
  @inlinable public static func either(_ alternatives: some Collection<Bounds>) -> Bounds {
    if alternatives.isEmpty { return .unknown }
    return Bounds(must: S.intersection(of: alternatives.map { $0.must }), may: S.union(of: alternatives.map { $0.may }))
  }

  /// Applies a monotone function to both ends: one that gives no less for a greater set, as every projection does.
  @inlinable public func map<T: NetSet>(monotone transform: (S) throws -> T) rethrows -> Bounds<T> {
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
  public var description: String {
    isExact ? "\(must)" : "at least \(must), at most \(may)"
  }
}
