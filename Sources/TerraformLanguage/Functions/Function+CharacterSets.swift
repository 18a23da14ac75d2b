/// Functions that write texts in other character sets; of these the ones that need no table.
///
/// Source: https://developer.hashicorp.com/terraform/language/functions/textencodebase64
extension Function {
  static let characterSets: [String: Function] = [
    "textencodebase64": Function(2) { (call) throws(Obstacle) in
      let (text, set) = (try call.text(0), try CharacterSet(call))
      guard let bytes = set.encoded(text) else { throw .mistake("a character that the encoding has not") }
      return call.result(Base64.encoded(bytes))
    },
    "textdecodebase64": Function(2) { (call) throws(Obstacle) in
      let (encoded, set) = (try call.text(0), try CharacterSet(call))
      guard let bytes = Base64.decoded(encoded) else { throw .mistake("expected Base64") }
      guard let text = set.decoded(bytes) else {
        throw .unknown(Gap(call.range.text, .unsupported("text that is not in its encoding"), at: call.range))
      }
      return call.result(text)
    },
  ]

  private enum CharacterSet: String {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case latin1 = "iso-8859-1"

    /// - Parameter call: its second argument names it.
    init(_ call: Arguments) throws(Obstacle) {
      let name = try call.text(1)
      guard let known = CharacterSet(rawValue: name.lowercased()) else {
        throw .unknown(Gap(call.range.text, .unsupported("the encoding \(name)"), at: call.range))
      }
      self = known
    }

    func encoded(_ text: String) -> [UInt8]? {
      switch self {
      case .utf8: return Array(text.utf8)
      case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
      case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
      case .latin1:
        let bytes = text.unicodeScalars.map { UInt8(exactly: $0.value) }
        return bytes.contains(nil) ? nil : bytes.compactMap(\.self)
      }
    }

    func decoded(_ bytes: [UInt8]) -> String? {
      switch self {
      case .utf8: return String(validating: bytes, as: UTF8.self)
      case .latin1: return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
      case .utf16LittleEndian, .utf16BigEndian:
        guard bytes.count % 2 == 0 else { return nil }
        let low = self == .utf16LittleEndian ? 0 : 1
        let units = stride(from: 0, to: bytes.count, by: 2).map { index in
          UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8
        }
        return String(validating: units, as: UTF16.self)
      }
    }
  }
}
