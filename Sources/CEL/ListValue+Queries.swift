/// Questions to a list of which not everything is known.
extension ListValue {
  /// Whether it is known which elements there are; their values may still be unknown.
  package var isDefinite: Bool { uncertainty == nil }

  /// Why it is not known which elements there are; nil if it is.
  package var uncertainty: UnknownSet? {
    var result = rest
    for element in elements {
      guard let ids = element.possibility else { continue }
      result = result?.union(ids) ?? ids
    }
    return result
  }

  /// The fewest and the most elements the list can have; no maximum with a rest.
  var sizeBounds: (minimum: Int, maximum: Int?) {
    var minimum = 0
    for element in elements where element.possibility == nil { minimum += 1 }
    return (minimum, rest == nil ? elements.count : nil)
  }

  var size: Value {
    if let uncertainty { return .unknown(uncertainty) }
    return .int(elements.count)
  }

  /// The element at a position: unknown if elements before it may be missing, or others lie between.
  func element(at position: Int) -> Value {
    if position < 0 || (rest == nil && position >= elements.count) {
      return .failure("no element \(position) in a list of \(elements.count)")
    }
    if let rest { return .unknown(rest) }
    var doubts: UnknownSet?
    for element in elements[...position] {
      guard let ids = element.possibility else { continue }
      doubts = doubts?.union(ids) ?? ids
    }
    return doubts.map(Value.unknown) ?? elements[position].value
  }

  /// Whether an element of the list equals the value.
  func contains(_ value: Value, charge: (Int) -> Bool) -> Value {
    var result = Value.bool(false)
    for element in elements {
      var isHere = element.value.equals(value, charge: charge)
      if let ids = element.possibility { isHere = Value.unknown(ids).and(isHere) }
      if case .bool(true) = isHere { return isHere }
      result = result.or(isHere)
    }
    return rest.map { result.or(.unknown($0)) } ?? result
  }

  /// Element by element if it is known which elements there are; else false only if no completion can be equal.
  func equals(_ other: ListValue, charge: (Int) -> Bool) -> Value {
    let doubts = [uncertainty, other.uncertainty].compactMap(\.self)
    guard !doubts.isEmpty else {
      guard elements.count == other.elements.count else { return .bool(false) }
      var result = Value.bool(true)
      for (left, right) in zip(elements, other.elements) {
        result = result.and(left.value.equals(right.value, charge: charge))
        if case .bool(false) = result { break }
      }
      return result
    }
    let canDiffer = !sizesMeet(other) || lacksElement(of: other, charge) || other.lacksElement(of: self, charge)
    return canDiffer ? .bool(false) : .unknown(UnknownSet(doubts.flatMap(\.ids)))
  }

  private func sizesMeet(_ other: ListValue) -> Bool {
    let (mine, its) = (sizeBounds, other.sizeBounds)
    return mine.minimum <= its.maximum ?? .max && its.minimum <= mine.maximum ?? .max
  }

  /// Whether the other list surely has an element that this one surely has not.
  private func lacksElement(of other: ListValue, _ charge: (Int) -> Bool) -> Bool {
    guard rest == nil else { return false }
    return other.elements.contains { element in
      element.possibility == nil && contains(element.value, charge: charge).boolValue == false
    }
  }
}

/// Questions to a map of which not everything is known.
extension MapValue {
  /// Why it is not known which entries there are; nil if it is.
  package var uncertainty: UnknownSet? {
    var result = rest
    for entry in entries {
      guard let ids = entry.possibility else { continue }
      result = result?.union(ids) ?? ids
    }
    return result
  }

  /// The fewest and the most entries the map can have; no maximum with a rest.
  var sizeBounds: (minimum: Int, maximum: Int?) {
    var minimum = 0
    for entry in entries where entry.possibility == nil { minimum += 1 }
    return (minimum, rest == nil ? entries.count : nil)
  }

  var size: Value {
    if let uncertainty { return .unknown(uncertainty) }
    return .int(entries.count)
  }

  /// The keys as a list that is as uncertain as the map.
  var keys: ListValue {
    ListValue(elements: entries.map { ListValue.Element($0.key, possibility: $0.possibility) }, rest: rest)
  }

  /// The value under a key; unknown if the entry exists only possibly.
  package func value(for key: Value) -> Value {
    if let entry = entry(for: key) { return entry.possibility.map(Value.unknown) ?? entry.value }
    if let rest { return .unknown(rest) }
    return .failure("no key \(key.text) in the map")
  }

  package func contains(_ key: Value) -> Value {
    if let entry = entry(for: key) { return entry.possibility.map(Value.unknown) ?? .bool(true) }
    return rest.map(Value.unknown) ?? .bool(false)
  }

  func equals(_ other: MapValue, charge: (Int) -> Bool) -> Value {
    var result = Value.bool(true)
    for entry in entries {
      let isInBoth = other.contains(entry.key)
      var agrees = isInBoth
      if let ids = entry.possibility {
        agrees = .unknown(ids)
      } else if case .bool(true) = isInBoth, let its = other.entry(for: entry.key) {
        agrees = entry.value.equals(its.value, charge: charge)
      }
      result = result.and(agrees)
      if case .bool(false) = result { return result }
    }
    for entry in other.entries where self.entry(for: entry.key) == nil {
      result = result.and(entry.possibility.map(Value.unknown) ?? contains(entry.key))
    }
    for doubt in [rest, other.rest].compactMap(\.self) { result = result.and(.unknown(doubt)) }
    return result
  }
}
