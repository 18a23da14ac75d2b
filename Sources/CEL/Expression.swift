/// A parsed expression of the Common Expression Language: its text and its syntax tree.
///
/// The language is the one at https://github.com/google/cel-spec/blob/master/doc/langdef.md with the strings
/// extension, without protocol buffers: no construction of messages, no timestamps and durations, no optional values.
/// Equality is heterogeneous as in its later editions: values of different types are unequal, numbers are compared by
/// their value.
package struct Expression: Sendable {
  package let source: String
  let syntax: Syntax

  init(source: String, syntax: Syntax) {
    self.source = source
    self.syntax = syntax
  }
}

/// A syntax tree in an array: children come before their parents, the root is last.
///
/// Flat, so that parsing allocates one array and not one object for each node.
struct Syntax: Sendable {
  typealias Index = Int

  struct Node: Sendable {
    let kind: Kind
    /// UTF-8 offsets of the whole subexpression.
    let range: Range<Int>
    /// UTF-8 offsets of the name, operator or bracket that an error about the node itself points at.
    let focus: Range<Int>
  }

  enum Kind: Sendable {
    case literal(Value)
    case identifier(String)
    case select(Index, field: String)
    /// `has(operand.field)`
    case has(Index, field: String)
    case index(Index, Index)
    case not(Index)
    case negate(Index)
    case binary(BinaryOperator, Index, Index)
    case and(Index, Index)
    case or(Index, Index)
    case conditional(Index, Index, Index)
    case call(name: String, receiver: Index?, arguments: [Index])
    case list([Index])
    /// Keys and values in turn.
    case map([Index])
    case comprehension(Macro, range: Index, variable: String, filter: Index?, body: Index)
  }

  var nodes: [Node] = []

  var root: Index { nodes.count - 1 }

  subscript(index: Index) -> Node { nodes[index] }
}

/// The operators that are functions of their two operands: all but `&&` and `||`.
enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case membership = "in"
}

/// The macros that bind a variable to each element of a list or each key of a map.
enum Macro: String, CaseIterable, Sendable {
  case all, exists
  case existsOne = "exists_one"
  case map, filter
}
