/// A number as written in JSON or YAML 1.1, read without loss.
struct NumberText {
  private let digits: [UInt8]
  private let isNegative: Bool
  private let isYAML: Bool

  init(_ bytes: ByteStorage, _ range: Range<Int>, isYAML: Bool) {
    var text = UnsafeBufferPointer(rebasing: bytes.buffer[range])[...]
    isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") { text = text.dropFirst() }
    // YAML 1.1 allows `1_000`.
    digits = isYAML ? text.filter { $0 != UInt8(ascii: "_") } : Array(text)
    self.isYAML = isYAML
  }

  var int: Int? {
    if isYAML, let (radix, rest) = radixForm { return integer(rest, radix: radix) }
    return decimalInteger
  }

  var double: Double? {
    if isYAML {
      if radixForm != nil { return int.map(Double.init) }
      switch String(decoding: digits, as: UTF8.self).lowercased() {
      case ".inf": return isNegative ? -Double.infinity : .infinity
      case ".nan": return .nan
      default: break
      }
    }
    return Double((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self))
  }

  /// The radix and digits of `0b…`, `0x…` and, in YAML 1.1, an octal `0…`.
  private var radixForm: (radix: Int, digits: ArraySlice<UInt8>)? {
    guard digits.count > 1, digits[0] == UInt8(ascii: "0") else { return nil }
    if digits[1] == UInt8(ascii: "x") { return (16, digits[2...]) }
    if digits[1] == UInt8(ascii: "b") { return (2, digits[2...]) }
    let rest = digits[1...]
    return rest.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) } ? (8, rest) : nil
  }

  private func integer(_ digits: ArraySlice<UInt8>, radix: Int) -> Int? {
    var value = 0
    for byte in digits {
      guard let digit = hexValue(byte), digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (next, carry) =
        isNegative
        ? product.subtractingReportingOverflow(Int(digit)) : product.addingReportingOverflow(Int(digit))
      guard !overflow, !carry else { return nil }
      value = next
    }
    return value
  }

  /// The value of a decimal number with fraction and exponent if it is a whole one that fits.
  private var decimalInteger: Int? {
    let exponentStart = digits.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? digits.endIndex
    let point = digits[..<exponentStart].firstIndex(of: UInt8(ascii: ".")) ?? exponentStart
    let fraction = digits[min(point + 1, exponentStart)..<exponentStart]
    var significant = Array(digits[..<point]) + fraction
    guard significant.allSatisfy(isDigit) else { return nil }
    significant = Array(significant.drop { $0 == UInt8(ascii: "0") })
    if significant.isEmpty { return digits.contains(where: isDigit) ? 0 : nil }
    guard let exponent = exponent(digits[exponentStart...].dropFirst()) else { return nil }
    var scale = exponent - fraction.count
    while scale < 0, significant.last == UInt8(ascii: "0") {
      significant.removeLast()
      scale += 1
    }
    guard scale >= 0, significant.count + scale <= 19 else { return nil }
    significant += Array(repeating: UInt8(ascii: "0"), count: scale)
    return integer(significant[...], radix: 10)
  }

  /// 0 if there is none; nil if it is too large to matter (with significant digits no such number is whole and fits).
  private func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    guard !text.isEmpty else { return 0 }
    return Int(String(decoding: text, as: UTF8.self))
  }
}
