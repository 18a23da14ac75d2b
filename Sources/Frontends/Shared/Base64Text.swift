/// Base64 as AWS takes it.
enum Base64Text {
  private static let alphabet: [UInt8: UInt8] = Dictionary(
    uniqueKeysWithValues: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated()
      .map { ($0.element, UInt8($0.offset)) })

  /// The text that is encoded; nil if none is.
  static func decoded(_ encoded: String) -> String? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in encoded.utf8 where byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "=") { break }
      guard let six = alphabet[byte] else { return nil }
      bits = bits << 6 | UInt32(six)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
