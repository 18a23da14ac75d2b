import Testing

@testable import CEL

/// The language definition, sections Values and Evaluation: aggregates, types, logical operators, macros, selection.
@Suite struct ValueConformanceTests {
  @Test(arguments: [
    ("[]", "[]"), ("[1, 'a', null]", "[1, 'a', null]"), ("[[]]", "[[]]"), ("{}", "{}"),
    ("{1: 'a', 2u: 'b', true: 'c', 'd': 'd'}", "{1: 'a', 2u: 'b', true: 'c', 'd': 'd'}"), ("{dyn('a'): 1}", "{'a': 1}"),
    ("{1: 1, 1: 2}", "error: two entries with one key in a map"),
    ("{1: 1, 1u: 2}", "error: two entries with one key in a map"),
    ("{'a': 1, 'a': 1}", "error: two entries with one key in a map"),
    ("{dyn(1.0): 1}", "error: double cannot be a map key"), ("{dyn(null): 1}", "error: null_type cannot be a map key"),
    ("{dyn([1]): 1}", "error: list cannot be a map key"), ("{dyn(b'a'): 1}", "error: bytes cannot be a map key"),
    ("[1 / 0]", "error: division by zero"), ("{'a': 1 / 0}", "error: division by zero"),
    ("{1 / 0: 1}", "error: division by zero"),
  ])
  func aggregates(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    ("[7, 8, 9][0]", "7"), ("[7, 8, 9][dyn(2u)]", "9"), ("[7, 8, 9][dyn(1.0)]", "8"),
    ("[7][dyn(0.1)]", "error: double is no position in a list"), ("[7][-1]", "error: no element -1 in a list of 1"),
    ("[7][1]", "error: no element 1 in a list of 1"), ("[7][dyn('0')]", "error: string is no position in a list"),
    ("[7][dyn(true)]", "error: bool is no position in a list"), ("[][0]", "error: no element 0 in a list of 0"),
    ("[7][9223372036854775807]", "error: no element 9223372036854775807 in a list of 1"),
    ("[7][dyn(0.0 / 0.0)]", "error: double is no position in a list"),
    // Keys of any numeric type
    ("{1: 'i', 2u: 'u'}[dyn(1u)]", "'i'"), ("{1: 'i', 2u: 'u'}[dyn(2)]", "'u'"), ("{1: 'i'}[dyn(1.0)]", "'i'"),
    ("{1: 'i'}[dyn(1.1)]", "error: no key 1.1 in the map"), ("{1: 'i'}[dyn('1')]", "error: no key 1 in the map"),
    ("{-1: 'i'}[dyn(-1.0)]", "'i'"), ("{18446744073709551615u: 'u'}[dyn(-1)]", "error: no key -1 in the map"),
    ("{true: 5}[true]", "5"), ("{true: 5}[false]", "error: no key false in the map"), ("{'a': null}['a']", "null"),
    ("{1: 'i'}[dyn(0.0 / 0.0)]", "error: no key NaN in the map"), ("{'é': 1}['é']", "1"),
    ("{'e\u{301}': 1}['\u{e9}']", "error: no key \u{e9} in the map"),
    // Fields of maps
    ("{'a': {'b': 2}}.a.b", "2"), ("{'a': 1}.b", "error: no key b in the map"),
    ("dyn(1).a", "error: no field \"a\" on int"),
    ("dyn([1]).a", "error: no field \"a\" on list"), ("dyn('a').a", "error: no field \"a\" on string"),
    ("dyn(null).a", "error: no field \"a\" on null_type"), ("dyn(1)[0]", "error: int cannot be indexed"),
    ("dyn('a')[0]", "error: string cannot be indexed"),
    // Presence
    ("has({'a': 1}.a)", "true"), ("has({'a': null}.a)", "true"), ("has({'a': 1}.b)", "false"),
    ("has({'a': {'b': 1}}.a.b)", "true"), ("has({'a': {'b': 1}}.a.c)", "false"),
    ("has(dyn({'a': 1}).b.c)", "error: no key b in the map"), ("has(dyn(1).a)", "error: no field \"a\" on int"),
    ("has(dyn([]).a)", "error: no field \"a\" on list"),
    // Membership
    ("1 in [1, 2]", "true"), ("3 in [1, 2]", "false"), ("1 in []", "false"), ("dyn(1u) in [1]", "true"),
    ("dyn(1.0) in [1]", "true"), ("dyn('1') in [1]", "false"), ("dyn(0.0 / 0.0) in [0.0 / 0.0]", "false"),
    ("'a' in {'a': 1}", "true"), ("1 in {'a': 1}", "rejected"), ("dyn(1u) in {1: 'i'}", "true"),
    ("dyn(1.5) in {1: 'i'}", "false"), ("dyn([1]) in {1: 'i'}", "false"), ("null in [null]", "true"),
    ("1 in dyn(1)", "error: in needs a list or a map, this is int"), ("(1 / 0) in [1]", "error: division by zero"),
    ("1 in [1 / 0]", "error: division by zero"),
  ])
  func selection(_ source: String, _ expected: String) {
    let result = World.result(source)
    #expect(expected == "rejected" ? result.hasPrefix("rejected: ") : result == expected, "\(source): \(result)")
  }

  @Test(arguments: [
    ("type(1)", "int"), ("type(1u)", "uint"), ("type(1.0)", "double"), ("type('')", "string"), ("type(b'')", "bytes"),
    ("type(true)", "bool"), ("type(null)", "null_type"), ("type([])", "list"), ("type({})", "map"),
    ("type(int)", "type"), ("type(type)", "type"), ("type(type(1))", "type"), ("int", "int"), ("uint", "uint"),
    ("double", "double"), ("string", "string"), ("bytes", "bytes"), ("bool", "bool"), ("list", "list"), ("map", "map"),
    ("null_type", "null_type"), ("type", "type"), ("type(dyn([1, 'a']))", "list"),
  ])
  func types(_ source: String, _ expected: String) {
    #expect(World.result(source) == "type \(expected)")
  }

  @Test(arguments: [
    ("type(1) == int", "true"), ("type(1) == uint", "false"), ("type([1]) == type(['a'])", "true"),
    ("type({1: 1}) == map", "true"), ("type(1) != type(1u)", "true"), ("type(type(1)) == type(string)", "true"),
    ("type(1) in [int, uint]", "true"),
  ])
  func typesAreValues(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test func dynNamesNoType() { #expect(World.result("dyn").hasPrefix("rejected: no variable \"dyn\"")) }

  /// A variable without a value is an error where it is read, and nowhere else.
  @Test(arguments: [
    ("n", "error: no value for variable \"n\""), ("true || n == 1", "true"), ("n == 1 || true", "true"),
    ("n == 1 && false", "false"), ("false && n == 1", "false"),
    ("n == 1 || false", "error: no value for variable \"n\""),
    ("true ? 1 : n", "1"), ("false ? n : 2", "2"), ("n == 1 ? 1 : 2", "error: no value for variable \"n\""),
    ("[1, 2].exists(v, v == 2 || n == 1)", "true"),
  ])
  func unboundVariables(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    ("true && true", "true"), ("true && false", "false"), ("false && true", "false"), ("false && false", "false"),
    ("true || true", "true"), ("true || false", "true"), ("false || true", "true"), ("false || false", "false"),
    ("1 / 0 == 1 && false", "false"), ("false && 1 / 0 == 1", "false"), ("1 / 0 == 1 || true", "true"),
    ("true || 1 / 0 == 1", "true"), ("1 / 0 == 1 && true", "error: division by zero"),
    ("true && 1 / 0 == 1", "error: division by zero"), ("1 / 0 == 1 || false", "error: division by zero"),
    ("false || 1 / 0 == 1", "error: division by zero"), ("false && dyn(32)", "false"),
    ("dyn('horses') && false", "false"),
    ("dyn('horses') || true", "true"), ("true || dyn(32)", "true"), ("dyn('a') && dyn('b')", "error"),
    ("dyn('a') || false", "error"), ("true && dyn(1)", "error"), ("!dyn(1)", "error"), ("!(1 / 0 == 1)", "error"),
    ("!!true", "true"), ("true ? 1 : 1 / 0", "1"), ("false ? 1 / 0 : 2", "2"), ("1 / 0 == 1 ? 1 : 2", "error"),
    ("dyn('a') ? 1 : 2", "error"), ("true ? dyn(1) : 'a'", "1"), ("(2 / 0 > 4 ? true : true) || true", "true"),
  ])
  func logic(_ source: String, _ expected: String) {
    let result = World.result(source)
    #expect(expected == "error" ? result.hasPrefix("error: ") : result == expected, "\(source): \(result)")
  }

  @Test(arguments: [
    ("[].all(v, 1 / 0 == 1)", "true"), ("[1, 2].all(v, v > 0)", "true"), ("[1, 2].all(v, v > 1)", "false"),
    ("[1, 'a', 3].all(v, v == 1)", "false"), ("[1, 'a'].all(v, v % 2 == 1)", "error"),
    ("[1, 2, 3].all(v, 6 / (2 - v) == 6)", "false"), ("[1, 2].all(v, v / 0 != 17)", "error"),
    ("{'a': 1, 'b': 2}.all(k, k != 'c')", "true"), ("{'a': 1, 'b': 2}.all(k, k == 'a')", "false"),
    ("[].exists(v, 1 / 0 == 1)", "false"), ("[1, 2].exists(v, v == 2)", "true"),
    ("[1, 'a'].exists(v, v == 'a')", "true"),
    ("[1, 'a', 3].exists(v, v == '10')", "false"), ("[1, 2].exists(v, v / 0 == 17)", "error"),
    ("[0, 2].exists(v, 2 / v == 1)", "true"), ("{'a': 1, 1: 21}.exists(k, k == 1)", "true"),
    ("[].exists_one(v, v == 7)", "false"), ("[7].exists_one(v, v == 7)", "true"),
    ("[7, 7].exists_one(v, v == 7)", "false"),
    ("[3, 2, 1, 0].exists_one(v, 12 / v > 1)", "error"), ("[7, 7, 0].exists_one(v, 7 / v == 1)", "error"),
    ("{6: 'a', 7: 'b'}.exists_one(k, k % 5 == 2)", "true"),
    ("[].map(v, v / 0)", "[]"), ("[1, 2].map(v, v * v)", "[1, 4]"), ("[2, 0].map(v, 4 / v)", "error"),
    ("{'one': 1, 'two': 2}.map(k, k)", "['one', 'two']"), ("[1, 2, 3, 4].map(v, v % 2 == 0, v * 2)", "[4, 8]"),
    ("[1, 0].map(v, v != 0, 1 / v)", "[1]"), ("[1, 0].map(v, 1 / v > 0, v)", "error"),
    ("{'one': 1}.map(k, k == 'one', size(k))", "[3]"),
    ("[].filter(v, v / 0 == 1)", "[]"), ("[1, 2, 3].filter(v, v % 2 == 1)", "[1, 3]"),
    ("[3, 0].filter(v, 12 / v > 4)", "error"),
    ("{'one': 1, 'two': 2}.filter(k, k == 'one')", "['one']"),
    ("[{'a': 10, 'b': 5, 'c': 20}].map(m, m.filter(k, m[k] > 10))", "[['c']]"),
    ("[1].exists(v, dyn(v))", "error"), ("dyn(1).map(v, v)", "error"), ("dyn('ab').all(c, true)", "error"),
    ("(1 / 0 == 1 ? [1] : [2]).all(v, true)", "error"),
  ])
  func macros(_ source: String, _ expected: String) {
    let result = World.result(source)
    #expect(expected == "error" ? result.hasPrefix("error: ") : result == expected, "\(source): \(result)")
  }

  @Test(arguments: [
    ("true ? 1 : 'a'", "the branches of ?: differ in type, int and string; where both are meant, dyn(…)", "?"),
    ("a ? 1 : 2u", "the branches of ?: differ in type, int and uint; convert one side, as in int(…)", "?"),
    ("'cows' ? false : true", "?: needs a bool, this is string; compare it with a value", "'cows'"),
  ])
  func branchesAreOfOneType(_ source: String, _ message: String, _ text: String) {
    do throws(CELError) {
      _ = try World.environment.check(try Expression.parse(source))
      Issue.record("\(source) is accepted")
    } catch {
      #expect(error.description == message)
      #expect(String(decoding: Array(source.utf8)[error.range], as: UTF8.self) == text)
    }
  }
}
