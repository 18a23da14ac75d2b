import Testing

@testable import CEL

/// Unknown and error among operands, lists with possible elements, and presence.
@Suite struct UnknownTests {
  /// Every value a condition can have, and the truth values it stands for; an error is its own.
  private static let conditions: [(value: Value, completions: [Value])] = [
    (.bool(true), [.bool(true)]), (.bool(false), [.bool(false)]),
    (.unknown(1), [.bool(true), .bool(false)]), (.unknown(2), [.bool(true), .bool(false)]),
    (.error(EvaluationError("failed")), [.error(EvaluationError("failed"))]),
  ]

  /// What known operands give; nil for an error.
  private static func and(_ left: Bool?, _ right: Bool?) -> Bool? {
    left == false || right == false ? false : left == nil || right == nil ? nil : true
  }

  private static func or(_ left: Bool?, _ right: Bool?) -> Bool? {
    left == true || right == true ? true : left == nil || right == nil ? nil : false
  }

  @Test func logicIsTheMeetOfAllCompletions() {
    for (left, leftCompletions) in Self.conditions {
      for (right, rightCompletions) in Self.conditions {
        for (source, known) in [("a && b", Self.and), ("a || b", Self.or)] {
          let results = leftCompletions.flatMap { one in
            rightCompletions.map { known(one.boolValue, $0.boolValue) }
          }
          let expected =
            Set(results).count > 1
            ? "?" + World.notation(UnknownSet(Self.ids(left) + Self.ids(right)))
            : results[0].map(String.init) ?? "error: failed"
          #expect(World.result(source, ["a": left, "b": right]) == expected, "\(left) \(source) \(right)")
        }
      }
      let negations = Set(leftCompletions.map { $0.boolValue.map { !$0 } })
      let expected =
        negations.count > 1
        ? "?" + World.notation(UnknownSet(Self.ids(left))) : negations.first?.map(String.init) ?? "error: failed"
      #expect(World.result("!a", ["a": left]) == expected)
    }
  }

  private static func ids(_ value: Value) -> [Int] {
    if case .unknown(let ids) = value { ids.ids } else { [] }
  }

  @Test(arguments: [
    ("a ? 1 : 1", "1"), ("a ? 1 : 2", "?1"), ("a ? b : true", "?1,2"), ("a ? 1 / 0 : 1", "?1"),
    ("a ? 1 / 0 : 1 / 0", "error: division by zero"), ("a ? dyn(1) : dyn(1u)", "?1"), ("a ? [1] : [1]", "[1]"),
    ("a ? [1] : [2]", "?1"), ("true ? 1 : 1 / 0", "1"), ("(1 / 0 == 1) ? 1 : 1", "error: division by zero"),
    ("x + 1", "?3"), ("x + y", "?3,4"), ("x + 1 / 0", "error: division by zero"),
    ("1 / 0 + x", "error: division by zero"),
    ("x == x", "?3"), ("x < 1", "?3"), ("x != 1", "?3"), ("-x", "?3"), ("x.field", "?3"), ("x[0]", "?3"),
    ("[1][x]", "?3"),
    ("size(x)", "?3"), ("x.startsWith('a')", "?3"), ("'a'.startsWith(x)", "?3"), ("string(x)", "?3"),
    ("x in [1]", "?3"),
    ("x in []", "false"), ("1 in [x]", "?3"), ("1 in [x, 1]", "true"), ("1 in [x, 2]", "?3"), ("1 in x", "?3"),
    ("x in {}", "false"), ("x in {'a': 1}", "?3"), ("[x, y]", "[?3, ?4]"), ("[x][0]", "?3"), ("size([x, y])", "2"),
    ("[x, 1] == [2, 2]", "false"), ("[x, 1] == [2, 1]", "?3"), ("[x] == [1, 2]", "false"), ("{'a': x}.a", "?3"),
    ("has({'a': x}.a)", "true"), ("{x: 1}", "?3"), ("{'a': x, 'b': 1} == {'a': 1, 'b': 2}", "false"),
    ("{'a': x} == {'a': 1}", "?3"), ("[x, 2].exists(v, v == 2)", "true"), ("[x, 2].exists(v, v == 3)", "?3"),
    ("[x, 2].all(v, v == 3)", "false"), ("[x, 2].all(v, v == 2)", "?3"), ("[x, 2, 2].exists_one(v, v == 2)", "false"),
    ("[x, 2].exists_one(v, v == 2)", "?3"), ("[x, 2].filter(v, v == 2)", "[~3:?3, 2]"),
    ("[x, 2].map(v, v + 1)", "[?3, 3]"),
    ("x.all(v, true)", "?3"), ("[x, y].filter(v, v == 1).size()", "?3,4"), ("[x, 'b'].join()", "?3"),
    ("'%s'.format([x])", "?3"), ("'%s'.format([[x]])", "?3"), ("double_of(x)", "?3"), ("lenient(x)", "true"),
    ("lenient(1 / 0)", "error: division by zero"), ("x.shout()", "?3"), ("x.matches('a')", "?3"), ("type(x)", "?3"),
    ("'a'.matches(x)", "?3"), ("opening.admits(x)", "?3"), ("group.admits(x)", "'asked in spite of the unknown'"),
    ("x.admits(1 / 0)", "error: division by zero"), ("dyn(opening).admits(443)", "true"),
    ("opening.admits(443)", "true"),
  ])
  func operandsThatAreUnknown(_ source: String, _ expected: String) {
    let bindings: [String: Value] = [
      "a": .unknown(1), "b": .unknown(2), "x": .unknown(3), "y": .unknown(4),
      "opening": .object(Row(typeName: "opening", id: 1)), "group": .object(Row(typeName: "group", id: 2)),
    ]
    #expect(World.result(source, bindings) == expected)
  }

