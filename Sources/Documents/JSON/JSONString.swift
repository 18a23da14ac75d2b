/// Decodes what stands between the quotes of a JSON string that was found well-formed.
///
/// Half a surrogate pair, which RFC 8259 section 8.2 leaves open, becomes U+FFFD. `run` is told of each run of decoded
/// bytes: where it begins in the result and in the input, and the length of the escape it stands for, if it does.
func decodeJSON(
  _ base: UnsafePointer<UInt8>, _ range: Range<Int>, run: (_ decoded: Int, _ input: Int, _ atomLength: Int?) -> Void
) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(range.count)
  var index = range.lowerBound
  while index < range.upperBound {
    var end = index
    while end < range.upperBound, base[end] != UInt8(ascii: "\\") { end += 1 }
    if end > index {
      run(result.count, index, nil)
      result.append(contentsOf: UnsafeBufferPointer(start: base + index, count: end - index))
    }
    index = end
    guard index < range.upperBound else { break }
    let (scalar, length) = decodeJSONEscape(base, index..<range.upperBound)
    run(result.count, index, length)
    if scalar.isASCII {
      result.append(UInt8(scalar.value))
    } else if let encoded = UTF8.encode(scalar) {
      result.append(contentsOf: encoded)
    }
    index += length
  }
  return result
}

func decodeJSON(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
  decodeJSON(base, range) { _, _, _ in }
}

/// The character of the escape at the start of `range`, and the escape's length.
func decodeJSONEscape(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> (Unicode.Scalar, length: Int) {
  let start = range.lowerBound
  switch base[start + 1] {
  case UInt8(ascii: "b"): return ("\u{8}", 2)
  case UInt8(ascii: "f"): return ("\u{c}", 2)
  case UInt8(ascii: "n"): return ("\n", 2)
  case UInt8(ascii: "r"): return ("\r", 2)
  case UInt8(ascii: "t"): return ("\t", 2)
  case UInt8(ascii: "u"):
    let unit = hexUnit(base + start + 2)
    if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
    if unit < 0xdc00, start + 12 <= range.upperBound, base[start + 6] == UInt8(ascii: "\\"),
      base[start + 7] == UInt8(ascii: "u")
    {
      let low = hexUnit(base + start + 8)
      if (0xdc00...0xdfff).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
      {
        return (scalar, 12)
      }
    }
    return ("\u{fffd}", 6)
  default: return (Unicode.Scalar(base[start + 1]), 2)
  }
}

private func hexUnit(_ digits: UnsafePointer<UInt8>) -> UInt32 {
  (0..<4).reduce(0) { unit, index in unit << 4 | (hexValue(digits[index]) ?? 0) }
}
