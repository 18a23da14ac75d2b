/// Makes the error of a failure: what was found, what was expected, and what to do about the usual mistakes.
struct JSONDiagnosis {
  let failure: JSONFailure
  let bytes: UnsafeBufferPointer<UInt8>
  /// After a byte order mark.
  let start: Int
  /// Where the innermost open container begins.
  let openContainer: Int?
  /// What the whole input is called: "file" or "text".
  let noun: String
  let place: (Range<Int>) -> SourceRange

  private var offset: Int { min(failure.offset, bytes.count) }
  private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  var error: InputError {
    if byte == nil, bytes[start...].allSatisfy(Self.isSpace) {
      return InputError(
        at: place(offset..<offset), message: "the \(noun) is empty, expected a JSON value",
        help: noun == "file"
          ? "check how the file was written: terraform show -json plan.tfplan > plan.json" : "write {} for no value")
    }
    return InputError(at: place(range), message: message, help: help)
  }

  /// The character found, or the whole word.
  private var range: Range<Int> { offset..<(offset + max(word.utf8.count, characterLength)) }

  private var message: String {
    switch failure.expected {
    case .lessDepth: return "found more than \(JSONReader.depthLimit) nested objects and arrays"
    case .smallerValue: return "found a value of more than 2^28 bytes or parts, the most that can be read"
    case .stringContent where byte == nil: return "found the end of the \(noun) inside a string, expected \""
    case .stringContent where byte == 0x0a || byte == 0x0d:
      return "found a line break inside a string, expected \""
    case .stringContent: return "found \(found) inside a string, expected its escape"
    default: return "found \(found), expected \(expectation)"
    }
  }

  private var expectation: String {
    switch failure.expected {
    case .value, .elementAfterComma: "a value"
    case .elementOrClose: "a value or ]"
    case .keyOrClose: "a key in double quotes or }"
    case .keyAfterComma: "a key in double quotes"
    case .colon: ": after the key"
    case .commaOrClose(isObject: true): ", or }"
    case .commaOrClose(isObject: false): ", or ]"
    case .endOfInput: "the end of the \(noun)"
    case .literal: "true, false, null or another value"
    case .digit: "a digit"
    case .stringContent: "\""
    case .escape: "one of \" \\ / b f n r t u after \\"
    case .hexDigit: "four hexadecimal digits after \\u"
    case .lessDepth, .smallerValue: "less"
    }
  }

  private var found: String {
    guard byte != nil else { return "the end of the \(noun)" }
    let word = word
    if !word.isEmpty { return word.utf8.count > 40 ? "\(word.prefix(40))…" : word }
    return characterName(String(decoding: bytes[offset..<(offset + characterLength)], as: UTF8.self))
  }

  /// The letters and digits at the offset, if a value or key was expected and they begin like a word.
  private var word: String {
    switch failure.expected {
    case .escape, .hexDigit, .stringContent, .lessDepth, .smallerValue: return ""
    case .value, .elementOrClose, .elementAfterComma, .keyOrClose, .keyAfterComma, .colon, .commaOrClose, .endOfInput,
      .literal, .digit:
      let tail = bytes[offset..<min(bytes.count, offset + 64)]
      return String(decoding: tail.prefix(while: Self.isWordByte), as: UTF8.self)
    }
  }

  private var characterLength: Int { byte.map(utf8Length) ?? 0 }

  private var help: String {
    switch failure.expected {
    case .lessDepth: return "no template or plan nests so deeply; check how the \(noun) was written"
    case .smallerValue: return "split the \(noun)"
    case .escape: return "write \\\\ for a backslash"
    case .hexDigit: return "write for example \\u00e9"
    case .stringContent: return stringHelp
    case .value, .elementOrClose, .elementAfterComma, .keyOrClose, .keyAfterComma, .colon, .commaOrClose, .endOfInput,
      .literal, .digit:
      break
    }
    guard let byte else {
      guard let openContainer, openContainer < bytes.count else { return "the \(noun) seems to be cut off" }
      let bracket = Character(Unicode.Scalar(bytes[openContainer]))
      let opened = place(openContainer..<(openContainer + 1)).start
      return "the \(bracket) of \(opened) is not closed; is the \(noun) cut off?"
    }
    return wrongSyntaxHelp(byte) ?? contextHelp(byte)
  }

