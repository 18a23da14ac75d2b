import Testing

@testable import CEL

/// The strings extension, function by function.
@Suite struct StringExtensionTests {
  private func check(_ source: String, _ expected: String) {
    let result = World.result(source)
    switch expected {
    case "error": #expect(result.hasPrefix("error: "), "\(source): \(result)")
    case "rejected": #expect(result.hasPrefix("rejected: "), "\(source): \(result)")
    default: #expect(result == expected, "\(source)")
    }
  }

  @Test(arguments: [
    ("'tacocat'.charAt(3)", "'o'"), ("'tacocat'.charAt(7)", "''"), ("''.charAt(0)", "''"), ("'©αT'.charAt(1)", "'α'"),
    ("'tacocat'.charAt(8)", "error"), ("'tacocat'.charAt(-1)", "error"), ("'a'.charAt('0')", "rejected"),
    ("42.charAt(0)", "rejected"),
    ("'a'.charAt(9223372036854775807)", "error"),
    ("'tacocat'.indexOf('')", "0"), ("'tacocat'.indexOf('ac')", "1"), ("'tacocat'.indexOf('none')", "-1"),
    ("'tacocat'.indexOf('', 3)", "3"), ("'tacocat'.indexOf('at', 3)", "5"), ("'ta©o©αT'.indexOf('©', 3)", "4"),
    ("'ta©o©αT'.indexOf('©α', 5)", "-1"), ("'tacocat'.indexOf('a', 30)", "error"),
    ("'tacocat'.indexOf('a', -1)", "error"),
    ("'a'.indexOf('aa')", "-1"), ("'a'.indexOf('aa', -1)", "error"), ("'hello'.indexOf(true)", "rejected"),
    ("'42'.indexOf('4', 0, 1)", "rejected"),
    ("'tacocat'.lastIndexOf('')", "7"), ("'tacocat'.lastIndexOf('at')", "5"), ("'tacocat'.lastIndexOf('none')", "-1"),
    ("'tacocat'.lastIndexOf('', 3)", "3"), ("'tacocat'.lastIndexOf('a', 3)", "1"),
    ("'ta©o©αT'.lastIndexOf('©', 3)", "2"),
    ("'bananananana'.lastIndexOf('nana', 7)", "6"), ("''.lastIndexOf('@@')", "-1"),
    ("'tacocat'.lastIndexOf('a', -1)", "error"),
    ("'tacocat'.lastIndexOf('a', 30)", "error"), ("''.lastIndexOf('a', 5)", "error"),
  ])
  func positions(_ source: String, _ expected: String) { check(source, expected) }

