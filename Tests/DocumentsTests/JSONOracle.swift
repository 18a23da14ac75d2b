/// A second reader of JSON, as plain as can be, to hold the first against: recursive, byte by byte, eager.
struct JSONOracle {
  indirect enum Value: Equatable {
    case object([(key: Value, value: Value)], Range<Int>)
    case array([Value], Range<Int>)
    case string(String, Range<Int>)
    case number(String, Range<Int>)
    case bool(Bool, Range<Int>)
    case null(Range<Int>)

    static func == (left: Value, right: Value) -> Bool { "\(left)" == "\(right)" }
  }

  private struct Rejected: Error {}

  private let bytes: [UInt8]
  private var index: Int

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  /// Nil if `bytes` is not JSON.
  static func parse(_ bytes: [UInt8]) -> Value? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var oracle = JSONOracle(bytes)
    guard let value = try? oracle.element(depth: 0), oracle.index == bytes.count else { return nil }
    return value
  }

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ text: String) throws {
    guard bytes[index...].starts(with: text.utf8) else { throw Rejected() }
    index += text.utf8.count
  }

  private mutating func space() {
    while let byte, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { index += 1 }
  }

  private mutating func element(depth: Int) throws -> Value {
    space()
    defer { space() }
    return try value(depth: depth)
  }

  private mutating func value(depth: Int) throws -> Value {
    let start = index
    switch byte {
    case UInt8(ascii: "{"):
      guard depth < 512 else { throw Rejected() }
      var members: [(key: Value, value: Value)] = []
      index += 1
      space()
      while byte != UInt8(ascii: "}") || !members.isEmpty {
        space()
        let key = try string()
        space()
        try take(":")
        members.append((key, try element(depth: depth + 1)))
        if byte != UInt8(ascii: ",") { break }
        index += 1
      }
      try take("}")
      return .object(members, start..<index)
    case UInt8(ascii: "["):
      guard depth < 512 else { throw Rejected() }
      var elements: [Value] = []
      index += 1
      space()
      while byte != UInt8(ascii: "]") || !elements.isEmpty {
        elements.append(try element(depth: depth + 1))
        if byte != UInt8(ascii: ",") { break }
        index += 1
      }
      try take("]")
      return .array(elements, start..<index)
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "t"):
      try take("true")
      return .bool(true, start..<index)
    case UInt8(ascii: "f"):
      try take("false")
      return .bool(false, start..<index)
    case UInt8(ascii: "n"):
      try take("null")
      return .null(start..<index)
    default:
      let rest = String(decoding: bytes[start...], as: UTF8.self)
      guard let match = rest.prefixMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?/#) else {
        throw Rejected()
      }
      index += match.output.0.utf8.count
      return .number(String(match.output.0), start..<index)
    }
  }

  private mutating func string() throws -> Value {
    let start = index
    try take("\"")
    var units: [UInt16] = []
    while let byte, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw Rejected() }
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        var end = index
        while end < bytes.count, bytes[end] & 0xc0 == 0x80 { end += 1 }
        units += String(decoding: bytes[(index - 1)..<end], as: UTF8.self).utf16
        index = end
        continue
      }
      guard let escape = self.byte else { throw Rejected() }
      index += 1
      let simple: [UInt8: UInt16] = [
        UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f, UInt8(ascii: "b"): 8,
        UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
      ]
      if let unit = simple[escape] {
        units.append(unit)
      } else {
        let digits = bytes[index..<min(index + 4, bytes.count)]
        guard escape == UInt8(ascii: "u"), digits.count == 4,
          digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
          let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw Rejected() }
        units.append(unit)
        index += 4
      }
    }
    try take("\"")
    return .string(String(decoding: units, as: UTF16.self), start..<index)
  }
}
