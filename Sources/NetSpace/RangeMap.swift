/// A set of pairs (key, element) as sorted, disjoint key ranges, each with the non-empty set of elements it pairs with.
///
/// Neighbouring ranges with equal sets are merged, so that two maps with the same pairs are equal values. Nested maps
/// are sets of tuples, one dimension per level; every operation merges two maps in one pass and works on the values
/// where ranges overlap. Nesting stays small where a flat list of disjoint boxes grows with every overlap.
package struct RangeMap<Key: FixedWidthInteger & UnsignedInteger & Sendable, Value: NetSet>: NetSet {
  /// A range of keys that all pair with the same elements.
  package struct Entry: Hashable, Sendable {
    package let keys: ClosedRange<Key>
    package let value: Value

    init(keys: ClosedRange<Key>, value: Value) {
      self.keys = keys
      self.value = value
    }
  }

  /// The ranges in ascending order.
  package let entries: [Entry]

  /// Takes entries that are in normal form already.
  init(normalized entries: [Entry]) {
    self.entries = entries
  }

  package init() {
    self.init(normalized: [])
  }

  /// Makes all pairs of a key and an element.
  package init(_ keys: IntervalSet<Key>, _ value: Value) {
    self.init(normalized: value.isEmpty ? [] : keys.ranges.map { Entry(keys: $0, value: value) })
  }

  package static var empty: Self { Self() }

  package static var full: Self { Self(.full, .full) }

  package var isEmpty: Bool { entries.isEmpty }

  package var isFull: Bool {
    entries.count == 1 && entries[0].keys == Key.min...Key.max && entries[0].value.isFull
  }

  /// The keys that pair with anything.
  package var keys: IntervalSet<Key> { IntervalSet(entries.map { $0.keys }) }

  /// The elements that some key pairs with.
  @inline(never) package var elements: Value { Value.union(of: entries.map { $0.value }) }

  /// The elements that a key pairs with.
  package subscript(key: Key) -> Value {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].keys.upperBound < key { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].keys.lowerBound <= key ? entries[low].value : .empty
  }

  /// The pairs whose key is in a set.
  @inline(never) package func restricted(to keys: IntervalSet<Key>) -> Self {
    if keys.isFull { return self }
    var result: [Entry] = []
    var right = 0
    for entry in entries {
      while right < keys.ranges.count, keys.ranges[right].upperBound < entry.keys.lowerBound { right += 1 }
      var index = right
      while index < keys.ranges.count, keys.ranges[index].lowerBound <= entry.keys.upperBound {
        result.append(Entry(keys: entry.keys.clamped(to: keys.ranges[index]), value: entry.value))
        index += 1
      }
    }
    return Self(normalized: result)
  }

  /// The elements that every key of a set pairs with; all elements if the set is empty.
  @inline(never) package func elementsCommon(to keys: IntervalSet<Key>) -> Value {
    if keys.isEmpty { return .full }
    let restricted = restricted(to: keys)
    return restricted.keys == keys ? Value.intersection(of: restricted.entries.map { $0.value }) : .empty
  }

  /// Replaces the elements of every range by the result of a function of them.
  @inline(never) package func mapValues<T: NetSet>(_ transform: (Value) -> T) -> RangeMap<Key, T> {
    var result: [RangeMap<Key, T>.Entry] = []
    result.reserveCapacity(entries.count)
    for entry in entries { RangeMap<Key, T>.append(entry.keys, transform(entry.value), to: &result) }
    return RangeMap<Key, T>(normalized: result)
  }

  /// The keys grouped by the elements that they pair with, in the order of their first keys.
  @inline(never) package var groups: [(keys: IntervalSet<Key>, value: Value)] {
    var order: [Value] = []
    var ranges: [Value: [ClosedRange<Key>]] = [:]
    for entry in entries {
      if ranges[entry.value] == nil { order.append(entry.value) }
      ranges[entry.value, default: []].append(entry.keys)
    }
    return order.map { (IntervalSet(ranges[$0] ?? []), $0) }
  }
}

extension RangeMap {
  /// Appends a range behind the last one, joining them if they touch and have the same elements.
  static func append(_ keys: ClosedRange<Key>, _ value: Value, to entries: inout [Entry]) {
    if value.isEmpty { return }
    let last = entries.count - 1
    if last >= 0, entries[last].keys.upperBound == keys.lowerBound - 1, entries[last].value == value {
      entries[last] = Entry(keys: entries[last].keys.lowerBound...keys.upperBound, value: value)
    } else {
      entries.append(Entry(keys: keys, value: value))
    }
  }

