import Documents

extension Function {
  static let strings: [String: Function] = [
    "chomp": Function(1) { (call) throws(Obstacle) in
      var bytes = Array(try call.text(0).utf8)
      while let last = bytes.last, last == 0x0a || last == 0x0d { bytes.removeLast() }
      return call.result(String(decoding: bytes, as: UTF8.self))
    },
    "endswith": Function(2) { (call) throws(Obstacle) in call.result(try ends(call)) },
    "startswith": Function(2) { (call) throws(Obstacle) in call.result(try starts(call)) },
    "strcontains": Function(2) { (call) throws(Obstacle) in
      call.result(contains(try call.text(0), try call.text(1)))
    },
    "format": Function(from: 1) { (call) throws(Obstacle) in
      call.result(.text(try Format(try call.text(0)).parts(call.values.dropFirst().map { $0 }, call.evaluator)))
    },
    "formatlist": Function(from: 1) { (call) throws(Obstacle) in try formatList(call) },
    "indent": Function(2) { (call) throws(Obstacle) in
      let space = String(repeating: " ", count: min(max(0, try call.whole(0)), 1000))
      return call.result(replaced(try call.text(1), "\n", "\n" + space))
    },
    "join": Function(from: 2) { (call) throws(Obstacle) in
      var parts: [TextPart] = []
      let separator = try call.text(0)
      var isFirst = true
      for list in call.values.dropFirst() {
        let (elements, rest) = try list.elements()
        for element in elements {
          if !isFirst { parts.append(.literal(separator)) }
          isFirst = false
          parts += try element.textParts()
        }
        parts += rest.map(TextPart.unknown)
      }
      return call.result(.text(parts.merged))
    },
    "lower": Function(1) { (call) throws(Obstacle) in call.result(mapped(try call.text(0), \.lowercaseMapping)) },
    "upper": Function(1) { (call) throws(Obstacle) in call.result(mapped(try call.text(0), \.uppercaseMapping)) },
    "title": Function(1) { (call) throws(Obstacle) in
      var previous: Character = " "
      var result = ""
      for character in try call.text(0) {
        let begins = !(previous.isLetter || previous.isNumber || previous == "_")
        result += begins ? mapped(String(character), \.titlecaseMapping) : String(character)
        previous = character
      }
      return call.result(result)
    },
    "replace": Function(3) { (call) throws(Obstacle) in
      let (text, pattern, substitute) = (try call.text(0), try call.text(1), try call.text(2))
      if pattern.utf8.count > 1, pattern.hasPrefix("/"), pattern.hasSuffix("/") {
        let inner = String(pattern.dropFirst().dropLast())
        return call.result(try replaced(text, matching: inner, by: substitute, call))
      }
      return call.result(replaced(text, pattern, substitute))
    },
    "split": Function(2) { (call) throws(Obstacle) in
      let (separator, text) = (try call.text(0), try call.text(1))
      if text.isEmpty { return call.result(separator.isEmpty ? [TerraformValue]() : [call.result("")]) }
      if separator.isEmpty { return call.result(text.map { String($0) }) }
      return call.result(split(Array(text.utf8), Array(separator.utf8)))
    },
    "strrev": Function(1) { (call) throws(Obstacle) in call.result(String(try call.text(0).reversed())) },
    "substr": Function(3) { (call) throws(Obstacle) in
      let characters = Array(try call.text(0))
      let start = try call.whole(1)
      let length = try call.whole(2)
      let from = start < 0 ? max(0, characters.count + start) : min(start, characters.count)
      // Behind a start counted from the end no length is as any length: the function of Terraform has it so.
      if length == 0, start >= 0 { return call.result("") }
      let to = length <= 0 ? characters.count : min(characters.count, from + min(length, characters.count))
      return call.result(String(characters[from..<max(from, to)]))
    },
    "trim": Function(2) { (call) throws(Obstacle) in
      let set = Set(try call.text(1).unicodeScalars)
      return call.result(trimmed(try call.text(0)) { set.contains($0) })
    },
    "trimspace": Function(1) { (call) throws(Obstacle) in
      call.result(trimmed(try call.text(0)) { $0.properties.isWhitespace })
    },
    "trimprefix": Function(2) { (call) throws(Obstacle) in
      let (text, prefix) = (Array(try call.text(0).utf8), Array(try call.text(1).utf8))
      return call.result(
        String(decoding: text.starts(with: prefix) ? text.dropFirst(prefix.count) : text[...], as: UTF8.self))
    },
    "trimsuffix": Function(2) { (call) throws(Obstacle) in
      let (text, suffix) = (Array(try call.text(0).utf8), Array(try call.text(1).utf8))
      let ends = text.count >= suffix.count && text.suffix(suffix.count).elementsEqual(suffix)
      return call.result(String(decoding: ends ? text.dropLast(suffix.count) : text[...], as: UTF8.self))
    },
  ]

