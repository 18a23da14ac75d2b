/// An IP protocol number.
package struct IPProtocol: RawRepresentable, Sendable, Hashable {
  package let rawValue: UInt8

  @inlinable package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let icmp = IPProtocol(rawValue: 1)
  package static let tcp = IPProtocol(rawValue: 6)
  package static let udp = IPProtocol(rawValue: 17)
  package static let icmpv6 = IPProtocol(rawValue: 58)

  /// Reads a name or a number; nil if it is neither, and for -1 and `all`, which are not one protocol (see
  /// `ProtocolSet.init(named:)`).
  package init?(_ text: String) {
    if !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      guard let number = UInt8(text) else { return nil }
      self.init(rawValue: number)
    } else {
      let name = text.lowercased()
      // The table of all names takes longer to make than most templates take to read.
      switch name {
      case "tcp": self = .tcp
      case "udp": self = .udp
      case "icmp": self = .icmp
      case "icmpv6": self = .icmpv6
      default:
        guard let number = Self.numbers[name] else { return nil }
        self.init(rawValue: number)
      }
    }
  }

  /// Whether packets have a source and a destination port that filters look at: TCP and UDP.
  @inlinable package var hasPorts: Bool { rawValue == 6 || rawValue == 17 }

  /// Whether packets have a type and a code that filters look at: ICMP and ICMPv6.
  @inlinable package var isICMP: Bool { rawValue == 1 || rawValue == 58 }
}

extension IPProtocol: Comparable {
  @inlinable package static func < (left: IPProtocol, right: IPProtocol) -> Bool { left.rawValue < right.rawValue }
}

extension IPProtocol: CustomStringConvertible {
  /// The name, or `protocol 200` for a number without one.
  package var description: String { Self.names[rawValue] ?? "protocol \(rawValue)" }
}

/// A set of IP protocols.
package typealias ProtocolSet = IntervalSet<UInt8>

extension IntervalSet where Bound == UInt8 {
  package init(_ protocols: IPProtocol...) {
    if protocols.count == 1 {
      self.init(protocols[0].rawValue...protocols[0].rawValue)
    } else {
      self.init(protocols.map { $0.rawValue...$0.rawValue })
    }
  }

  /// Reads a protocol as rules have it: a name, a number, or `-1` or `all` for every protocol.
  package init?(named text: String) {
    if text == "-1" || text.lowercased() == "all" {
      self = .full
    } else {
      guard let one = IPProtocol(text) else { return nil }
      self.init(one.rawValue)
    }
  }

  package func contains(_ protocol: IPProtocol) -> Bool { contains(`protocol`.rawValue) }
}
