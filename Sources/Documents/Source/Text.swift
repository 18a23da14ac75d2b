/// Decoded text that knows where each of its bytes was written.
///
/// A string with escapes, a block scalar and a template string are all read from a `Text`, so that what is found inside
/// them (a policy, an expression) has its place in the outer file.
package struct Text: Sendable, CustomStringConvertible {
  /// A run of decoded bytes and the source bytes that they stand for.
  struct Segment: Sendable, Equatable {
    var decoded: Int
    var source: Int
    /// How many source bytes the whole run stands for (an escape); nil: they correspond byte by byte.
    var atomLength: Int?
  }

  private final class Content: Sendable {
    let file: SourceFile
    let bytes: ByteStorage
    /// In order of `decoded`, the first at 0; sources never decrease.
    let segments: [Segment]
    /// Where the text ends in the source.
    let sourceEnd: Int

    init(file: SourceFile, bytes: ByteStorage, segments: [Segment], sourceEnd: Int) {
      self.file = file
      self.bytes = bytes
      self.segments = segments
      self.sourceEnd = sourceEnd
    }
  }

  private let content: Content
  private let lower: UInt32
  private let upper: UInt32

  private init(content: Content, lower: Int, upper: Int) {
    self.content = content
    self.lower = UInt32(truncatingIfNeeded: lower)
    self.upper = UInt32(truncatingIfNeeded: upper)
  }

  init(file: SourceFile, bytes: ByteStorage, segments: [Segment], sourceEnd: Int) {
    content = Content(file: file, bytes: bytes, segments: segments, sourceEnd: sourceEnd)
    lower = 0
    upper = UInt32(truncatingIfNeeded: bytes.count)
  }

  /// The source bytes of `range`, as they stand.
  package init(verbatim range: SourceRange) {
    let bytes = UnsafeBufferPointer(rebasing: range.file.storage.buffer[range.bytes])
    self.init(
      file: range.file, bytes: ByteStorage(bytes),
      segments: [Segment(decoded: 0, source: range.offset, atomLength: nil)], sourceEnd: range.bytes.upperBound)
  }

  /// A string that stands for the whole of `range`, without a finer map.
  package init(_ string: String, at range: SourceRange) {
    self.init(
      file: range.file, bytes: ByteStorage(Array(string.utf8)),
      segments: [Segment(decoded: 0, source: range.offset, atomLength: range.length)],
      sourceEnd: range.bytes.upperBound)
  }

  package var file: SourceFile { content.file }
  /// In decoded bytes.
  package var count: Int { Int(upper - lower) }
  package var isEmpty: Bool { upper == lower }
  package var string: String { content.bytes.string(Int(lower)..<Int(upper)) }
  package var bytes: [UInt8] { withBytes { Array($0) } }
  package var description: String { string }
  package var range: SourceRange { range(of: 0..<count) }

  /// Calls `body` with the decoded UTF-8.
  package func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try body(UnsafeBufferPointer(start: content.bytes.base + Int(lower), count: count))
  }

  /// The decoded byte at `offset`.
  package subscript(_ offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count, "offset outside the text")
    return content.bytes.base[Int(lower) + offset]
  }

  /// Where the decoded bytes of `range` were written; an empty range has the place of the byte after it.
  package func range(of range: Range<Int>) -> SourceRange {
    let lower = Int(self.lower) + min(max(0, range.lowerBound), count)
    let upper = Int(self.lower) + min(max(0, range.upperBound), count)
    let start = sourceStart(lower)
    let end = upper > lower ? max(start, sourceEnd(upper - 1)) : start
    return SourceRange(file: file, offset: start, length: end - start)
  }

  /// A part of the text, in time independent of its length.
  package func substring(_ range: Range<Int>) -> Text {
    let from = min(max(0, range.lowerBound), count)
    let to = min(max(from, range.upperBound), count)
    return Text(content: content, lower: Int(lower) + from, upper: Int(lower) + to)
  }

  /// The bytes with padding after them, shared if this is the whole text.
  var padded: ByteStorage { count == content.bytes.count ? content.bytes : withBytes { ByteStorage($0) } }

  /// The parts of `range` (decoded bytes) that map to the source in one way each.
  func segments(in range: Range<Int>) -> [Segment] {
    var result: [Segment] = []
    let lower = range.lowerBound + Int(self.lower)
    let upper = range.upperBound + Int(self.lower)
    guard lower < upper, var index = segmentIndex(lower) else { return [] }
    while index < content.segments.count, content.segments[index].decoded < upper {
      let segment = content.segments[index]
      let start = max(segment.decoded, lower)
      let source = segment.atomLength != nil ? segment.source : segment.source + (start - segment.decoded)
      result.append(Segment(decoded: start - lower, source: source, atomLength: segment.atomLength))
      index += 1
    }
    return result
  }

  private func segmentIndex(_ offset: Int) -> Int? {
    let segments = content.segments
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].decoded <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  private func sourceStart(_ offset: Int) -> Int {
    guard offset < content.bytes.count, let index = segmentIndex(offset) else { return content.sourceEnd }
    let segment = content.segments[index]
    return segment.atomLength != nil ? segment.source : segment.source + (offset - segment.decoded)
  }

  private func sourceEnd(_ offset: Int) -> Int {
    guard let index = segmentIndex(offset) else { return content.sourceEnd }
    let segment = content.segments[index]
    return segment.source + (segment.atomLength ?? (offset - segment.decoded + 1))
  }
}
