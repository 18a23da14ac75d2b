import Testing

@testable import CEL

/// The language definition, section Syntax: lexis, grammar, precedence, name resolution.
@Suite struct SyntaxConformanceTests {
  @Test(arguments: [
    // Integers
    ("007", "7"), ("0x0", "0"), ("0xabcDEF", "11259375"), ("-0xff", "-255"), ("0xFFu", "255u"), ("0U", "0u"),
    ("0x7fffffffffffffff", "9223372036854775807"), ("-0x8000000000000000", "-9223372036854775808"),
    ("0xffffffffffffffffu", "18446744073709551615u"), ("--9223372036854775807", "9223372036854775807"),
    // Doubles
    ("0.5", "0.5"), (".5e1", "5.0"), ("700.0e-2", "7.0"), (".700e1", "7.0"), ("1E+3", "1000.0"), ("-.5", "-0.5"),
    ("4.9e-324", "5e-324"), ("1.7976931348623157e308", "1.7976931348623157e+308"), ("-0.0", "-0.0"),
    // Words
    ("true", "true"), ("false", "false"), ("null", "null"), ("{'for': 1}.for", "1"), ("{'package': 1}.package", "1"),
    ("{'kubernetes.io/role': 1}.`kubernetes.io/role`", "1"), ("has({'a-b c': 1}.`a-b c`)", "true"),
    ("has({'a': 1}.`b-c`)", "false"), ("{'in': {'a.b': 2}}.`in`.`a.b` + 1", "3"),
    ("[1].map(_x1, _x1)", "[1]"), ("[1].map(truely, truely)", "[1]"),
    // Blanks and comments
    ("\t1\u{C}+\r\n2 ", "3"), ("1 // + 2", "1"), ("// first\n1 +\n// second\n2", "3"),
    ("'// no comment'", "'// no comment'"),
  ])
  func lexis(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    "0X1F", "0x", "1u1", "1a", "1.5u", "0x1.8p1", "1e", "1e+", "1_000", "9223372036854775808", "-9223372036854775809",
    "18446744073709551616u", "1e309", "1.", "7.", "..5", "1 2", "=", "1 = 1", "1 === 1", "a & b", "a | b", "a ^ b",
    "~1",
    "1 << 2", "a and b", "@", "#", "$a", "a; b", "é", "`a`",
    "{'a': 1}.``", "{'a': 1}.`a", "{'a': 1}.`a$b`", "{'a': 1}.`size`()", "{`a`: 1}",
  ])
  func malformedTokens(_ source: String) {
    #expect(World.result(source).hasPrefix("rejected: "), "\(source)")
  }

  @Test(arguments: [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace",
    "return", "var", "void", "while",
  ])
  func reservedWordsNameNothingButFields(_ word: String) {
    let refusal = "rejected: \(word) is a reserved word; choose another name"
    for source in [word, "\(word)(1)", "[1].map(\(word), 1)", ".\(word)", "\(word).a"] {
      #expect(World.result(source) == refusal, "\(source)")
    }
    #expect(World.result("{'\(word)': 1}.\(word)") == "1")
    #expect(World.result("has({'\(word)': 1}.\(word))") == "true")
  }

  @Test(arguments: ["true", "false", "null", "in"])
  func keywordsAreNotEvenFields(_ word: String) {
    #expect(World.result("{'a': 1}.\(word)").hasPrefix("rejected: "))
  }

  @Test(arguments: [
    (#"'\\\?\"\'\`'"#, "\\?\"'`"), (#"'\a\b\f\n\r\t\v'"#, "\u{7}\u{8}\u{C}\n\r\t\u{B}"),
    (#"'\x41\X5a\x7F'"#, "AZ\u{7F}"),
    (#"'\000\101\377'"#, "\u{0}A\u{FF}"), (#"'\u0041\u00ff\uFFfd'"#, "A\u{FF}\u{FFFD}"),
    (#"'\U0001F431\U00000041\U0010ffff'"#, "\u{1F431}A\u{10FFFF}"), (#"'\1011'"#, "A1"), (#"'\x411'"#, "A1"),
    ("'''it's'''", "it's"), (#"'''\''''"#, "'"), (#""""a""b""""#, "a\"\"b"), ("'''\r\n'''", "\r\n"), ("''''''", ""),
    ("\"\"\"''' \"\"\"", "''' "), (#"'''a\nb'''"#, "a\nb"), ("'\t'", "\t"), ("'\u{1}'", "\u{1}"),
    (#"r'\x41\n'"#, "\\x41\\n"), (#"R"\'""#, "\\'"), (#"r'''\'''"#, "\\"), ("r'''a\nb'''", "a\nb"), ("r''", ""),
    ("'e\u{301}'", "e\u{301}"),
  ])
  func strings(_ source: String, _ expected: String) {
    #expect(World.result(source) == "'\(expected)'")
  }

  @Test(arguments: [
    (#"b'\x41\101A'"#, [65, 65, 65]), (#"b'\377\xff'"#, [255, 255]), ("b'é'", [195, 169]), (#"b'\u00ff'"#, [195, 191]),
    (#"br'\n'"#, [92, 110]), (#"BR"\x""#, [92, 120]), (#"bR'''\'''"#, [92]), ("b\"\"\"a\nb\"\"\"", [97, 10, 98]),
    ("b''", []),
  ])
  func bytes(_ source: String, _ expected: [UInt8]) {
    #expect(World.result(source) == "b\(expected)")
  }

  @Test(arguments: [
    #"'\s'"#, #"'\8'"#, #"'\400'"#, #"'\08'"#, #"'\18'"#, #"'\x4'"#, #"'\xg0'"#, #"'\u004'"#, #"'\U0000004'"#,
    #"'\ud83d'"#, #"'\ud83d\ude00'"#, #"'\U0000d83d'"#, #"'\U00110000'"#, #"'\UD83DDE03'"#, #"b'\U00000041'"#,
    #"b'\ud83d'"#, "'a\nb'", "\"a\rb\"", "'a", "'''a''", "'a\"", #"'\'"#, "rb'a'", "rr'a'", "bb'a'", "u'a'", "'a''b'",
    #"r'\''"#,
  ])
  func malformedStrings(_ source: String) {
    #expect(World.result(source).hasPrefix("rejected: "), "\(source)")
  }

  @Test(arguments: [
    ("2 + 3 * 4 - 1", "13"), ("2 * 3 % 4", "2"), ("2 % 3 * 4", "8"), ("-2 * -3", "6"), ("1 - -1", "2"), ("1--1", "2"),
    ("!false && false", "false"), ("!(false && false)", "true"), ("1 + 2 == 3", "true"), ("1 < 2 && 2 < 3", "true"),
    ("true || true && false", "true"), ("(true || true) && false", "false"), ("false ? 1 : false ? 2 : 3", "3"),
    ("true ? false ? 1 : 2 : 3", "rejected"), ("(true ? false ? 1 : 2 : 3)", "rejected"),
    ("true ? (false ? 1 : 2) : 3", "2"), ("true || false ? 1 : 2", "1"), ("1 in [1] == true", "true"),
    ("3 == 3 == true", "true"), ("1 < 2 in [true]", "true"), ("-[1, 2][0]", "-1"), ("!{'a': true}.a", "false"),
    ("-{'a': 1}.a", "-1"), ("10 / 2 / 5", "1"), ("10 - 2 - 5", "3"), ("1 + 1 in [2, 3]", "true"),
  ])
  func precedence(_ source: String, _ expected: String) {
    let result = World.result(source)
    #expect(expected == "rejected" ? result.hasPrefix("rejected: ") : result == expected, "\(source): \(result)")
  }

  @Test(arguments: [
    "(1", "1)", "[1", "{1: 2", "{1}", "{1: }", "{: 1}", "[,]", "{,}", "size(", "size('a',)", "size('a' 'b')", "()",
    "1 +", "+ 1", "1 + * 2", "a ?", "a ? 1", "a ? 1 :", "a : 1", "s.", ".1.a", "s.1", "s.'a'", "s[", "s[]", "in [1]",
    "1 in", "!", "-", "Msg{}", "Msg{a: 1}", "[1, 2", "s..a", "numbers.all(v)", "numbers.all(v, true, 1)",
    "numbers.all(v.w, true)", "numbers.all(.v, true)", "numbers.all(1, true)", "numbers.map(v, 1, 2, 3)",
    "numbers.filter()", "has()", "has(s)", "has(s.a, s.b)", "has(numbers[0])", "has(s.size())", "",
  ])
  func malformedExpressions(_ source: String) {
    #expect(World.result(source).hasPrefix("rejected: "), "\(source)")
  }

  @Test(arguments: [
    // The variable of a macro comes before what is outside, an inner one before an outer one.
    ("[1].map(n, n)", "[1]"), ("[1].map(n, [2].map(n, n))", "[[2]]"), ("[1].map(n, .n)", "[7]"),
    ("[1].map(v, [2].map(w, v + w))", "[[3]]"), ("[[1], [2]].exists(n, n.exists(n, n == 2))", "true"), (".n", "7"),
    // Names in a space
    ("strings.quote('a')", "'\"a\"'"), (".strings.quote('a')", "'\"a\"'"),
    ("math.half(4)", "2"), ("type(x) == math.Angle", "false"), ("math.Angle", "type math.Angle"),
    // A variable of that name hides the space.
    ("[{'half': 1}].map(math, math.half)", "[1]"), ("[1].map(math, .math.half(4))", "[2]"),
  ])
  func nameResolution(_ source: String, _ expected: String) {
    #expect(World.result(source, ["n": .int(7), "x": .int(1)]) == expected)
  }

  @Test(arguments: [
    ("strings.qoute('a')", "no function \"strings.qoute\"; did you mean \"quote\"?"),
    ("math.third(4)", "no function \"math.third\"; functions of math: half"),
    ("math.half('a')", "math.half does not take (string); it takes (int)"),
    ("math.Angel", "no variable \"math\"; text is written in quotes"),
    ("strings", "no variable \"strings\"; text is written in quotes"),
  ])
  func namesInASpaceThatAreNotThere(_ source: String, _ expected: String) {
    #expect(World.result(source) == "rejected: \(expected)")
  }

  private static func chain(_ term: String, _ count: Int, by separator: String) -> String {
    Array(repeating: term, count: count).joined(separator: separator)
  }

  private static func nest(_ open: String, _ inner: String, _ close: String, _ count: Int) -> String {
    String(repeating: open, count: count) + inner + String(repeating: close, count: count)
  }

  /// What every implementation has to read.
  @Test func limits() {
    func expect(_ source: String, _ expected: String) { #expect(World.result(source) == expected) }
    expect(Self.chain("true", 32, by: " && "), "true")
    expect(Self.chain("false", 32, by: " || "), "false")
    expect(Self.chain("1", 33, by: " - "), "-31")
    expect(Self.chain("1", 33, by: " * "), "1")
    expect("1 < 2 == " + Self.chain("true", 31, by: " == "), "true")
    expect(Self.nest("false ? 0 : ", "2", "", 32), "2")
    expect(Self.nest("-", "19", "", 32), "19")
    expect(Self.nest("[", "7", "]", 12) + Self.nest("[0]", "", "", 12), "7")
    expect(Self.nest("{'a': ", "7", "}", 12) + Self.nest(".a", "", "", 12), "7")
    expect(Self.nest("int(", "7", ")", 24), "7")
    expect(Self.nest("(", "7", ")", 32), "7")
    expect("size([" + Self.chain("0", 32, by: ", ") + "])", "32")
    let entries = (0..<32).map { number in "\(number): 'v'" }
    expect("size({" + entries.joined(separator: ", ") + "})", "32")
  }
}
