/// Ranges that come and go, and the set of what any of them covers at the time.
///
/// The bounds of all of them are known before: they cut the values into pieces that lie wholly inside or outside of each
/// range, and for each piece it is counted how many cover it.
public struct CoverCounter<Bound: FixedWidthInteger & UnsignedInteger & Sendable> {
  /// Where each piece begins; the last one ends with the largest value.
  @usableFromInline var starts: [Bound]
  @usableFromInline var counts: [Int]

  @inlinable public init(_ ranges: [ClosedRange<Bound>]) {
    var bounds: [Bound] = []
    for range in ranges {
      bounds.append(range.lowerBound)
      if range.upperBound < Bound.max { bounds.append(range.upperBound + 1) }
    }
    bounds.sort()
    starts = []
    for bound in bounds where starts.last != bound { starts.append(bound) }
    counts = Array(repeating: 0, count: starts.count)
  }

  /// Counts one of the ranges once more, or once less with -1.
  @inlinable public mutating func count(_ range: ClosedRange<Bound>, by change: Int) {
    var piece = position(of: range.lowerBound)
    while piece < starts.count, starts[piece] <= range.upperBound {
      counts[piece] += change
      piece += 1
    }
  }

  @inlinable func position(of bound: Bound) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What is covered now.
  @inlinable public var covered: IntervalSet<Bound> {
    var ranges: [ClosedRange<Bound>] = []
    var begin: Bound?
    for piece in starts.indices {
      if counts[piece] > 0 {
        if begin == nil { begin = starts[piece] }
      } else if let first = begin {
        ranges.append(first...starts[piece] - 1)
        begin = nil
      }
    }
    if let first = begin { ranges.append(first...Bound.max) }
    return IntervalSet(normalized: ranges)
  }
}
