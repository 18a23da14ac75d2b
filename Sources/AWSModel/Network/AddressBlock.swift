import NetSpace

/// A CIDR block, as far as it is known: `${aws_eip.office.public_ip}/32` is one address somewhere, never the world.
package struct AddressBlock: Hashable, Sendable {
  package let prefix: Value<IPPrefix>
  /// The address family, when it is known although the prefix is not.
  package let family: AddressFamily?
  /// The prefix length, when it is known although the prefix is not.
  package let length: Int?

  package init(_ prefix: IPPrefix) {
    self.init(prefix: .known(prefix))
  }

  package init(prefix: Value<IPPrefix>, family: AddressFamily? = nil, length: Int? = nil) {
    self.prefix = prefix
    self.family = prefix.known?.family ?? family
    self.length = prefix.known?.length ?? length
  }

  /// The addresses that it certainly and possibly holds.
  package var bounds: Bounds<AddressSet> {
    switch prefix {
    case .known(let prefix): .exact(AddressSet(prefix))
    case .oneOf(let prefixes, _): .either(prefixes.map { .exact(AddressSet($0)) })
    case .unknown: Bounds(must: .empty, may: family.map { AddressSet($0) } ?? .full)
    }
  }
}
