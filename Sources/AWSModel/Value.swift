import NetSpace

/// What is known of a value before deployment: the value, a few candidates, or only why it is not known.
public enum Value<Wrapped: Sendable & Hashable>: Sendable, Hashable {
  case known(Wrapped)
  /// One of these, and which one depends on the unknown. Never empty; a single candidate is `known`.
  case oneOf([Wrapped], Unknown)
  case unknown(Unknown)

  /// The value, if there is no doubt about it.
  @inlinable public var known: Wrapped? {
    if case .known(let value) = self { value } else { nil }
  }

  /// Every value that it may have, or nil when any is possible.
  package var candidates: [Wrapped]? {
    switch self {
    case .known(let value): [value]
    case .oneOf(let values, _): values
    case .unknown: nil
    }
  }

  /// Why the value is not known; nil when it is.
  @inlinable public var unknown: Unknown? {
    switch self {
    case .known: nil
    case .oneOf(_, let why), .unknown(let why): why
    }
  }

  package func map<T>(_ transform: (Wrapped) -> T) -> Value<T> {
    switch self {
    case .known(let value): .known(transform(value))
    case .oneOf(let values, let why): .either(values.map(transform), why)
    case .unknown(let why): .unknown(why)
    }
  }

  package func flatMap<T>(_ transform: (Wrapped) -> Value<T>) -> Value<T> {
    switch self {
    case .known(let value): return transform(value)
    case .unknown(let why): return .unknown(why)
    case .oneOf(let values, let why):
      var all: [T] = []
      for value in values {
        guard let some = transform(value).candidates else { return .unknown(why) }
        all += some
      }
      return .either(all, why)
    }
  }

  /// One of the candidates; the same candidate several times is that candidate.
  package static func either(_ candidates: [Wrapped], _ why: Unknown) -> Value {
    var distinct: [Wrapped] = []
    for candidate in candidates where !distinct.contains(candidate) { distinct.append(candidate) }
    return switch distinct.count {
    case 0: .unknown(why)
    case 1: .known(distinct[0])
    default: .oneOf(distinct, why)
    }
  }
}

extension Value where Wrapped == Bool {
  package var verdict: Verdict {
    switch self {
    case .known(let value): value ? .yes : .no
    case .oneOf, .unknown: .unknown
    }
  }
}
