/// Offset of the first byte that is not ASCII, if there is one.
func firstNonASCII(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
  guard let base = bytes.baseAddress else { return nil }
  let raw = UnsafeRawPointer(base)
  let count = bytes.count
  var index = start
  while index &+ 32 <= count {
    let word =
      raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      | raw.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
      | raw.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self)
      | raw.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self)
    if word & 0x8080_8080_8080_8080 != 0 { break }
    index &+= 32
  }
  while index < count {
    if base[index] >= 0x80 { return index }
    index &+= 1
  }
  return nil
}

/// Offset of the first byte that does not belong to well-formed UTF-8 (Unicode table 3-7), if there is one.
func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var index = 0
  while let start = firstNonASCII(bytes, from: index) {
    index = start
    while index < bytes.count, bytes[index] >= 0x80 {
      let length = wellFormedLength(bytes, at: index)
      guard length > 0 else { return index }
      index += length
    }
  }
  return nil
}

/// Length of the well-formed multi-byte sequence at `index`, 0 if it is ill-formed.
private func wellFormedLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
  func byte(_ distance: Int) -> UInt8 { index + distance < bytes.count ? bytes[index + distance] : 0 }
  func continues(_ distance: Int) -> Bool { byte(distance) & 0xc0 == 0x80 }
  switch bytes[index] {
  case 0xc2...0xdf: return continues(1) ? 2 : 0
  case 0xe0: return byte(1) >= 0xa0 && continues(1) && continues(2) ? 3 : 0
  case 0xed: return byte(1) <= 0x9f && continues(1) && continues(2) ? 3 : 0
  case 0xe1...0xef: return continues(1) && continues(2) ? 3 : 0
  case 0xf0: return byte(1) >= 0x90 && continues(1) && continues(2) && continues(3) ? 4 : 0
  case 0xf1...0xf3: return continues(1) && continues(2) && continues(3) ? 4 : 0
  case 0xf4: return byte(1) <= 0x8f && continues(1) && continues(2) && continues(3) ? 4 : 0
  default: return 0
  }
}

/// Number of UTF-16 code units that the UTF-8 in `bytes` takes; begins and ends between scalars.
func utf16Count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
  guard let base = bytes.baseAddress else { return 0 }
  let raw = UnsafeRawPointer(base)
  let high: UInt64 = 0x8080_8080_8080_8080
  var units = bytes.count
  var index = 0
  while index &+ 8 <= bytes.count {
    let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    if word & high != 0 {
      units &-= (word & ~(word << 1) & high).nonzeroBitCount
      units &+= (word & (word << 1) & (word << 2) & (word << 3) & high).nonzeroBitCount
    }
    index &+= 8
  }
  while index < bytes.count {
    if base[index] & 0xc0 == 0x80 { units &-= 1 }
    if base[index] >= 0xf0 { units &+= 1 }
    index &+= 1
  }
  return units
}
