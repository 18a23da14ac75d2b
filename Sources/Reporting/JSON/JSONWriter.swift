/// Writes JSON (RFC 8259), and hands it on in pieces.
struct JSONWriter {
  private static let pieceSize = 1 << 16

  private let sink: (String) -> Void
  private var bytes: [UInt8] = []

  init(_ sink: @escaping (String) -> Void) { self.sink = sink }

  /// Ends the text with a line break.
  mutating func end() {
    bytes.append(UInt8(ascii: "\n"))
    handOn()
  }

  private mutating func handOn() {
    sink(String(decoding: bytes, as: UTF8.self))
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .string(let text): write(text)
    case .number(let number): bytes += String(number).utf8
    case .decimal(let text): bytes += text.utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .null: bytes += "null".utf8
    case .array(let elements):
      list("[", "]", elements.count, depth) { writer, i in writer.write(elements[i], depth: depth + 1) }
    case .elements(let count, let element):
      list("[", "]", count, depth) { writer, i in
        writer.write(element(i), depth: depth + 1)
        if writer.bytes.count > Self.pieceSize { writer.handOn() }
      }
    case .object(let members):
      list("{", "}", members.count, depth) { writer, i in
        writer.write(members[i].key)
        writer.bytes += ": ".utf8
        writer.write(members[i].value, depth: depth + 1)
      }
    }
  }

  private mutating func list(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ count: Int, _ depth: Int, _ body: (inout JSONWriter, Int) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    for i in 0..<count {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      newline(depth + 1)
      body(&self, i)
    }
    if count > 0 { newline(depth) }
    bytes.append(UInt8(ascii: close))
  }

  private mutating func newline(_ depth: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case 0x0a: bytes += "\\n".utf8
      case 0x0d: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x20, 0x7f:
        let digits = String(byte, radix: 16)
        bytes += "\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
