/// The values of variables.
///
/// Names that are searched one after the other: a rule has five variables, and hashing their names takes longer than all
/// else that reading one does.
package struct Bindings: Sendable {
  private var names: [String] = []
  private var values: [Value] = []

  package init(_ values: [String: Value] = [:]) {
    for (name, value) in values { self[name] = value }
  }

  /// The value of a variable; nil if it has none.
  package subscript(name: String) -> Value? {
    get { position(of: name).map { values[$0] } }
    set {
      switch (position(of: name), newValue) {
      case (let position?, let value?): values[position] = value
      case (nil, let value?):
        names.append(name)
        values.append(value)
      case (let position?, nil):
        names.remove(at: position)
        values.remove(at: position)
      case (nil, nil): break
      }
    }
  }

  /// Where the value of a variable is kept, for those that change it often.
  package mutating func slot(of name: String) -> Int {
    if let position = position(of: name) { return position }
    names.append(name)
    values.append(.null)
    return names.count - 1
  }

  /// The value in a slot.
  package subscript(slot slot: Int) -> Value {
    get { values[slot] }
    set { values[slot] = newValue }
  }

  private func position(of name: String) -> Int? {
    for i in names.indices where names[i] == name { return i }
    return nil
  }
}

extension Bindings: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral pairs: (String, Value)...) {
    for (name, value) in pairs { self[name] = value }
  }
}
