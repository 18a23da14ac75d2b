import Testing

@testable import CEL

/// Literals and their escapes, by the tables of the language definition.
@Suite struct LiteralTests {
  @Test(arguments: [
    ("42", "42"), ("0", "0"), ("0x1F", "31"), ("-7", "-7"), ("7u", "7u"), ("0xFFu", "255u"),
    ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
    ("-0x8000000000000000", "-9223372036854775808"), ("18446744073709551615u", "18446744073709551615u"),
    ("1.5", "1.5"), (".5", "0.5"), ("1e3", "1000.0"), ("1.5E-2", "0.015"), ("-2.5", "-2.5"), ("7e0", "7.0"),
    ("true", "true"), ("false", "false"), ("null", "null"),
    ("[1, 2,]", "[1, 2]"), ("[]", "[]"), ("{}", "{}"), ("{'a': 1, 2: 'b',}", "{'a': 1, 2: 'b'}"),
  ])
  func numbersAndAggregates(_ source: String, _ expected: String) {
    #expect(World.result(source) == expected)
  }

  @Test(arguments: [
    (#""""#, ""), (#"'""'"#, "\"\""), (#"'''x''x'''"#, "x''x"), (#""\"""#, "\""), (#""\\""#, "\\"),
    (#"r"\\""#, "\\\\"), (#"R'\n'"#, "\\n"), (#""\303\277""#, "\u{C3}\u{BF}"), (#""\377""#, "\u{FF}"),
    (#""\xFF""#, "\u{FF}"), (#""\X41""#, "A"), (#""\u00e9""#, "\u{E9}"), (#""\U0001F600""#, "\u{1F600}"),
    (#""\a\b\f\n\r\t\v""#, "\u{7}\u{8}\u{C}\n\r\t\u{B}"), (#""\?\`""#, "?`"),
    ("'''two\nlines'''", "two\nlines"), ("\"\"\"a\"b\"\"\"", "a\"b"), ("'é'", "é"), (#"r'''a\'''"#, "a\\"),
  ])
  func strings(_ source: String, _ expected: String) {
    #expect(World.result(source) == "'\(expected)'")
  }

  @Test(arguments: [
    (#"b"abc""#, [97, 98, 99]), (#"b"ÿ""#, [195, 191]), (#"b"\303\277""#, [195, 191]), (#"B'\xFF'"#, [255]),
    (#"br"\x""#, [92, 120]), (#"b'''a'b'''"#, [97, 39, 98]),
  ])
  func bytes(_ source: String, _ expected: [UInt8]) {
    #expect(World.result(source) == "b\(expected)")
  }

  @Test func commentsAndBlanksSeparate() {
    #expect(World.result("1 // one\n\t+ 2\r\n// end") == "3")
  }
}
