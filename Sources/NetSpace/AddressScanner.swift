/// Reads addresses and prefix lengths from the bytes of a text.
struct AddressScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Steps over a byte if it is the next one.
  mutating func take(_ byte: Character) -> Bool {
    guard let next, next == byte.asciiValue else { return false }
    position += 1
    return true
  }

  /// An address of either family, up to the first byte that cannot belong to it.
  mutating func address() -> IPAddress? {
    let start = position
    if let quad = dottedQuad() { return .v4(quad) }
    position = start
    return groups().map(IPAddress.v6)
  }

  /// A decimal number without leading zeros, up to a limit.
  mutating func decimal(upTo limit: Int) -> Int? {
    let start = position
    var value = 0
    while let next, next >= 0x30, next <= 0x39 {
      value = value * 10 + Int(next - 0x30)
      position += 1
      if value > limit { return nil }
    }
    guard position > start, bytes[start] != 0x30 || position == start + 1 else { return nil }
    return value
  }

  private mutating func dottedQuad() -> UInt32? {
    var bits: UInt32 = 0
    for index in 0..<4 {
      if index > 0, !take(".") { return nil }
      guard let octet = decimal(upTo: 255) else { return nil }
      bits = bits << 8 | UInt32(octet)
    }
    return bits
  }

  /// One to four hexadecimal digits.
  private mutating func group() -> UInt16? {
    let start = position
    var value: UInt16 = 0
    while position < start + 4, let next, let digit = Character(UnicodeScalar(next)).hexDigitValue {
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return position > start ? value : nil
  }

  /// The groups of an IPv6 address: eight, or fewer with one `::`; the last two may be a dotted quad.
  private mutating func groups() -> UInt128? {
    var groups: [UInt16] = []
    var gap: Int?
    if take(":") {
      guard take(":") else { return nil }
      gap = 0
    }
    while groups.count < 8 {
      let start = position
      if let quad = dottedQuad() {
        groups.append(UInt16(quad >> 16))
        groups.append(UInt16(truncatingIfNeeded: quad))
        break
      }
      position = start
      guard let group = group() else {
        if gap == groups.count { break }
        return nil
      }
      groups.append(group)
      guard take(":") else { break }
      if take(":") {
        if gap != nil { return nil }
        gap = groups.count
      } else if groups.count == 8 {
        return nil
      }
    }
    return Self.joined(groups, gap: gap)
  }

  private static func joined(_ groups: [UInt16], gap: Int?) -> UInt128? {
    var groups = groups
    if let gap {
      guard groups.count < 8 else { return nil }
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    }
    guard groups.count == 8 else { return nil }
    return groups.reduce(0) { $0 << 16 | UInt128($1) }
  }
}
