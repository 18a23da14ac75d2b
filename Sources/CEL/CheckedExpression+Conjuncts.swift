extension CheckedExpression {
  /// Whether it reads a field of that name of anything, or asks whether it is set.
  package func reads(field wanted: String) -> Bool {
    program.operations.contains { operation in
      switch operation {
      case .field(_, let name), .presence(_, let name): name == wanted
      default: false
      }
    }
  }

  /// The parts of a conjunction that read something of a variable, but nothing beside some of its fields and methods.
  ///
  /// Where one of them is false the whole is, whatever the other fields say: of rows that share these one speaks for all.
  ///
  /// - Parameters:
  ///   - members: the fields that may be read and the methods that may be called.
  ///   - names: the names of the variable.
  package func conjuncts(readingOnly members: Set<String>, of names: Set<String>) -> [CheckedExpression] {
    program.conjuncts(of: program.root).filter { program.reads($0, only: members, of: names) }.map { root in
      CheckedExpression(program: Program(operations: program.operations, ranges: program.ranges, root: root))
    }
  }
}

extension Program {
  fileprivate func conjuncts(of index: Index) -> [Index] {
    if case .and(let left, let right) = operations[index] { return conjuncts(of: left) + conjuncts(of: right) }
    return [index]
  }

  fileprivate func reads(_ index: Index, only members: Set<String>, of names: Set<String>) -> Bool {
    func isRow(_ operand: Index) -> Bool {
      if case .variable(let name) = operations[operand] { names.contains(name) } else { false }
    }
    func read(_ operands: some Sequence<Index>) -> Bool {
      operands.allSatisfy { reads($0, only: members, of: names) }
    }
    switch operations[index] {
    case .variable: return !isRow(index)
    case .field(let operand, let name), .presence(let operand, let name):
      return isRow(operand) ? members.contains(name) : read([operand])
    case .method(let call) where isRow(call.receiver): return members.contains(call.name) && read(call.arguments)
    default: return read(operations[index].operands)
    }
  }
}

extension Program.Operation {
  /// The operations whose values this one is made of.
  var operands: [Program.Index] {
    switch self {
    case .constant, .variable, .local: []
    case .field(let operand, _), .presence(let operand, _), .not(let operand), .negate(let operand),
      .matches(let operand, _):
      [operand]
    case .index(let a, let b), .binary(_, let a, let b), .and(let a, let b), .or(let a, let b): [a, b]
    case .conditional(let a, let b, let c): [a, b, c]
    case .standard(_, let arguments), .custom(_, let arguments), .list(let arguments), .map(let arguments): arguments
    case .method(let call): [call.receiver] + call.arguments
    case .comprehension(let own): [own.range, own.body] + (own.filter.map { [$0] } ?? [])
    }
  }
}