  @Test(arguments: [
    ("'tacocat'.substring(4)", "'cat'"), ("'tacocat'.substring(7)", "''"), ("'tacocat'.substring(0, 4)", "'taco'"),
    ("'tacocat'.substring(4, 4)", "''"), ("'ta©o©αT'.substring(2, 6)", "'©o©α'"), ("'tacocat'.substring(40)", "error"),
    ("'tacocat'.substring(-1)", "error"), ("'tacocat'.substring(1, 50)", "error"),
    ("'tacocat'.substring(4, 3)", "error"),
    ("'tacocat'.substring(-9223372036854775808, 3)", "error"),
    ("'TacoCÆt Xii'.lowerAscii()", "'tacocÆt xii'"), ("'tacoCαt'.upperAscii()", "'TACOCαT'"),
    ("'gums'.reverse()", "'smug'"), ("'©αT'.reverse()", "'Tα©'"), ("''.reverse()", "''"),
    (#"' \f\n\r\t\vtext  '.trim()"#, "'text'"), (#"'\u0085\u00a0\u1680text\u2028\u3000'.trim()"#, "'text'"),
    (#"'\u180etext\u200b\ufeff'.trim()"#, "'\u{180e}text\u{200b}\u{feff}'"), ("'  '.trim()", "''"),
    ("'hello hello'.replace('he', 'we')", "'wello wello'"), ("'hello hello'.replace('he', 'we', -1)", "'wello wello'"),
    ("'hello hello'.replace('he', 'we', 1)", "'wello hello'"),
    ("'hello hello'.replace('he', 'we', 0)", "'hello hello'"),
    ("'hello'.replace('', '_')", "'_h_e_l_l_o_'"), ("'hello'.replace('l', '')", "'heo'"),
    ("'aaa'.replace('aa', 'b')", "'ba'"),
    ("'1 ©αT taco'.replace('αT', 'o©α')", "'1 ©o©α taco'"), ("42.replace('2', '1')", "rejected"),
    ("'42'.replace(2, '1')", "rejected"),
    ("'42'.replace('2', '1', 1, false)", "rejected"), ("'42'.replace('2', dyn(1))", "error"),
  ])
  func parts(_ source: String, _ expected: String) { check(source, expected) }

  @Test(arguments: [
    ("'hello world'.split(' ')", "['hello', 'world']"), ("'a b c'.split(' ', 0)", "[]"),
    ("'a b c'.split(' ', 1)", "['a b c']"),
    ("'a b c'.split(' ', 2)", "['a', 'b c']"), ("'a b c'.split(' ', 9)", "['a', 'b', 'c']"),
    ("'o©o©o'.split('©', -1)", "['o', 'o', 'o']"),
    ("''.split(',')", "['']"), ("'©α'.split('')", "['©', 'α']"), ("'abc'.split('', 2)", "['a', 'bc']"),
    ("',a,'.split(',')", "['', 'a', '']"),
    ("42.split('2')", "rejected"), ("'42'.split(2)", "rejected"),
    ("['x', 'y'].join()", "'xy'"), ("['x', 'y'].join('-')", "'x-y'"), ("[].join('-')", "''"),
    ("['x'].join('-')", "'x'"),
    ("[1].join()", "rejected"), ("[dyn(1)].join()", "error"), ("['x'].join(1)", "rejected"), ("'x'.join()", "rejected"),
  ])
  func lists(_ source: String, _ expected: String) { check(source, expected) }

  @Test(arguments: [
    ("''", #""""#), (#"'first\nsecond'"#, #""first\nsecond""#), (#"'\a\b\f\r\t\v'"#, #""\a\b\f\r\t\v""#),
    (#"'a\\b'"#, #""a\\b""#),
    (#"'a"b'"#, #""a\"b""#), ("'it''s'".replacing("''", with: "\\'"), #""it's""#), ("'завтра😀'", #""завтра😀""#),
  ])
  func quotation(_ text: String, _ expected: String) { check("strings.quote(\(text))", "'\(expected)'") }

  @Test(arguments: [
    ("'no'.format([])", "no"), ("'%%'.format([])", "%"), ("'%%%s%%'.format(['a'])", "%a%"),
    ("'%s'.format([b'xyz'])", "xyz"),
    (#"'%s'.format([b'a\xff\xfe\xc3b'])"#, "a\u{FFFD}b"), ("'%s'.format([type('')])", "string"),
    ("'%s'.format([true])", "true"),
    ("'%s'.format([dyn(56.80)])", "56.8"), ("'%s %s'.format([1.0, 1e6])", "1 1000000"), ("'%s'.format([-2])", "-2"),
    ("'%s'.format([['abc', 3.14, null, [9, 8]]])", "[abc, 3.14, null, [9, 8]]"),
    ("'%s'.format([{'key5': null, 'key1': b'x', 'key4': true}])", "{key1: x, key4: true, key5: null}"),
    ("'%s'.format([{1: 'a', 2u: 'b', true: double('NaN')}])", "{1: a, 2: b, true: NaN}"),
    ("'%s'.format([[double('NaN'), double('Infinity'), double('-Infinity')]])", "[NaN, Infinity, -Infinity]"),
    ("'%d %d %d'.format([1, 2u, -3])", "1 2 -3"), ("'%d'.format([3.14])", "3.14"),
    ("'%d'.format([double('-Infinity')])", "-Infinity"),
    ("'%f'.format([2.71828])", "2.718280"), ("'%.3f'.format([1.2345])", "1.234"),
    ("'%.0f %.0f'.format([0.5, 1.5])", "0 2"),
    ("'%f %f'.format([1, 1u])", "1.000000 1.000000"), ("'%.1f'.format([-3.14])", "-3.1"),
    ("'%f'.format([double('NaN')])", "NaN"),
    ("'%.6e'.format([1052.032911275])", "1.052033e+03"), ("'%e'.format([1])", "1.000000e+00"),
    ("'%.1e'.format([-3.14])", "-3.1e+00"),
    ("'%.2e'.format([1e-7])", "1.00e-07"), ("'%e'.format([double('Infinity')])", "Infinity"),
    ("'%x %X %x'.format([30, 30, -30])", "1e 1E -1e"), ("'%X'.format([6000u])", "1770"),
    ("'%x'.format(['Hello'])", "48656c6c6f"),
    ("'%X'.format([b'\\xab\\x01'])", "AB01"), ("'%o %o'.format([11, -11])", "13 -13"),
    ("'%b %b %b'.format([5, -5, true])", "101 -101 1"),
    ("'%b'.format([-9223372036854775808])", "-1" + String(repeating: "0", count: 63)),
  ])
  func format(_ source: String, _ expected: String) { check(source, "'\(expected)'") }

  @Test(arguments: [
    "'%a'.format([1])", "'%E'.format([0.5])", "'%'.format([1])", "'%.'.format([1])", "'%.f'.format([1.0])",
    "'%-5d'.format([1])",
    "'%5d'.format([1])", "'%d %d'.format([0])", "''.format([0])", "'%b'.format(['abc'])", "'%d'.format(['1'])",
    "'%o'.format(['a'])",
    "'%x'.format([0.5])", "'%d'.format([null])", "'%e'.format([null])", "'%f'.format(['1'])", "'%x'.format([null])",
    "'%b'.format([null])", "'%o'.format([0.5])", "'%.99999f'.format([1.0])", "'%s'.format([1 / 0])",
  ])
  func formatErrors(_ source: String) { check(source, "error") }
}
