import Testing

@testable import CEL

/// The language definition, section Standard Definitions: equality, ordering, overflow, conversions, `matches`.
@Suite struct StandardConformanceTests {
  @Test(arguments: [
    // Numbers are one line, whatever their types.
    ("1 == 1", "true"), ("dyn(1) == 1u", "true"), ("dyn(1) == 1.0", "true"), ("dyn(1u) == 1.0", "true"),
    ("dyn(-1) == 18446744073709551615u", "false"), ("dyn(1) == 1.5", "false"), ("dyn(1) != 1u", "false"),
    ("dyn(9007199254740993) == 9007199254740992.0", "false"),
    ("dyn(9223372036854775807) == 9223372036854775808.0", "false"),
    ("dyn(18446744073709551615u) == 18446744073709551616.0", "false"), ("0.0 == -0.0", "true"),
    ("dyn(0) == -0.0", "true"), ("0.0 / 0.0 == 0.0 / 0.0", "false"), ("0.0 / 0.0 != 0.0 / 0.0", "true"),
    ("dyn(0) == 0.0 / 0.0", "false"), ("dyn(1) == 1.0 / 0.0", "false"),
    // Values of other types are equal to none of another.
    ("dyn(1) == '1'", "false"), ("dyn(1) != '1'", "true"), ("dyn(true) == 1", "false"), ("dyn('a') == b'a'", "false"),
    ("dyn(null) == 0", "false"), ("dyn(null) == null", "true"), ("null == null", "true"), ("dyn([]) == {}", "false"),
    ("dyn(int) == 'int'", "false"), ("true == true", "true"), ("true != false", "true"),
    ("'abc' == 'abc'", "true"), ("'abc' == 'Abc'", "false"), ("'\u{e9}' == 'e\u{301}'", "false"),
    (#"b'\xff' == b'\377'"#, "true"), (#"b'ÿ' == b'\377'"#, "false"),
    // Lists and maps
    ("[] == []", "true"), ("[1, 2] == [1, 2]", "true"), ("[1, 2] == [2, 1]", "false"), ("[1] == [1, 1]", "false"),
    ("dyn([1, 2]) == [1.0, 2u]", "true"), ("dyn([1]) == ['1']", "false"), ("[[1]] == [[1]]", "true"),
    ("{} == {}", "true"), ("{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"), ("{'a': 1} == {'a': 2}", "false"),
    ("{'a': 1} == {'b': 1}", "false"), ("{'a': 1} == {'a': 1, 'b': 2}", "false"), ("dyn({1: 1u}) == {1u: 1.0}", "true"),
    ("[0.0 / 0.0] == [0.0 / 0.0]", "false"), ("{'a': 0.0 / 0.0} == {'a': 0.0 / 0.0}", "false"),
    ("1 / 0 == 1", "error: division by zero"),
  ])
  func equality(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    "1 == 'a'", "1 == true", "'a' == b'a'", "null == 1", "[1] == ['a']", "{'a': 1} == {1: 1}", "[1] == 1",
    "int == 'int'",
    "1 != 'a'", "opening == 1", "[0] < [1]", "{0: 1} < {1: 1}", "null < null", "1 < 'a'", "true < 1", "'a' < b'b'",
    "int < uint", "opening < opening", "numbers > 1",
  ])
  func clashesAreFoundBeforeARun(_ source: String) {
    #expect(World.result(source).contains(" is not defined"), "\(source): \(World.result(source))")
  }

