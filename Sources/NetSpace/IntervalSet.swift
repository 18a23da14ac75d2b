/// A set of unsigned integers as sorted, disjoint, non-adjacent closed ranges.
///
/// That normal form is the invariant: two sets with the same elements have the same ranges, so equality and hashing are
/// structural. Every operation is one merging pass. Generic over the integer, so that the tests can check it on all of
/// `UInt8` and the code runs it on protocols, ports and addresses of both families.
public struct IntervalSet<Bound: FixedWidthInteger & UnsignedInteger & Sendable>: NetSet {
  /// The ranges in ascending order, with at least one missing value between neighbours.
  public let ranges: [ClosedRange<Bound>]

  /// Takes ranges that are in normal form already.
  @inlinable init(normalized ranges: [ClosedRange<Bound>]) {
    self.ranges = ranges
  }

  @inlinable public init() {
    self.init(normalized: [])
  }

  @inlinable public init(_ value: Bound) {
    self.init(normalized: [value...value])
  }

  @inlinable public init(_ range: ClosedRange<Bound>) {
    self.init(normalized: [range])
  }

  /// Makes the union of ranges in any order, which may overlap.
  @inlinable public init(_ ranges: some Sequence<ClosedRange<Bound>>) {
    let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
    var normalized: [ClosedRange<Bound>] = []
    normalized.reserveCapacity(sorted.count)
    for range in sorted { Self.append(range, to: &normalized) }
    self.init(normalized: normalized)
  }

  @inlinable public static var empty: Self { Self() }

  @inlinable public static var full: Self { Self(Bound.min...Bound.max) }

  @inlinable public var isEmpty: Bool { ranges.isEmpty }

  @inlinable public var isFull: Bool {
    ranges.count == 1 && ranges[0].lowerBound == Bound.min && ranges[0].upperBound == Bound.max
  }

  /// The smallest element.
  @inlinable public var first: Bound? { ranges.first?.lowerBound }

  /// The greatest element.
  @inlinable public var last: Bound? { ranges.last?.upperBound }

  /// The number of elements, or `UInt128.max` for the one set that has more: all 128-bit values.
  @inlinable public var count: UInt128 {
    var count: UInt128 = 0
    for range in ranges {
      let steps = UInt128(range.upperBound - range.lowerBound)
      let (size, overflow) = steps.addingReportingOverflow(1)
      if overflow { return .max }
      count += size
    }
    return count
  }

  @inlinable public func contains(_ value: Bound) -> Bool {
    firstElement(atLeast: value) == value
  }

  /// The smallest element that is not below `value`.
  @inlinable public func firstElement(atLeast value: Bound) -> Bound? {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count ? max(ranges[low].lowerBound, value) : nil
  }

  /// Appends a range that starts no earlier than the last one, joining it if they touch.
  @inlinable static func append(_ range: ClosedRange<Bound>, to ranges: inout [ClosedRange<Bound>]) {
    guard let last = ranges.last else {
      ranges.append(range)
      return
    }
    if range.lowerBound <= last.upperBound || range.lowerBound - 1 == last.upperBound {
      if range.upperBound > last.upperBound { ranges[ranges.count - 1] = last.lowerBound...range.upperBound }
    } else {
      ranges.append(range)
    }
  }

  @inlinable public func union(_ other: Self) -> Self {
    if isEmpty || other.isFull { return other }
    if other.isEmpty || isFull { return self }
    var result: [ClosedRange<Bound>] = []
    result.reserveCapacity(ranges.count + other.ranges.count)
    var left = 0
    var right = 0
    while left < ranges.count, right < other.ranges.count {
      if ranges[left].lowerBound <= other.ranges[right].lowerBound {
        Self.append(ranges[left], to: &result)
        left += 1
      } else {
        Self.append(other.ranges[right], to: &result)
        right += 1
      }
    }
    while left < ranges.count {
      Self.append(ranges[left], to: &result)
      left += 1
    }
    while right < other.ranges.count {
      Self.append(other.ranges[right], to: &result)
      right += 1
    }
    return Self(normalized: result)
  }

  @inlinable public func intersection(_ other: Self) -> Self {
    if isEmpty || other.isFull { return self }
    if other.isEmpty || isFull { return other }
    var result: [ClosedRange<Bound>] = []
    var left = 0
    var right = 0
    while left < ranges.count, right < other.ranges.count {
      let a = ranges[left]
      let b = other.ranges[right]
      let lower = max(a.lowerBound, b.lowerBound)
      let upper = min(a.upperBound, b.upperBound)
      if lower <= upper { result.append(lower...upper) }
      if a.upperBound < b.upperBound { left += 1 } else { right += 1 }
    }
    return Self(normalized: result)
  }

  @inlinable public func subtracting(_ other: Self) -> Self {
    if isEmpty || other.isEmpty { return self }
    var result: [ClosedRange<Bound>] = []
    var right = 0
    for range in ranges {
      var lower = range.lowerBound
      var isConsumed = false
      while right < other.ranges.count, other.ranges[right].upperBound < lower { right += 1 }
      while right < other.ranges.count, other.ranges[right].lowerBound <= range.upperBound {
        let hole = other.ranges[right]
        if hole.lowerBound > lower { result.append(lower...(hole.lowerBound - 1)) }
        if hole.upperBound >= range.upperBound {
          isConsumed = true
          break
        }
        lower = hole.upperBound + 1
        right += 1
      }
      if !isConsumed { result.append(lower...range.upperBound) }
    }
    return Self(normalized: result)
  }

  @inlinable public func isSubset(of other: Self) -> Bool {
    var right = 0
    for range in ranges {
      while right < other.ranges.count, other.ranges[right].upperBound < range.lowerBound { right += 1 }
      guard right < other.ranges.count, other.ranges[right].lowerBound <= range.lowerBound,
        other.ranges[right].upperBound >= range.upperBound
      else { return false }
    }
    return true
  }

  @inlinable public func isDisjoint(with other: Self) -> Bool {
    var left = 0
    var right = 0
    while left < ranges.count, right < other.ranges.count {
      if ranges[left].upperBound < other.ranges[right].lowerBound {
        left += 1
      } else if other.ranges[right].upperBound < ranges[left].lowerBound {
        right += 1
      } else {
        return false
      }
    }
    return true
  }
}

extension IntervalSet: CustomStringConvertible {
  /// The values and ranges in ascending order: `443`, `1024-65535`, `22, 80`; `none` for the empty set.
  public var description: String {
    if isEmpty { return "none" }
    return ranges.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}

extension IntervalSet: ExpressibleByArrayLiteral {
  @inlinable public init(arrayLiteral elements: Bound...) {
    self.init(elements.map { $0...$0 })
  }
}
