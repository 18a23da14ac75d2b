import Documents

/// What a Terraform expression means, with the place of every part.
///
/// Native syntax and strings of JSON come to it alike.
package struct Expression: Sendable {
  package indirect enum Content: Sendable {
    case null
    case bool(Bool)
    case number(Number)
    /// A text without anything to fill in.
    case text(String)
    /// Parts that are put together to a text: `arn:aws:s3:::${var.name}/*`.
    case template([Expression])
    /// Directives inside a template: what is between `%{ if … }` and `%{ endif }` is text, not null, where it is empty.
    case fragment([Expression])
    /// A text of JSON whose strings hold templates, as what it will be.
    case json(Expression, text: Expression)
    /// `var`, `aws_subnet`, the variable of a `for`.
    case variable(String)
    case attribute(Expression, String)
    case index(Expression, Expression)
    /// `source[*].a.b`, where `body` is of one element, which `splatElement` stands for.
    case splat(Expression, body: Expression)
    case splatElement
    /// The last argument stands for several where `expands`: `f(a, b...)`.
    case call(String, [Expression], expands: Bool)
    case not(Expression)
    case negative(Expression)
    case binary(BinaryOperator, Expression, Expression)
    case conditional(Expression, Expression, Expression)
    case tuple([Expression])
    case object([Item])
    case forTuple(ForClause, value: Expression)
    case forObject(ForClause, key: Expression, value: Expression, isGrouped: Bool)
    /// What cannot be read as an expression; the message says why.
    case malformed(String)
  }

  package struct Item: Sendable {
    package let key: Expression
    package let value: Expression

    package init(key: Expression, value: Expression) {
      self.key = key
      self.value = value
    }
  }

  /// What a `for` goes through: `for k, v in collection : … if condition`.
  package struct ForClause: Sendable {
    package let key: String?
    package let value: String
    package let collection: Expression
    package let condition: Expression?
  }

  package let content: Content
  package let range: SourceRange

  package init(_ content: Content, at range: SourceRange) {
    self.content = content
    self.range = range
  }
}

/// The operators between two operands.
///
/// Source: https://developer.hashicorp.com/terraform/language/expressions/operators
package enum BinaryOperator: String, Sendable, CaseIterable {
  case or = "||"
  case and = "&&"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case remainder = "%"

  /// Higher ones bind closer.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual: 3
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .plus, .minus: 5
    case .times, .divided, .remainder: 6
    }
  }
}

extension Expression {
  /// A traversal at the start of the expression: `aws_subnet.public` of `aws_subnet.public[0].id`, as far as it is names.
  package var names: (root: String, attributes: [String])? {
    switch content {
    case .variable(let name): return (name, [])
    case .attribute(let inner, let name):
      guard let names = inner.names else { return nil }
      return (names.root, names.attributes + [name])
    default: return nil
    }
  }
}
