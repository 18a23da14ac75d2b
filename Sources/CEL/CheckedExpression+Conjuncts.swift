extension CheckedExpression {
  /// The parts of a conjunction that read nothing of a variable but one of its fields.
  ///
  /// Where one of them is false the whole is, whatever the other fields say: rows that share the field's value need not
  /// be made.
  ///
  /// - Parameters:
  ///   - field: the field that may be read.
  ///   - names: the names of the variable.
  package func conjuncts(readingOnly field: String, of names: Set<String>) -> [CheckedExpression] {
    program.conjuncts(of: program.root).filter { program.reads($0, only: field, of: names) }.map { root in
      CheckedExpression(program: Program(operations: program.operations, ranges: program.ranges, root: root))
    }
  }
}

extension Program {
  fileprivate func conjuncts(of index: Index) -> [Index] {
    if case .and(let left, let right) = operations[index] { return conjuncts(of: left) + conjuncts(of: right) }
    return [index]
  }

  fileprivate func reads(_ index: Index, only field: String, of names: Set<String>) -> Bool {
    if case .variable(let name) = operations[index] { return !names.contains(name) }
    if case .field(let operand, field) = operations[index], case .variable = operations[operand] { return true }
    return operations[index].operands.allSatisfy { reads($0, only: field, of: names) }
  }
}

extension Program.Operation {
  /// The operations whose values this one is made of.
  fileprivate var operands: [Program.Index] {
    switch self {
    case .constant, .variable, .local: []
    case .field(let operand, _), .presence(let operand, _), .not(let operand), .negate(let operand),
      .matches(let operand, _):
      [operand]
    case .index(let a, let b), .binary(_, let a, let b), .and(let a, let b), .or(let a, let b): [a, b]
    case .conditional(let a, let b, let c): [a, b, c]
    case .standard(_, let arguments), .custom(_, let arguments), .list(let arguments), .map(let arguments): arguments
    case .method(let call): [call.receiver] + call.arguments
    case .comprehension(_, let range, _, let filter, let body): [range, body] + (filter.map { [$0] } ?? [])
    }
  }
}
