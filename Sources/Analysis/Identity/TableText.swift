/// A compiled table, read line by line without copying it.
struct TableText: Sendable {
  private let text: StaticString

  init(_ text: StaticString) { self.text = text }

  private var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  /// The ranges of the lines by their first column; lines of the same one, which stand together, are one range.
  func index() -> (keys: [String], ranges: [String: Range<Int>]) {
    let bytes = bytes
    var keys: [String] = []
    var ranges: [String: Range<Int>] = [:]
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if let tab = bytes[start..<end].firstIndex(of: UInt8(ascii: "\t")) {
        let key = String(decoding: bytes[start..<tab], as: UTF8.self)
        if let before = ranges[key] {
          ranges[key] = before.lowerBound..<end
        } else {
          keys.append(key)
          ranges[key] = start..<end
        }
      }
      start = end + 1
    }
    return (keys, ranges)
  }

  /// The columns of each line in a range.
  func lines(in range: Range<Int>) -> [[Substring]] {
    // By bytes: to find the characters of half a megabyte takes longer than the check of most templates.
    bytes[range].split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
        Substring(decoding: $0, as: UTF8.self)
      }
    }
  }
}

/// The tables that the binary carries, each in a file of its own under `Data`.
enum Tables {}
