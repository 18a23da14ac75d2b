extension Expression {
  /// Parses the text of one expression.
  package static func parse(_ source: String) throws(CELError) -> Expression {
    var parser = try Parser(Lexer(Array(source.utf8)))
    let syntax = try parser.parseAll()
    return Expression(source: source, syntax: syntax)
  }
}

/// A recursive-descent parser of the grammar in the language definition.
///
/// Binary operators left to right, the conditional right to left; macros are recognized here, as the definition has
/// it, so that their variables are names and not expressions.
struct Parser {
  /// How deep expressions may be nested, in brackets as in operators; the definition asks for 32.
  static let maximumDepth = 100

  private var lexer: Lexer
  private(set) var token: Token
  private(set) var syntax = Syntax()
  /// The height of the tree under each node.
  private var heights: [Int] = []
  private var nesting = 0
  /// Where the last consumed token ended.
  private(set) var end: Int

  init(_ lexer: Lexer) throws(CELError) {
    self.lexer = lexer
    end = lexer.position
    token = try self.lexer.next()
  }

  /// Parses to the end of the text.
  mutating func parseAll() throws(CELError) -> Syntax {
    _ = try expression()
    guard case .end = token.kind else { throw unexpected("an operator or the end of the expression") }
    return syntax
  }

  /// Parses to the brace that closes an interpolation; gives the tree and the offset behind the brace.
  mutating func parseInterpolation() throws(CELError) -> (syntax: Syntax, end: Int) {
    _ = try expression()
    guard isSymbol(.rightBrace) else { throw unexpected("an operator or } to end the interpolation") }
    return (syntax, token.range.upperBound)
  }

  // MARK: Tokens

  mutating func advance() throws(CELError) {
    end = token.range.upperBound
    token = try lexer.next()
  }

  func isSymbol(_ symbol: Symbol) -> Bool {
    if case .symbol(symbol) = token.kind { true } else { false }
  }

  private mutating func accept(_ symbol: Symbol) throws(CELError) -> Bool {
    guard isSymbol(symbol) else { return false }
    try advance()
    return true
  }

  mutating func expect(_ symbol: Symbol, _ purpose: String) throws(CELError) {
    guard try accept(symbol) else { throw unexpected("\(symbol.rawValue) \(purpose)") }
  }

  func unexpected(_ expected: String) -> CELError {
    let found: String =
      switch token.kind {
      case .end: "unexpected end of the expression"
      case .identifier(let name), .quotedName(let name): "unexpected name \(name)"
      case .literal, .minimumMagnitude: "unexpected literal"
      case .symbol(let symbol): "unexpected \(symbol.rawValue)"
      }
    return CELError(found, at: token.range, help: wordOperator ?? "expected \(expected)")
  }

  /// Words that other languages have for operators, where one of them stands.
  private var wordOperator: String? {
    if case .identifier(let name) = token.kind, let symbol = ["and": "&&", "or": "||"][name.lowercased()] {
      return "\(symbol) is written for \(name)"
    }
    if let last = syntax.nodes.last, case .identifier(let name) = last.kind, name.lowercased() == "not" {
      return "! is written for \(name)"
    }
    return nil
  }

  // MARK: Nodes

  mutating func add(
    _ kind: Syntax.Kind, _ range: Range<Int>, focus: Range<Int>? = nil, over children: Syntax.Index...
  ) throws(CELError) -> Syntax.Index {
    try add(kind, range, focus: focus, over: children)
  }

  mutating func add(
    _ kind: Syntax.Kind, _ range: Range<Int>, focus: Range<Int>?, over children: [Syntax.Index]
  ) throws(CELError) -> Syntax.Index {
    var height = 1
    for child in children { height = max(height, heights[child] + 1) }
    guard height <= Self.maximumDepth else { throw tooDeep(range) }
    syntax.nodes.append(Syntax.Node(kind: kind, range: range, focus: focus ?? range))
    heights.append(height)
    return syntax.nodes.count - 1
  }

  func tooDeep(_ range: Range<Int>) -> CELError {
    CELError("expression is nested too deeply", at: range, help: "at most \(Self.maximumDepth) levels are read")
  }

  private func start(_ index: Syntax.Index) -> Int { syntax[index].range.lowerBound }

  // MARK: Grammar

