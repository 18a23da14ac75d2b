/// The part of one line to show around a range, cut to a width.
package struct Excerpt: Hashable, Sendable {
  /// From 1.
  package let lineNumber: Int
  package let before: String
  /// What is to be underlined: the part of the range that lies on this line; may be empty.
  package let marked: String
  package let after: String
  /// Whether text of the line was left out before or after.
  package let isCutAtStart: Bool
  package let isCutAtEnd: Bool
  /// Whether the range goes on in the next line.
  package let continues: Bool
}

extension SourceFile {
  /// A window of about `width` characters of the line where `range` begins, with the range inside it.
  ///
  /// Takes time in proportion to `width`, not to the line: a plan can be one line of megabytes.
  package func excerpt(around range: SourceRange, width: Int) -> Excerpt {
    let number = range.start.line
    let line = bytes(ofLine: number) ?? 0..<0
    let width = max(8, width)
    let start = min(max(range.offset, line.lowerBound), line.upperBound)
    let fullEnd = min(max(range.offset + range.length, start), line.upperBound)
    let end = characterStart(min(fullEnd, start + width), above: start)
    let margin = width - (end - start)
    // A third of what is left over goes before, the rest after; what one side does not need the other takes.
    let before = max(min(margin / 3, start - line.lowerBound), margin - (line.upperBound - end))
    let from = characterStart(max(line.lowerBound, start - max(0, before)), above: line.lowerBound)
    let upTo = characterStart(min(line.upperBound, end + max(0, margin - (start - from))), above: end)
    let shown = shown(from..<upTo)
    return Excerpt(
      lineNumber: number, before: shown(from..<start), marked: shown(start..<end), after: shown(end..<upTo),
      isCutAtStart: from > line.lowerBound,
      isCutAtEnd: upTo < line.upperBound, continues: range.offset + range.length > line.upperBound)
  }

  /// How parts of a window are shown: with a star for each byte of what is concealed.
  private func shown(_ window: Range<Int>) -> (Range<Int>) -> String {
    let secrets = concealed
    if secrets.isEmpty { return { self.storage.string($0) } }
    let reach = secrets.reduce(0) { max($0, $1.count) }
    let lower = max(0, window.lowerBound - reach)
    var bytes = withBytes { Array($0[lower..<min(count, window.upperBound + reach)]) }
    let original = bytes
    for secret in secrets where secret.count <= original.count {
      for start in 0...(original.count - secret.count)
      where original[start] == secret[0] && original[start..<start + secret.count].elementsEqual(secret) {
        for index in start..<start + secret.count { bytes[index] = UInt8(ascii: "*") }
      }
    }
    return { String(decoding: bytes[($0.lowerBound - lower)..<($0.upperBound - lower)], as: UTF8.self) }
  }

  /// Moves back from a byte in the middle of a character, not below `limit`.
  private func characterStart(_ offset: Int, above limit: Int) -> Int {
    var offset = offset
    while offset > limit, offset < count, storage.base[offset] & 0xc0 == 0x80 { offset -= 1 }
    return offset
  }
}
