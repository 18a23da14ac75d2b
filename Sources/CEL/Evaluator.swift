/// Carries out a program under bindings.
struct Evaluator {
  let program: Program
  let bindings: Bindings
  private var locals: [Value] = []
  /// What is the same for all elements of the macros that are being evaluated, by operation.
  ///
  /// Empty before there is any; nil inside where it has not been asked for.
  private var constants: [Value??] = []
  private var budget: Int

  init(program: Program, bindings: Bindings, budget: Int) {
    self.program = program
    self.bindings = bindings
    self.budget = budget
  }

  mutating func run() -> Value {
    let value = evaluate(program.root)
    return budget < 0 ? exhausted : value
  }

  // MARK: Budget

  private var exhausted: Value { .failure("the expression takes too long to evaluate") }

  /// Takes steps from the budget; false once it is used up.
  mutating func charge(_ steps: Int) -> Bool {
    if budget >= 0 { budget = steps > budget ? -1 : budget - steps }
    return budget >= 0
  }

  /// Takes what reading or writing so many bytes costs; long text is moved in larger pieces than nodes.
  mutating func charge(bytes: Int) -> Bool { charge(bytes / 16) }

  // MARK: Nodes

  mutating func evaluate(_ index: Program.Index) -> Value {
    guard charge(1) else { return exhausted }
    if !constants.isEmpty, let known = constants[index] { return known ?? keep(index) }
    return compute(index)
  }

  private mutating func compute(_ index: Program.Index) -> Value {
    let value = perform(program.operations[index])
    return value.isError ? placed(value, at: index) : value
  }

  /// Lets what is the same for all elements of a macro be evaluated when it is first come to, and no more.
  mutating func awaitConstants(of comprehension: Program.Comprehension) {
    if comprehension.constants.isEmpty { return }
    if constants.isEmpty { constants = Array(repeating: nil, count: program.operations.count) }
    for index in comprehension.constants { constants[index] = .some(nil) }
  }

  private mutating func keep(_ index: Program.Index) -> Value {
    let value = compute(index)
    constants[index] = value
    return value
  }

  /// An error with the place of the node that failed, unless it has one already.
  private func placed(_ value: Value, at index: Program.Index) -> Value {
    guard case .error(let error) = value, error.range == nil else { return value }
    return .error(EvaluationError(error.message, at: program.ranges[index]))
  }

  private mutating func perform(_ operation: Program.Operation) -> Value {
    switch operation {
    case .constant(let value): return value
    case .variable(let name): return bindings[name] ?? .failure("no value for variable \"\(name)\"")
    case .local(let slot): return locals[slot]
    case .field(let operand, let name): return Self.field(name, of: evaluate(operand))
    case .presence(let operand, let name): return Self.presence(name, of: evaluate(operand))
    case .index(let container, let position): return Self.element(evaluate(position), of: evaluate(container))
    case .not(let operand): return evaluate(operand).negation
    case .negate(let operand): return negate(evaluate(operand))
    case .binary(let symbol, let left, let right): return binary(symbol, left, right)
    case .and(let left, let right):
      let first = evaluate(left)
      if case .bool(false) = first { return first }
      return first.and(evaluate(right))
    case .or(let left, let right):
      let first = evaluate(left)
      if case .bool(true) = first { return first }
      return first.or(evaluate(right))
    case .conditional(let condition, let first, let second):
      return conditional(evaluate(condition), first, second)
    case .standard, .matches, .custom, .method: return call(operation)
    case .list(let elements): return list(elements)
    case .map(let items): return map(items)
    case .comprehension(let own): return comprehension(own, over: evaluate(own.range))
    }
  }

  private mutating func conditional(_ condition: Value, _ first: Program.Index, _ second: Program.Index) -> Value {
    switch condition {
    case .bool(true): return evaluate(first)
    case .bool(false): return evaluate(second)
    case .error: return condition
    case .unknown(let ids):
      let (left, right) = (evaluate(first), evaluate(second))
      switch (left, right) {
      case (.error, .error): return left
      case (.unknown(let more), .unknown(let others)): return .unknown(ids.union(more).union(others))
      case (.unknown(let more), _), (_, .unknown(let more)): return .unknown(ids.union(more))
      default: return left.isIdentical(to: right) { charge($0) } ? left : .unknown(ids)
      }
    case .null, .int, .uint, .double, .string, .bytes, .list, .map, .object, .type:
      return .failure("?: needs a bool, this is \(condition.typeName)")
    }
  }

  private mutating func list(_ indices: [Program.Index]) -> Value {
    var elements: [ListValue.Element] = []
    elements.reserveCapacity(indices.count)
    for index in indices {
      let value = evaluate(index)
      if case .error = value { return value }
      elements.append(ListValue.Element(value))
    }
    return .list(ListValue(elements: elements))
  }

  private mutating func map(_ items: [Program.Index]) -> Value {
    var entries: [MapValue.Entry] = []
    var keys: Set<MapKey> = []
    var unknownKeys: UnknownSet?
    for position in stride(from: 0, to: items.count, by: 2) {
      let (key, value) = (evaluate(items[position]), evaluate(items[position + 1]))
      if case .error = key { return key }
      if case .error = value { return value }
      if case .unknown(let ids) = key {
        unknownKeys = unknownKeys?.union(ids) ?? ids
        continue
      }
      guard !key.isDouble, let identity = MapKey(key) else { return .failure("\(key.typeName) cannot be a map key") }
      guard keys.insert(identity).inserted else { return .failure("two entries with one key in a map") }
      entries.append(MapValue.Entry(key, value))
    }
    if let unknownKeys { return .unknown(unknownKeys) }
    return .map(MapValue(entries))
  }

  // MARK: Fields and elements, without the evaluator: it would be copied for each

  private static func field(_ name: String, of value: Value) -> Value {
    switch value {
    case .object(let object):
      object.field(name) ?? .failure("\(name) is not set on \(object.typeName)")
    case .map(let map): map.value(for: .string(name))
    case .unknown, .error: value
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type:
      .failure("no field \"\(name)\" on \(value.typeName)")
    }
  }

  private static func presence(_ name: String, of value: Value) -> Value {
    switch value {
    case .object(let object): object.presence(name)
    case .map(let map): map.contains(.string(name))
    case .unknown, .error: value
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type:
      .failure("no field \"\(name)\" on \(value.typeName)")
    }
  }

  private static func element(_ position: Value, of container: Value) -> Value {
    if let blocked = Value.blocked(container, position) { return blocked }
    switch container {
    case .list(let list):
      guard let position = position.exactInt else { return .failure("\(position.typeName) is no position in a list") }
      return list.element(at: position)
    case .map(let map): return map.value(for: position)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .object, .type, .unknown, .error:
      return .failure("\(container.typeName) cannot be indexed")
    }
  }

  // MARK: Locals

  /// Evaluates the body of a macro with its variable bound.
  mutating func evaluate(_ body: Program.Index, binding slot: Int, to element: Value) -> Value {
    if slot < locals.count {
      locals[slot] = element
    } else {
      locals.append(element)
    }
    return evaluate(body)
  }
}