  mutating func expression() throws(CELError) -> Syntax.Index {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.maximumDepth else { throw tooDeep(token.range) }
    let condition = try disjunction()
    let focus = token.range
    guard try accept(.question) else { return condition }
    let first = try disjunction()
    try expect(.colon, "and the other branch of the conditional")
    let second = try expression()
    return try add(
      .conditional(condition, first, second), start(condition)..<end, focus: focus, over: condition, first, second)
  }

  private mutating func disjunction() throws(CELError) -> Syntax.Index {
    var terms = [try conjunction()]
    while try accept(.or) { terms.append(try conjunction()) }
    return try balanced(terms[...], Syntax.Kind.or)
  }

  private mutating func conjunction() throws(CELError) -> Syntax.Index {
    var terms = [try relation()]
    while try accept(.and) { terms.append(try relation()) }
    return try balanced(terms[...], Syntax.Kind.and)
  }

  /// A chain of one logical operator as a balanced tree: it is associative, and a long chain stays shallow.
  private mutating func balanced(
    _ terms: ArraySlice<Syntax.Index>, _ kind: (Syntax.Index, Syntax.Index) -> Syntax.Kind
  ) throws(CELError) -> Syntax.Index {
    guard terms.count > 1, let firstTerm = terms.first, let lastTerm = terms.last else {
      return terms[terms.startIndex]
    }
    let range = start(firstTerm)..<syntax[lastTerm].range.upperBound
    let middle = terms.startIndex + (terms.count + 1) / 2
    let left = try balanced(terms[..<middle], kind)
    let right = try balanced(terms[middle...], kind)
    return try add(kind(left, right), range, over: left, right)
  }

  private mutating func relation() throws(CELError) -> Syntax.Index {
    var left = try sum()
    while case .symbol(let symbol) = token.kind, let relation = symbol.relation {
      left = try binary(relation, left) { parser throws(CELError) in try parser.sum() }
    }
    return left
  }

  private mutating func sum() throws(CELError) -> Syntax.Index {
    var left = try product()
    while case .symbol(let symbol) = token.kind, symbol == .plus || symbol == .minus {
      left = try binary(symbol == .plus ? .add : .subtract, left) { parser throws(CELError) in try parser.product() }
    }
    return left
  }

  private mutating func product() throws(CELError) -> Syntax.Index {
    var left = try unary()
    while case .symbol(let symbol) = token.kind, let factor = symbol.factor {
      left = try binary(factor, left) { parser throws(CELError) in try parser.unary() }
    }
    return left
  }

  private mutating func binary(
    _ symbol: BinaryOperator, _ left: Syntax.Index,
    operand: (inout Parser) throws(CELError) -> Syntax.Index
  ) throws(CELError) -> Syntax.Index {
    let focus = token.range
    try advance()
    let right = try operand(&self)
    return try add(.binary(symbol, left, right), start(left)..<end, focus: focus, over: left, right)
  }

  private mutating func unary() throws(CELError) -> Syntax.Index {
    let focus = token.range
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.maximumDepth else { throw tooDeep(focus) }
    if try accept(.not) {
      let operand = try unary()
      return try add(.not(operand), focus.lowerBound..<end, focus: focus, over: operand)
    }
    guard try accept(.minus) else { return try member(of: try primary()) }
    if let literal = try negativeNumber(from: focus.lowerBound) { return try member(of: literal) }
    let operand = try unary()
    return try add(.negate(operand), focus.lowerBound..<end, focus: focus, over: operand)
  }

  /// A number behind a minus sign is one literal, so that the smallest int can be written.
  private mutating func negativeNumber(from start: Int) throws(CELError) -> Syntax.Index? {
    let value: Value
    switch token.kind {
    case .minimumMagnitude: value = .int(.min)
    case .literal(.int(let number)): value = .int(-number)
    case .literal(.double(let number)): value = .double(-number)
    case .literal, .identifier, .quotedName, .symbol, .end: return nil
    }
    try advance()
    return try add(.literal(value), start..<end)
  }

