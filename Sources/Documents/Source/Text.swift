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

  /// How the bytes of a storage map to the source.
  private final class Map: Sendable {
    /// In order of `decoded`, the first at 0; sources never decrease.
    let segments: [Segment]
    /// Where the text ends in the source.
    let sourceEnd: Int

    init(segments: [Segment], sourceEnd: Int) {
      self.segments = segments
      self.sourceEnd = sourceEnd
    }
  }

  package let file: SourceFile
  private let storage: ByteStorage
  /// Nil for text that stands in the file as it is: then the storage is the file's and offsets are the file's.
  private let map: Map?
  private let lower: UInt32
  private let upper: UInt32

  private init(file: SourceFile, storage: ByteStorage, map: Map?, bounds: Range<Int>) {
    self.file = file
    self.storage = storage
    self.map = map
    lower = UInt32(truncatingIfNeeded: bounds.lowerBound)
    upper = UInt32(truncatingIfNeeded: bounds.upperBound)
  }

  init(file: SourceFile, bytes: ByteStorage, segments: [Segment], sourceEnd: Int) {
    self.init(
      file: file, storage: bytes, map: Map(segments: segments, sourceEnd: sourceEnd), bounds: 0..<bytes.count)
  }

  /// The source bytes of `range`, as they stand.
  package init(verbatim range: SourceRange) {
    self.init(file: range.file, storage: range.file.storage, map: nil, bounds: range.bytes)
  }

  /// A string that stands for the whole of `range`, without a finer map.
  package init(_ string: String, at range: SourceRange) {
    self.init(
      file: range.file, bytes: ByteStorage(Array(string.utf8)),
      segments: [Segment(decoded: 0, source: range.offset, atomLength: range.length)],
      sourceEnd: range.bytes.upperBound)
  }

  /// In decoded bytes.
  package var count: Int { Int(upper - lower) }
  package var isEmpty: Bool { upper == lower }
  package var string: String { storage.string(Int(lower)..<Int(upper)) }
  package var bytes: [UInt8] { withBytes { Array($0) } }
  package var description: String { string }
  package var range: SourceRange { range(of: 0..<count) }

  /// Calls `body` with the decoded UTF-8.
  package func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try body(UnsafeBufferPointer(start: storage.base + Int(lower), count: count))
  }

  /// The decoded byte at `offset`.
  package subscript(_ offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count, "offset outside the text")
    return storage.base[Int(lower) + offset]
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
    return Text(file: file, storage: storage, map: map, bounds: (Int(lower) + from)..<(Int(lower) + to))
  }

  /// The bytes with padding after them, shared if this is the whole text.
  var padded: ByteStorage { count == storage.count ? storage : withBytes { ByteStorage($0) } }

  /// The parts of `range` (decoded bytes) that map to the source in one way each.
  func segments(in range: Range<Int>) -> [Segment] {
    let lower = range.lowerBound + Int(self.lower)
    let upper = range.upperBound + Int(self.lower)
    guard lower < upper else { return [] }
    guard let map else { return [Segment(decoded: 0, source: lower, atomLength: nil)] }
    var result: [Segment] = []
    var index = segmentIndex(lower, map) ?? map.segments.count
    while index < map.segments.count, map.segments[index].decoded < upper {
      let segment = map.segments[index]
      let start = max(segment.decoded, lower)
      let source = segment.atomLength != nil ? segment.source : segment.source + (start - segment.decoded)
      result.append(Segment(decoded: start - lower, source: source, atomLength: segment.atomLength))
      index += 1
    }
    return result
  }

  /// The number of the segment that holds the byte at `offset` of the storage.
  private func segmentIndex(_ offset: Int, _ map: Map) -> Int? {
    var low = 0
    var high = map.segments.count
    while low < high {
      let middle = (low + high) / 2
      if map.segments[middle].decoded <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  private func sourceStart(_ offset: Int) -> Int {
    guard let map else { return offset }
    guard offset < storage.count, let index = segmentIndex(offset, map) else { return map.sourceEnd }
    let segment = map.segments[index]
    return segment.atomLength != nil ? segment.source : segment.source + (offset - segment.decoded)
  }

  private func sourceEnd(_ offset: Int) -> Int {
    guard let map else { return offset + 1 }
    guard let index = segmentIndex(offset, map) else { return map.sourceEnd }
    let segment = map.segments[index]
    return segment.source + (segment.atomLength ?? (offset - segment.decoded + 1))
  }
}
