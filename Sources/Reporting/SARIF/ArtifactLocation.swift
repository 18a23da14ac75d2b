import Documents

/// Where a file is, as SARIF says it: a path relative to where the run began, so that a report made on one machine fits
/// the checkout on another; code scanning takes it as relative to the repository.
enum ArtifactLocation {
  /// The name that relative paths are resolved against.
  static let root = "%SRCROOT%"

  static func json(_ path: String) -> JSONValue {
    if path.hasPrefix("/") { return .object(["uri": .string("file://" + encoded(path))]) }
    return .object(["uri": .string(encoded(path)), "uriBaseId": .string(root)])
  }

  /// Percent-encodes what may not stand in a path (RFC 3986, section 3.3); a colon too, or a first segment could be
  /// taken for a scheme.
  static func encoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: bytes.append(byte)
      case _ where "-._~/!$&'()*+,;=@".utf8.contains(byte): bytes.append(byte)
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        bytes += "%\(digits.count == 1 ? "0" : "")\(digits)".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func physical(_ range: SourceRange) -> JSONValue {
    .object(["artifactLocation": json(range.file.path), "region": region(range)])
  }

  /// Lines and columns from 1, the end column after the last character (SARIF 2.1.0, section 3.30).
  static func region(_ range: SourceRange) -> JSONValue {
    let start = range.start
    let end = range.end
    return .object([
      "startLine": .number(start.line), "startColumn": .number(start.column), "endLine": .number(end.line),
      "endColumn": .number(end.column),
    ])
  }
}
