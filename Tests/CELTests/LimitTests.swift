import Testing

@testable import CEL

/// Expressions made to exhaust time, memory or the stack.
@Suite struct LimitTests {
  private static func isExhausted(_ value: Value) -> Bool {
    if case .error = value { true } else { false }
  }

  @Test(arguments: [
    "[0,1,2,3,4,5,6,7,8,9].map(a, [0,1,2,3,4,5,6,7,8,9].map(b, [0,1,2,3,4,5,6,7,8,9].map(c, [0,1,2,3,4,5,6,7,8,9].map(d, "
      + "[0,1,2,3,4,5,6,7,8,9].map(e, [0,1,2,3,4,5,6,7,8,9].map(f, [0,1,2,3,4,5,6,7,8,9].map(g, g)))))))"
  ])
  func nestedMacrosEnd(_ source: String) throws {
    #expect(Self.isExhausted(try World.evaluate(source)))
  }

  @Test func anExhaustedBudgetIsNotAbsorbed() throws {
    let loop = "[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, a + b >= 0))"
    #expect(World.result("\(loop)") == "true")
    #expect(Self.isExhausted(try World.evaluate("\(loop) || true", budget: 100)))
    #expect(Self.isExhausted(try World.evaluate("[\(loop)].exists(v, true)", budget: 100)))
  }

  @Test func aBudgetIsEnoughToTheStep() throws {
    #expect(try World.evaluate("1 + 2", budget: 3).isKnown)
    #expect(Self.isExhausted(try World.evaluate("1 + 2", budget: 2)))
  }

