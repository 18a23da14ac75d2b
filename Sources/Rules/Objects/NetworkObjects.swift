import CEL
import NetSpace

/// An address as the network extension has it: what `ip("10.0.0.1")` gives.
final class IPObject: CELObject {
  let address: IPAddress

  init(_ address: IPAddress) { self.address = address }

  static let name = "net.IP"

  static let schema = ObjectSchema(
    name, doc: "An IPv4 or IPv6 address, as `ip(text)` makes it from text.",
    fields: [:],
    methods: [
      "family": MethodSchema(result: .int, doc: "4 or 6."),
      "isUnspecified": MethodSchema(result: .bool, doc: "Whether it is `0.0.0.0` or `::`."),
      "isLoopback": MethodSchema(result: .bool, doc: "Whether it is in `127.0.0.0/8`, or `::1`."),
      "isLinkLocalMulticast": MethodSchema(result: .bool, doc: "Whether it is in `224.0.0.0/24` or `ff02::/16`."),
      "isLinkLocalUnicast": MethodSchema(result: .bool, doc: "Whether it is in `169.254.0.0/16` or `fe80::/10`."),
      "isGlobalUnicast": MethodSchema(
        result: .bool,
        doc: "Whether it is an address of one host beyond its link; private addresses are, as in Kubernetes."),
    ])

  var typeName: String { Self.name }
  var description: String { address.description }

  func field(_ name: String) -> Value? { nil }

  func call(_ method: String, _ arguments: [Value]) -> Value? {
    switch method {
    case "family": .int(address.family == .ipv4 ? 4 : 6)
    case "isUnspecified": .bool(address.isUnspecified)
    case "isLoopback": .bool(address.isLoopback)
    case "isLinkLocalMulticast": .bool(address.isLinkLocalMulticast)
    case "isLinkLocalUnicast": .bool(address.isLinkLocalUnicast)
    case "isGlobalUnicast": .bool(address.isGlobalUnicast)
    default: nil
    }
  }

  func isEqual(to other: any CELObject) -> Value { .bool((other as? IPObject)?.address == address) }
}

/// A block as the network extension has it: an address, bits behind the prefix included, and a length.
final class CIDRObject: CELObject {
  let address: IPAddress
  let prefix: IPPrefix

  /// Nil if the length does not fit the family.
  init?(_ address: IPAddress, length: Int) {
    guard let prefix = IPPrefix(address, length: length) else { return nil }
    self.address = address
    self.prefix = prefix
  }

  /// The block without bits behind the prefix.
  init(_ prefix: IPPrefix) {
    address = prefix.network
    self.prefix = prefix
  }

  static let name = "net.CIDR"

  static let schema = ObjectSchema(
    name, doc: "A CIDR block, as `cidr(text)` makes it from text; what stands behind the prefix is kept.",
    fields: [:],
    methods: [
      "ip": MethodSchema(result: .object(IPObject.name), doc: "The address before the slash."),
      "masked": MethodSchema(result: .object(name), doc: "The block with zeros behind the prefix."),
      "prefixLength": MethodSchema(result: .int, doc: "The number after the slash."),
    ])

  var typeName: String { Self.name }
  var description: String { "\(address)/\(prefix.length)" }

  func field(_ name: String) -> Value? { nil }

  func call(_ method: String, _ arguments: [Value]) -> Value? {
    switch method {
    case "ip": .object(IPObject(address))
    case "masked": .object(CIDRObject(prefix))
    case "prefixLength": .int(prefix.length)
    default: nil
    }
  }

  func isEqual(to other: any CELObject) -> Value {
    guard let other = other as? CIDRObject else { return .bool(false) }
    return .bool(other.address == address && other.prefix == prefix)
  }
}

/// The classes of addresses as Go's `net/netip` has them, which the extension is made of.
extension IPAddress {
  fileprivate var isUnspecified: Bool { self == .v4(0) || self == .v6(0) }

  fileprivate var isLoopback: Bool {
    switch self {
    case .v4(let bits): bits >> 24 == 127
    case .v6(let bits): bits == 1
    }
  }

  fileprivate var isMulticast: Bool {
    switch self {
    case .v4(let bits): bits >> 28 == 0xE
    case .v6(let bits): bits >> 120 == 0xFF
    }
  }

  fileprivate var isLinkLocalMulticast: Bool {
    switch self {
    case .v4(let bits): bits >> 8 == 0xE00000
    // The flags before the scope may be any.
    case .v6(let bits): bits >> 112 & 0xFF0F == 0xFF02
    }
  }

  fileprivate var isLinkLocalUnicast: Bool {
    switch self {
    case .v4(let bits): bits >> 16 == 0xA9FE
    case .v6(let bits): bits >> 118 == 0xFE80 >> 6
    }
  }

  fileprivate var isGlobalUnicast: Bool {
    self != .v4(.max) && !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast
  }

  /// Whether it is an IPv4 address in the clothes of IPv6, `::ffff:10.0.0.1`: the same host by a second name.
  var isIPv4Mapped: Bool {
    if case .v6(let bits) = self { bits >> 32 == 0xFFFF } else { false }
  }
}
