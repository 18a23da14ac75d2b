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
    var bounds: [(number: UInt32, set: Int, begins: Bool)] = []
    for (set, numbers) in sets.enumerated() {
      for range in numbers.ranges {
        bounds.append((range.lowerBound, set, true))
        bounds.append((range.upperBound + 1, set, false))
      }
    }
    bounds.sort { $0.number < $1.number }
    var active: Set<Int> = []
    var order: [[Int]] = []
    var ranges: [[Int]: [ClosedRange<UInt32>]] = [:]
    for (bound, next) in zip(bounds, bounds.dropFirst()) {
      if bound.begins { active.insert(bound.set) } else { active.remove(bound.set) }
      if next.number == bound.number || !active.contains(0) { continue }
      let key = active.sorted()
      if ranges[key] == nil { order.append(key) }
      ranges[key, default: []].append(bound.number...(next.number - 1))
    }
    return order.map { key in
      (Traffic(numbers: IntervalSet(ranges[key] ?? [])), key.dropFirst().map { $0 - 1 })
    }
  }
}
