/// A list whose elements may each exist only possibly, and which may have further elements that nobody knows.
///
/// With a `rest`, or an element of unknown existence, positions are not known either: `size` and indexing are
/// unknown, and `exists`, `all` and `in` are unknown unless an element decides.
package struct ListValue: Sendable {
  package struct Element: Sendable {
    package let value: Value
    /// Why it is not known whether the list holds this element; nil if it does.
    package let possibility: UnknownSet?

    package init(_ value: Value, possibility: UnknownSet? = nil) {
      self.value = value
      self.possibility = possibility
    }
  }

  package let elements: [Element]
  /// Why there may be elements beyond `elements`, anywhere in the list; nil if there are none.
  package let rest: UnknownSet?

  package init(_ elements: [Value], rest: UnknownSet? = nil) {
    self.init(elements: elements.map { Element($0) }, rest: rest)
  }

  package init(elements: [Element], rest: UnknownSet? = nil) {
    self.elements = elements
    self.rest = rest
  }

  /// Elements each with its existence: true, false (left out) or unknown.
  package init(possible elements: some Sequence<(value: Value, exists: Value)>, rest: UnknownSet? = nil) {
    var kept: [Element] = []
    for (value, exists) in elements {
      switch exists {
      case .bool(false): continue
      case .unknown(let ids): kept.append(Element(value, possibility: ids))
      case .error: kept.append(Element(exists))
      case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .object, .type:
        kept.append(Element(value))
      }
    }
    self.init(elements: kept, rest: rest)
  }
}
