import Testing

@testable import CEL

/// Operators and functions, example by example from the language definition.
@Suite struct OperatorTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("10 - 4 - 3", "3"), ("7 / 2", "3"), ("-7 / 2", "-3"), ("-7 % 2", "-1"),
    ("7u % 4u", "3u"), ("1 < 2 == true", "true"), ("!true || true", "true"), ("!(true || true)", "false"),
    ("true || false && false", "true"), ("false ? 1 : true ? 2 : 3", "2"), ("- -5", "5"), ("!!true", "true"),
    ("-2 + 3", "1"), ("2 - -3", "5"), ("1 + 1 in [2]", "true"), ("2.0 / 4.0", "0.5"), ("'a' + 'b'", "'ab'"),
    ("b'a' + b'b'", "b[97, 98]"), ("[1] + [2]", "[1, 2]"), ("1.0 / 0.0 > 1.0", "true"),
    ("[1, 2][1]", "2"), ("[1, 2][dyn(1u)]", "2"), ("[1, 2][dyn(1.0)]", "2"), ("{'a': 1}.a", "1"),
    ("{'a': 1}['a']", "1"),
    ("{1: 'x'}[dyn(1u)]", "'x'"), ("{1u: 'x'}[dyn(1)]", "'x'"), ("{true: 2}[true]", "2"), ("dyn({1: 2})[1.0]", "2"),
  ])
  func precedenceAndArithmetic(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    ("9223372036854775807 + 1", "error: the result is out of range"),
    ("-9223372036854775808 - 1", "error: the result is out of range"),
    ("-(-9223372036854775808)", "error: the result is out of range"),
    ("-9223372036854775808 / -1", "error: the result is out of range"),
    ("-9223372036854775808 % -1", "error: the result is out of range"),
    ("9223372036854775807 * 2", "error: the result is out of range"),
    ("0u - 1u", "error: the result is out of range"), ("1 / 0", "error: division by zero"),
    ("1u / 0u", "error: division by zero"), ("1 % 0", "error: remainder of a division by zero"),
    ("[1][1]", "error: no element 1 in a list of 1"), ("[1][-1]", "error: no element -1 in a list of 1"),
    ("[1][dyn(0.5)]", "error: double is no position in a list"), ("{'a': 1}.b", "error: no key b in the map"),
    ("{'a': 1, 'a': 2}", "error: two entries with one key in a map"),
    ("{1: 1, 1u: 2}", "error: two entries with one key in a map"),
    ("dyn(1) + dyn('a')", "error: int + string is not defined"),
    ("dyn(1) < dyn('a')", "error: int < string is not defined"), ("dyn('x').y", "error: no field \"y\" on string"),
    ("!dyn(1)", "error: ! needs a bool, this is int"), ("dyn(1) ? 1 : 2", "error: ?: needs a bool, this is int"),
    ("dyn(1) && true", "error: && needs a bool, this is int"), ("{dyn(1.5): 1}", "error: double cannot be a map key"),
    ("[1, 1 / 0]", "error: division by zero"),
  ])
  func errors(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    ("dyn(1) == 1u", "true"), ("1 == dyn(1.0)", "true"), ("dyn(1u) == 1.5", "false"),
    ("dyn(-1) == 18446744073709551615u", "false"),
    ("dyn(9007199254740993) == 9007199254740992.0", "false"), ("9007199254740993 > 9007199254740992.0", "true"),
    ("9223372036854775807 < 9223372036854775808.0", "true"), ("-1 < 0u", "true"), ("1.5 > 1", "true"),
    ("0u > -1.5", "true"), ("dyn(1) == 'a'", "false"), ("dyn(1) != 'a'", "true"), ("dyn(null) == 0", "false"),
    ("0.0 / 0.0 == 0.0 / 0.0", "false"), ("0.0 / 0.0 < 1.0", "false"), ("0.0 / 0.0 >= 1.0", "false"),
    ("0.0 == -0.0", "true"), ("'a' < 'b'", "true"), ("'ab' < 'a'", "false"), ("'Z' < 'a'", "true"),
    ("'\\ue000' < '\\U00010000'", "true"), ("b'a' < b'b'", "true"), ("false < true", "true"), ("'a' <= 'a'", "true"),
    ("'\\u00e9' == 'e\\u0301'", "false"), ("[1, 2] == [1.0, 2u]", "true"), ("[1] == [1, 2]", "false"),
    ("{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"), ("{'a': 1} == {'b': 1}", "false"),
    ("{'a': 1} == {'a': 2}", "false"),
    ("dyn({1: 2}) == {1u: 2}", "true"), ("[] == [1]", "false"), ("null == null", "true"), ("type(1) == int", "true"),
    ("type(1u) == int", "false"), ("type([]) == list", "true"), ("type(type(1)) == type", "true"),
    ("type(null) == null_type", "true"), ("dyn(1) in [1u]", "true"), ("'a' in {'a': 1}", "true"),
    ("dyn(1.0) in {1: 1}", "true"),
    ("2 in [1]", "false"), ("'x' in {}", "false"), ("[1] in [[1]]", "true"),
  ])
  func equalityAndOrder(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    ("int(1u)", "1"), ("int(-1.9)", "-1"), ("int('-12')", "-12"),
    ("int(1e19)", "error: the number is out of the range of int"),
    ("int('x')", "error: \"x\" cannot be read as int"), ("uint(3)", "3u"), ("uint(2.9)", "2u"),
    ("uint(-1)", "error: the number is out of the range of uint"), ("uint('7')", "7u"), ("double(3)", "3.0"),
    ("uint(-0.5)", "error: the number is out of the range of uint"),
    ("double('1.5')", "1.5"), ("string(1)", "'1'"), ("string(1u)", "'1'"), ("string(1.0)", "'1'"),
    ("string(1.5)", "'1.5'"),
    ("string(true)", "'true'"), ("string(b'abc')", "'abc'"), ("string(b'\\xff')", "error: the bytes are not UTF-8"),
    ("bytes('é')", "b[195, 169]"), ("bool('true')", "true"), ("bool('F')", "error: \"F\" cannot be read as bool"),
    ("bool('0')", "false"), ("dyn(1)", "1"), ("type('a')", "type string"), ("size('é😀')", "2"), ("size(b'é')", "2"),
    ("size([1, 2])", "2"), ("size({'a': 1})", "1"), ("'abc'.size()", "3"), ("[1].size()", "1"),
  ])
  func conversions(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    ("'hello'.contains('ell')", "true"), ("'hello'.contains('')", "true"), ("'hello'.contains('elo')", "false"),
    ("'aabaac'.contains('aac')", "true"), ("'hello'.startsWith('he')", "true"), ("'hello'.startsWith('lo')", "false"),
    ("'hello'.endsWith('lo')", "true"), ("'lo'.endsWith('hello')", "false"), ("'ÀbC'.lowerAscii()", "'Àbc'"),
    ("'àbC'.upperAscii()", "'àBC'"), ("'  \\ta b\\u00a0'.trim()", "'a b'"), ("''.trim()", "''"),
    ("'a,b,,c'.split(',')", "['a', 'b', '', 'c']"), ("'a,b,c'.split(',', 2)", "['a', 'b,c']"),
    ("'ab'.split('')", "['a', 'b']"),
    ("'a,b'.split(',', 0)", "[]"), ("'a,b'.split(',', 1)", "['a,b']"), ("'a,b'.split(',', -1)", "['a', 'b']"),
    ("['a', 'b'].join()", "'ab'"), ("['a', 'b'].join('-')", "'a-b'"), ("[].join('-')", "''"),
    ("'hello'.replace('l', 'L')", "'heLLo'"), ("'hello'.replace('l', 'L', 1)", "'heLlo'"),
    ("'hello'.replace('l', '', 0)", "'hello'"),
    ("'ab'.replace('', '-')", "'-a-b-'"), ("'ab'.replace('', '-', 2)", "'-a-b'"), ("''.replace('', '-')", "'-'"),
    ("'hello'.substring(2)", "'llo'"), ("'hello'.substring(1, 3)", "'el'"), ("'héllo'.substring(1, 2)", "'é'"),
    ("'abc'.substring(2, 1)", "error: no position 1 in text of 3"),
    ("'abc'.substring(4)", "error: no position 4 in text of 3"),
    ("'abc'.substring(0, 4)", "error: no position 4 in text of 3"),
    ("'abc'.substring(-1)", "error: no position -1 in text of 3"),
    ("'abc'.charAt(1)", "'b'"), ("'abc'.charAt(3)", "''"), ("'abc'.charAt(4)", "error: no position 4 in text of 3"),
    ("'abcabc'.indexOf('c')", "2"), ("'abcabc'.indexOf('c', 3)", "5"), ("'abc'.indexOf('z')", "-1"),
    ("'abc'.indexOf('')", "0"),
    ("'abc'.indexOf('bcd')", "-1"), ("'abc'.indexOf('', 3)", "3"),
    ("'abc'.indexOf('a', 4)", "error: no position 4 in text of 3"),
    ("'abcabc'.lastIndexOf('b')", "4"), ("'abcabc'.lastIndexOf('b', 3)", "1"), ("'abc'.lastIndexOf('')", "3"),
    ("'abc'.reverse()", "'cba'"), ("'a'.shout()", "'a!'"), ("double_of(4)", "8"), ("double_of('x')", "'xx'"),
    ("double_of(dyn('x'))", "'xx'"), ("dyn('a').shout()", "'a!'"), ("dyn('abc').size()", "3"),
    ("double_of(dyn(1.5))", "error: double_of does not take (double)"),
    ("dyn(1).startsWith('a')", "error: startsWith does not take (int, string)"),
  ])
  func functions(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    ("'%s and %s'.format(['a', 1])", "'a and 1'"), ("'%d%%'.format([5u])", "'5%'"),
    ("'%f'.format([3.14])", "'3.140000'"),
    ("'%.1f'.format([3.14])", "'3.1'"), ("'%.0f'.format([2.5])", "'2'"), ("'%e'.format([3.14])", "'3.140000e+00'"),
    ("'%.3f'.format([123.4999])", "'123.500'"), ("'%x %X'.format([255, 'hi'])", "'ff 6869'"),
    ("'%o %b'.format([8, 5])", "'10 101'"),
    ("'%x'.format([-26])", "'-1a'"), ("'%b'.format([true])", "'1'"), ("'%s'.format([[1, 'a']])", "'[1, a]'"),
    ("'%s'.format([{'b': 1, 'a': 2}])", "'{a: 2, b: 1}'"), ("'%s'.format([null])", "'null'"),
    ("'%s'.format([1.0])", "'1'"), ("'%f'.format([1.0 / 0.0])", "'Infinity'"),
    ("'%s'.format([])", "error: format has more conversions than arguments"),
    ("''.format([1])", "error: format has fewer conversions than arguments"),
    ("'%d'.format(['a'])", "error: %d does not take string"),
    ("'%'.format([1])", "error: format ends within a conversion"),
  ])
  func format(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    ("[1, 2, 3].all(v, v > 0)", "true"), ("[1, 2, 3].all(v, v > 1)", "false"), ("[].all(v, false)", "true"),
    ("[1, 2].exists(v, v == 2)", "true"), ("[].exists(v, true)", "false"), ("[1, 2, 2].exists_one(v, v == 2)", "false"),
    ("[1, 2].exists_one(v, v == 2)", "true"), ("[].exists_one(v, true)", "false"),
    ("[1, 2, 3].map(n, n * n)", "[1, 4, 9]"),
    ("[1, 2, 3].map(n, n > 1, n * 2)", "[4, 6]"), ("[1, 2, 3].filter(i, i % 2 > 0)", "[1, 3]"),
    ("[].filter(i, true)", "[]"),
    ("{'a': 1}.all(k, k == 'a')", "true"), ("{'a': 1, 'b': 2}.exists(k, k == 'b')", "true"),
    ("[0, 2].all(v, 4 / v == 2)", "error: division by zero"), ("[0, 1].all(v, 4 / v == 2)", "false"),
    ("[0, 2].exists(v, 4 / v == 2)", "true"), ("[0, 1].exists(v, 4 / v == 2)", "error: division by zero"),
    ("[0, 2].exists_one(v, 4 / v == 2)", "error: division by zero"), ("[0].map(v, 1 / v)", "error: division by zero"),
    ("[0].filter(v, 1 / v == 1)", "error: division by zero"),
    ("[[1, 2], [3]].map(l, l.map(v, v + size(l)))", "[[3, 4], [4]]"),
    ("[1].map(v, [2].map(v, v))", "[[2]]"), ("[1, 2].map(v, [10].exists(w, w > v) && v == 1)", "[true, false]"),
    ("[5].map(n, .n)", "[7]"), ("[1].filter(v, dyn(v))", "error: a condition needs a bool"),
    ("[1].exists(v, dyn(v))", "error: || needs a bool, this is int"),
    ("dyn(1).all(v, true)", "error: all needs a list or a map, this is int"), ("has({'a': 1}.a)", "true"),
    ("has({'a': 1}.b)", "false"),
  ])
  func macros(_ source: String, _ expected: String) {
    #expect(World.result(source, ["n": .int(7)]) == expected)
  }

  @Test func allOperandsOfLongChainsAreAsked() {
    for position in 0..<70 {
      let terms = (0..<70).map { $0 == position ? "n == 1" : "n == 0" }.joined(separator: " || ")
      #expect(World.result(terms, ["n": .int(1)]) == "true")
      #expect(World.result(terms.replacing("||", with: "&&"), ["n": .int(0)]) == "false")
    }
  }
}
