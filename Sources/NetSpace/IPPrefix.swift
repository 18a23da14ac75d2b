/// A CIDR block: the addresses that share their first bits with a network address.
package struct IPPrefix: Sendable, Hashable {
  /// The first address; every bit behind the prefix is zero.
  package let network: IPAddress
  /// The number of leading bits that are fixed.
  package let length: Int

  /// Makes the prefix of an address and a length; nil if the length does not fit the family.
  ///
  /// Bits behind the prefix are cleared, as EC2 does with a rule for `10.0.0.1/8`.
  package init?(_ address: IPAddress, length: Int) {
    guard length >= 0, length <= address.family.width else { return nil }
    self.length = length
    switch address {
    case .v4(let bits): network = .v4(bits & ~Self.hostMask(length))
    case .v6(let bits): network = .v6(bits & ~Self.hostMask(length))
    }
  }

  /// Makes the prefix of all addresses of a family: `0.0.0.0/0` or `::/0`.
  package static func everywhere(_ family: AddressFamily) -> IPPrefix {
    switch family {
    case .ipv4: IPPrefix(network: .v4(0), length: 0)
    case .ipv6: IPPrefix(network: .v6(0), length: 0)
    }
  }

  private init(network: IPAddress, length: Int) {
    self.network = network
    self.length = length
  }

  /// Makes the prefix of one address: a /32 or a /128.
  package init(host address: IPAddress) {
    network = address
    length = address.family.width
  }

  /// Reads `address/length`, clearing bits behind the prefix; nil if it is not in that form.
  package init?(_ text: some StringProtocol) {
    guard let parsed = Self.parse(text) else { return nil }
    self = parsed.prefix
  }

  /// Reads `address/length`, or an address alone for the prefix of that host.
  package init?(hostOrPrefix text: some StringProtocol) {
    if let address = IPAddress(text) {
      self.init(host: address)
    } else {
      self.init(text)
    }
  }

  /// Reads `address/length` and tells whether bits behind the prefix were set.
  ///
  /// Terraform's provider refuses such a block in a security group, CloudFormation accepts and EC2 clears them, so that
  /// a caller has to know.
  package static func parse(_ text: some StringProtocol) -> (prefix: IPPrefix, hasHostBits: Bool)? {
    var scanner = AddressScanner(text)
    guard let address = scanner.address(), scanner.take("/"),
      let length = scanner.decimal(upTo: address.family.width), scanner.isAtEnd,
      let prefix = IPPrefix(address, length: length)
    else { return nil }
    return (prefix, prefix.network != address)
  }

  package var family: AddressFamily { network.family }

  /// The first and the last address.
  package var bounds: ClosedRange<IPAddress> {
    switch network {
    case .v4(let bits): network...IPAddress.v4(bits | Self.hostMask(length))
    case .v6(let bits): network...IPAddress.v6(bits | Self.hostMask(length))
    }
  }

  package func contains(_ address: IPAddress) -> Bool {
    address.family == family && bounds.contains(address)
  }

  /// Whether all addresses of another prefix are in this one.
  package func contains(_ other: IPPrefix) -> Bool {
    other.length >= length && contains(other.network)
  }

  /// Whether the two share an address; of two such prefixes one contains the other.
  package func overlaps(_ other: IPPrefix) -> Bool {
    contains(other) || other.contains(self)
  }

  /// Ones where a prefix of a length has none.
  private static func hostMask<Bits: FixedWidthInteger>(_ length: Int) -> Bits {
    length == 0 ? ~0 : ~(~0 << (Bits.bitWidth - length))
  }
}

extension IPPrefix: Comparable {
  /// By first address, then the shorter prefix first, so that a prefix comes before those it contains.
  package static func < (left: IPPrefix, right: IPPrefix) -> Bool {
    (left.network, left.length) < (right.network, right.length)
  }
}

extension IPPrefix: CustomStringConvertible {
  package var description: String { "\(network)/\(length)" }
}
