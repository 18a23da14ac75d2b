import Documents
import Testing

func yamlFile(_ text: String) -> SourceFile { SourceFile(path: "test.yaml", bytes: Array(text.utf8)) }
func yaml(_ text: String) throws -> Node { try #require(try Document.yaml(yamlFile(text)).first).root }

func yamlError(_ bytes: [UInt8]) -> InputError? {
  do throws(InputError) {
    _ = try Document.yaml(SourceFile(path: "test.yaml", bytes: bytes))
    return nil
  } catch {
    return error
  }
}

func yamlError(_ text: String) -> InputError? { yamlError(Array(text.utf8)) }

/// A compact form of a tree: scalars with their kind, tags in front.
func outline(_ node: Node) -> String {
  let tag = node.tag.map { "!\($0) " } ?? ""
  switch node.kind {
  case .object: return tag + "{" + node.members.map { "\($0.name): \(outline($0.value))" }.joined(separator: ", ") + "}"
  case .array: return tag + "[" + node.elements.map(outline).joined(separator: ", ") + "]"
  case .string: return tag + "\"\(node.string ?? "?")\""
  case .number, .boolean: return tag + (node.scalar ?? "?")
  case .null: return tag + "null"
  }
}

/// How scalars, tags and aliases are read.
@Suite struct YAMLReadingTests {
  @Test(arguments: [
    ("true", "true"), ("yes", "true"), ("On", "true"), ("FALSE", "false"), ("no", "false"), ("off", "false"),
    ("y", "\"y\""), ("n", "\"n\""), ("tRUE", "\"tRUE\""), ("'true'", "\"true\""), ("null", "null"), ("~", "null"),
    ("", "null"), ("''", "\"\""), ("nil", "\"nil\""), ("10", "10"), ("-1", "-1"), ("+1", "+1"), ("1.5", "1.5"),
    (".5", ".5"),
    ("1e3", "1e3"), ("1.", "1."), ("1_000", "1_000"), ("0x1F", "0x1F"), ("0b11", "0b11"), ("010", "010"),
    ("012345678901", "012345678901"), (".inf", ".inf"), ("0x", "\"0x\""), (".", "\".\""), ("-", "[null]"),
    ("_1", "\"_1\""),
    ("1.2.3", "\"1.2.3\""), ("10.0.0.0/16", "\"10.0.0.0/16\""), ("2012-10-17", "\"2012-10-17\""), ("1e", "\"1e\""),
    ("2012-10-17T10:00:00Z", "\"2012-10-17T10:00:00Z\""), ("22:22", "\"22:22\""), ("!!str 10", "\"10\""),
    ("! 10", "\"10\""),
    ("!!int '10'", "10"), ("!Ref 10", "!Ref \"10\""), ("!GetAZs ''", "!GetAZs \"\""), ("!GetAZs", "!GetAZs \"\""),
    ("!Sub 'a'", "!Sub \"a\""), ("[1, {a: b}]", "[1, {a: \"b\"}]"), ("::/0", "\"::/0\""), ("<<", "\"<<\""),
    ("!Select [0, !GetAZs '']", "!Select [0, !GetAZs \"\"]"),
    ("!Join\n  - ','\n  - - a\n    - b\n", "!Join [\",\", [\"a\", \"b\"]]"),
    ("!If\n  a: 1\n", "!If {a: 1}"), ("|\n  a\n  b\n", "\"a\nb\n\""), (">-\n  a\n  b\n", "\"a b\""),
    ("\"\\x41\\u00e9\"", "\"Aé\""),
    ("!!map {a: 1}", "{a: 1}"), ("!!seq [1]", "[1]"),
  ])
  func resolves(_ value: String, _ expected: String) throws {
    let root = try yaml("key: \(value.hasPrefix("-") && value.count == 1 ? "\n  -" : value)\n")
    #expect(outline(root) == "{key: \(expected)}")
  }

  @Test func keysAreStrings() throws {
    #expect(
      outline(try yaml("on: 1\nyes: 2\n10: 3\nnull: 4\n2012-10-17: 5\n"))
        == "{on: 1, yes: 2, 10: 3, null: 4, 2012-10-17: 5}")
  }

  @Test(arguments: [
    ("10", 10), ("010", 8), ("0777", 511), ("089", 89), ("012345678901", 12_345_678_901), ("0x1F", 31), ("-0x10", -16),
    ("0b101", 5),
    ("1_000", 1000), ("1e3", 1000), ("1.0", 1), ("1.5", nil), ("9223372036854775807", Int.max),
    ("9223372036854775808", nil),
    ("-9223372036854775808", Int.min), (".inf", nil), ("1e-1", nil), ("0o17", nil),
  ])
  func integers(_ text: String, _ expected: Int?) throws { #expect(try yaml("a: \(text)")["a"]?.int == expected) }

  @Test func literalsAreAsWritten() throws {
    let root = try yaml("[yes, ~, 010, 'x''y', {a: b}, '']")
    #expect(root.elements.map(\.literal) == ["yes", "~", "010", "x'y", nil, ""])
    #expect(root.elements.map(\.scalar) == ["true", nil, "010", "x'y", nil, ""])
  }

  @Test func leadingZeroIsReported() throws {
    let document = try yaml("a: 012345670123\nb: '012345670123'\n012345678901: c\nd: 0\ne: 0.5\nf: 10").document
    #expect(document.warnings.map(\.kind) == [.leadingZero, .leadingZero])
    #expect(document.warnings.map(\.range.text) == ["012345670123", "012345678901"])
    #expect(document.warnings[0].message.contains("1402433619"))
    #expect(document.root["a"]?.scalar == "012345670123")
  }

  @Test func duplicateKeysAreKeptAndReported() throws {
    let root = try yaml("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\n")
    #expect(root["a"]?.int == 2)
    #expect(root.count == 3)
    let warnings = root.document.warnings
    #expect(warnings.map(\.range.start.line) == [5, 6])
    #expect(warnings.map { $0.related?.start.line } == [3, 1])
  }

  @Test func aliasesAreExpandedWithTheirOwnPlace() throws {
    let root = try yaml("a: &x !Ref Name\nb: *x\nc: &y [1, {k: &z v}]\nd: *y\ne: *z\n*z : key\n")
    #expect(
      outline(root)
        == "{a: !Ref \"Name\", b: !Ref \"Name\", c: [1, {k: \"v\"}], d: [1, {k: \"v\"}], e: \"v\", v: \"key\"}")
    #expect(root["a"]?.range.text == "&x !Ref Name")
    #expect(root["a"]?.valueRange.text == "Name")
    let alias = try #require(root["b"])
    #expect(alias.range.text == "*x" && alias.range.start == SourcePosition(line: 2, column: 4))
    #expect(alias.valueRange.text == "Name" && alias.valueRange.start.line == 1)
    #expect(root["d"]?[1]?["k"]?.range.start.line == 3)
    #expect(root["c"]?.range.text == "&y [1, {k: &z v}]")
  }

  /// Own keys come before those that are merged, and of several mappings the first.
  @Test(arguments: [
    ("a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n", "{a: {k: 1}, b: {l: 2, k: 1}}"),
    ("a: &x {k: 1, l: 3}\nb: {<<: *x, l: 2}\n", "{a: {k: 1, l: 3}, b: {l: 2, k: 1}}"),
    ("a: &x {k: 1}\nb: {<<: [*x, {k: 5, m: [1]}], l: 2}\n", "{a: {k: 1}, b: {l: 2, k: 1, m: [1]}}"),
    ("a: &x {k: {<<: {n: 1}}}\nb: {<<: *x}\n", "{a: {k: {n: 1}}, b: {k: {n: 1}}}"),
    ("a: &x {k: 1}\nb: {<<: *x, l: &y [2]}\nc: *y\n", "{a: {k: 1}, b: {l: [2], k: 1}, c: [2]}"),
    // Not what can be merged, or what is still needed as it is.
    ("b: {<<: text, l: 2}\n", "{b: {<<: \"text\", l: 2}}"),
    ("b: {<<: &y {k: 1}, l: 2}\nc: *y\n", "{b: {<<: {k: 1}, l: 2}, c: {k: 1}}"),
  ])
  func mergeKeysAreMergedWithAWarning(_ text: String, _ result: String) throws {
    let root = try yaml(text)
    #expect(outline(root) == result)
    #expect(root.document.warnings.contains { $0.kind == .mergeKey })
    #expect(root["a"]?["k"].map { $0.range.text.isEmpty } != true)
  }

  @Test func mergedValuesHaveTheirPlaces() throws {
    let root = try yaml("a: &x\n  k: here\nb:\n  <<: *x\n  l: there\n")
    #expect(root["b"]?["k"]?.range.text == "here")
    #expect(root["b"]?["l"]?.range.start == SourcePosition(line: 5, column: 6))
    #expect(root["b"]?.range.start.line == 4)
  }

  @Test func unsupportedTagIsReported() throws {
    let root = try yaml("a: !!set {x, y}\nb: !!timestamp 2012-10-17\n")
    #expect(root.document.warnings.map(\.kind) == [.unsupportedTag, .unsupportedTag])
    #expect(root["b"]?.string == "2012-10-17")
  }

  @Test func documentsOfAStream() throws {
    let documents = try Document.yaml(yamlFile("# x\n---\na: &x 1\n---\nb: !Ref c\n...\n---\n"))
    #expect(documents.map { outline($0.root) } == ["{a: 1}", "{b: !Ref \"c\"}", "null"])
    #expect(documents[1].root["b"]?.range.start == SourcePosition(line: 5, column: 4))
    // Anchors end with their document.
    #expect(yamlError("a: &x 1\n---\nb: *x\n")?.range?.start == SourcePosition(line: 3, column: 4))
  }
}

