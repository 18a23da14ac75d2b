/// The values of variables.
///
/// A few pairs that are searched one after the other: a rule has five variables, and hashing their names takes longer
/// than all else that reading one does.
package struct Bindings: Sendable {
  private var pairs: [(name: String, value: Value)] = []

  package init(_ values: [String: Value] = [:]) {
    pairs = values.map { (name: $0.key, value: $0.value) }
  }

  /// The value of a variable; nil if it has none.
  package subscript(name: String) -> Value? {
    get { pairs.first { $0.name == name }?.value }
    set {
      guard let position = pairs.firstIndex(where: { $0.name == name }) else {
        if let newValue { pairs.append((name, newValue)) }
        return
      }
      if let newValue { pairs[position].value = newValue } else { pairs.remove(at: position) }
    }
  }
}

extension Bindings: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral pairs: (String, Value)...) {
    for (name, value) in pairs { self[name] = value }
  }
}
