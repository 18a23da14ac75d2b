import Glibc
import Synchronization

/// The bytes of one input and the name users know it by.
///
/// Two are equal only if they are the same object.
package final class SourceFile: Sendable, Hashable {
  /// As shown to users.
  package let path: String
  let storage: ByteStorage
  private let lineIndex = Mutex<LineIndex?>(nil)
  /// Texts that must not be shown, as they are written.
  private let secrets = Mutex<Set<[UInt8]>>([])

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    storage = ByteStorage(bytes)
  }

  init(path: String, storage: ByteStorage) {
    self.path = path
    self.storage = storage
  }

  package static func == (left: SourceFile, right: SourceFile) -> Bool { left === right }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

  /// In bytes.
  package var count: Int { storage.count }

  /// Calls `body` with the bytes; at least 64 zero bytes follow them in memory.
  package func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try body(storage.buffer)
  }

  /// The position of the byte at `offset`; a byte order mark takes no column.
  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(0, offset), count)
    let index = lines
    let line = index.line(at: offset)
    let start = index.start(ofLine: line)
    var column =
      index.units(before: offset, in: storage.buffer) - index.units(before: start, in: storage.buffer)
    if line == 0, offset > 0, byteOrderMarkLength > 0 {
      // Within the mark a byte is still the first column.
      column = max(0, column - 1)
    }
    return SourcePosition(line: line + 1, column: column + 1)
  }

  /// The text of a line, numbered from 1, without its ending; nil if there is no such line.
  package func line(_ number: Int) -> String? { bytes(ofLine: number).map(storage.string) }

  package func text(in range: SourceRange) -> String { storage.string(range.bytes) }

  /// 3 if the file begins with a UTF-8 byte order mark, else 0.
  var byteOrderMarkLength: Int {
    count >= 3 && storage.base[0] == 0xef && storage.base[1] == 0xbb && storage.base[2] == 0xbf ? 3 : 0
  }

  /// The bytes of a line without its `\n` or `\r\n`, and without a byte order mark.
  func bytes(ofLine number: Int) -> Range<Int>? {
    let index = lines
    guard number >= 1, number <= index.newlines.count + 1 else { return nil }
    let start = number == 1 ? byteOrderMarkLength : index.start(ofLine: number - 1)
    var end = number <= index.newlines.count ? Int(index.newlines[number - 1]) : count
    if end > start, number <= index.newlines.count, storage.base[end - 1] == 0x0d { end -= 1 }
    return start..<max(start, end)
  }

  /// Keeps what is written in a range out of every excerpt, wherever in the file it stands.
  package func conceal(_ range: SourceRange) {
    let bytes = withBytes { Array($0[range.bytes]) }
    if !bytes.isEmpty { secrets.withLock { _ = $0.insert(bytes) } }
  }

  /// Keeps a text out of every excerpt, wherever in the file it stands.
  package func conceal(_ text: String) {
    if !text.isEmpty { secrets.withLock { _ = $0.insert(Array(text.utf8)) } }
  }

  var concealed: Set<[UInt8]> { secrets.withLock { $0 } }

  /// Made at the first question, once.
  private var lines: LineIndex {
    lineIndex.withLock { stored in
      if let stored { return stored }
      let made = LineIndex(storage.buffer)
      stored = made
      return made
    }
  }
}
