import Documents

/// A place in a source with the line it is on, the place underlined.
///
/// ```
///   --> template.yaml:14:9
///    |
/// 14 |         CidrIp: 0.0.0.0/0
///    |                 ^^^^^^^^^
/// ```
struct SourceExcerpt {
  private static let width = 100

  let range: SourceRange
  let style: Style
  let role: Style.Role
  /// The width of the line numbers that this excerpt is printed among.
  let gutter: Int

  static func gutter(of ranges: some Sequence<SourceRange>) -> Int {
    ranges.reduce(1) { max($0, "\($1.start.line)".count) }
  }

  var lines: [String] {
    let excerpt = range.file.excerpt(around: range, width: Self.width)
    let blank = String(repeating: " ", count: gutter)
    let bar = style.apply(.faint, "\(blank) |")
    let before = (excerpt.isCutAtStart ? "…" : "") + excerpt.before.printable
    let marked = excerpt.marked.printable
    let after = excerpt.after.printable + (excerpt.isCutAtEnd ? "…" : "")
    let number = "\(excerpt.lineNumber)"
    let padding = String(repeating: " ", count: max(0, gutter - number.count))
    let source = style.apply(.faint, "\(padding)\(number) |") + " \(before)\(marked)\(after)".trimmingEnd
    let carets = String(repeating: "^", count: max(1, Self.columns(marked)))
    let underline = String(repeating: " ", count: Self.columns(before)) + style.apply(role, carets)
    return [style.apply(.faint, "\(blank)-->") + " \(range)", bar, source, "\(bar) \(underline)"]
  }

  /// The columns that text takes on a terminal: of East Asian wide characters two, of combining ones none.
  private static func columns(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return sum + 2
      default: return sum + 1
      }
    }
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var end = utf8.endIndex
    while end > utf8.startIndex, utf8[utf8.index(before: end)] == UInt8(ascii: " ") { end = utf8.index(before: end) }
    return String(self[..<end])
  }
}