  /// A text that begins with a known part need not be known to its end.
  private static func starts(_ call: Arguments) throws(Obstacle) -> Bool {
    let prefix = Array(try call.text(1).utf8)
    let parts = try call[0].textParts()
    if case .literal(let start)? = parts.first, parts.literal == nil {
      let known = Array(start.utf8)
      if known.count >= prefix.count { return known.starts(with: prefix) }
      if !prefix.starts(with: known) { return false }
    }
    return Array(try call.text(0).utf8).starts(with: prefix)
  }

  private static func ends(_ call: Arguments) throws(Obstacle) -> Bool {
    let suffix = Array(try call.text(1).utf8)
    let parts = try call[0].textParts()
    if case .literal(let end)? = parts.last, parts.literal == nil, end.utf8.count >= suffix.count {
      return Array(end.utf8).suffix(suffix.count).elementsEqual(suffix)
    }
    let text = Array(try call.text(0).utf8)
    return text.count >= suffix.count && text.suffix(suffix.count).elementsEqual(suffix)
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    let part = Array(part.utf8)
    return part.isEmpty || split(Array(text.utf8), part).count > 1
  }

  static func split(_ text: [UInt8], _ separator: [UInt8]) -> [String] {
    var pieces: [String] = []
    var start = 0
    var index = 0
    while index + separator.count <= text.count {
      if text[index] == separator[0], text[index..<index + separator.count].elementsEqual(separator) {
        pieces.append(String(decoding: text[start..<index], as: UTF8.self))
        index += separator.count
        start = index
      } else {
        index += 1
      }
    }
    return pieces + [String(decoding: text[start...], as: UTF8.self)]
  }

  /// With each letter in another case, where that is one letter: `ß` stays as it is.
  private static func mapped(_ text: String, _ mapping: KeyPath<Unicode.Scalar.Properties, String>) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let other = scalar.properties[keyPath: mapping].unicodeScalars
      result.unicodeScalars.append(other.count == 1 ? other.first ?? scalar : scalar)
    }
    return result
  }

  private static func replaced(_ text: String, _ pattern: String, _ substitute: String) -> String {
    if pattern.isEmpty { return substitute + text.map { String($0) + substitute }.joined() }
    return split(Array(text.utf8), Array(pattern.utf8)).joined(separator: substitute)
  }

  private static func trimmed(_ text: String, _ isTrimmed: (Unicode.Scalar) -> Bool) -> String {
    var scalars = Array(text.unicodeScalars)[...]
    while let first = scalars.first, isTrimmed(first) { scalars.removeFirst() }
    while let last = scalars.last, isTrimmed(last) { scalars.removeLast() }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  /// One text for each element: what is no list is the same for all.
  private static func formatList(_ call: Arguments) throws(Obstacle) -> TerraformValue {
    let format = Format(try call.text(0))
    var lists: [[TerraformValue]?] = []
    for value in call.values.dropFirst() {
      switch value.content {
      case .list, .set: lists.append(try value.allElements())
      case .null, .bool, .number, .text, .map, .json, .resource, .attribute: lists.append(nil)
      case .oneOf(_, let gap), .unknown(let gap): throw .unknown(gap)
      }
    }
    var counts: Set<Int> = []
    for case .some(let list) in lists { counts.insert(list.count) }
    guard counts.count < 2 else { throw .mistake("expected lists of the same length") }
    var results: [TerraformValue] = []
    for index in 0..<(counts.first ?? 1) {
      let values = zip(lists, call.values.dropFirst()).map { list, value in list?[index] ?? value }
      results.append(call.result(.text(try format.parts(values, call.evaluator))))
    }
    return call.result(results)
  }
}
