import Testing

@testable import CEL

/// The language definition, section Macros, and elements of lists and maps.
@Suite struct MacroConformanceTests {
  @Test(arguments: [
    // One that is true decides, whatever the others come to.
    ("[4, 5, 6].exists(e, e > 3)", "true"), ("[4, 5, 6].exists(e, e == 6)", "true"),
    ("[4, 5, 6].exists(e, e > 6)", "false"), ("[].exists(e, e == 1)", "false"),
    ("[4, 'four', 6].exists(e, e != 'four')", "true"), ("[0, 2].exists(e, 4 / e == 2)", "true"),
    ("[2, 0].exists(e, 4 / e == 2)", "true"), ("[4, 5].exists(e, e / 0 == 1)", "error: division by zero"),
    ("[0, 1].exists(e, 4 / e == 2)", "error: division by zero"),
    ("{'a': 1, 'b': 2}.exists(k, k == 'b')", "true"), ("{'a': 1, 'b': 2}.exists(k, k == 'c')", "false"),
    ("{'a': 1, 7: 2}.exists(k, k != 3)", "true"),
    // One that is false decides.
    ("[4, 5, 6].all(e, e > 3)", "true"), ("[4, 5, 6].all(e, e == 5)", "false"), ("[].all(e, e > 3)", "true"),
    ("[4, 'four', 6].all(e, e == 4)", "false"), ("[4, 5, 6].all(e, 12 / (5 - e) == 12)", "false"),
    ("[4, 5].all(e, e / 0 != 1)", "error: division by zero"), ("{'a': 1, 'b': 2}.all(k, k == 'b')", "false"),
    ("{'a': 1, 'b': 2}.all(k, k < 'c')", "true"),
    // Errors are never outweighed.
    ("[].exists_one(e, e == 4)", "false"), ("[4].exists_one(e, e == 4)", "true"),
    ("[4].exists_one(e, e == 5)", "false"), ("[4, 5, 6].exists_one(e, e % 4 == 1)", "true"),
    ("[4, 5, 6].exists_one(e, e % 2 == 0)", "false"), ("[4, 4].exists_one(e, e == 4)", "false"),
    ("[2, 1, 0].exists_one(e, 12 / e > 7)", "error: division by zero"),
    ("{4: 'four', 5: 'five'}.exists_one(k, k > 4)", "true"),
  ])
  func quantifiers(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected, "\(source)")
  }

  @Test(arguments: [
    ("[].map(e, e / 2)", "[]"), ("[5].map(e, e * e)", "[25]"), ("[4, 6, 8].map(e, e / 2)", "[2, 3, 4]"),
    ("[2, 0].map(e, 4 / e)", "error: division by zero"), ("{2: 4, 1: 1}.map(k, k * 3)", "[6, 3]"),
    ("[1, 2, 3, 4].map(e, e % 2 == 0, e * 10)", "[20, 40]"), ("[1, 0].map(e, e > 0, 4 / e)", "[4]"),
    ("[[1, 2], [3]].map(inner, inner.map(e, e + 1))", "[[2, 3], [4]]"),
    ("[].filter(e, e > 1)", "[]"), ("[4].filter(e, e == 4)", "[4]"), ("[4].filter(e, e > 4)", "[]"),
    ("[4, 5, 6].filter(e, e != 5)", "[4, 6]"), ("[2, 1, 0].filter(e, 12 / e > 7)", "error: division by zero"),
    ("{4: 1, 5: 1, 6: 1}.filter(k, k != 5)", "[4, 6]"),
    // A variable of a macro hides what is called so outside, and no longer than the macro goes.
    ("[1, 2].map(n, n + 1).exists(n, n == 3) && n == 9", "true"), ("[n].map(n, n + 1)", "[10]"),
    ("[1, 2].map(x, [3, 4].map(x, x))", "[[3, 4], [3, 4]]"),
    ("[1, 2].map(x, [3, 4].map(y, x * y))", "[[3, 4], [6, 8]]"),
    ("size([1, 2].map(e, [e])) == 2", "true"),
    // What goes in is made once, before.
    ("[1, 2, 3].filter(e, e > 1).map(e, e * 2).all(e, e >= 4)", "true"),
  ])
  func lists(_ source: String, _ expected: String) {
    #expect(World.result(source, ["n": .int(9)]) == expected, "\(source)")
  }

  @Test(arguments: [
    ("has({'a': 1}.a)", "true"), ("has({'a': 1}.b)", "false"), ("has({'a': {'b': 1}}.a.b)", "true"),
    ("has({'a': {'b': 1}}.a.c)", "false"), ("has({'a': null}.a)", "true"),
    ("has({'a': {}}.b.c)", "error: no key b in the map"),
  ])
  func presence(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected, "\(source)")
  }

  @Test(arguments: [
    "has(1)", "has({'a': 1})", "has({'a': 1}['a'])", "has()", "has({'a': 1}.a, 1)", "[1].map(e)", "[1].map(1, 2)",
    "[1].map(e.f, 2)", "[1].all(e)", "[1].all(e, 1)", "[1].exists(e, 'x')", "[1].filter(e, e)", "1.map(e, e)",
    "[1].filter(e, f)", "[1].exists_one(e, true, true)", "'text'.all(c, true)",
  ])
  func malformedMacros(_ source: String) {
    #expect(World.result(source).hasPrefix("rejected: "), "\(source)")
  }

  @Test(arguments: [
    ("{4: 'four', 5: 'five'}[5]", "'five'"), ("{4u: 1u, 5u: 'five'}[5u]", "'five'"), ("{'n': 7u}['n']", "7u"),
    ("{true: 5}[true]", "5"), ("{true: 1, 2: 2, 5u: 3}[5u]", "3"), ("{4: 1}[5]", "error: no key 5 in the map"),
    ("{true: null}[true]", "null"), ("{3: 1.5}[3]", "1.5"), ("{0: b''}[0]", "b[]"), ("{0u: [1]}[0u]", "[1]"),
    ("{'m': {'k': 'v'}}['m']", "{'k': 'v'}"), ("{'m': {'k': 'v'}, 'l': [1]}.m.k", "'v'"),
    // Numbers are keys by their value.
    ("{1: 'one'}[dyn(1u)]", "'one'"), ("{1u: 'one'}[dyn(1)]", "'one'"), ("{1: 'one'}[dyn(1.0)]", "'one'"),
    ("dyn({1: 'one'})[1.5]", "error: no key 1.5 in the map"), ("dyn(1u) in {1: 'one'}", "true"),
    ("dyn(2.0) in {1: 0, 2: 0}", "true"),
    ("[7, 8, 9][0]", "7"), ("[7, 8, 9][dyn(2u)]", "9"), ("[7, 8, 9][dyn(1.0)]", "8"),
    ("[1] + [2] == [1, 2]", "true"), ("[1] + [2] == [2, 1]", "false"), ("[] + [] == []", "true"),
    ("[3] + [3]", "[3, 3]"), ("[1, 2] + ['a']", "[1, 2, 'a']"), ("3 in [1, 2, 3]", "true"), ("4 in [1, 2, 3]", "false"),
    ("size([1, [2, 3]])", "2"), ("size({1: 2}) + size('ab') + size(b'abc')", "6"),
  ])
  func elements(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected, "\(source)")
  }

  @Test(arguments: [
    "[7, 8][2]", "[7, 8][-1]", "[7, 8][dyn(0.5)]", "dyn([7])['a']", "dyn(1).a", "{1: 1, 1: 2}", "{1: 1, 1u: 2}",
  ])
  func elementsThatAreNot(_ source: String) {
    #expect(World.result(source).hasPrefix("error: "), "\(source): \(World.result(source))")
  }
}
