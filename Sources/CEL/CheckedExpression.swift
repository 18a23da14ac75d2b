import RegularExpressions

/// An expression whose names and types have been checked against an environment, ready to be evaluated.
package struct CheckedExpression: Sendable {
  /// How many steps an evaluation may take unless told otherwise; an ordinary rule takes some tens.
  package static let defaultBudget = 1_000_000

  let program: Program

  /// The value under these bindings; a variable without a binding is an error where it is read.
  ///
  /// Evaluation always ends: each node and each stretch of text or list that is built takes from the budget, and when
  /// it is used up the result is an error, whatever the operators around would make of one.
  package func evaluate(_ bindings: Bindings, budget: Int = defaultBudget) -> Value {
    var evaluator = Evaluator(program: program, bindings: bindings, budget: budget)
    return evaluator.run()
  }
}

/// What the checker makes of a syntax tree: the same nodes at the same indices, with every name resolved.
struct Program: Sendable {
  typealias Index = Syntax.Index

  /// What a node does.
  ///
  /// Boxed, because evaluation takes a copy of each node that it comes to.
  indirect enum Operation: Sendable {
    case constant(Value)
    case variable(String)
    /// The variable of an enclosing macro, by how many macros enclose that one.
    case local(Int)
    case field(Index, String)
    case presence(Index, String)
    case index(Index, Index)
    case not(Index)
    case negate(Index)
    case binary(BinaryOperator, Index, Index)
    case and(Index, Index)
    case or(Index, Index)
    case conditional(Index, Index, Index)
    case standard(StandardFunction, [Index])
    /// `matches` with a pattern that is a literal.
    case matches(Index, RegularExpression)
    case custom([FunctionSchema], [Index])
    case method(MethodCall)
    case list([Index])
    case map([Index])
    case comprehension(Comprehension)
  }

  /// A call on an object, or on a receiver of which only evaluation shows what it is.
  struct MethodCall: Sendable {
    let name: String
    let receiver: Index
    let arguments: [Index]
    let isStrict: Bool
    /// What the name means on receivers that are no objects.
    let standard: StandardFunction?
    let custom: [FunctionSchema]
  }

  /// A macro over the elements of a list or the keys of a map.
  struct Comprehension: Sendable {
    let macro: Macro
    let range: Index
    let slot: Int
    let filter: Index?
    let body: Index
    /// The largest parts of filter and body that do not read the variable: they are evaluated once for all elements.
    let constants: [Index]
  }

  var operations: [Operation]
  /// What an error of each operation points at.
  let ranges: [Range<Int>]
  let root: Index
}