  @Test(arguments: [
    // numbers = [1, perhaps 2 (for 7)]
    ("x.exists(v, v == 1)", "true"), ("x.exists(v, v == 2)", "?7"), ("x.exists(v, v == 3)", "false"),
    ("x.all(v, v == 1)", "?7"), ("x.all(v, v > 0)", "true"), ("x.all(v, v > 1)", "false"),
    ("x.exists_one(v, v == 1)", "true"),
    ("x.exists_one(v, v > 0)", "?7"), ("x.size()", "?7"), ("x[0]", "1"), ("x[1]", "?7"),
    ("x[2]", "error: no element 2 in a list of 2"),
    ("x.filter(v, v > 0)", "[1, ~7:2]"), ("x.filter(v, v == 1)", "[1]"), ("x.map(v, v * 2)", "[2, ~7:4]"),
    ("1 in x", "true"), ("2 in x", "?7"), ("3 in x", "false"), ("x == [1]", "?7"), ("x == [1, 2]", "?7"),
    ("x == [2]", "false"),
    ("x == [1, 3]", "false"), ("x == []", "false"), ("x == [1, 2, 3]", "false"), ("[1, 2, 3] == x", "false"),
    ("x.exists(v, 1 / (v - 2) == 5)", "?7"), ("x.all(v, 1 / (v - 2) == -1)", "?7"), ("x.map(v, 1 / (v - 2))", "?7"),
    ("x.filter(v, 1 / (v - 2) == 1)", "?7"), ("x.exists_one(v, 1 / (v - 2) == -1)", "?7"),
    ("x.map(v, 1 / (v - 1))", "error: division by zero"), ("size(x) > 0", "true"), ("size(x) > 1", "?7"),
    ("size(x) > 2", "false"),
    ("0 < size(x)", "true"), ("x.size() == 0", "false"), ("x.size() != 3", "true"), ("x.size() == 1", "?7"),
    ("size(x) <= 2", "true"),
    ("2 >= size(x)", "true"), ("size(x) < 1", "false"), ("x + [5]", "[1, ~7:2, 5]"), ("(x + [5])[2]", "?7"),
    ("x.map(v, string(v)).join()", "?7"), ("[0] + x == [0, 1, 2]", "?7"),
  ])
  func possibleElements(_ source: String, _ expected: String) {
    #expect(World.result(source, ["x": World.list([(1, nil), (2, 7)])]) == expected)
  }

