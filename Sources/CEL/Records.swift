/// Writes texts and numbers one after the other, so that a `RecordReader` finds them without a parser.
package struct RecordWriter {
  package private(set) var output = ""

  package init() {}

  /// A text, with its length before it.
  package mutating func write(_ text: String) { output += "\(text.utf8.count):\(text)" }

  package mutating func write(_ number: Int) { output += "\(number);" }

  package mutating func write<T>(_ elements: [T], _ body: (inout RecordWriter, T) -> Void) {
    write(elements.count)
    for element in elements { body(&self, element) }
  }

  package mutating func write(_ texts: [String]) { write(texts) { $0.write($1) } }
}

/// Reads what a `RecordWriter` wrote, from where it stands: lengths are followed and nothing is copied but texts.
///
/// Public, so that lists can be read by code that is made for their elements. Every function gives nil where the record holds something else, which only a broken build can bring about.
public struct RecordReader {
  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next text or number begins.
  package var position = 0

  /// The bytes must outlive the reader.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  public mutating func text() -> String? { range().map { String(decoding: bytes[$0], as: UTF8.self) } }

  /// Where the next text stands.
  public mutating func range() -> Range<Int>? {
    guard let length = number(before: UInt8(ascii: ":")), length >= 0, position + length <= bytes.count else {
      return nil
    }
    defer { position += length }
    return position..<(position + length)
  }

  public mutating func number() -> Int? { number(before: UInt8(ascii: ";")) }

  private mutating func number(before end: UInt8) -> Int? {
    var value = 0
    let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    while position < bytes.count, bytes[position] != end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      // Downwards, so that the smallest number can be read.
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (next, overflows) = tens.subtractingReportingOverflow(Int(digit))
      guard digit < 10, !isTooLarge, !overflows else { return nil }
      value = next
      position += 1
    }
    guard position < bytes.count else { return nil }
    position += 1
    return isNegative ? value : value == .min ? nil : -value
  }

  @inlinable public mutating func list<T>(_ element: (inout RecordReader) -> T?) -> [T]? {
    guard let count = number(), count >= 0, count <= bytes.count else { return nil }
    var elements: [T] = []
    elements.reserveCapacity(count)
    for _ in 0..<count {
      guard let next = element(&self) else { return nil }
      elements.append(next)
    }
    return elements
  }

  public mutating func texts() -> [String]? { list { $0.text() } }
}
