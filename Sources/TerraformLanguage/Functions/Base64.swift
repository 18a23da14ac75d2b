/// Base64 as RFC 4648 has it, with padding.
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(bytes.count, start + 3)]
      var bits: UInt32 = 0
      for offset in 0..<3 { bits = bits << 8 | UInt32(start + offset < bytes.count ? bytes[start + offset] : 0) }
      for position in 0..<4 {
        result.append(position <= group.count ? digits[Int(bits >> (18 - 6 * position) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    let body = text.utf8.filter { $0 != 0x0a && $0 != 0x0d }
    guard body.count % 4 == 0 else { return nil }
    var padding = 0
    for byte in body {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let digit = digits.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 1
      if count % 4 == 0 {
        bytes += [UInt8(bits >> 16 & 0xff), UInt8(bits >> 8 & 0xff), UInt8(bits & 0xff)]
        bits = 0
      }
    }
    guard padding <= 2, padding == 0 || count % 4 == 4 - padding else { return nil }
    if padding == 2 { bytes.append(UInt8(bits >> 4 & 0xff)) }
    if padding == 1 { bytes += [UInt8(bits >> 10 & 0xff), UInt8(bits >> 2 & 0xff)] }
    return bytes
  }
}
