import Documents

/// Whether a value was written down or supplied.
public enum Origin: Hashable, Sendable {
  case explicit
  /// AWS's or the provider's default for something that was left out.
  case `default`
  /// The default of a template parameter or variable: an assumption of the run.
  case parameterDefault
  /// What is usual where a plan does not hold all of it: the objects of a bucket to whose ARN a policy refers.
  case usual
}

/// A property of a resource: its value, who supplied it, and where.
///
/// A default has the place of what left it out (usually the resource).
public struct Attribute<Wrapped: Sendable & Hashable>: Sendable, Hashable {
  public let value: Value<Wrapped>
  public let origin: Origin
  public let place: Place

  @inlinable public init(_ value: Value<Wrapped>, origin: Origin = .explicit, place: Place) {
    self.value = value
    self.origin = origin
    self.place = place
  }

  @inlinable public var known: Wrapped? { value.known }
  @inlinable public var unknown: Unknown? { value.unknown }

  package func map<T>(_ transform: (Wrapped) -> T) -> Attribute<T> {
    Attribute<T>(value.map(transform), origin: origin, place: place)
  }

  package func flatMap<T>(_ transform: (Wrapped) -> Value<T>) -> Attribute<T> {
    Attribute<T>(value.flatMap(transform), origin: origin, place: place)
  }
}

/// A list of which some elements may not be known.
///
/// With a non-empty `rest` there may be more elements than those listed: "none" and "all" are then undecided unless a
/// listed element decides.
package struct PartialList<Element> {
  package var elements: [Element]
  package var rest: [Unknown]

  package init(_ elements: [Element] = [], rest: [Unknown] = []) {
    self.elements = elements
    self.rest = rest
  }

  package var isEmpty: Bool { elements.isEmpty && rest.isEmpty }
  package var isComplete: Bool { rest.isEmpty }

  package func map<T>(_ transform: (Element) -> T) -> PartialList<T> {
    PartialList<T>(elements.map(transform), rest: rest)
  }

  package mutating func append(contentsOf other: PartialList) {
    elements += other.elements
    rest += other.rest
  }
}

extension PartialList: Sendable where Element: Sendable {}
extension PartialList: Equatable where Element: Equatable {}
extension PartialList: Hashable where Element: Hashable {}
