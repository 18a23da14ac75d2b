import Documents

/// Finds the arguments and blocks of a file in native syntax; what is between is skipped, as deep as brackets, templates
/// and heredocs go.
///
/// Takes time in proportion to the file.
/// Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
struct BlockScanner {
  /// Blocks and templates within one another: more is not a configuration that somebody wrote.
  private static let deepest = 200

  private let file: SourceFile
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var depth = 0
  private var comments: [SourceComment] = []
  /// How many of them have what they stand above.
  private var settled = 0

  static func scan(_ file: SourceFile) throws(InputError) -> SourceBody {
    // A closure does not pass a typed error on.
    let result = file.withBytes { bytes in
      Result { () throws(InputError) in
        var scanner = BlockScanner(file: file, bytes: bytes)
        return try scanner.whole()
      }
    }
    return try result.get()
  }

  private mutating func whole() throws(InputError) -> SourceBody {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
    var body = try self.body()
    if !isAtEnd { throw failure("found } without the { that it closes") }
    body.comments = comments
    return body
  }

  // MARK: Bodies

  private mutating func body() throws(InputError) -> SourceBody {
    try enter()
    defer { depth -= 1 }
    var body = SourceBody()
    while true {
      try skipSpace(linesToo: true)
      if isAtEnd || current == UInt8(ascii: "}") { return body }
      let start = offset
      guard let name = identifier() else { throw failure("expected an argument or a block") }
      let range = range(from: start)
      try skipSpace(linesToo: false)
      if take("=") {
        let valueStart = offset
        try skipExpression()
        body.arguments.append(SourceBlock.Argument(name: name, range: range, value: self.range(from: valueStart)))
      } else {
        body.blocks.append(try block(name, from: start))
      }
    }
  }

  /// A block of which the type is read.
  private mutating func block(_ type: String, from start: Int) throws(InputError) -> SourceBlock {
    var labels: [String] = []
    var header = range(from: start, to: start + type.utf8.count)
    while !take("{") {
      if let label = try self.label() { labels.append(label) } else { throw failure("expected = or { after \(type)") }
      header = range(from: start)
      try skipSpace(linesToo: false)
    }
    let body = try self.body()
    guard take("}") else { throw failure("the block \(type) is not closed", at: start) }
    return SourceBlock(type: type, labels: labels, header: header, whole: range(from: start), body: body)
  }

  private mutating func label() throws(InputError) -> String? {
    if let name = identifier() { return name }
    let start = offset + 1
    guard take("\"") else { return nil }
    try skipTemplate()
    return String(decoding: bytes[start..<offset - 1], as: UTF8.self)
  }

  // MARK: What is skipped

  /// Up to the end of the line, or to what closes the block on the same line.
  private mutating func skipExpression() throws(InputError) {
    while !isAtEnd {
      try skipSpace(linesToo: false)
      if isAtEnd || current == 0x0a || current == UInt8(ascii: "}") { return }
      if try skipElement() { return }
    }
  }

  /// Something in an expression, a bracket with all that is in it; true for a heredoc, which takes the end of its last
  /// line along.
  private mutating func skipElement() throws(InputError) -> Bool {
    switch current {
    case UInt8(ascii: "("): try skipBracket(UInt8(ascii: ")"))
    case UInt8(ascii: "["): try skipBracket(UInt8(ascii: "]"))
    case UInt8(ascii: "{"): try skipBracket(UInt8(ascii: "}"))
    case UInt8(ascii: ")"), UInt8(ascii: "]"): throw failure("found a bracket that closes nothing")
    case UInt8(ascii: "\""):
      offset += 1
      try skipTemplate()
    case UInt8(ascii: "<") where peek(1) == UInt8(ascii: "<"): return try skipHeredoc()
    default: offset += 1
    }
    return false
  }

  private mutating func skipBracket(_ closing: UInt8) throws(InputError) {
    let start = offset
    offset += 1
    try enter()
    defer { depth -= 1 }
    while true {
      try skipSpace(linesToo: true)
      if isAtEnd { throw failure("the bracket is not closed", at: start) }
      if current == closing {
        offset += 1
        return
      }
      if current == UInt8(ascii: "}") { throw failure("found } in place of another bracket") }
      _ = try skipElement()
    }
  }

