import Documents
import Testing

func jsonFile(_ text: String) -> SourceFile { SourceFile(path: "test.json", bytes: Array(text.utf8)) }
func json(_ text: String) throws(InputError) -> Document { try Document.json(jsonFile(text)) }

func jsonError(_ bytes: [UInt8]) -> InputError? {
  do throws(InputError) {
    _ = try Document.json(SourceFile(path: "test.json", bytes: bytes))
    return nil
  } catch {
    return error
  }
}

func jsonError(_ text: String) -> InputError? { jsonError(Array(text.utf8)) }

/// What RFC 8259 accepts and what it does not.
@Suite struct JSONAcceptanceTests {
  static let accepted = [
    "null", "true", "false", "0", "-0", "12", "-1.5", "1e5", "1E+5", "1e-5", "0.0e0", "\"\"", "[]", "{}", "[[]]",
    "[{}]", " \t\r\n[ \t\r\n1 \n, 2 ] \r\n", "{\"\":0}", "{\"a\":{\"b\":[null]}}", #""\"\\\/\b\f\n\r\t""#, #""\u0000""#,
    #""\uD83D\uDE00""#, #""\ud800""#, #""\udc00\ud800""#, "\"\u{7f}\"", "\"é€😀\"", "\"\u{2028}\"", "[1,2,3]",
    "{\"a\":1,\"a\":2}", "123456789012345678901234567890", "1e400", "\u{feff}{}", "[0e1]", "[-0.0]", "\"\u{fffe}\"",
  ]

  @Test(arguments: accepted)
  func accepts(_ text: String) { #expect(jsonError(text) == nil) }

  static let rejected = [
    "", " ", "\u{feff}", "nul", "nulll", "True", "tru", "truE", "fals", "-", "+1", ".5", "1.", "01", "-01", "00", "1e",
    "1e+",
    "0x1", "1_0", "--1", "-a", "NaN", "Infinity", "-Infinity", "\"", "\"a", "'a'", "\"\n\"", "\"\t\"", "\"\u{1f}\"",
    "\"\0\"",
    #""\x""#, #""\u12""#, #""\u12g4""#, #""\"#, #""\U0041""#, #""\'""#, "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1,,2]",
    "[1 2]",
    "[1;2]", "[}", "[1}", "{", "}", "{]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}",
    "{\"a\" 1}",
    "{\"a\"=1}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\":}", "{\"a\":1 \"b\":2}", "{\"a\":1]", "{\"a\":1,,\"b\":2}", "[:]",
    "{null:1}", "1 2", "{} {}", "[] x", "//c\n1", "/**/1", "#c\n1", "[1]//", "1,", "\u{a0}1", "\u{c}1", "1\0", "\0",
    "\u{feff}\u{feff}1",
    "[\u{feff}]", "{\"a\":1:2}", "\u{2028}1", "[\"a\",\n4\n,1,", "tru\0", "nul\0", "[tru]", "\"\\u00\0\0\"",
  ]

  @Test(arguments: rejected)
  func rejects(_ text: String) throws {
    let error = try #require(jsonError(text))
    #expect(error.range != nil)
    #expect(!error.message.isEmpty && !error.help.isEmpty)
  }

  @Test func rejectsBytesThatAreNotUTF8() throws {
    let cases: [([UInt8], Int)] = [
      ([0x22, 0xff, 0x22], 1), ([0x22, 0xc0, 0xaf, 0x22], 1), ([0x22, 0xed, 0xa0, 0x80, 0x22], 1),
      ([0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xe2, 0x82, 0x22], 1), ([0x22, 0x61, 0x80, 0x22], 2),
      ([0x22, 0xf0, 0x80, 0x80, 0x80, 0x22], 1), ([0x22, 0xe0, 0x80, 0x80, 0x22], 1), ([0x22, 0xc3], 1), ([0x80], 0),
      (Array(repeating: 0x20, count: 100) + [0xc3, 0x28], 100), ([0xff, 0xfe, 0x22, 0x00], 0),
    ]
    for (bytes, offset) in cases {
      let error = try #require(jsonError(bytes))
      #expect(error.range?.offset == offset)
    }
  }

  @Test func limitsDepth() throws {
    let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(jsonError(deepest) == nil)
    let error = try #require(jsonError("[" + deepest + "]"))
    #expect(error.range?.offset == 512)
    #expect(error.message.contains("512"))
    #expect(jsonError(String(repeating: "[", count: 100_000))?.range?.start == SourcePosition(line: 1, column: 513))
    #expect(jsonError(String(repeating: "{\"a\":", count: 100_000)) != nil)
  }
}
