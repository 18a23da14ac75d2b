/// Where and why JSON could not be read; `JSONDiagnosis` makes the message of it.
struct JSONFailure: Error {
  /// What the grammar asked for at the offset.
  enum Expectation {
    case value
    case elementOrClose
    case elementAfterComma
    case keyOrClose
    case keyAfterComma
    case colon
    case commaOrClose(isObject: Bool)
    case endOfInput
    case literal
    case digit
    case stringContent
    case escape
    case hexDigit
    case lessDepth
    case smallerValue
  }

  let offset: Int
  let expected: Expectation

  init(_ expected: Expectation, at offset: Int) {
    self.offset = offset
    self.expected = expected
  }
}