  @Test(arguments: [
    // x = [1, and perhaps others (for 8)]
    ("x.exists(v, v == 1)", "true"), ("x.exists(v, v == 2)", "?8"), ("x.all(v, v == 1)", "?8"),
    ("x.all(v, v == 2)", "false"),
    ("x.exists_one(v, v == 1)", "?8"), ("x.size()", "?8"), ("x[0]", "?8"), ("x[5]", "?8"),
    ("x[-1]", "error: no element -1 in a list of 1"),
    ("x.filter(v, v > 1)", "[…?8]"), ("x.map(v, v + 1)", "[2, …?8]"), ("1 in x", "true"), ("2 in x", "?8"),
    ("x == [1]", "?8"),
    ("x == [2]", "false"), ("x == []", "false"), ("size(x) > 0", "true"), ("size(x) >= 1", "true"),
    ("size(x) > 1", "?8"),
    ("size(x) == 0", "false"), ("x + [2]", "[1, 2, …?8]"), ("x.map(v, true, v).exists(v, v == 1)", "true"),
  ])
  func listsWithARest(_ source: String, _ expected: String) {
    #expect(World.result(source, ["x": World.list([(1, nil)], rest: 8)]) == expected)
  }

  @Test(arguments: [
    ("tags.a", "'1'"), ("tags.b", "?5"), ("tags.c", "?6"), ("has(tags.a)", "true"), ("has(tags.b)", "?5"),
    ("has(tags.c)", "?6"),
    ("'a' in tags", "true"), ("'b' in tags", "?5"), ("'c' in tags", "?6"), ("size(tags)", "?5,6"),
    ("size(tags) > 0", "true"),
    ("tags == {'a': '1'}", "?5,6"), ("tags == {'a': '2'}", "false"), ("{'a': '2'} == tags", "false"),
    ("tags == {'b': '2'}", "false"),
    ("tags.exists(k, k == 'a')", "true"), ("tags.exists(k, k == 'b')", "?5,6"), ("tags.all(k, k != 'a')", "false"),
  ])
  func mapsWithPossibleEntriesAndARest(_ source: String, _ expected: String) {
    let map = MapValue(
      [
        .init(.string("a"), .string("1")), .init(.string("b"), .string("2"), possibility: UnknownSet(5)),
      ], rest: UnknownSet(6))
    #expect(World.result(source, ["tags": .map(map)]) == expected)
  }

  @Test(arguments: [
    ("has(opening.source)", "true"), ("has(opening.port)", "true"), ("has(opening.direction)", "false"),
    ("has(opening.group)", "?2"), ("opening.port", "?1"),
    ("opening.direction", "error: direction is not set on opening"),
    ("opening.direction == 'x' || has(opening.source)", "true"),
    ("has(opening.direction) && opening.direction == 'x'", "false"),
    ("opening == opening", "true"), ("opening == null", "false"), ("opening.group.name", "?2"),
    ("string(opening)", "'opening 1'"),

  ])
  func fieldsOfObjects(_ source: String, _ expected: String) {
    let row = Row(
      typeName: "opening", id: 1, fields: ["source": .string("0.0.0.0/0"), "port": .unknown(1)], doubtful: ["group": 2])
    #expect(World.result(source, ["opening": .object(row)]) == expected)
  }

  @Test func unknownSetsAreSortedAndUnited() {
    #expect(UnknownSet([3, 1, 3]).ids == [1, 3])
    #expect(UnknownSet([3, 1]).union(UnknownSet([2, 3])).ids == [1, 2, 3])
    #expect(UnknownSet([]).union(UnknownSet(2)).ids == [2])
  }

  @Test func existenceIsReadFromVerdicts() {
    let list = ListValue(possible: [(.int(1), .bool(true)), (.int(2), .bool(false)), (.int(3), .unknown(4))])
    #expect(World.notation(.list(list)) == "[1, ~4:3]")
  }

  @Test func errorsPointAtTheFailedPart() throws {
    let value = try World.evaluate("1 + (2 / 0)")
    guard case .error(let error) = value else { throw CELError("no error", at: 0..<0) }
    #expect(error.range == 7..<8)
  }
}
