#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `format` of the strings extension: `%s`, `%d`, `%f`, `%e`, `%x`, `%X`, `%o`, `%b` and `%%`.
extension Evaluator {
  mutating func format(_ template: String, _ arguments: ListValue) -> Value {
    if let uncertainty = arguments.uncertainty { return .unknown(uncertainty) }
    var rest = arguments.elements.map(\.value)[...]
    if let blocked = Value.blocked(Array(rest)) { return blocked }
    var output = ""
    var unknowns: UnknownSet?
    var scalars = template.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "%" else {
        output.unicodeScalars.append(scalar)
        continue
      }
      if scalars.first == "%" {
        output.unicodeScalars.append("%")
        scalars.removeFirst()
        continue
      }
      var precision = 6
      if scalars.first == "." {
        scalars.removeFirst()
        let digits = String(scalars.prefix { ("0"..."9").contains($0) })
        guard let number = Int(digits), number <= 1_000 else { return .failure("malformed precision in format") }
        precision = number
        scalars.removeFirst(digits.unicodeScalars.count)
      }
      guard let conversion = scalars.popFirst() else { return .failure("format ends within a conversion") }
      guard let argument = rest.popFirst() else { return .failure("format has more conversions than arguments") }
      var writer = ValueWriter(limit: 1_000_000)
      guard let text = convert(argument, conversion, precision, &writer) else {
        return .failure("%\(conversion) does not take \(argument.typeName)")
      }
      if let ids = writer.unknowns { unknowns = unknowns?.union(ids) ?? ids }
      guard !writer.isTruncated, charge(bytes: text.utf8.count) else { return .failure("the text is too long") }
      output += text
    }
    if !rest.isEmpty { return .failure("format has fewer conversions than arguments") }
    return unknowns.map(Value.unknown) ?? .string(output)
  }

  private func convert(
    _ value: Value, _ conversion: Unicode.Scalar, _ precision: Int, _ writer: inout ValueWriter
  ) -> String? {
    switch (conversion, value) {
    case ("s", _):
      writer.write(value)
      return writer.output
    case ("d", .int), ("d", .uint), ("d", .double): return value.text
    case ("f", _), ("e", _): return decimal(value, conversion, precision)
    case ("x", _), ("X", _): return hexadecimal(value, isUppercase: conversion == "X")
    case ("o", .int(let number)): return String(number, radix: 8)
    case ("o", .uint(let number)): return String(number, radix: 8)
    case ("b", .int(let number)): return String(number, radix: 2)
    case ("b", .uint(let number)): return String(number, radix: 2)
    case ("b", .bool(let flag)): return flag ? "1" : "0"
    default: return nil
    }
  }

  private func decimal(_ value: Value, _ conversion: Unicode.Scalar, _ precision: Int) -> String? {
    let number: Double
    switch value {
    case .double(let value): number = value
    case .int(let value): number = Double(value)
    case .uint(let value): number = Double(value)
    case .null, .bool, .string, .bytes, .list, .map, .object, .type, .unknown, .error: return nil
    }
    guard number.isFinite else { return ValueWriter.text(number) }
    // The longest double has 309 digits before the point.
    var buffer = [CChar](repeating: 0, count: precision + 330)
    let count = withVaList([Int32(precision), number]) {
      vsnprintf(&buffer, buffer.count, conversion == "f" ? "%.*f" : "%.*e", $0)
    }
    guard count >= 0, Int(count) < buffer.count else { return nil }
    return String(decoding: buffer.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func hexadecimal(_ value: Value, isUppercase: Bool) -> String? {
    func octets(_ bytes: some Sequence<UInt8>) -> String {
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: isUppercase) }.joined()
    }
    return switch value {
    case .int(let number): String(number, radix: 16, uppercase: isUppercase)
    case .uint(let number): String(number, radix: 16, uppercase: isUppercase)
    case .string(let text): octets(text.utf8)
    case .bytes(let bytes): octets(bytes)
    case .null, .bool, .double, .list, .map, .object, .type, .unknown, .error: nil
    }
  }
}
