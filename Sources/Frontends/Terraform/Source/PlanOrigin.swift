import Documents

/// What a piece of a plan was planned from: a block of a module, and the way into the block as it is written there.
struct PlanOrigin: Sendable {
  /// Which of the nested blocks of a type it is.
  enum Occurrence: Sendable {
    /// By its number among those that are written.
    case written(Int)
    /// What it came to: a plan has blocks that are a set in an order of its own.
    case like(Node)
  }

  enum Step: Sendable {
    case argument(String)
    case block(String, Occurrence)
  }

  /// The names of the module calls that lead to the module, from the root on.
  var calls: [String] = []
  /// `resource`, `data`, `module`, `variable`, `output`.
  var block: String
  var labels: [String]
  var steps: [Step] = []
}

extension PlanOrigin.Step {
  /// The way that a path of the plan's values is in the configuration.
  ///
  /// - Parameter value: what the path begins at.
  static func steps(_ path: ArraySlice<NodePath.Component>, in value: Node?) -> [PlanOrigin.Step] {
    guard case .key(let name)? = path.first else { return [] }
    var rest = path.dropFirst()
    var element = value?[name]
    if case .index(let index)? = rest.first {
      rest = rest.dropFirst()
      element = element?[index]
    }
    guard let element, element.kind == .object else { return [.argument(name)] }
    return [.block(name, .like(element))] + steps(rest, in: element)
  }

  /// The way that a path of the configuration's expressions is: blocks are in the order in which they are written.
  ///
  /// - Parameter expressions: what the path begins at.
  static func steps(_ path: ArraySlice<NodePath.Component>, ofExpressions expressions: Node?) -> [PlanOrigin.Step] {
    guard case .key(let name)? = path.first else { return [] }
    let expression = expressions?[name]
    if expression?.kind == .array, case .index(let index)? = path.dropFirst().first {
      return [.block(name, .written(index))] + steps(path.dropFirst(2), ofExpressions: expression?[index])
    }
    return [.argument(name)]
  }
}