/// Where keys and values stand.
@Suite struct YAMLPlaceTests {
  @Test(arguments: ["\n", "\r\n"])
  func rangesOfEveryForm(_ lineBreak: String) throws {
    let lines = [
      "# comment é", "Résumé: \"é😀\" # x", "List:", "  - one  ", "  - !GetAtt", "    - A", "    - B", "", "# between",
      "Map: !If",
      "  # inside", "  key: 'v'", "  flow: [a, {b: c}]  ", "Block: |", "  first", "   second", "", "Folded: !Sub >-",
      "  x", "  y",
      "Empty:", "Last: 'multi", "  line'",
    ]
    let text = lines.joined(separator: lineBreak)
    let root = try yaml(text)
    func source(_ first: Int, _ last: Int, from column: Int) -> String {
      String(lines[first...last].joined(separator: lineBreak).dropFirst(column))
    }
    #expect(root["Résumé"]?.range.text == "\"é😀\"")
    #expect(root["Résumé"]?.range.start == SourcePosition(line: 2, column: 9))
    #expect(root["Résumé"]?.range.end == SourcePosition(line: 2, column: 14))
    #expect(root["List"]?.range.text == source(3, 6, from: 2))
    #expect(root["List"]?[0]?.range.text == "one")
    #expect(root["List"]?[1]?.range.text == source(4, 6, from: 4))
    #expect(root["List"]?[1]?.valueRange.text == source(5, 6, from: 4))
    #expect(root["Map"]?.range.text == source(9, 11, from: 5) + lineBreak + "  flow: [a, {b: c}]")
    #expect(root["Map"]?.valueRange.text == ("key: 'v'" + lineBreak + "  flow: [a, {b: c}]"))
    #expect(root["Map"]?["key"]?.range.text == "'v'")
    #expect(root["Map"]?["flow"]?.range.text == "[a, {b: c}]")
    #expect(root["Map"]?["flow"]?[1]?.range.text == "{b: c}")
    #expect(root["Block"]?.range.text == source(13, 15, from: 7))
    #expect(root["Block"]?.string == "first\n second\n")
    #expect(root["Folded"]?.range.text == source(17, 19, from: 8))
    #expect(root["Folded"]?.tag == "Sub")
    #expect(root["Empty"]?.range.length == 0)
    #expect(root["Empty"]?.range.start == SourcePosition(line: 21, column: 7))
    #expect(root["Last"]?.range.text == source(21, 22, from: 6))
    let keys = root.members.map(\.key.range.text)
    #expect(keys == ["Résumé", "List", "Map", "Block", "Folded", "Empty", "Last"])
    #expect(root.members.map(\.key.range.start.column) == Array(repeating: 1, count: 7))
  }