  private mutating func member(of primary: Syntax.Index) throws(CELError) -> Syntax.Index {
    var operand = primary
    while true {
      let start = start(operand)
      if try accept(.dot) {
        operand = try selection(from: operand, at: start)
      } else if isSymbol(.leftBracket) {
        let bracket = token.range.lowerBound
        try advance()
        let index = try expression()
        try expect(.rightBracket, "to end the index")
        operand = try add(.index(operand, index), start..<end, focus: bracket..<end, over: operand, index)
      } else if isSymbol(.leftBrace), case .identifier(let name) = syntax[operand].kind {
        throw CELError(
          "unexpected { behind \(name)", at: token.range, help: "objects cannot be constructed in an expression")
      } else {
        return operand
      }
    }
  }

  /// What follows a dot: a field, or a method with its arguments.
  private mutating func selection(from operand: Syntax.Index, at start: Int) throws(CELError) -> Syntax.Index {
    let focus = token.range
    let field: String
    switch token.kind {
    case .identifier(let name):
      try advance()
      if isSymbol(.leftParenthesis) { return try call(name, receiver: operand, from: start, focus: focus) }
      field = name
    case .quotedName(let name):
      try advance()
      field = name
    case .literal, .minimumMagnitude, .symbol, .end:
      throw unexpected("the name of a field or method")
    }
    return try add(.select(operand, field: field), start..<end, focus: focus, over: operand)
  }

  private mutating func primary() throws(CELError) -> Syntax.Index {
    let first = token
    switch first.kind {
    case .literal(let value):
      try advance()
      return try add(.literal(value), first.range)
    case .minimumMagnitude:
      throw CELError("number is out of the range of int", at: first.range)
    case .identifier(let name):
      return try identifier(name, prefix: "")
    case .symbol(.dot):
      try advance()
      guard case .identifier(let name) = token.kind else { throw unexpected("a name") }
      return try identifier(name, prefix: ".")
    case .symbol(.leftParenthesis):
      try advance()
      let inner = try expression()
      try expect(.rightParenthesis, "to close the parenthesis")
      return inner
    case .symbol(.leftBracket):
      try advance()
      let elements = try expressions(until: .rightBracket, "to end the list")
      return try add(.list(elements), first.range.lowerBound..<end, focus: nil, over: elements)
    case .symbol(.leftBrace):
      return try mapLiteral()
    case .quotedName, .symbol, .end:
      throw unexpected("an expression")
    }
  }

  private mutating func identifier(_ name: String, prefix: String) throws(CELError) -> Syntax.Index {
    let range = token.range
    guard !Lexer.isReserved(name) else {
      throw CELError("\(name) is a reserved word", at: range, help: "choose another name")
    }
    try advance()
    guard isSymbol(.leftParenthesis) else { return try add(.identifier(prefix + name), range) }
    return try call(name, receiver: nil, from: range.lowerBound, focus: range)
  }

  mutating func expressions(until close: Symbol, _ purpose: String) throws(CELError) -> [Syntax.Index] {
    var result: [Syntax.Index] = []
    while !isSymbol(close) {
      result.append(try expression())
      guard try accept(.comma) else { break }
      // A comma may stand behind the last element of a list, but not behind the last argument of a call.
      if close == .rightParenthesis, isSymbol(close) { throw unexpected("an argument") }
    }
    guard try accept(close) else { throw unexpected("`,` or \(close.rawValue) \(purpose)") }
    return result
  }

  private mutating func mapLiteral() throws(CELError) -> Syntax.Index {
    let start = token.range.lowerBound
    try advance()
    var items: [Syntax.Index] = []
    while !isSymbol(.rightBrace) {
      items.append(try expression())
      try expect(.colon, "and the value of the map entry")
      items.append(try expression())
      guard try accept(.comma) else { break }
    }
    guard try accept(.rightBrace) else { throw unexpected("`,` or } to end the map") }
    return try add(.map(items), start..<end, focus: nil, over: items)
  }
}

extension Symbol {
  fileprivate var relation: BinaryOperator? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .membership: .membership
    case .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace, .rightBrace, .dot, .comma,
      .colon, .question, .not, .plus, .minus, .times, .divide, .remainder, .and, .or:
      nil
    }
  }

  fileprivate var factor: BinaryOperator? {
    switch self {
    case .times: .multiply
    case .divide: .divide
    case .remainder: .remainder
    case .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace, .rightBrace, .dot, .comma,
      .colon, .question, .not, .plus, .minus, .and, .or, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .membership:
      nil
    }
  }
}
