/// An exact fraction.
///
/// Terraform computes with 512 bits; a fraction of whole numbers of 128 bits is exact where that is, and what does not fit is
/// not known.
package struct Number: Hashable, Sendable {
  /// In lowest terms.
  let numerator: Int128
  /// Positive.
  let denominator: Int128

  package init(_ value: Int) {
    numerator = Int128(value)
    denominator = 1
  }

  init(whole value: Int128) {
    numerator = value
    denominator = 1
  }

  init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * (numerator / Int128(divisor))
    self.denominator = Int128(denominator.magnitude / divisor)
  }

  private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }

  /// Reads `-12.5e3`; nil for anything else and for what does not fit.
  package init?(_ text: some StringProtocol) {
    var mantissa: Int128 = 0
    var scale = 0
    var exponent = 0
    var isNegative = false
    var hasDigits = false
    var sawPoint = false
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "-") {
      isNegative = true
      bytes.removeFirst()
    }
    while let byte = bytes.first {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        hasDigits = true
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, more) = product.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
        if overflow || more { return nil }
        mantissa = sum
        if sawPoint { scale += 1 }
      case UInt8(ascii: ".") where !sawPoint && hasDigits: sawPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard hasDigits else { return nil }
        var rest = bytes.dropFirst()
        if rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard let value = Int(String(decoding: rest, as: UTF8.self)), abs(value) < 100 else { return nil }
        exponent = value
        bytes = []
        continue
      default: return nil
      }
      bytes.removeFirst()
    }
    guard hasDigits else { return nil }
    if isNegative { mantissa = -mantissa }
    guard let number = Number(whole: mantissa).scaled(byTens: exponent - scale) else { return nil }
    self = number
  }

  /// The number of the shortest decimal that stands for a `Double`, as Terraform takes it; nil when it is not finite or does
  /// not fit.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init("\(value)")
  }

  private func scaled(byTens exponent: Int) -> Number? {
    var result = self
    for _ in 0..<abs(exponent) {
      guard let next = exponent > 0 ? result * Number(10) : result / Number(10) else { return nil }
      result = next
    }
    return result
  }

  var isWhole: Bool { denominator == 1 }
  package var int: Int? { isWhole ? Int(exactly: numerator) : nil }
  var double: Double { Double(numerator) / Double(denominator) }
  var isNegative: Bool { numerator < 0 }

  static func + (a: Number, b: Number) -> Number? {
    guard let left = a.numerator.times(b.denominator), let right = b.numerator.times(a.denominator),
      let denominator = a.denominator.times(b.denominator)
    else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : Number(sum, over: denominator)
  }

  static func - (a: Number, b: Number) -> Number? { a + -b }
  static prefix func - (a: Number) -> Number { Number(-a.numerator, over: a.denominator) ?? a }

  static func * (a: Number, b: Number) -> Number? {
    guard let numerator = a.numerator.times(b.numerator), let denominator = a.denominator.times(b.denominator) else {
      return nil
    }
    return Number(numerator, over: denominator)
  }

  /// Nil for a division by zero too.
  static func / (a: Number, b: Number) -> Number? {
    guard let numerator = a.numerator.times(b.denominator), let denominator = a.denominator.times(b.numerator) else {
      return nil
    }
    return Number(numerator, over: denominator)
  }

  /// What is left of a division that is rounded towards zero.
  func remainder(by other: Number) -> Number? {
    guard other.numerator != 0, let quotient = self / other else { return nil }
    guard let product = Number(whole: quotient.numerator / quotient.denominator) * other else { return nil }
    return self - product
  }

  var floor: Number {
    let quotient = numerator / denominator
    return Number(whole: numerator % denominator < 0 ? quotient - 1 : quotient)
  }

  var ceiling: Number { -((-self).floor) }

  static func < (a: Number, b: Number) -> Bool? { (a - b).map(\.isNegative) }

  /// In decimal digits; nil for a fraction that has no end.
  package var text: String? {
    if isWhole { return String(numerator) }
    var rest = denominator
    var digits = 0
    while rest % 10 == 0 {
      rest /= 10
      digits += 1
    }
    var (twos, fives) = (0, 0)
    while rest % 2 == 0 {
      rest /= 2
      twos += 1
    }
    while rest % 5 == 0 {
      rest /= 5
      fives += 1
    }
    guard rest == 1 else { return nil }
    digits += max(twos, fives)
    guard let shifted = scaled(byTens: digits), shifted.isWhole else { return nil }
    let whole = String(shifted.numerator.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - whole.utf8.count)) + whole
    let point = padded.index(padded.endIndex, offsetBy: -digits)
    return (isNegative ? "-" : "") + padded[..<point] + "." + padded[point...]
  }
}

extension Int128 {
  /// The product, if it fits.
  fileprivate func times(_ other: Int128) -> Int128? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }
}
