import CYaml

/// Makes the error of what libyaml could not read.
struct YAMLDiagnosis {
  private let file: SourceFile
  private let problem: String
  private let offset: Int
  /// What was being read and where it began.
  private let context: (text: String, offset: Int)?

  init(_ parser: UnsafeMutablePointer<yaml_parser_t>, _ file: SourceFile, _ marks: MarkMap) {
    self.file = file
    var marks = marks
    problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
    if parser.pointee.error == YAML_READER_ERROR {
      offset = min(Int(parser.pointee.problem_offset) + file.byteOrderMarkLength, file.count)
      context = nil
    } else {
      offset = marks.offset(parser.pointee.problem_mark)
      context = parser.pointee.context.map {
        (String(cString: $0), marks.offset(parser.pointee.context_mark))
      }
    }
  }

  var error: InputError {
    let length = offset < file.count ? max(1, found.utf8.count) : 0
    let isCharacter = offset < file.count && !isBreak(file.storage.base[offset])
    let range = SourceRange(file: file, offset: offset, length: isCharacter ? length : 0)
    return InputError(at: range, message: message, help: help)
  }

  private var byte: UInt8? { offset < file.count ? file.storage.base[offset] : nil }

  /// The character at the place of the problem.
  private var found: String {
    guard let byte else { return "" }
    return file.storage.string(offset..<min(offset + utf8Length(byte), file.count))
  }

  private var foundName: String { byte == nil ? "the end of the file" : characterName(found) }

  private var message: String {
    var text = "found \(foundName), \(expectation)"
    if let context, context.offset != offset {
      // "while parsing a block mapping" and the like.
      let construct = context.text.split(separator: " ").drop { $0 == "while" || $0.hasSuffix("ing") }
      text += ", in \(construct.joined(separator: " ")) that begins at \(file.position(at: context.offset))"
    }
    return text
  }

  private var expectation: String {
    switch problem {
    case "did not find expected key": "expected a key, or the indentation of one"
    case "did not find expected '-' indicator": "expected - for the next element, or less indentation"
    case "mapping values are not allowed in this context": "where : cannot begin a value"
    case "could not find expected ':'": "expected : after a key"
    case "did not find expected ',' or ']'": "expected , or ]"
    case "did not find expected ',' or '}'": "expected , or }"
    case "did not find expected <document start>": "expected the end of the document, or ---"
    case "found character that cannot start any token": "which cannot begin a value"
    case "control characters are not allowed": "which YAML does not allow"
    case "found unexpected end of stream": "expected the closing quote"
    default: problem
    }
  }

  private var help: String {
    if byte == 0x09 { return "YAML is indented with spaces, not tabs" }
    switch problem {
    case "mapping values are not allowed in this context":
      return "quote a text that holds \": \", and indent a key as deep as its neighbours"
    case "did not find expected key", "could not find expected ':'", "did not find expected '-' indicator":
      return "check the indentation and the quotes here and on the line before"
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return "close the bracket, put a comma between the parts, or quote the text"
    case "found character that cannot start any token":
      return "put quotes around a text that begins with \(foundName)"
    case "found unexpected end of stream": return "close the quote; is the file cut off?"
    case "did not find expected <document start>": return "a second value in a file needs a line with --- before it"
    case "found undefined tag handle": return "tags with a prefix need a %TAG directive; CloudFormation has only !Name"
    case "control characters are not allowed": return "remove it, or write it as \"\\x..\" in double quotes"
    case "found unknown escape character": return "write \\\\ for a backslash, or use single quotes"
    default:
      return problem.hasPrefix("Maximum nesting")
        ? "no template nests so deeply; check how the file was written" : "check the indentation and the quotes here"
    }
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }
}
