import NetSpace

/// Source: https://developer.hashicorp.com/terraform/language/functions/cidrsubnet
extension Function {
  static let network: [String: Function] = [
    "cidrhost": Function(2) { (call) throws(Obstacle) in
      let prefix = try prefix(call)
      let number = try call.number(1)
      guard number.isWhole else { throw .mistake("expected a whole number") }
      let width = prefix.family.width - prefix.length
      let size = width >= 126 ? nil : Int128(1) << Int128(width)
      let wanted = number.numerator
      if let size, wanted >= size || wanted < -size {
        throw .mistake("there is no host \(wanted) in \(prefix)")
      }
      let base = bits(prefix.network)
      let offset = UInt128(truncatingIfNeeded: wanted)
      let mask: UInt128 = width == 0 ? 0 : UInt128.max >> UInt128(128 - width)
      return call.result(address(base | offset & mask, prefix.family).description)
    },
    "cidrnetmask": Function(1) { (call) throws(Obstacle) in
      let prefix = try prefix(call)
      guard prefix.family == .ipv4 else { throw .mistake("an IPv6 block has no netmask") }
      let mask: UInt32 = prefix.length == 0 ? 0 : UInt32.max << UInt32(32 - prefix.length)
      return call.result(IPAddress.v4(mask).description)
    },
    "cidrsubnet": Function(3) { (call) throws(Obstacle) in
      let prefix = try prefix(call)
      let (more, number) = (try call.whole(1), try call.number(2))
      let length = prefix.length + more
      guard more >= 0, length <= prefix.family.width else {
        throw .mistake("a block of \(prefix) cannot be \(more) bits longer")
      }
      guard number.isWhole, number.numerator >= 0, more >= 127 || number.numerator < Int128(1) << Int128(more) else {
        throw .mistake("there is no block \(number.text ?? "of a fraction") of \(more) bits in \(prefix)")
      }
      let shift = prefix.family.width - length
      let offset = shift >= 128 ? 0 : UInt128(number.numerator) << UInt128(shift)
      return call.result("\(address(bits(prefix.network) | offset, prefix.family))/\(length)")
    },
    "cidrsubnets": Function(from: 1) { (call) throws(Obstacle) in
      let prefix = try prefix(call)
      var next = bits(prefix.network)
      let last = bits(prefix.bounds.upperBound)
      var isFull = false
      var blocks: [String] = []
      for number in try call.numbers(from: 1) {
        guard let more = number.int, more >= 1, prefix.length + more <= prefix.family.width else {
          throw .mistake("a block of \(prefix) cannot be so many bits longer")
        }
        let length = prefix.length + more
        let width = prefix.family.width - length
        let mask: UInt128 = width == 0 ? 0 : UInt128.max >> UInt128(128 - width)
        let start = next & mask == 0 ? next : (next | mask) + 1
        guard !isFull, start <= last, start | mask <= last else { throw .mistake("there is no room in \(prefix)") }
        blocks.append("\(address(start, prefix.family))/\(length)")
        isFull = start | mask == last
        next = isFull ? start : (start | mask) + 1
      }
      return call.result(blocks)
    },
    "cidrcontains": Function(2) { (call) throws(Obstacle) in
      let prefix = try prefix(call)
      let text = try call.text(1)
      guard let other = IPPrefix(hostOrPrefix: text) else {
        throw .mistake("expected an address or a block, found \"\(text)\"")
      }
      return call.result(prefix.family == other.family && prefix.contains(other))
    },
  ]

  private static func prefix(_ call: Arguments) throws(Obstacle) -> IPPrefix {
    let text = try call.text(0)
    guard let prefix = IPPrefix(text) else { throw .mistake("expected a CIDR block, found \"\(text)\"") }
    return prefix
  }

  private static func bits(_ address: IPAddress) -> UInt128 {
    switch address {
    case .v4(let bits): UInt128(bits)
    case .v6(let bits): bits
    }
  }

  private static func address(_ bits: UInt128, _ family: AddressFamily) -> IPAddress {
    switch family {
    case .ipv4: .v4(UInt32(truncatingIfNeeded: bits))
    case .ipv6: .v6(bits)
    }
  }
}
