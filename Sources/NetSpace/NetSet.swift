/// A set of network values (ports, addresses, headers) with the algebra that the analysis is made of.
///
/// It differs from the standard library's `SetAlgebra` in what networks need, a full set and a complement, and in what
/// they do not have, elements to insert one at a time. Conforming types are canonical: equal sets are equal values.
public protocol NetSet: Hashable, Sendable {
  static var empty: Self { get }
  static var full: Self { get }
  var isEmpty: Bool { get }
  var isFull: Bool { get }
  func union(_ other: Self) -> Self
  func intersection(_ other: Self) -> Self
  func subtracting(_ other: Self) -> Self
  func isSubset(of other: Self) -> Bool
  func isDisjoint(with other: Self) -> Bool
}

extension NetSet {
  /// Everything that is not in this set.
  @inlinable public var complement: Self { Self.full.subtracting(self) }

  /// Whether nothing is missing from this set.
  @inlinable public var isFull: Bool { self == .full }

  @inlinable public func isSuperset(of other: Self) -> Bool { other.isSubset(of: self) }

  /// Whether the two sets share an element.
  @inlinable public func intersects(_ other: Self) -> Bool { !isDisjoint(with: other) }

  @inlinable public mutating func formUnion(_ other: Self) { self = union(other) }

  @inlinable public mutating func formIntersection(_ other: Self) { self = intersection(other) }

  @inlinable public mutating func subtract(_ other: Self) { self = subtracting(other) }

  /// The union of many sets, merged in pairs.
  ///
  /// Adding one set after the other walks the growing result every time; a balanced tree of unions walks each input
  /// a logarithmic number of times.
  @inlinable public static func union(of sets: some Sequence<Self>) -> Self {
    var level = sets.filter { !$0.isEmpty }
    while level.count > 1 {
      var next: [Self] = []
      next.reserveCapacity((level.count + 1) / 2)
      var index = 0
      while index + 1 < level.count {
        next.append(level[index].union(level[index + 1]))
        index += 2
      }
      if index < level.count { next.append(level[index]) }
      level = next
    }
    return level.first ?? .empty
  }

  /// The intersection of many sets; the full set if there is none.
  @inlinable public static func intersection(of sets: some Sequence<Self>) -> Self {
    var result = Self.full
    for set in sets {
      result = result.intersection(set)
      if result.isEmpty { break }
    }
    return result
  }
}
