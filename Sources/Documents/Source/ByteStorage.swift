import Glibc

/// Immutable bytes followed by at least 64 zero bytes.
///
/// The padding lets readers load eight bytes at a time and stop at the end without a check per byte.
final class ByteStorage: @unchecked Sendable {
  static let padding = 64

  let base: UnsafePointer<UInt8>
  let count: Int
  private let allocation: UnsafeMutableRawPointer

  /// Takes over `allocation`, made with `allocate(capacity:)`, of which `count` bytes are filled.
  init(adopting allocation: UnsafeMutableRawPointer, count: Int) {
    memset(allocation + count, 0, Self.padding)
    self.allocation = allocation
    self.base = UnsafePointer(allocation.assumingMemoryBound(to: UInt8.self))
    self.count = count
  }

  convenience init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let allocation = Self.allocate(capacity: bytes.count)
    if let source = bytes.baseAddress { memcpy(allocation, source, bytes.count) }
    self.init(adopting: allocation, count: bytes.count)
  }

  convenience init(_ bytes: [UInt8]) {
    let allocation = Self.allocate(capacity: bytes.count)
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { memcpy(allocation, start, source.count) }
    }
    self.init(adopting: allocation, count: bytes.count)
  }

  deinit { allocation.deallocate() }

  static func allocate(capacity: Int) -> UnsafeMutableRawPointer {
    let allocation = UnsafeMutableRawPointer.allocate(byteCount: capacity + padding, alignment: 64)
    allocation.bindMemory(to: UInt8.self, capacity: capacity + padding)
    return allocation
  }

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
  }
}
