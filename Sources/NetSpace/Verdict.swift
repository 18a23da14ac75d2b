/// The answer to a question: no, unknown or yes, ordered in that way.
///
/// The operators are Kleene's strong ones: an operand that decides the answer does so however little is known of the
/// other, so `no && unknown` is no and `yes || unknown` is yes.
public enum Verdict: UInt8, Sendable, Hashable, Comparable, CaseIterable {
  case no
  case unknown
  case yes

  /// Makes a definite verdict.
  @inlinable public init(_ known: Bool) {
    self = known ? .yes : .no
  }

  /// Whether the answer is known.
  @inlinable public var isDefinite: Bool { self != .unknown }

  @inlinable public static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }

  /// Yes only if both are.
  @inlinable public func and(_ other: Verdict) -> Verdict { min(self, other) }

  /// Yes if one of them is.
  @inlinable public func or(_ other: Verdict) -> Verdict { max(self, other) }

  /// Swaps yes and no.
  @inlinable public var not: Verdict {
    switch self {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }

  /// `and` that leaves its right side alone if the left side is no.
  @inlinable public static func && (left: Verdict, right: @autoclosure () throws -> Verdict) rethrows -> Verdict {
    left == .no ? .no : left.and(try right())
  }

  /// `or` that leaves its right side alone if the left side is yes.
  @inlinable public static func || (left: Verdict, right: @autoclosure () throws -> Verdict) rethrows -> Verdict {
    left == .yes ? .yes : left.or(try right())
  }

  @inlinable public static prefix func ! (operand: Verdict) -> Verdict { operand.not }

  /// The conjunction of all; yes if there is none.
  @inlinable public static func all(_ verdicts: some Sequence<Verdict>) -> Verdict {
    var result = Verdict.yes
    for verdict in verdicts {
      result = result.and(verdict)
      if result == .no { break }
    }
    return result
  }

  /// The disjunction of all; no if there is none.
  @inlinable public static func any(_ verdicts: some Sequence<Verdict>) -> Verdict {
    var result = Verdict.no
    for verdict in verdicts {
      result = result.or(verdict)
      if result == .yes { break }
    }
    return result
  }
}

extension Verdict: CustomStringConvertible {
  public var description: String {
    switch self {
    case .no: "no"
    case .unknown: "unknown"
    case .yes: "yes"
    }
  }
}
