#if canImport(Glibc)
  import Glibc
#endif
import Testing

@testable import CEL

/// Random expressions over variables of which some are unknown: what is claimed must hold in every completion.
@Suite struct SoundnessTests {
  /// A small generator with a fixed seed, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let runs: Int = {
    guard let text = getenv("NETLINT_PROPERTY_RUNS").map({ String(cString: $0) }) else { return 1_500 }
    return Int(text) ?? 1_500
  }()

  private static let environment = Environment(variables: [
    "p": .bool, "q": .bool, "r": .bool, "n": .int, "m": .int, "l": .list(.int), "k": .list(.int), "t": .map(.int, .int),
  ])

  // MARK: Expressions

  private static func condition(_ depth: Int, _ locals: [String], _ random: inout Generator) -> String {
    guard depth > 0 else { return ["p", "q", "r", "true", "false"].randomElement(using: &random) ?? "p" }
    let next = depth - 1
    func inner() -> String { condition(next, locals, &random) }
    switch Int.random(in: 0..<13, using: &random) {
    case 0, 1: return "(\(inner()) && \(inner()))"
    case 2, 3: return "(\(inner()) || \(inner()))"
    case 4: return "!\(inner())"
    case 5: return "(\(inner()) ? \(inner()) : \(inner()))"
    case 6:
      let symbol = ["==", "!=", "<", "<=", ">", ">="].randomElement(using: &random) ?? "=="
      return "(\(number(next, locals, &random)) \(symbol) \(number(next, locals, &random)))"
    case 7: return "(\(number(next, locals, &random)) in \(list(next, locals, &random)))"
    case 8: return "(\(list(next, locals, &random)) == \(list(next, locals, &random)))"
    case 9: return "(\(number(next, locals, &random)) in t)"
    case 10: return "(t == {1: \(number(next, locals, &random))})"
    default:
      let macro = ["all", "exists", "exists_one"].randomElement(using: &random) ?? "all"
      let name = "v\(locals.count)"
      return "\(list(next, locals, &random)).\(macro)(\(name), \(condition(next, locals + [name], &random)))"
    }
  }

  private static func number(_ depth: Int, _ locals: [String], _ random: inout Generator) -> String {
    let leaves = ["n", "m", "0", "1", "2"] + locals + locals
    guard depth > 0 else { return leaves.randomElement(using: &random) ?? "n" }
    switch Int.random(in: 0..<7, using: &random) {
    case 0: return "(\(number(depth - 1, locals, &random)) + \(number(depth - 1, locals, &random)))"
    case 1: return "(\(number(depth - 1, locals, &random)) / \(number(depth - 1, locals, &random)))"
    case 2: return "size(\(list(depth - 1, locals, &random)))"
    case 3: return "\(list(depth - 1, locals, &random))[\(number(depth - 1, locals, &random))]"
    case 4: return "t[\(number(depth - 1, locals, &random))]"
    default: return leaves.randomElement(using: &random) ?? "n"
    }
  }

  private static func list(_ depth: Int, _ locals: [String], _ random: inout Generator) -> String {
    guard depth > 0 else { return ["l", "k", "[]", "[1]"].randomElement(using: &random) ?? "l" }
    let name = "v\(locals.count)"
    switch Int.random(in: 0..<7, using: &random) {
    case 0:
      return "\(list(depth - 1, locals, &random)).filter(\(name), \(condition(depth - 1, locals + [name], &random)))"
    case 1: return "\(list(depth - 1, locals, &random)).map(\(name), \(number(depth - 1, locals + [name], &random)))"
    case 2: return "(\(list(depth - 1, locals, &random)) + \(list(depth - 1, locals, &random)))"
    case 3: return "[\(number(depth - 1, locals, &random)), \(number(depth - 1, locals, &random))]"
    default: return ["l", "k"].randomElement(using: &random) ?? "l"
    }
  }

  // MARK: Bindings and their completions

  /// A value with what it may stand for; ids tell which variable was the reason.
  private static func number(_ id: Int, _ random: inout Generator) -> (Value, [Value]) {
    let values = [Value.int(0), .int(1), .int(2)]
    guard Bool.random(using: &random), let value = values.randomElement(using: &random) else {
      return (.unknown(id), values)
    }
    return (value, [value])
  }

  private static func truth(_ id: Int, _ random: inout Generator) -> (Value, [Value]) {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: (.bool(true), [.bool(true)])
    case 1: (.bool(false), [.bool(false)])
    case 2: (.error(EvaluationError("failed")), [.error(EvaluationError("failed"))])
    default: (.unknown(id), [.bool(true), .bool(false)])
    }
  }

  private static func list(_ id: Int, _ random: inout Generator) -> (Value, [Value]) {
    var elements: [ListValue.Element] = []
    var completions: [[Value]] = [[]]
    for offset in 0..<Int.random(in: 0...2, using: &random) {
      let (value, possible) = number(id + 1 + offset, &random)
      let isCertain = Bool.random(using: &random)
      elements.append(.init(value, possibility: isCertain ? nil : UnknownSet(id + 3 + offset)))
      completions = completions.flatMap { known in
        (isCertain ? [] : [known]) + possible.map { known + [$0] }
      }
    }
    let hasRest = Int.random(in: 0..<4, using: &random) == 0
    if hasRest {
      // A further element may be anywhere.
      completions = completions.flatMap { known in [known, known + [.int(1)], [.int(2)] + known] }
    }
    let list = ListValue(elements: elements, rest: hasRest ? UnknownSet(id) : nil)
    return (.list(list), completions.map(Value.list))
  }

  private static func map(_ id: Int, _ random: inout Generator) -> (Value, [Value]) {
    let (value, possible) = number(id + 1, &random)
    let isCertain = Bool.random(using: &random)
    let hasRest = Bool.random(using: &random)
    let entry = MapValue.Entry(.int(1), value, possibility: isCertain ? nil : UnknownSet(id + 2))
    var completions = (isCertain ? [] : [[]]) + possible.map { [MapValue.Entry(.int(1), $0)] }
    if hasRest { completions += completions.map { $0 + [MapValue.Entry(.int(2), .int(0))] } }
    let map = MapValue([entry], rest: hasRest ? UnknownSet(id) : nil)
    return (.map(map), completions.map { .map(MapValue($0)) })
  }

  @Test func claimsHoldInEveryCompletion() throws {
    var random = Generator(state: 42)
    var (decided, undecided, differing) = (0, 0, 0)
    for _ in 0..<Self.runs {
      let source = Self.condition(4, [], &random)
      let expression = try Self.environment.check(try Expression.parse(source)).expression
      let variables: [(String, (Value, [Value]))] = [
        ("p", Self.truth(10, &random)), ("q", Self.truth(20, &random)), ("r", Self.truth(30, &random)),
        ("n", Self.number(40, &random)), ("m", Self.number(50, &random)), ("l", Self.list(60, &random)),
        ("k", Self.list(70, &random)), ("t", Self.map(80, &random)),
      ].filter { name, _ in source.contains(name) }
      let bindings = Dictionary(uniqueKeysWithValues: variables.map { ($0.0, $0.1.0) })
      let claim = expression.evaluate(Bindings(bindings))

      var answers: Set<String> = []
      for _ in 0..<40 {
        let completion = variables.map { ($0.0, $0.1.1.randomElement(using: &random) ?? .null) }
        let answer = expression.evaluate(Bindings(Dictionary(uniqueKeysWithValues: completion)))
        if case .unknown = answer { Issue.record("\(source) is unknown though everything is known") }
        answers.insert(answer.boolValue.map(String.init) ?? "error")
      }
      switch claim {
      case .bool(let value):
        decided += 1
        // An unknown value may complete to an error, such as an index out of range, where a macro needed none.
        #expect(answers.subtracting(["error"]).isSubset(of: [String(value)]), "\(source) with \(bindings)")
      case .error:
        decided += 1
        #expect(answers == ["error"], "\(source) with \(bindings)")
      case .unknown(let ids):
        undecided += 1
        if answers.count > 1 { differing += 1 }
        #expect(!ids.ids.isEmpty, "\(source) with \(bindings)")
        let reasons = Set(variables.flatMap { Self.ids($0.1.0) })
        #expect(reasons.isSuperset(of: ids.ids), "\(source) with \(bindings)")
      default:
        Issue.record("\(source) is neither a truth value nor undecided")
      }
    }
    // The test would be empty if all were decided or none.
    #expect(decided > Self.runs / 10)
    #expect(undecided > Self.runs / 10)
    #expect(differing * 2 > undecided)
  }

  /// All ids anywhere in a value.
  private static func ids(_ value: Value) -> [Int] {
    switch value {
    case .unknown(let ids): ids.ids
    case .list(let list):
      list.elements.flatMap { ids($0.value) + ($0.possibility?.ids ?? []) } + (list.rest?.ids ?? [])
    case .map(let map):
      map.entries.flatMap { ids($0.value) + ($0.possibility?.ids ?? []) } + (map.rest?.ids ?? [])
    default: []
    }
  }
}
