extension Traffic {
  /// It in the parts on which the same of other traffics speak, with the positions of these; in ascending order of where
  /// they begin.
  ///
  /// - Complexity: a sweep over the bounds of the others, at each of which those that speak there are listed.
  package func parts(by others: [Traffic]) -> [(traffic: Traffic, positions: [Int])] {
    if others.allSatisfy({ isSubset(of: $0) }) { return isEmpty ? [] : [(self, Array(others.indices))] }
    let numbers = numbers
    // The traffic itself comes first, so that what nobody speaks of is a part, too.
    let sets = [numbers] + others.map { $0.numbers.intersection(numbers) }
    var bounds: [(number: UInt32, set: Int)] = []
    for (set, numbers) in sets.enumerated() {
      for range in numbers.ranges {
        bounds.append((range.lowerBound, set))
        bounds.append((range.upperBound + 1, set))
      }
    }
    bounds.sort { $0.number < $1.number }
    // As bits, of which a part has a few words however many speak there.
    var active = Array(repeating: UInt64(0), count: (sets.count + 63) / 64)
    var parts: [(active: [UInt64], ranges: [ClosedRange<UInt32>])] = []
    var known: [[UInt64]: Int] = [:]
    for (bound, next) in zip(bounds, bounds.dropFirst()) {
      active[bound.set >> 6] ^= 1 << UInt64(bound.set & 63)
      if next.number == bound.number || active[0] & 1 == 0 { continue }
      let range = bound.number...(next.number - 1)
      if let part = known[active] {
        parts[part].ranges.append(range)
      } else {
        known[active] = parts.count
        parts.append((active, [range]))
      }
    }
    return parts.map { active, ranges in (Traffic(numbers: IntervalSet(ranges)), Self.positions(active)) }
  }

  /// The bits that are set, in ascending order, but for the first, which is the traffic's own.
  private static func positions(_ words: [UInt64]) -> [Int] {
    var positions: [Int] = []
    positions.reserveCapacity(words.reduce(0) { $0 + $1.nonzeroBitCount })
    for (index, word) in words.enumerated() {
      var rest = index == 0 ? word & ~1 : word
      while rest != 0 {
        positions.append((index << 6 | rest.trailingZeroBitCount) - 1)
        rest &= rest - 1
      }
    }
    return positions
  }
}
