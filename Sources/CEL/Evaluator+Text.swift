/// The functions on strings; positions count code points.
extension Evaluator {
  /// Nil if the function does not take these arguments.
  mutating func apply(_ function: StandardFunction, to text: String, _ arguments: [Value]) -> Value? {
    switch function {
    case .lowerAscii: return .string(text.mappingASCII { $0.isUpperLetter ? $0 + 32 : $0 })
    case .upperAscii: return .string(text.mappingASCII { $0.isLowerLetter ? $0 - 32 : $0 })
    case .trim: return .string(text.trimmed)
    case .reverse: return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
    case .quote: return quote(text)
    case .contains, .startsWith, .endsWith: return search(function, text, arguments)
    case .split: return split(text, arguments)
    case .replace: return replace(text, arguments)
    case .substring, .charAt: return part(function, text, arguments)
    case .indexOf, .lastIndexOf: return position(function, text, arguments)
    case .format:
      guard arguments.count == 1, case .list(let values) = arguments[0] else { return nil }
      return format(text, values)
    case .size, .int, .uint, .double, .string, .bytes, .bool, .dyn, .type, .matches, .join: return nil
    }
  }

  private func strings(_ values: some Collection<Value>) -> [String]? {
    var result: [String] = []
    for value in values {
      guard case .string(let text) = value else { return nil }
      result.append(text)
    }
    return result
  }

  private var tooLong: Value { .failure("the text is too long") }

  private mutating func search(_ function: StandardFunction, _ text: String, _ arguments: [Value]) -> Value? {
    guard arguments.count == 1, case .string(let part) = arguments[0] else { return nil }
    guard charge(bytes: part.utf8.count) else { return tooLong }
    if function == .startsWith { return .bool(text.utf8.starts(with: part.utf8)) }
    if function == .endsWith { return .bool(text.utf8.reversed().starts(with: part.utf8.reversed())) }
    return .bool(TextSearch(part).first(in: Array(text.utf8), from: 0) != nil)
  }

  /// The text in double quotes, safe to print: as a literal, but for control characters that have no letter.
  private mutating func quote(_ text: String) -> Value {
    guard charge(bytes: text.utf8.count) else { return tooLong }
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{7}": output += "\\a"
      case "\u{8}": output += "\\b"
      case "\u{B}": output += "\\v"
      case "\u{C}": output += "\\f"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\\": output += "\\\\"
      case "\"": output += "\\\""
      default: output.unicodeScalars.append(scalar)
      }
    }
    return .string(output + "\"")
  }

  // MARK: Lists of strings

  private mutating func split(_ text: String, _ arguments: [Value]) -> Value? {
    guard case .string(let separator)? = arguments.first else { return nil }
    var limit = -1
    if arguments.count == 2 {
      guard case .int(let number) = arguments[1] else { return nil }
      limit = number
    }
    if limit == 0 { return .list([]) }
    if limit == 1 { return .list([.string(text)]) }
    let most = limit < 0 ? Int.max : limit - 1
    let parts = TextSearch(separator).pieces(of: text, atMost: most)
    guard charge(parts.count) else { return tooLong }
    return .list(parts.map(Value.string))
  }

  mutating func join(_ values: [Value]) -> Value {
    guard case .list(let list)? = values.first, let separators = strings(values.dropFirst()) else {
      return noOverload("join", values)
    }
    if let uncertainty = list.uncertainty { return .unknown(uncertainty) }
    let elements = list.elements.map(\.value)
    if let blocked = Value.blocked(elements) { return blocked }
    guard let texts = strings(elements) else { return .failure("join needs a list of strings") }
    let separator = separators.first ?? ""
    var length = separator.utf8.count * texts.count
    for text in texts { length += text.utf8.count }
    guard charge(texts.count), charge(bytes: length) else { return tooLong }
    return .string(texts.joined(separator: separator))
  }

  private mutating func replace(_ text: String, _ arguments: [Value]) -> Value? {
    guard let texts = strings(arguments.prefix(2)), texts.count == 2 else { return nil }
    var limit = Int.max
    if arguments.count == 3 {
      guard case .int(let number) = arguments[2] else { return nil }
      limit = number < 0 ? .max : number
    }
    let parts = TextSearch(texts[0]).replaceablePieces(of: text, atMost: limit)
    let (length, overflows) = texts[1].utf8.count.multipliedReportingOverflow(by: parts.count)
    guard !overflows, charge(parts.count), charge(bytes: length) else { return tooLong }
    return .string(parts.joined(separator: texts[1]))
  }

  // MARK: Positions

  private func part(_ function: StandardFunction, _ text: String, _ arguments: [Value]) -> Value? {
    var positions: [Int] = []
    for argument in arguments {
      guard case .int(let position) = argument else { return nil }
      positions.append(position)
    }
    guard let start = positions.first else { return nil }
    let scalars = Array(text.unicodeScalars)
    var end = positions.count > 1 ? positions[1] : scalars.count
    if function == .charAt { end = min(start, scalars.count - 1) &+ 1 }
    guard start >= 0, start <= scalars.count, end <= scalars.count, start <= end else {
      return .failure("no position \(start < 0 || start > scalars.count ? start : end) in text of \(scalars.count)")
    }
    return .string(String(String.UnicodeScalarView(scalars[start..<end])))
  }

  private mutating func position(_ function: StandardFunction, _ text: String, _ arguments: [Value]) -> Value? {
    guard case .string(let part)? = arguments.first else { return nil }
    let (scalars, wanted) = (Array(text.unicodeScalars), Array(part.unicodeScalars))
    var start = function == .indexOf ? 0 : scalars.count
    if arguments.count == 2 {
      guard case .int(let position) = arguments[1] else { return nil }
      guard position >= 0, position <= scalars.count else {
        return .failure("no position \(position) in text of \(scalars.count)")
      }
      start = position
    }
    let last = scalars.count - wanted.count
    guard last >= 0 else { return .int(-1) }
    let positions = function == .indexOf ? min(start, last + 1)..<(last + 1) : 0..<(min(start, last) + 1)
    guard charge(positions.count * (wanted.count / 16 + 1)) else { return tooLong }
    let isMatch = { (position: Int) in scalars[position..<(position + wanted.count)].elementsEqual(wanted) }
    let found = function == .indexOf ? positions.first(where: isMatch) : positions.last(where: isMatch)
    return .int(found ?? -1)
  }
}