  private var stringHelp: String {
    guard let byte else { return "the string is not closed; is the \(noun) cut off?" }
    switch byte {
    case 0x0a, 0x0d: return "close the string with \", or write \\n for a line break in it"
    case 0x09: return "write \\t for a tab"
    default: return "write \\u00\(hex(byte))"
    }
  }

  /// Help for what other languages allow and JSON does not.
  private func wrongSyntaxHelp(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "`"): return "JSON has double quotes only: write \"…\""
    case UInt8(ascii: "/"), UInt8(ascii: "#"): return "JSON has no comments: remove it"
    case UInt8(ascii: "+"): return "JSON numbers have no plus sign: remove it"
    case UInt8(ascii: "."): return "write a digit before the decimal point: 0.5"
    case UInt8(ascii: "="), UInt8(ascii: ";"): return "JSON has : between key and value and , between members"
    case 0xef where bytes[offset...].starts(with: [0xef, 0xbb, 0xbf]):
      return "a byte order mark may stand only at the start: remove it"
    case 0xc2 where bytes[offset...].starts(with: [0xc2, 0xa0]):
      return "this is a no-break space: write an ordinary space"
    case 0xe2 where bytes[offset...].starts(with: [0xe2, 0x80]): return "write straight double quotes: \"…\""
    case 0: return "the \(noun) holds a NUL byte; is it UTF-16 or binary?"
    default: return nil
    }
  }

  private func contextHelp(_ byte: UInt8) -> String {
    switch failure.expected {
    case .elementAfterComma, .elementOrClose, .keyOrClose, .keyAfterComma:
      if byte == UInt8(ascii: ",") { return "remove the comma, or put the missing part before it" }
      switch failure.expected {
      case .elementAfterComma: return "JSON allows no comma after the last part: remove it"
      case .keyAfterComma where byte == UInt8(ascii: "}"): return "JSON allows no comma after the last part: remove it"
      case .elementOrClose: return "the [ is still open: close it with ]"
      default: return word.isEmpty ? "put a key in double quotes here" : "put the key in double quotes: \"\(word)\""
      }
    case .colon: return "put : between the key and its value"
    case .commaOrClose: return commaHelp(byte)
    case .endOfInput: return endHelp(byte)
    case .literal, .value, .digit: return valueHelp
    case .stringContent, .escape, .hexDigit, .lessDepth, .smallerValue: return ""
    }
  }

  private func commaHelp(_ byte: UInt8) -> String {
    if isDigit(byte), offset > start, bytes[offset - 1] == UInt8(ascii: "0") {
      return "JSON numbers have no leading zeros: remove them, or write a string"
    }
    if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]"), let openContainer {
      let bracket = Character(Unicode.Scalar(bytes[openContainer]))
      return "the \(bracket) of \(place(openContainer..<(openContainer + 1)).start) is still open: close it first"
    }
    if byte == UInt8(ascii: ":") { return "a : stands only after the key of an object: is a { missing?" }
    return "put a comma between the parts"
  }

  private func endHelp(_ byte: UInt8) -> String {
    if isDigit(byte), offset > start, bytes[offset - 1] == UInt8(ascii: "0") {
      return "JSON numbers have no leading zeros: remove them, or write a string"
    }
    if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return "there is one bracket too many: remove it" }
    return "a \(noun) holds one JSON value; put several in an array, or in files of their own"
  }

  private var valueHelp: String {
    switch word {
    case "True", "TRUE", "False", "FALSE": "write \(word.lowercased())"
    case "None", "NULL", "Null", "nil", "undefined": "write null"
    case "NaN", "Infinity": "JSON has no such number: write null or a string"
    case "": "put a value here: a string, number, object, array, true, false or null"
    default: "put text in double quotes: \"\(word)\""
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x24: true
    default: false
    }
  }
}
