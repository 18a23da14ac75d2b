import CEL
import Documents

/// The value of a rule's parameter: a default of the rule file, or what a project's configuration puts in its place.
package indirect enum ParameterValue: Hashable, Sendable {
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case list([ParameterValue])

  /// Nil for what no parameter can be: null, or a mapping.
  package init?(_ node: Node) {
    switch node.kind {
    case .boolean: self = .bool(node.bool ?? false)
    case .string: self = .string(node.string ?? "")
    case .number:
      if let int = node.int {
        self = .int(int)
      } else if let double = node.double {
        self = .double(double)
      } else {
        return nil
      }
    case .array:
      var elements: [ParameterValue] = []
      for element in node.elements {
        guard let value = ParameterValue(element) else { return nil }
        elements.append(value)
      }
      self = .list(elements)
    case .object, .null: return nil
    }
  }

  /// The type that expressions see; an empty list may hold anything.
  package var type: CELType {
    switch self {
    case .bool: .bool
    case .int: .int
    case .double: .double
    case .string: .string
    case .list(let elements):
      .list(elements.dropFirst().reduce(elements.first?.type ?? .dyn) { $0 == $1.type ? $0 : .dyn })
    }
  }

  var value: Value {
    switch self {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .string(let value): .string(value)
    case .list(let elements): .list(elements.map(\.value))
    }
  }

  /// As YAML writes it.
  package var words: String {
    switch self {
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let value): "\"\(value)\""
    case .list(let elements): "[\(elements.map(\.words).joined(separator: ", "))]"
    }
  }
}
