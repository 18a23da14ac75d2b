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
      return
    }
    let place = marks.offset(parser.pointee.problem_mark)
    let context = parser.pointee.context.map {
      (text: String(cString: $0), offset: marks.offset(parser.pointee.context_mark))
    }
    // A key without its colon is noticed only at what comes after it.
    let isKey = context?.text == "while scanning a simple key"
    offset = isKey ? context?.offset ?? place : place
    self.context = isKey ? nil : context
  }

  var error: InputError {
    let isCharacter = byte != nil && byte != 0x0a && byte != 0x0d
    let range = SourceRange(file: file, offset: offset, length: isCharacter ? max(1, found.utf8.count) : 0)
    var message = "found \(foundName), \(explanation.message)"
    if let context, context.offset != offset, let construct {
      message += "; \(construct) begins at \(file.position(at: context.offset))"
    }
    return InputError(at: range, message: message, help: explanation.help)
  }

  private var byte: UInt8? { offset < file.count ? file.storage.base[offset] : nil }

  /// The character at the place of the problem, or the line if that is what is wrong.
  private var found: String {
    guard let byte else { return "" }
    if problem == "could not find expected ':'" {
      let rest = file.storage.buffer[offset..<min(file.count, offset + 40)].prefix { $0 != 0x0a && $0 != 0x0d }
      return String(validating: rest, as: UTF8.self) ?? "a text"
    }
    return file.storage.string(offset..<min(offset + utf8Length(byte), file.count))
  }

  private var foundName: String {
    if byte == nil { return "the end of the file" }
    return found.unicodeScalars.count > 1 ? found : characterName(found)
  }

  /// What libyaml was reading, in fewer words.
  private var construct: String? {
    switch context?.text {
    case "while parsing a block mapping": "the mapping"
    case "while parsing a block collection": "the sequence"
    case "while parsing a flow mapping": "the {"
    case "while parsing a flow sequence": "the ["
    case "while scanning a quoted scalar", "while parsing a quoted scalar": "the quoted text"
    case "while scanning a block scalar": "the block of text"
    case "while scanning a plain scalar": "the text"
    default: nil
    }
  }

  /// What was expected, and what to do.
  private var explanation: (message: String, help: String) {
    if byte == 0x09, problem.contains("tab") || problem == "found character that cannot start any token" {
      return ("expected spaces", "YAML is indented with spaces, not tabs")
    }
    return structureExplanation ?? textExplanation ?? tagExplanation
      ?? ("which is not YAML here (\(problem))", "check the indentation and the quotes here")
  }

  private var structureExplanation: (message: String, help: String)? {
    switch problem {
    case "did not find expected key":
      (
        "expected the next key, or the end of the mapping",
        "indent a key as deep as its neighbours; check quotes before it"
      )
    case "did not find expected '-' indicator":
      ("expected - for the next element, or less indentation", "indent each - as deep as its neighbours")
    case "could not find expected ':'": ("expected a key with : after it", "write key: value, or indent the text more")
    case "mapping values are not allowed in this context":
      ("which cannot begin a value here", "quote a text that holds \": \", and indent a key as deep as its neighbours")
    case "mapping keys are not allowed in this context":
      ("which cannot begin a key here", "put the ? on a line of its own")
    case "block sequence entries are not allowed in this context":
      ("which cannot begin an element here", "put the first - on the line after the key")
    case "did not find expected ',' or ']'":
      ("expected , or ]", "close the bracket, put a comma between the elements, or quote the text")
    case "did not find expected ',' or '}'":
      ("expected , or }", "close the bracket, put a comma between the members, or quote the text")
    case "did not find expected node content":
      ("expected a value", byte == nil ? "is the file cut off?" : "put a value here, or quotes around the text")
    case "did not find expected <document start>":
      ("expected the end of the document, or ---", "a second value in a file needs a line with --- before it")
    case "Maximum nesting level reached, set with yaml_set_max_nest_level())":
      (
        "which opens more than \(YAMLReader.depthLimit) nested mappings and sequences",
        "no template nests so deeply; check how the file was written"
      )
    default: nil
    }
  }

  private var textExplanation: (message: String, help: String)? {
    switch problem {
    case "found character that cannot start any token":
      ("which cannot begin a value", "put quotes around a text that begins with \(foundName)")
    case "control characters are not allowed":
      ("which YAML does not allow", "remove it, or write it as \"\\x..\" in double quotes")
    case "found unexpected end of stream": ("expected the closing quote", "close the quote; is the file cut off?")
    case "found unexpected document indicator":
      ("which ends the document, expected the closing quote", "close the quote before it")
    case "found unknown escape character":
      ("which begins no known escape", "write \\\\ for a backslash, or use single quotes")
    case "did not find expected hexdecimal number":
      ("expected hexadecimal digits", "write for example \\x41 or \\u00e9")
    case "found invalid Unicode character escape code":
      ("where the escape is no character", "half a surrogate pair is no character: write \\U0001F600")
    case "found unexpected ':'": ("which cannot stand in a text in brackets", "quote the text")
    case "did not find expected comment or line break":
      ("expected the end of the line", "begin the text on the next line")
    case "found an indentation indicator equal to 0": ("expected a digit from 1 to 9", "remove it")
    default: nil
    }
  }

  private var tagExplanation: (message: String, help: String)? {
    switch problem {
    case "found undefined tag handle":
      ("where the tag has an unknown prefix", "CloudFormation's tags have no second !: write !Name")
    case "did not find expected alphabetic or numeric character", "found unexpected non-alphabetical character":
      ("expected a name of letters and digits", "quote a text that begins with & or *")
    case "did not find the expected '>'": ("expected >", "close the tag with >")
    case "did not find expected whitespace or line break", "did not find expected whitespace":
      ("expected a space", "put a space after the tag or anchor")
    case "found unknown directive name", "could not find expected directive name":
      ("expected the directive YAML or TAG", "quote a text that begins with %")
    case "found incompatible YAML document": ("expected version 1.1", "CloudFormation reads YAML 1.1: remove the line")
    default: nil
    }
  }
}
