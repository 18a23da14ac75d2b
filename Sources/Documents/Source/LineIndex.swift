/// Where lines begin, and how many UTF-16 units precede each block: makes a position without rescanning the file.
///
/// A plan is often one line of many megabytes, so a column is the difference of two prefix counts, each at most one
/// block away from a checkpoint.
struct LineIndex: Sendable {
  private static let blockSize = 4096

  /// Offsets of every `\n`.
  let newlines: [UInt32]
  /// UTF-16 units before each block; empty when the file is ASCII, where units are bytes.
  private let unitsBeforeBlock: [UInt32]

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    newlines = Self.newlines(in: bytes)
    guard firstNonASCII(bytes) != nil else {
      unitsBeforeBlock = []
      return
    }
    var units: [UInt32] = []
    units.reserveCapacity(bytes.count / Self.blockSize + 1)
    var total = 0
    for start in stride(from: 0, through: bytes.count, by: Self.blockSize) {
      units.append(UInt32(truncatingIfNeeded: total))
      let end = min(start + Self.blockSize, bytes.count)
      total += utf16Count(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
    unitsBeforeBlock = units
  }

  /// Number of UTF-16 units before `offset`.
  func units(before offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard !unitsBeforeBlock.isEmpty else { return offset }
    let block = offset / Self.blockSize
    let rest = UnsafeBufferPointer(rebasing: bytes[(block * Self.blockSize)..<offset])
    return Int(unitsBeforeBlock[block]) + utf16Count(rest)
  }

  /// 0-based number of the line that holds `offset`; a line break belongs to the line it ends.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = newlines.count
    while low < high {
      let middle = (low + high) / 2
      if Int(newlines[middle]) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func start(ofLine line: Int) -> Int { line == 0 ? 0 : Int(newlines[line - 1]) + 1 }

  private static func newlines(in bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    guard let base = bytes.baseAddress else { return [] }
    let raw = UnsafeRawPointer(base)
    let low7: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    let breaks: UInt64 = 0x0a0a_0a0a_0a0a_0a0a
    var result: [UInt32] = []
    var index = 0
    while index &+ 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ breaks
      // One bit per zero byte, exact (no carry between bytes).
      var mask = ~(((word & low7) &+ low7) | word | low7)
      while mask != 0 {
        result.append(UInt32(truncatingIfNeeded: index &+ (mask.trailingZeroBitCount >> 3)))
        mask &= mask &- 1
      }
      index &+= 8
    }
    while index < bytes.count {
      if base[index] == 0x0a { result.append(UInt32(truncatingIfNeeded: index)) }
      index += 1
    }
    return result
  }
}
