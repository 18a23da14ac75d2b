/// Takes texts that must not be shown out of a report.
package struct Redaction: Sendable {
  private static let substitute = Array("(sensitive)".utf8)

  /// As they are and as JSON writes them, the longest first.
  private let forms: [[UInt8]]

  package init(_ texts: Set<String>) {
    let escaped = texts.map { text in
      String(text.flatMap { $0 == "\"" || $0 == "\\" || $0 == "/" ? "\\\($0)" : $0 == "\n" ? "\\n" : String($0) })
    }
    forms = texts.union(escaped).map { Array($0.utf8) }.sorted { $0.count > $1.count }
  }

  /// Whether it takes nothing out.
  package var isEmpty: Bool { forms.isEmpty }

  package func applied(to text: String) -> String {
    if forms.isEmpty { return text }
    var bytes = Array(text.utf8)
    for form in forms { bytes = Self.replacing(form, in: bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func replacing(_ form: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    guard let first = form.first, bytes.count >= form.count else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == first, index + form.count <= bytes.count,
        bytes[index..<index + form.count].elementsEqual(form)
      {
        result += substitute
        index += form.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
