/// A lexical element and where it is.
struct Token: Sendable {
  enum Kind: Sendable {
    case identifier(String)
    /// A name between backquotes: only that of a field, behind a dot.
    case quotedName(String)
    case literal(Value)
    /// Digits of a decimal or hexadecimal integer that only a minus sign can make fit: 2^63.
    case minimumMagnitude
    case symbol(Symbol)
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// Operators and punctuation; `in` is an operator too.
enum Symbol: String, Sendable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case dot = "."
  case comma = ","
  case colon = ":"
  case question = "?"
  case not = "!"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case remainder = "%"
  case and = "&&"
  case or = "||"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case membership = "in"
}