  /// The rest of a quoted template, its quote included.
  private mutating func skipTemplate() throws(InputError) {
    let start = offset - 1
    while !isAtEnd {
      switch current {
      case UInt8(ascii: "\""):
        offset += 1
        return
      case UInt8(ascii: "\\"): offset += 2
      case 0x0a: throw failure("the text is not closed", at: start)
      case UInt8(ascii: "$"), UInt8(ascii: "%"): try skipSequence()
      default: offset += 1
      }
    }
    throw failure("the text is not closed", at: start)
  }

  /// `${ … }` or `%{ … }`; `$${` and `%%{` stand for themselves.
  private mutating func skipSequence() throws(InputError) {
    let mark = current
    if peek(1) == mark, peek(2) == UInt8(ascii: "{") {
      offset += 3
    } else if peek(1) == UInt8(ascii: "{") {
      offset += 1
      try skipBracket(UInt8(ascii: "}"))
    } else {
      offset += 1
    }
  }

  /// True if it is a heredoc; `<<` is nothing else, but to find that out is not this scanner's business.
  private mutating func skipHeredoc() throws(InputError) -> Bool {
    let start = offset
    offset += 2
    _ = take("-")
    guard let marker = identifier() else { return false }
    while !isAtEnd, current != 0x0a { offset += 1 }
    let wanted = Array(marker.utf8)
    while !isAtEnd {
      offset += 1
      let end = bytes[offset...].firstIndex(of: 0x0a) ?? bytes.count
      if bytes[offset..<end].trimmed.elementsEqual(wanted) {
        // The end of the line is left to whoever is in brackets, and ends an argument that is not.
        offset = end
        return true
      }
      while !isAtEnd, current != 0x0a {
        if current == UInt8(ascii: "$") || current == UInt8(ascii: "%") { try skipSequence() } else { offset += 1 }
      }
    }
    throw failure("the text up to \(marker) is not closed", at: start)
  }

  /// White space and comments.
  private mutating func skipSpace(linesToo: Bool) throws(InputError) {
    while !isAtEnd {
      switch current {
      case 0x20, 0x09, 0x0d: offset += 1
      case 0x0a where linesToo: offset += 1
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): skipLine()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): try skipComment()
      default:
        settleComments()
        return
      }
    }
  }

  /// What is at the offset is what the comments before it stand above.
  private mutating func settleComments() {
    guard settled < comments.count, current != 0x0a else { return }
    for index in settled..<comments.count { comments[index].next = range(from: offset, to: offset + 1) }
    settled = comments.count
  }

  private mutating func addComment(from start: Int) {
    let isAlone = bytes[..<start].reversed().prefix { $0 != 0x0a }.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    comments.append(SourceComment(range: range(from: start), isAlone: isAlone))
  }

  private mutating func skipLine() {
    let start = offset
    while !isAtEnd, current != 0x0a { offset += 1 }
    addComment(from: start)
  }

  private mutating func skipComment() throws(InputError) {
    let start = offset
    offset += 2
    while offset + 1 < bytes.count {
      if current == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        offset += 2
        addComment(from: start)
        return
      }
      offset += 1
    }
    throw failure("the comment is not closed", at: start)
  }

  // MARK: Bytes

  private var isAtEnd: Bool { offset >= bytes.count }
  private var current: UInt8 { bytes[offset] }
  private func peek(_ distance: Int) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  private mutating func take(_ character: Character) -> Bool {
    guard !isAtEnd, current == character.asciiValue else { return false }
    offset += 1
    return true
  }

  /// Letters of any script, digits, `_` and `-`.
  private mutating func identifier() -> String? {
    let start = offset
    while !isAtEnd {
      switch current {
      case 0x41...0x5a, 0x61...0x7a, 0x5f, 0x80...: offset += 1
      case 0x30...0x39, 0x2d:
        if offset == start { return nil }
        offset += 1
      default: return offset > start ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
      }
    }
    return offset > start ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
  }

  private func range(from start: Int, to end: Int? = nil) -> SourceRange {
    SourceRange(file: file, offset: start, length: (end ?? offset) - start)
  }

  private mutating func enter() throws(InputError) {
    depth += 1
    if depth > Self.deepest { throw failure("more than \(Self.deepest) brackets in one another") }
  }

  private func failure(_ message: String, at start: Int? = nil) -> InputError {
    InputError(
      at: SourceRange(file: file, offset: start ?? offset, length: 1), message: message,
      help: "terraform validate says what is wrong")
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Without white space before and after.
  fileprivate var trimmed: Self {
    var part = self
    while let first = part.first, first == 0x20 || first == 0x09 { part.removeFirst() }
    while let last = part.last, last == 0x20 || last == 0x09 || last == 0x0d { part.removeLast() }
    return part
  }
}
