import AWSModel
import NetSpace

extension Fields {
  /// A CIDR block; nil when it is absent or empty (Terraform writes "" for an unset block of a route).
  func addressBlock(_ key: String, family: AddressFamily? = nil) -> Attribute<AddressBlock>? {
    guard let value = self[key] else { return nil }
    if case .text(let text) = value.content, text.literal == "" { return nil }
    return addressBlock(value, family: family)
  }

  /// An address as the block that holds nothing else.
  func hostAddress(_ key: String) -> Attribute<AddressBlock>? {
    guard let value = self[key] else { return nil }
    if case .text(let text) = value.content, let address = text.literal.flatMap({ IPAddress($0) }) {
      return Attribute(.known(AddressBlock(IPPrefix(host: address))), origin: value.origin, place: value.place)
    }
    return addressBlock(key)
  }

  /// A CIDR block.
  ///
  /// Host bits are masked, as EC2 does; what is not a block is unreadable, so unknown.
  func addressBlock(_ value: Resolved, family: AddressFamily? = nil) -> Attribute<AddressBlock> {
    let text = text(value)
    let block: AddressBlock
    switch text.value {
    case .known(let text): block = self.block(text, family: family, at: value.place)
    case .unknown(let why): block = AddressBlock(prefix: .unknown(why), family: family)
    case .oneOf(let texts, let why):
      let blocks = texts.map { self.block($0, family: family, at: value.place) }
      let prefixes = blocks.map(\.prefix.known)
      if prefixes.allSatisfy({ $0 != nil }) {
        block = AddressBlock(prefix: .either(prefixes.compacted, why), family: family)
      } else {
        let length = blocks.map(\.length).max { ($0 ?? 0) > ($1 ?? 0) } ?? nil
        block = AddressBlock(prefix: .unknown(why), family: family, length: length)
      }
    }
    return Attribute(.known(block), origin: value.origin, place: value.place)
  }

  /// Single addresses under any of some keys, each once; what is written and not known is part of the rest.
  func addresses(_ keys: String...) -> PartialList<Attribute<AddressBlock>> {
    keys.reduce(into: PartialList()) { all, key in
      let list = list(key)
      all.rest += list.rest
      for element in list.elements {
        let address = address(element.value)
        if element.existence.verdict != .yes {
          all.rest += element.existence.because
        } else if let why = address.unknown {
          all.rest.append(why)
        } else if !all.elements.contains(where: { $0.value == address.value }) {
          all.elements.append(address)
        }
      }
    }
  }

  /// An address, as the block that holds nothing else.
  private func address(_ value: Resolved) -> Attribute<AddressBlock> {
    let text = text(value)
    return text.flatMap { text in
      guard let literal = text.literal else { return .unknown(text.firstUnknown(at: value.place)) }
      if let address = IPAddress(literal) { return .known(AddressBlock(IPPrefix(host: address))) }
      let message = "expected an address such as 10.0.0.1, found \"\(literal)\""
      context.report(Diagnostic(.unreadable, message, at: value.place.range))
      return .unknown(Unknown("\"\(literal)\"", .unreadable("not an address"), at: value.place.range))
    }
  }

  private func block(_ text: PartialText, family: AddressFamily?, at place: Place) -> AddressBlock {
    if let literal = text.literal {
      if let prefix = IPPrefix(literal) { return AddressBlock(prefix) }
      let message = "expected a CIDR block such as 10.0.0.0/16, found \"\(literal)\""
      context.report(Diagnostic(.unreadable, message, at: place.range))
      return AddressBlock(prefix: .unknown(Unknown("\"\(literal)\"", .unreadable("not a CIDR block"))), family: family)
    }
    let length = text.prefixLength
    return AddressBlock(
      prefix: .unknown(text.firstUnknown(at: place)), family: family ?? length.flatMap { $0 > 32 ? .ipv6 : nil },
      length: length)
  }
}

extension PartialText {
  /// The prefix length of a block whose address is not known: 32 of `${aws_eip.office.public_ip}/32`.
  fileprivate var prefixLength: Int? {
    guard case .literal(let tail)? = parts.last, let slash = tail.lastIndex(of: "/") else { return nil }
    return Int(tail[tail.index(after: slash)...])
  }
}

extension Array where Element == IPPrefix? {
  /// The prefixes that are there.
  fileprivate var compacted: [IPPrefix] { reduce(into: []) { if let prefix = $1 { $0.append(prefix) } } }
}