  @Test(arguments: [
    ("1 < 2", "true"), ("2 < 2", "false"), ("2 <= 2", "true"), ("2 > 1", "true"), ("2 >= 3", "false"),
    ("1u < 2u", "true"),
    ("1.0 < 1.0000001", "true"), ("-0.0 < 0.0", "false"), ("-0.0 <= 0.0", "true"), ("-1 < dyn(1u)", "true"),
    ("1 >= dyn(18446744073709551615u)", "false"), ("dyn(1u) > -1", "true"), ("dyn(1) < 1.5", "true"),
    ("dyn(2) < 1.5", "false"), ("dyn(-1) < -0.5", "true"), ("dyn(-1) < -1.5", "false"),
    ("dyn(9223372036854775807) < 9223372036854775808.0", "true"),
    ("dyn(9007199254740993) > 9007199254740992.0", "true"),
    ("dyn(18446744073709551615u) < 18446744073709551616.0", "true"), ("dyn(-9223372036854775808) > -1.0 / 0.0", "true"),
    ("dyn(1) < 1.0 / 0.0", "true"), ("0u < dyn(-1.0)", "false"),
    // Not-a-number stands in no order to anything.
    ("0.0 / 0.0 < 1.0", "false"), ("0.0 / 0.0 > 1.0", "false"), ("0.0 / 0.0 <= 0.0 / 0.0", "false"),
    ("dyn(1) >= 0.0 / 0.0", "false"), ("!(0.0 / 0.0 < 1.0)", "true"),
    ("'a' < 'b'", "true"), ("'Abc' < 'aBC'", "true"), ("'abc' < 'abcd'", "true"), ("'' < 'a'", "true"),
    ("'a' < 'á'", "true"),
    ("'B' < 'a'", "true"), ("'a' < 'a'", "false"), ("'e\u{301}' < '\u{e9}'", "true"),
    // By code point, not by UTF-16 unit
    (#"'\uffee' < '\U0001F431'"#, "true"),
    ("b'a' < b'b'", "true"), ("b'' < b'a'", "true"), ("b'á' < b'b'", "false"), (#"b'\x00\x01' > b'\x01'"#, "false"),
    ("false < true", "true"), ("true < true", "false"), ("true > false", "true"), ("true <= true", "true"),
    ("dyn(1) < 'a'", "error"), ("dyn(null) < dyn(null)", "error"), ("dyn([1]) < dyn([2])", "error"),
    ("dyn(true) < 1", "error"),
    ("dyn('a') < b'b'", "error"), ("dyn(int) < dyn(int)", "error"), ("dyn('a') < dyn(0.0 / 0.0)", "error"),
  ])
  func ordering(_ source: String, _ expected: String) {
    let result = World.result(source)
    #expect(expected == "error" ? result.hasPrefix("error: ") : result == expected, "\(source): \(result)")
  }

  @Test(arguments: [
    "9223372036854775807 + 1", "-9223372036854775808 + -1", "-9223372036854775807 - 2", "9223372036854775807 - -1",
    "4611686018427387904 * 2", "-9223372036854775808 * -1", "-9223372036854775808 / -1", "-9223372036854775808 % -1",
    "-(-9223372036854775808)", "18446744073709551615u + 1u", "0u - 1u", "9223372036854775808u * 2u",
  ])
  func overflow(_ source: String) {
    #expect(World.result(source) == "error: the result is out of range", "\(source)")
  }

  @Test(arguments: [
    ("7 / 2", "3"), ("-7 / 2", "-3"), ("7 / -2", "-3"), ("7 % 2", "1"), ("-7 % 2", "-1"), ("7 % -2", "1"),
    ("7u / 2u", "3u"), ("7u % 2u", "1u"), ("1 / 0", "error: division by zero"), ("1u / 0u", "error: division by zero"),
    ("1 % 0", "error: remainder of a division by zero"), ("1.0 / 0.0", "inf"), ("-1.0 / 0.0", "-inf"),
    ("0.1 + 0.2", "0.30000000000000004"),
    ("1e308 * 10.0", "inf"), ("0.0 / 0.0 + 1.0", "nan"), ("-(0.0)", "-0.0"), ("5e-324 / 2.0", "0.0"),
    ("'a' + ''", "'a'"), ("'¢' + 'ÿ'", "'¢ÿ'"), ("b'a' + b'b'", "b[97, 98]"), ("[1] + []", "[1]"),
    ("[1] + ['a']", "[1, 'a']"),
    ("dyn(1) + 1u", "error: int + uint is not defined"), ("dyn(1) + 'a'", "error: int + string is not defined"),
    ("dyn(1.0) % dyn(2.0)", "error: double % double is not defined"),
    ("dyn('a') - dyn('a')", "error: string - string is not defined"),
    ("dyn({}) + dyn({})", "error: map + map is not defined"), ("-dyn(1u)", "error: - is not defined for uint"),
    ("-dyn('a')", "error: - is not defined for string"), ("1 + 1u", "rejected"), ("1 + 1.0", "rejected"),
    ("{} + {}", "rejected"),
    ("'a' * 2", "rejected"), ("1.0 % 2.0", "rejected"), ("-1u", "rejected"), ("true + true", "rejected"),
  ])
  func arithmetic(_ source: String, _ expected: String) {
    let result = World.result(source)
    #expect(expected == "rejected" ? result.hasPrefix("rejected: ") : result == expected, "\(source): \(result)")
  }

  @Test(arguments: [
    ("int(1)", "1"), ("int(42u)", "42"), ("int(9223372036854775807u)", "9223372036854775807"),
    ("int(9223372036854775808u)", "error"), ("int(1.9)", "1"), ("int(-7.9)", "-7"), ("int(1e99)", "error"),
    ("int(9223372036854775808.0)", "error"), ("int(-9223372036854775808.0)", "error"),
    ("int(-9223372036854774784.0)", "-9223372036854774784"), ("int(0.0 / 0.0)", "error"), ("int(1.0 / 0.0)", "error"),
    ("int('987')", "987"), ("int('-987')", "-987"), ("int('+5')", "5"),
    ("int('-9223372036854775808')", "-9223372036854775808"),
    ("int('9223372036854775808')", "error"), ("int('')", "error"), ("int('1.5')", "error"), ("int(' 1')", "error"),
    ("int('0x1f')", "error"), ("int('1u')", "error"), ("int('１')", "error"), ("int(true)", "rejected"),
    ("int(null)", "rejected"),
    ("int(b'1')", "rejected"), ("int(dyn(true))", "error"), ("int([1])", "rejected"),
    ("uint(1u)", "1u"), ("uint(1729)", "1729u"), ("uint(-1)", "error"), ("uint(3.99)", "3u"), ("uint(-0.5)", "error"),
    ("uint(1e19)", "10000000000000000000u"), ("uint(6.022e23)", "error"), ("uint(18446744073709551616.0)", "error"),
    ("uint(0.0 / 0.0)", "error"), ("uint('300')", "300u"), ("uint('-1')", "error"),
    ("uint('18446744073709551616')", "error"),
    ("uint(true)", "rejected"),
    ("double(1.5)", "1.5"), ("double(9223372036854775807)", "9.223372036854776e+18"),
    ("double(18446744073709551615u)", "1.8446744073709552e+19"), ("double('-0.0')", "-0.0"),
    ("double('6.02214e23')", "6.02214e+23"),
    ("double('-84.32e7')", "-843200000.0"), ("double('123')", "123.0"), ("double('NaN')", "nan"),
    ("double('Infinity')", "inf"),
    ("double('-Infinity')", "-inf"), ("double('1e999')", "error"), ("double('')", "error"), ("double('abc')", "error"),
    ("double(' 1.0')", "error"), ("double('1,5')", "error"), ("double('0x1p3')", "error"), ("double(true)", "rejected"),
    ("string('a')", "'a'"), ("string(true)", "'true'"), ("string(-456)", "'-456'"), ("string(9876u)", "'9876'"),
    ("string(123.456)", "'123.456'"), ("string(-4.5e-3)", "'-0.0045'"), ("string(1.0)", "'1'"),
    ("string(1e20)", "'100000000000000000000'"),
    ("string(-1.5e17)", "'-150000000000000000'"), ("string(1e21)", "'1e+21'"), ("string(b'abc')", "'abc'"),
    (#"string(b'\xf0\x9f\xa4\xaa')"#, "'🤪'"), (#"string(b'\000\xff')"#, "error: the bytes are not UTF-8"),
    (#"string(b'\xed\xa0\x80')"#, "error: the bytes are not UTF-8"), ("string(int)", "'int'"),
    ("string(null)", "rejected"),
    ("string([1])", "rejected"), ("string(dyn({}))", "error"),
    ("bytes('abc')", "b[97, 98, 99]"), ("bytes('ÿ')", "b[195, 191]"), ("bytes(b'a')", "b[97]"),
    (#"bytes('\377') == b'\377'"#, "false"),
    ("bytes(1)", "rejected"), ("bool(true)", "true"), ("bool('true')", "true"), ("bool('TRUE')", "true"),
    ("bool('True')", "true"),
    ("bool('t')", "true"), ("bool('1')", "true"), ("bool('false')", "false"), ("bool('f')", "false"),
    ("bool('0')", "false"),
    ("bool('TrUe')", "error"), ("bool('')", "error"), ("bool('yes')", "error"), ("bool(1)", "rejected"),
    ("dyn(1)", "1"),
  ])
  func conversions(_ source: String, _ expected: String) {
    let result = World.result(source)
    switch expected {
    case "error": #expect(result.hasPrefix("error: "), "\(source): \(result)")
    case "rejected": #expect(result.hasPrefix("rejected: "), "\(source): \(result)")
    default: #expect(result == expected, "\(source)")
    }
  }

  @Test(arguments: [
    ("size('')", "0"), ("size('πέντε')", "5"), ("size('🐱')", "1"), ("size('e\u{301}')", "2"), ("'👨‍👩‍👧'.size()", "5"),
    ("size(b'é')", "2"), ("b'hello'.size()", "5"), ("size([[1, 2]])", "1"), ("size({1: 1, 2: 2})", "2"),
    ("{}.size()", "0"),
    ("size(dyn(1))", "error"), ("size(1)", "rejected"), ("size(null)", "rejected"), ("size('a', 'b')", "rejected"),
    ("''.startsWith('')", "true"), ("''.startsWith('a')", "false"), ("'завтра'.startsWith('за')", "true"),
    ("'forté'.endsWith('té')", "true"), ("'a'.endsWith('ba')", "false"), ("'Straße'.contains('aß')", "true"),
    ("'e\u{301}'.startsWith('e')", "true"), ("'abababc'.contains('ababc')", "true"), ("''.contains('')", "true"),
    ("dyn(1).contains('1')", "error"), ("'1'.contains(dyn(1))", "error"), ("'1'.contains(1)", "rejected"),
    ("contains('a', 'a')", "rejected"),
  ])
  func textAndSizes(_ source: String, _ expected: String) {
    let result = World.result(source)
    switch expected {
    case "error": #expect(result.hasPrefix("error: "), "\(source): \(result)")
    case "rejected": #expect(result.hasPrefix("rejected: "), "\(source): \(result)")
    default: #expect(result == expected, "\(source)")
    }
  }

  @Test(arguments: [
    // Some part has to match; anchors ask for all.
    ("'hubba'.matches('ubb')", "true"), ("matches('hubba', '^ubb')", "false"), ("'hubba'.matches('^hubba$')", "true"),
    ("'cows'.matches('')", "true"), ("''.matches('')", "true"), ("''.matches('a|b')", "false"),
    ("'grey'.matches('gr(a|e)y')", "true"),
    ("'banana'.matches('^ba(na)*$')", "true"), ("'mañana'.matches('a+ñ+a+')", "true"), ("'🐱'.matches('^.$')", "true"),
    (#"'a\nb'.matches('a.b')"#, "false"), (#"'a\nb'.matches('(?s)a.b')"#, "true"), (#"'a\n'.matches('a$')"#, "false"),
    (#"'Ω'.matches(r'^\pL$')"#, "true"), (#"'10.0.0.1'.matches(r'^\d+(\.\d+){3}$')"#, "true"),
    // A literal pattern is read with the rule, another one when it is there.
    ("'a'.matches(dyn('('))", "error: not a regular expression: missing )"),
    (#"'aa'.matches(dyn(r'(a)\1'))"#, "error: not a regular expression: back-references are not supported"),
    ("'a'.matches(dyn('(?=a)'))", "error: not a regular expression: look-ahead is not supported"),
    ("'a'.matches(dyn(1))", "error: matches does not take (string, int)"),
    ("dyn(1).matches('a')", "error: matches does not take (int)"),
    (
      #"'aa'.matches(r'(a)\1')"#,
      "rejected: not a regular expression: back-references are not supported; test two patterns, or use =="
    ),
    ("'a'.matches('(?<!b)a')", "rejected: not a regular expression: look-behind is not supported"),
  ])
  func matches(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }
}
