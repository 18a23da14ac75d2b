import AWSModel
import Synchronization

extension GlobPattern {
  /// A part of a text that the input does not spell out.
  package enum Hole: Hashable, Sendable {
    /// An attribute of a resource of the input: a text equal to itself and to nothing else.
    case fixed(ResourceID, String)
    /// A policy variable (`aws:username`): whatever the request says.
    case variable(String)
    /// Not known: may be any text.
    case unknown(Unknown)

    /// Whether it may stand for any text.
    var isOpen: Bool {
      switch self {
      case .fixed: false
      case .variable, .unknown: true
      }
    }
  }

  /// A character, a wildcard or a hole.
  ///
  /// A number, since patterns are compared letter by letter many million times: an enumeration that holds a hole would
  /// be retained and released at each step.
  package struct Symbol: Hashable, Sendable {
    private let code: UInt32

    private init(code: UInt32) { self.code = code }

    /// `?`: any one character.
    package static let one = Symbol(code: 0x11_0000)
    /// `*`: any run of characters.
    package static let run = Symbol(code: 0x11_0001)

    package static func literal(_ scalar: Unicode.Scalar) -> Symbol { Symbol(code: scalar.value) }

    package static func hole(_ hole: Hole) -> Symbol {
      Symbol(code: firstHole + UInt32(HoleTable.shared.number(of: hole)))
    }

    private static let firstHole: UInt32 = 0x12_0000

    /// The character, if it is one.
    package var literal: Unicode.Scalar? { Unicode.Scalar(code) }

    package var hole: Hole? { code < Self.firstHole ? nil : HoleTable.shared[Int(code - Self.firstHole)] }

    package var isHole: Bool { code >= Self.firstHole }

    var isWildcard: Bool { self == .one || self == .run }
  }

  /// The holes of all patterns, by number; as many as the inputs have parts that are not spelled out.
  private final class HoleTable: Sendable {
    static let shared = HoleTable()

    private struct State {
      var holes: [Hole] = []
      var numbers: [Hole: Int] = [:]
    }

    private let state = Mutex(State())

    subscript(number: Int) -> Hole { state.withLock { $0.holes[number] } }

    func number(of hole: Hole) -> Int {
      state.withLock { state in
        if let known = state.numbers[hole] { return known }
        state.holes.append(hole)
        state.numbers[hole] = state.holes.count - 1
        return state.holes.count - 1
      }
    }
  }
}

extension GlobPattern.Symbol {
  /// Whether this symbol of a pattern, not `*`, takes that single symbol of a text.
  func consumes(_ letter: Self) -> Bool {
    self == .one ? letter.literal != nil : self == letter && self != .run
  }

  /// Whether some single letter fits both; a hole is a letter of its own, which `?` does not take.
  func meets(_ other: Self) -> Bool {
    if self == .one, other == .one { return true }
    return consumes(other) || other.consumes(self)
  }
}

extension GlobPattern.Symbol: CustomStringConvertible {
  package var description: String {
    if let literal { return String(literal) }
    return switch hole {
    case .fixed(let id, let name)?: "${\(id.address).\(name)}"
    case .variable(let name)?: "${\(name)}"
    case .unknown(let why)?: "${\(why.subject)}"
    case nil: self == .one ? "?" : "*"
    }
  }
}