  @Test(arguments: [
    // Each step doubles what the one before made.
    ("'xxxxxxxxxxxxxxxx'", ".replace('x', 'xxxxxxxxxxxxxxxx')", ""),
    ("'xxxxxxxx'", ".split('').join('xxxxxxxxxxxxxxxx')", ""),
    ("['x']", ".map(v, [v, v])", " == x"), ("['x']", ".map(v, '%s%s'.format([v, v]))", ""),
    ("['x']", ".map(v, v + v)", ""),
  ])
  func textAndListsCannotExplode(_ start: String, _ step: String, _ end: String) throws {
    let source = start + String(repeating: step, count: 40)
    let bindings = ["x": try World.evaluate("[0]")]
    let clock = ContinuousClock()
    let time = try clock.measure {
      if end.isEmpty {
        #expect(Self.isExhausted(try World.evaluate(source, bindings, budget: 50_000)))
      } else {
        _ = try World.evaluate(source + end, bindings, budget: 50_000)
        // Comparing a value with itself visits its shared parts again and again.
        #expect(Self.isExhausted(try World.evaluate("[\(source)].exists(v, v == v)", bindings, budget: 50_000)))
        #expect(
          Self.isExhausted(
            try World.evaluate("[\(source)].exists(v, '%s'.format([v]) == '')", bindings, budget: 50_000)))
        #expect(
          try World.evaluate("[\(source)].map(v, a ? v : v)", ["a": .unknown(1)], budget: 50_000).isKnown == false)
      }
    }
    #expect(time < .seconds(20))
  }

  @Test(arguments: ["(", "[", "!", "-", "{1:", "a ? b : ", "s.contains(", "numbers.all(v, "])
  func deepNestingIsRejected(_ opening: String) {
    let source = String(repeating: opening, count: 100_000) + "a"
    #expect {
      _ = try Expression.parse(source)
    } throws: { error in
      (error as? CELError)?.message == "expression is nested too deeply"
    }
  }

  @Test(arguments: [" + 1", ".f", "[0]", " == 1"])
  func longChainsAreRejectedRatherThanOverflowing(_ step: String) {
    #expect(throws: CELError.self) { try Expression.parse("x" + String(repeating: step, count: 100_000)) }
  }

  /// The language definition asks for 32 of each.
  @Test(arguments: [
    ("((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))", "1"),
    ("1" + String(repeating: " + 1", count: 40), "41"), ("true" + String(repeating: " == true", count: 32), "true"),
    (String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + " == []", "false"),
    ("true" + String(repeating: " || true", count: 5_000), "true"),
    ("!" + String(repeating: "!", count: 31) + "true", "true"),
    ("size([" + String(repeating: "1,", count: 2_000) + "1])", "2001"),
  ])
  func whatTheDefinitionAsksForIsRead(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  /// The deepest expressions that are read must fit on the stack of a worker thread, unoptimized.
  @Test func theDeepestExpressionsAreEvaluated() async {
    let macros = String(repeating: "[1].map(v, ", count: 48) + "v" + String(repeating: ")", count: 48)
    let calls = "'" + String(repeating: "a", count: 98) + "'" + String(repeating: ".substring(1)", count: 98)
    let negations = String(repeating: "!", count: 98) + "true"
    for source in [macros, calls, negations] {
      let result = await Task.detached { World.result(source) }.value
      #expect(!result.hasPrefix("rejected"), "\(source): \(result)")
    }
  }

  @Test func comparingLongTextTakesItsTime() throws {
    let text = Value.string(String(repeating: "a", count: 100_000))
    let source =
      "[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, (b < a ? x : y) == y && x <= (a < b ? x : y)))"
    #expect(World.result(source, ["x": .string("a"), "y": .string("a")]) == "true")
    #expect(Self.isExhausted(try World.evaluate(source, ["x": text, "y": text], budget: 200_000)))
  }

  @Test func hostilePatternsRunInLinearTime() throws {
    let text = String(repeating: "a", count: 2_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(World.result("s.matches('^(a+)+$')", ["s": .string(text + "b")]) == "false")
      #expect(World.result("s.matches('^(a|aa)*b')", ["s": .string(text)]) == "false")
    }
    #expect(time < .seconds(5))
    #expect(throws: CELError.self) { try World.evaluate("s.matches('((a{1000}){1000}){1000}')") }
  }

  @Test func tenThousandLevelsAreAnErrorWithAPlace() {
    for (open, inner, close) in [
      ("(", "1", ")"), ("[", "1", "]"), ("{'a': ", "1", "}"), ("size(", "'a'", ")"), ("!", "a", ""),
    ] {
      let source = String(repeating: open, count: 10_000) + inner + String(repeating: close, count: 10_000)
      do throws(CELError) {
        _ = try Expression.parse(source)
        Issue.record("\(open) is read")
      } catch {
        #expect(error.message == "expression is nested too deeply")
        #expect(error.help == "at most 100 levels are read")
        #expect(error.range.lowerBound < 1_000 && !error.range.isEmpty)
      }
    }
  }

  /// A pattern that is only known when it is there takes from the budget as its text does.
  @Test func patternsMadeOfValuesAreCharged() throws {
    let bomb = Value.string(String(repeating: "(a?){30}", count: 100))
    let text = Value.string(String(repeating: "a", count: 100_000))
    let source = "[0,1,2,3,4,5,6,7,8,9].exists(v, s.matches(x))"
    let clock = ContinuousClock()
    let time = try clock.measure {
      let value = try World.evaluate(source, ["s": text, "x": bomb], budget: 50_000)
      #expect(Self.isExhausted(value))
    }
    #expect(time < .seconds(10))
    #expect(
      World.result("s.matches(x)", ["s": .string("a"), "x": .string("((a{1000}){1000}){1000}")]).contains("too large"))
    #expect(
      World.result("s.matches(x)", ["s": .string("a"), "x": .string(String(repeating: "(", count: 10_000))]).contains(
        "too deep"))
  }

  @Test func textForFunctionsOfTheHostIsCharged() throws {
    let text = Value.string(String(repeating: "a", count: 100_000))
    let source = "[0,1,2,3,4,5,6,7,8,9].all(v, double_of(s + string(v)) != '')"
    #expect(Self.isExhausted(try World.evaluate(source, ["s": text], budget: 50_000)))
  }
}
