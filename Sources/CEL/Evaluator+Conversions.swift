/// `size` and the conversions between types.
extension Evaluator {
  /// Nil if the function does not take a value of this type.
  mutating func convert(_ value: Value, _ function: StandardFunction) -> Value? {
    switch function {
    case .size: return size(value)
    case .int: return toInt(value)
    case .uint: return toUInt(value)
    case .double: return toDouble(value)
    case .bool: return toBool(value)
    case .string: return toString(value)
    case .bytes:
      switch value {
      case .string(let text): return .bytes(Array(text.utf8))
      case .bytes: return value
      case .null, .bool, .int, .uint, .double, .list, .map, .object, .type, .unknown, .error: return nil
      }
    case .dyn, .type, .contains, .startsWith, .endsWith, .matches, .lowerAscii, .upperAscii, .trim, .split, .join,
      .replace, .substring, .charAt, .indexOf, .lastIndexOf, .format, .reverse, .quote:
      return nil
    }
  }

  private mutating func size(_ value: Value) -> Value? {
    switch value {
    case .string(let text):
      guard charge(bytes: text.utf8.count) else { return .failure("the text is too long") }
      return .int(text.unicodeScalars.count)
    case .bytes(let bytes): return .int(bytes.count)
    case .list(let list): return list.size
    case .map(let map): return map.size
    case .null, .bool, .int, .uint, .double, .object, .type, .unknown, .error: return nil
    }
  }

  private func outOfRange(_ type: String) -> Value { .failure("the number is out of the range of \(type)") }

  private func toInt(_ value: Value) -> Value? {
    switch value {
    case .int: value
    case .uint(let number): Int(exactly: number).map(Value.int) ?? outOfRange("int")
    // The smallest int is left out: whether it survives the way to double and back depends on the machine.
    case .double(let number):
      number <= -0x1p63
        ? outOfRange("int") : Int(exactly: number.rounded(.towardZero)).map(Value.int) ?? outOfRange("int")
    case .string(let text): Int(text).map(Value.int) ?? unreadable(text, "int")
    case .null, .bool, .bytes, .list, .map, .object, .type, .unknown, .error: nil
    }
  }

  private func toUInt(_ value: Value) -> Value? {
    switch value {
    case .uint: value
    case .int(let number): UInt(exactly: number).map(Value.uint) ?? outOfRange("uint")
    case .double(let number):
      number < 0
        ? outOfRange("uint") : UInt(exactly: number.rounded(.towardZero)).map(Value.uint) ?? outOfRange("uint")
    case .string(let text):
      text.hasPrefix("+") || text.hasPrefix("-")
        ? unreadable(text, "uint") : UInt(text).map(Value.uint) ?? unreadable(text, "uint")
    case .null, .bool, .bytes, .list, .map, .object, .type, .unknown, .error: nil
    }
  }

  private func toDouble(_ value: Value) -> Value? {
    switch value {
    case .double: value
    case .int(let number): .double(Double(number))
    case .uint(let number): .double(Double(number))
    case .string(let text): decimal(text)
    case .null, .bool, .bytes, .list, .map, .object, .type, .unknown, .error: nil
    }
  }

  /// Reads a decimal number, `Infinity` or `NaN`.
  private func decimal(_ text: String) -> Value {
    // Hexadecimal digits and the payload of a not-a-number are Swift's alone.
    guard !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") || $0 == UInt8(ascii: "(") }),
      let number = Double(text)
    else { return unreadable(text, "double") }
    let isSpelledOut = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "i") }
    return number.isInfinite && !isSpelledOut ? outOfRange("double") : .double(number)
  }

  private func toBool(_ value: Value) -> Value? {
    switch value {
    case .bool: value
    case .string(let text):
      switch text {
      case "1", "t", "true", "TRUE", "True": .bool(true)
      case "0", "f", "false", "FALSE", "False": .bool(false)
      default: unreadable(text, "bool")
      }
    case .null, .int, .uint, .double, .bytes, .list, .map, .object, .type, .unknown, .error: nil
    }
  }

  private mutating func toString(_ value: Value) -> Value? {
    switch value {
    case .string: return value
    case .bytes(let bytes):
      guard charge(bytes: bytes.count) else { return .failure("the text is too long") }
      return String(validating: bytes, as: UTF8.self).map(Value.string) ?? .failure("the bytes are not UTF-8")
    case .bool, .int, .uint, .double, .object, .type: return .string(value.text)
    case .null, .list, .map, .unknown, .error: return nil
    }
  }

  private func unreadable(_ text: String, _ type: String) -> Value {
    .failure("\"\(text.prefix(40))\" cannot be read as \(type)")
  }
}
