extension Program {
  /// The largest parts of an operation that do not read the variable of a macro, without those that are nothing to
  /// evaluate.
  ///
  /// - Parameter slot: that of the variable; those of macros within have greater ones, and count as reading it.
  func constants(in index: Index, whatever slot: Int) -> [Index] {
    let operation = operations[index]
    if reads(index, from: slot) { return operation.operands.flatMap { constants(in: $0, whatever: slot) } }
    switch operation {
    case .constant, .variable, .local: return []
    default: return [index]
    }
  }

  private func reads(_ index: Index, from slot: Int) -> Bool {
    if case .local(let own) = operations[index] { return own >= slot }
    return operations[index].operands.contains { reads($0, from: slot) }
  }
}
