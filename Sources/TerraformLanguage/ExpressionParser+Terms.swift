import Documents

/// Literals, calls, collections and `for`.
extension ExpressionParser {
  mutating func term() throws(Failure) -> Expression {
    let start = offset
    switch peek() {
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    case UInt8(ascii: "\""):
      offset += 1
      let content = try template(isQuoted: true)
      return Expression(content, at: range(from: start))
    case UInt8(ascii: "("):
      offset += 1
      let inner = try expression()
      try expect(")", after: "an expression")
      return Expression(inner.content, at: range(from: start))
    case UInt8(ascii: "["): return try tuple()
    case UInt8(ascii: "{"): return try object()
    default: break
    }
    guard let name = functionName() else { throw failure("expected an expression") }
    if looksAt("(") { return try call(name, from: start) }
    switch name {
    case "true": return Expression(.bool(true), at: range(from: start))
    case "false": return Expression(.bool(false), at: range(from: start))
    case "null": return Expression(.null, at: range(from: start))
    default: return Expression(.variable(name), at: range(from: start))
    }
  }

  /// An identifier, or several with `::` between: `provider::aws::arn_parse`.
  private mutating func functionName() -> String? {
    guard var name = identifier() else { return nil }
    while looksAt("::") {
      offset += 2
      guard let next = identifier() else { break }
      name += "::" + next
    }
    return name
  }

  private mutating func number() throws(Failure) -> Expression {
    let start = offset
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
    while isDigit(peek()) { offset += 1 }
    if looksAt("."), isDigit(peek(1)) {
      offset += 1
      while isDigit(peek()) { offset += 1 }
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
      if isDigit(peek(signed ? 2 : 1)) {
        offset += signed ? 2 : 1
        while isDigit(peek()) { offset += 1 }
      }
    }
    let digits = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let number = Number(digits) else {
      throw Failure(message: "the number \(digits) is too large", offset: start)
    }
    return Expression(.number(number), at: range(from: start))
  }

  private mutating func call(_ name: String, from start: Int) throws(Failure) -> Expression {
    offset += 1
    var arguments: [Expression] = []
    var expands = false
    while true {
      skipSpace()
      if take(")") { break }
      arguments.append(try expression())
      skipSpace()
      if take("...") {
        expands = true
        _ = take(",")
        try expect(")", after: "...")
        break
      }
      if take(",") { continue }
      try expect(")", after: "the arguments of \(name)")
      break
    }
    return Expression(.call(name, arguments, expands: expands), at: range(from: start))
  }

  // MARK: Collections

  private mutating func tuple() throws(Failure) -> Expression {
    let start = offset
    offset += 1
    skipSpace()
    if take(keyword: "for") { return try forTuple(from: start) }
    var elements: [Expression] = []
    while true {
      skipSpace()
      if take("]") { break }
      elements.append(try expression())
      skipSpace()
      if take(",") { continue }
      try expect("]", after: "the elements of a list")
      break
    }
    return Expression(.tuple(elements), at: range(from: start))
  }

  private mutating func object() throws(Failure) -> Expression {
    let start = offset
    offset += 1
    skipSpace()
    if take(keyword: "for") { return try forObject(from: start) }
    var items: [Expression.Item] = []
    while true {
      skipSpace()
      if take("}") { break }
      let key = try objectKey()
      skipSpace()
      guard !looksAt("=="), take("=") || take(":") else { throw failure("expected = after the key of an object") }
      items.append(Expression.Item(key: key, value: try expression()))
      let end = offset
      skipSpace()
      if take(",") || take("}") {
        if bytes[offset - 1] == UInt8(ascii: "}") { break }
        continue
      }
      // The space before this place is skipped: a line break in it ends a member as well as a comma does.
      guard endsLine(before: end) else { throw failure("expected , or } after a member of an object") }
    }
    return Expression(.object(items), at: range(from: start))
  }

  private func endsLine(before end: Int) -> Bool {
    var index = min(offset, bytes.count) - 1
    while index >= 0, bytes[index] == 0x20 || (0x09...0x0d).contains(bytes[index]) {
      if bytes[index] == 0x0a { return true }
      index -= 1
    }
    return bytes[min(end, offset)..<offset].contains(0x0a)
  }

  /// A name stands for itself; anything else, or what is in parentheses, is evaluated.
  private mutating func objectKey() throws(Failure) -> Expression {
    let start = offset
    if let name = identifier() {
      skipSpace()
      if looksAt("=") && !looksAt("==") || looksAt(":") { return Expression(.text(name), at: range(from: start)) }
      offset = start
    }
    return try expression()
  }

  // MARK: For

  private mutating func forClause() throws(Failure) -> (key: String?, value: String, collection: Expression) {
    skipSpace()
    guard let first = identifier() else { throw failure("expected a name after for") }
    skipSpace()
    var key: String?
    var value = first
    if take(",") {
      skipSpace()
      guard let second = identifier() else { throw failure("expected a second name after for") }
      key = first
      value = second
      skipSpace()
    }
    guard take(keyword: "in") else { throw failure("expected in after the names of a for") }
    return (key, value, try expression())
  }

  private mutating func condition() throws(Failure) -> Expression? {
    skipSpace()
    return take(keyword: "if") ? try expression() : nil
  }

  private mutating func forTuple(from start: Int) throws(Failure) -> Expression {
    let clause = try forClause()
    try expect(":", after: "the collection of a for")
    let value = try expression()
    let condition = try condition()
    try expect("]", after: "a for")
    return Expression(
      .forTuple(
        Expression.ForClause(
          key: clause.key, value: clause.value, collection: clause.collection, condition: condition), value: value),
      at: range(from: start))
  }

  private mutating func forObject(from start: Int) throws(Failure) -> Expression {
    let clause = try forClause()
    try expect(":", after: "the collection of a for")
    let key = try expression()
    try expect("=>", after: "the key of a for")
    let value = try expression()
    skipSpace()
    let isGrouped = take("...")
    let condition = try condition()
    try expect("}", after: "a for")
    return Expression(
      .forObject(
        Expression.ForClause(
          key: clause.key, value: clause.value, collection: clause.collection, condition: condition), key: key,
        value: value, isGrouped: isGrouped), at: range(from: start))
  }

  /// The clause of a `%{ for … }` directive.
  mutating func directiveClause() throws(Failure) -> Expression.ForClause {
    let clause = try forClause()
    return Expression.ForClause(key: clause.key, value: clause.value, collection: clause.collection, condition: nil)
  }
}
