import CYaml

/// A node's tag as far as it matters here.
enum YAMLTag: Equatable {
  case none
  /// `!Ref`, and tags of other schemas as a whole.
  case local(String)
  /// `!!str` and the non-specific `!`.
  case string
  /// `!!int`, `!!float`, `!!bool`, `!!null`: as without quotes or tag.
  case scalar
}

extension YAMLReader {
  private static let standardPrefix = "tag:yaml.org,2002:"

  mutating func tag(_ tag: UnsafeMutablePointer<yaml_char_t>?, at place: YAMLPlaces.Place) throws(InputError) -> YAMLTag
  {
    guard let tag else { return .none }
    let name = String(cString: tag)
    guard name.hasPrefix(Self.standardPrefix) else {
      if name == "!" { return .string }
      return .local(name.hasPrefix("!") ? String(name.dropFirst()) : name)
    }
    let standard = String(name.dropFirst(Self.standardPrefix.count))
    switch standard {
    case "str": return .string
    case "int", "float", "bool", "null": return .scalar
    case "map", "seq": return .none
    default:
      warnings.append(
        DocumentWarning(
          kind: .unsupportedTag, range: range(Int(place.start), min(Int(place.valueStart), Int(place.end))),
          related: nil, message: "CloudFormation does not support the tag !!\(standard); it is ignored"))
      return .string
    }
  }

  /// The kind of a scalar that is not a key.
  mutating func resolve(
    _ value: UnsafeBufferPointer<UInt8>, isPlain: Bool, tag: YAMLTag, at range: SourceRange
  ) -> TapeNode.Kind {
    guard (isPlain && tag == .none) || tag == .scalar else { return .string }
    let kind = plainKind(value)
    if kind == .number { warnOfLeadingZero(value, at: range) }
    return kind
  }

  /// What is worth a warning in a key, which is text whatever it looks like.
  mutating func checkPlainKey(_ value: UnsafeBufferPointer<UInt8>, at range: SourceRange) {
    if value.elementsEqual("<<".utf8) {
      warnings.append(
        DocumentWarning(
          kind: .mergeKey, range: range, related: nil,
          message: "CloudFormation does not support merge keys; << is merged as the AWS CLI does when it packages"))
      frames[frames.count - 1].hasMergeKey = true
    } else if plainKind(value) == .number {
      warnOfLeadingZero(value, at: range)
    }
  }

  /// A plain 012345670123 is an octal number to CloudFormation, 012345678901 a float: an account id is lost.
  private mutating func warnOfLeadingZero(_ value: UnsafeBufferPointer<UInt8>, at range: SourceRange) {
    guard value.count > 1, value[0] == UInt8(ascii: "0"), value.allSatisfy({ isDigit($0) }) else { return }
    let text = String(decoding: value, as: UTF8.self)
    let number = NumberText(ByteStorage(value), 0..<value.count, isYAML: true).int
    let meaning = number.map { "the number \($0)" } ?? "another number"
    warnings.append(
      DocumentWarning(
        kind: .leadingZero, range: range, related: nil,
        message: "CloudFormation reads the unquoted \(text) as \(meaning); quote it to keep the zero"))
  }

  private func plainKind(_ value: UnsafeBufferPointer<UInt8>) -> TapeNode.Kind {
    guard let first = value.first else { return .null }
    // Whatever begins with another character is text.
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return isYAMLNumber(value) ? .number : .string
    case UInt8(ascii: "~"): return value.count == 1 ? .null : .string
    default: break
    }
    guard value.count <= 5, "nNtTfFyYoO".utf8.contains(first) else { return .string }
    switch String(decoding: value, as: UTF8.self) {
    case "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .true
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .false
    default: return .string
    }
  }
}

/// Whether plain text is an integer or float of YAML 1.1 (https://yaml.org/type/int.html, float.html) without base 60.
///
/// Decimal digits after a leading zero count, as CloudFormation takes them for a float.
func isYAMLNumber(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
  var rest = value[...]
  if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
  guard let first = rest.first else { return false }
  if rest.count > 2, first == UInt8(ascii: "0") {
    let digits = rest.dropFirst(2)
    let isUnderscore = { (byte: UInt8) in byte == UInt8(ascii: "_") }
    switch rest[rest.startIndex + 1] {
    case UInt8(ascii: "x"): return digits.allSatisfy { hexValue($0) != nil || isUnderscore($0) }
    case UInt8(ascii: "b"): return digits.allSatisfy { $0 == 0x30 || $0 == 0x31 || isUnderscore($0) }
    default: break
    }
  }
  if first == UInt8(ascii: "."),
    [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(where: { rest.elementsEqual($0.utf8) })
  {
    return true
  }
  let whole = rest.prefix { isDigit($0) || $0 == UInt8(ascii: "_") }
  guard whole.first != UInt8(ascii: "_") else { return false }
  rest = rest.dropFirst(whole.count)
  var hasDigits = !whole.isEmpty
  if rest.first == UInt8(ascii: ".") {
    let fraction = rest.dropFirst().prefix { isDigit($0) || $0 == UInt8(ascii: "_") }
    hasDigits = hasDigits || fraction.contains(where: isDigit)
    rest = rest.dropFirst(fraction.count + 1)
  }
  guard hasDigits else { return false }
  if let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") {
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }
  return rest.isEmpty
}