  @Test func byteOrderMarkTakesNoColumn() throws {
    let root = try yaml("\u{feff}a: [é, b]\nc: d")
    #expect(root["a"]?.range.start == SourcePosition(line: 1, column: 4))
    #expect(root["a"]?[1]?.range.start == SourcePosition(line: 1, column: 8))
    #expect(root["c"]?.range.text == "d")
  }

  /// Line breaks of YAML 1.1 that are none to an editor do not shift places.
  @Test func rareLineBreaks() throws {
    let root = try yaml("a: x # \u{85}b: \"y\u{2028}z\"\nc: w\n")
    #expect(root["b"]?.range.start == SourcePosition(line: 1, column: 12))
    #expect(root["c"]?.range.start == SourcePosition(line: 2, column: 4))
  }

  static let scalars: [(String, String)] = [
    ("plain", "plain"), ("two  words", "two  words"), ("plain\n  folded\n\n  more", "plain folded\nmore"),
    ("'it''s'", "it's"), ("'a\n  b\n\n  c'", "a b\nc"), ("\"a\\tb\\\"c\\u00e9\"", "a\tb\"cé"),
    ("\"a  \n   b\\\n   c\\\n\n   d\"", "a bc\nd"), ("\"\\\\n \\x20 \\U0001F600 z\"", "\\n   😀 z"),
    ("|\n  {\n    \"a\": 1\n  }\n", "{\n  \"a\": 1\n}\n"), ("|-\n  a\n\n\n   b\n  c\n\n", "a\n\n\n b\nc"),
    ("|+ # c\n  a\n\n", "a\n\n"), ("|2\n    a\n   b\n", "  a\n b\n"), ("|\n\n  a\n", "\na\n"), ("|\n  a", "a"),
    (">\n  a\n  b\n\n  c\n    d\n  e\n", "a b\n\nc\n  d\ne\n".replacingFirstDouble),
    ("|\n  é x\n  😀\ty\n", "é x\n😀\ty\n"), ("''", ""),
    ("\"\"", ""), ("|\n\n", ""), ("\"  \"", "  "), ("\" a\n b \"", " a b "),
  ]

