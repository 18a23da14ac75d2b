/// A piece of a source file: where something was written.
///
/// Line and column are computed when asked for.
package struct SourceRange: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let file: SourceFile
  private let storedOffset: UInt32
  private let storedLength: UInt32

  /// The `length` bytes of `file` from `offset` on.
  package init(file: SourceFile, offset: Int, length: Int) {
    let offset = min(max(0, offset), file.count)
    self.file = file
    storedOffset = UInt32(truncatingIfNeeded: offset)
    storedLength = UInt32(truncatingIfNeeded: min(max(0, length), file.count - offset))
  }

  /// The empty range at the start of `file`, for what concerns the file as a whole.
  package static func start(of file: SourceFile) -> SourceRange { SourceRange(file: file, offset: 0, length: 0) }

  /// In bytes from the start of the file, a byte order mark included.
  package var offset: Int { Int(storedOffset) }
  /// In bytes.
  package var length: Int { Int(storedLength) }
  package var bytes: Range<Int> { offset..<(offset + length) }
  package var start: SourcePosition { file.position(at: offset) }
  /// Exclusive: the position after the last character.
  package var end: SourcePosition { file.position(at: offset + length) }
  package var text: String { file.text(in: self) }

  /// Whether all of another range, in a file of the same path, lies in this one.
  package func contains(_ other: SourceRange) -> Bool {
    file.path == other.file.path && offset <= other.offset && other.bytes.upperBound <= bytes.upperBound
  }

  /// By path, then offset, then length; files of the same path that are not the same object are not ordered.
  package static func < (left: SourceRange, right: SourceRange) -> Bool {
    if left.file !== right.file, left.file.path != right.file.path { return left.file.path < right.file.path }
    return (left.storedOffset, left.storedLength) < (right.storedOffset, right.storedLength)
  }

  package var description: String { "\(file.path):\(start)" }
}
