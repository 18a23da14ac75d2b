import Glibc

extension SourceFile {
  /// Whether some text is anywhere in the file: what has to be looked for in the tree is looked for in the bytes first.
  package func mentions(_ text: String) -> Bool { holds(Array(text.utf8), in: 0..<count) }

  /// The lines, from 1, that hold some bytes.
  func lines(containing wanted: [UInt8]) -> [Int] {
    var lines: [Int] = []
    var start = 0
    while let found = first(wanted, in: start..<count) {
      let line = position(at: found).line
      if lines.last != line { lines.append(line) }
      start = found + wanted.count
    }
    return lines
  }

  func holds(_ wanted: [UInt8], in range: Range<Int>) -> Bool { first(wanted, in: range) != nil }

  private func first(_ wanted: [UInt8], in range: Range<Int>) -> Int? {
    guard !wanted.isEmpty, range.count >= wanted.count else { return nil }
    var start = range.lowerBound
    let last = range.upperBound - wanted.count
    while start <= last, let found = memchr(storage.base + start, Int32(wanted[0]), last - start + 1) {
      start = UnsafeRawPointer(found) - UnsafeRawPointer(storage.base)
      if memcmp(storage.base + start, wanted, wanted.count) == 0 { return start }
      start += 1
    }
    return nil
  }
}