  /// Text that is not white space has its exact place, and places never decrease.
  @Test(arguments: scalars, ["\n", "\r\n"])
  func textMapsToTheSource(_ scalar: (String, String), _ lineBreak: String) throws {
    let source = "k: " + scalar.0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineBreak)
    let node = try #require(try yaml(source)["k"])
    let text = try #require(node.text)
    #expect(text.string == scalar.1)
    var last = 0
    for index in 0..<text.count {
      let range = text.range(of: index..<(index + 1))
      #expect(range.offset >= last)
      last = range.offset
      #expect(range.offset >= node.range.offset)
      let byte = text[index]
      if byte > 0x20, range.length == 1 {
        #expect(range.file.withBytes { $0[range.offset] } == byte)
      } else if byte > 0x20 {
        // An escape as a whole.
        #expect(range.length > 1 && range.length <= 10 && ["\\", "'"].contains(range.text.first))
      } else if byte == 0x0a, !node.range.text.hasPrefix("\"") {
        #expect(range.text.isEmpty || range.text == "\n" || range.text == "\r\n")
      }
    }
  }

  @Test func policyInABlockScalar() throws {
    let source =
      "Policy: !Sub |\r\n  {\r\n    \"Statement\": [{\"Effect\": \"Allow\",\r\n      \"Action\": \"é*\"}]\r\n  }\r\n"
    let text = try #require(try yaml(source)["Policy"]?.text)
    let policy = try Document.json(text).root
    let action = try #require(policy["Statement"]?[0]?["Action"])
    #expect(action.range.start == SourcePosition(line: 4, column: 17))
    #expect(action.range.text == "\"é*\"")
    #expect(policy["Statement"]?.range.end == SourcePosition(line: 4, column: 23))
    let error = #expect(throws: InputError.self) { try Document.json(text.substring(0..<(text.count - 3))) }
    #expect(error?.range?.start.line == 4)
  }

  @Test func policyInDoubleQuotes() throws {
    let root = try yaml(#"P: "{\"A\": \"x\\ny\", \"B\": [1]}""#)
    let policy = try Document.json(try #require(root["P"]?.text)).root
    #expect(policy["A"]?.range.text == #"\"x\\ny\""#)
    #expect(policy["A"]?.string == "x\ny")
    #expect(policy["A"]?.text?.range(of: 1..<2).text == #"\\n"#)
    #expect(policy["B"]?.range.text == "[1]")
  }
}

extension String {
  /// Folding turns "b", empty line, "c" into one break.
  fileprivate var replacingFirstDouble: String {
    guard let range = firstRange(of: "\n\n") else { return self }
    return replacingCharacters(range)
  }

  private func replacingCharacters(_ range: Range<String.Index>) -> String {
    String(self[..<range.lowerBound]) + "\n" + String(self[range.upperBound...])
  }
}

/// What is not accepted, and where.
@Suite struct YAMLErrorTests {
  @Test(arguments: [
    ("a: b: c", 1, 5), ("a:\n\tb: c", 2, 1), ("a: [1, 2", 1, 9), ("a: {b: 1", 1, 9), ("a: 'x", 1, 6),
    ("a: \"x\\q\"", 1, 6),
    ("a: *x", 1, 4), ("a: &x [*x]", 1, 8), ("a: @x", 1, 4), ("a: `x", 1, 4), ("? [a]\n: b", 1, 3), ("{a: 1}: b", 1, 1),
    ("a: 1\n b: 2", 2, 3),
    ("- a\nb: c", 2, 1), ("a: 1\n- b", 2, 1), ("é: \u{1}", 1, 4), ("a: %x", 1, 4), ("a: !x!y z", 1, 4), ("", 1, 1),
    ("# only\n", 1, 1),
    ("a: b\n---\nc: [", 3, 5), ("]", 1, 1), ("a: ]", 1, 4), ("a: \"\\ud800\"", 1, 7), ("x\0y", 1, 2),
    ("a: |\n x\n\ty", 3, 1),
    ("? *x\n: 1", 1, 3), ("a: &x [1]\n*x : 1", 2, 1),
  ])
  func hasAPlace(_ text: String, _ line: Int, _ column: Int) throws {
    let error = try #require(yamlError(text))
    #expect(error.range?.start == SourcePosition(line: line, column: column), "\(error)")
    #expect(!error.message.isEmpty && !error.help.isEmpty)
  }

  @Test func rejectsBytesThatAreNotUTF8() throws {
    let error = try #require(yamlError(Array("é: ".utf8) + [0xff]))
    #expect(error.range?.start == SourcePosition(line: 1, column: 4))
  }

  @Test(arguments: ["[", "{a: ", "- ", "a:\n", "? ", "[{a: ", "&a [", "!x ["])
  func deepNestingIsAnError(_ unit: String) throws {
    var text = String(repeating: unit, count: 100_000)
    if unit == "a:\n" { text = (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined() }
    let error = try #require(yamlError(text))
    #expect(error.range != nil)
    #expect(error.description.utf8.count < 1000)
  }

  @Test func depthLimit() throws {
    func nested(_ count: Int) -> String { String(repeating: "[", count: count) + String(repeating: "]", count: count) }
    #expect(yamlError(nested(512)) == nil)
    #expect(yamlError(nested(513)) != nil)
    // Through aliases.
    #expect(
      yamlError(
        "a: &a \(nested(300))\nb: [\(String(repeating: "[", count: 200))*a\(String(repeating: "]", count: 200))]")
        == nil)
    #expect(
      yamlError(
        "a: &a \(nested(300))\nb: [\(String(repeating: "[", count: 211))*a\(String(repeating: "]", count: 211))]")
        != nil)
  }

  @Test func aliasBombIsAnErrorWithItsPlace() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    let error = try #require(yamlError(text))
    #expect(error.message.contains("aliases that add"))
    #expect(try #require(error.range).text.hasPrefix("*a"))
    #expect(yamlError("a: &a {k: v}\nb: [*a, *a, *a]") == nil)
    // One long text many times.
    let long = "a: &a \(String(repeating: "x", count: 1 << 20))\nb: ["
    #expect(yamlError(long + String(repeating: "*a, ", count: 8) + "]") == nil)
    #expect(yamlError(long + String(repeating: "*a, ", count: 50_000) + "]") != nil)
    let complexKey = "a0: &a0 [x]\n? *a0\n: b\n"
    #expect(yamlError(complexKey) != nil)
  }
}