extension UInt8 {
  fileprivate var isUpperLetter: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  fileprivate var isLowerLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
}

extension String {
  fileprivate func mappingASCII(_ transform: (UInt8) -> UInt8) -> String {
    String(decoding: utf8.map(transform), as: UTF8.self)
  }

  /// Without white space, as Unicode defines it, at either end.
  fileprivate var trimmed: String {
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[start...end])
  }
}

/// Finds text in text in time linear in both (Knuth, Morris and Pratt).
struct TextSearch {
  private let wanted: [UInt8]
  /// For each prefix, the length of its longest proper suffix that is a prefix too.
  private let borders: [Int]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var borders = Array(repeating: 0, count: bytes.count)
    var length = 0
    for position in bytes.indices.dropFirst() {
      while length > 0, bytes[position] != bytes[length] { length = borders[length - 1] }
      if bytes[position] == bytes[length] { length += 1 }
      borders[position] = length
    }
    wanted = bytes
    self.borders = borders
  }

  /// The offset of the first occurrence at or behind a position.
  func first(in bytes: [UInt8], from start: Int) -> Int? {
    guard !wanted.isEmpty else { return start }
    var length = 0
    for position in bytes.indices.dropFirst(start) {
      while length > 0, bytes[position] != wanted[length] { length = borders[length - 1] }
      if bytes[position] == wanted[length] { length += 1 }
      if length == wanted.count { return position - length + 1 }
    }
    return nil
  }

  /// The text between occurrences, of which at most so many are taken; an empty one separates all code points.
  func pieces(of text: String, atMost limit: Int) -> [String] {
    guard !wanted.isEmpty else { return separated(text, atMost: limit) }
    let bytes = Array(text.utf8)
    var result: [String] = []
    var start = 0
    while result.count < limit, let found = first(in: bytes, from: start) {
      result.append(String(decoding: bytes[start..<found], as: UTF8.self))
      start = found + wanted.count
    }
    result.append(String(decoding: bytes[start...], as: UTF8.self))
    return result
  }

  /// As `pieces`, but an empty text occurs at both ends too.
  func replaceablePieces(of text: String, atMost limit: Int) -> [String] {
    guard wanted.isEmpty, limit > 0 else { return pieces(of: text, atMost: limit) }
    let inner = text.isEmpty ? [""] : separated(text, atMost: limit - 1)
    let isComplete = inner.count < limit && !text.isEmpty
    return [""] + (text.isEmpty ? [""] : inner) + (isComplete ? [""] : [])
  }

  private func separated(_ text: String, atMost limit: Int) -> [String] {
    let scalars = text.unicodeScalars
    var result: [String] = []
    var rest = scalars[...]
    while result.count < limit, !rest.dropFirst().isEmpty, let first = rest.popFirst() { result.append(String(first)) }
    if !rest.isEmpty { result.append(String(rest)) }
    return result
  }
}