  /// Walks two maps at once and combines the elements where both have some.
  ///
  /// - Parameters:
  ///   - keepsLeft: Whether ranges that only this map has are part of the result.
  ///   - keepsRight: Whether ranges that only the other map has are.
  @inline(never) func merging(
    _ other: Self, keepsLeft: Bool, keepsRight: Bool, _ combine: (Value, Value) -> Value
  ) -> Self {
    var result: [Entry] = []
    result.reserveCapacity(entries.count + other.entries.count)
    var left = 0
    var right = 0
    // Where the entries at these indices begin, less what has been walked of them.
    var leftLower = entries.first?.keys.lowerBound ?? 0
    var rightLower = other.entries.first?.keys.lowerBound ?? 0
    while left < entries.count, right < other.entries.count {
      let leftUpper = entries[left].keys.upperBound
      let rightUpper = other.entries[right].keys.upperBound
      let upper: Key
      if leftLower < rightLower {
        upper = Swift.min(leftUpper, rightLower - 1)
        if keepsLeft { Self.append(leftLower...upper, entries[left].value, to: &result) }
      } else if rightLower < leftLower {
        upper = Swift.min(rightUpper, leftLower - 1)
        if keepsRight { Self.append(rightLower...upper, other.entries[right].value, to: &result) }
      } else {
        upper = Swift.min(leftUpper, rightUpper)
        Self.append(leftLower...upper, combine(entries[left].value, other.entries[right].value), to: &result)
      }
      Self.advance(&left, &leftLower, past: upper, in: entries)
      Self.advance(&right, &rightLower, past: upper, in: other.entries)
    }
    if keepsLeft, left < entries.count {
      Self.append(leftLower...entries[left].keys.upperBound, entries[left].value, to: &result)
      result.append(contentsOf: entries[(left + 1)...])
    }
    if keepsRight, right < other.entries.count {
      Self.append(rightLower...other.entries[right].keys.upperBound, other.entries[right].value, to: &result)
      result.append(contentsOf: other.entries[(right + 1)...])
    }
    return Self(normalized: result)
  }

  /// Moves on to the first key behind `upper` that has an entry, from an entry that is not wholly behind it.
  static func advance(_ index: inout Int, _ lower: inout Key, past upper: Key, in entries: [Entry]) {
    if lower > upper { return }
    if entries[index].keys.upperBound > upper {
      lower = upper + 1
    } else {
      index += 1
      if index < entries.count { lower = entries[index].keys.lowerBound }
    }
  }

  @inline(never) package func union(_ other: Self) -> Self {
    if isEmpty || other.isFull { return other }
    if other.isEmpty || isFull { return self }
    return merging(other, keepsLeft: true, keepsRight: true) { $0.union($1) }
  }

  @inline(never) package func intersection(_ other: Self) -> Self {
    if isEmpty || other.isFull { return self }
    if other.isEmpty || isFull { return other }
    return merging(other, keepsLeft: false, keepsRight: false) { $0.intersection($1) }
  }

  @inline(never) package func subtracting(_ other: Self) -> Self {
    if isEmpty || other.isEmpty { return self }
    return merging(other, keepsLeft: true, keepsRight: false) { $0.subtracting($1) }
  }

  @inline(never) package func isSubset(of other: Self) -> Bool {
    var right = 0
    for entry in entries {
      while right < other.entries.count, other.entries[right].keys.upperBound < entry.keys.lowerBound { right += 1 }
      var lower = entry.keys.lowerBound
      while true {
        guard right < other.entries.count, other.entries[right].keys.lowerBound <= lower,
          entry.value.isSubset(of: other.entries[right].value)
        else { return false }
        let upper = other.entries[right].keys.upperBound
        if upper >= entry.keys.upperBound { break }
        lower = upper + 1
        right += 1
      }
    }
    return true
  }

  @inline(never) package func isDisjoint(with other: Self) -> Bool {
    var left = 0
    var right = 0
    while left < entries.count, right < other.entries.count {
      let a = entries[left]
      let b = other.entries[right]
      if a.keys.overlaps(b.keys), !a.value.isDisjoint(with: b.value) { return false }
      if a.keys.upperBound < b.keys.upperBound { left += 1 } else { right += 1 }
    }
    return true
  }
}
