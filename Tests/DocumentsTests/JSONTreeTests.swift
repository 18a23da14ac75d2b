import Documents
import Testing

/// Values, places, texts and warnings of JSON documents.
@Suite struct JSONTreeTests {
  @Test func lookups() throws {
    let root = try json(#"{"a": [10, "x", {"b": null}], "a": true, "\u0063": 1.5, "e": {}, "f": []}"#).root
    #expect(root.kind == .object && root.count == 5)
    #expect(root["a"]?.bool == true)
    #expect(root["c"]?.scalar == "1.5" && root["c"]?.int == nil && root["c"]?.double == 1.5)
    #expect(root["missing"] == nil && root[0] == nil)
    let first = try #require(root.members.first { $0.name == "a" }?.value)
    #expect(first.count == 3 && first[0]?.int == 10 && first[1]?.string == "x" && first[2]?["b"]?.isNull == true)
    #expect(first[3] == nil && first[-1] == nil && first["a"] == nil)
    #expect(root["e"]?.count == 0 && root["f"]?.count == 0)
    #expect(root["a"]?.scalar == "true" && root["a"]?.string == nil && first[0]?.string == nil)
    #expect(root[NodePath([.key("a"), .index(2)])] == nil)
    #expect(first[1]?.isString("x") == true && first[1]?.isString("y") == false && first[0]?.isString("10") == false)
    #expect(root.members.map { $0.key.isString("c") } == [false, false, true, false, false])
    #expect(root.members.map(\.name) == ["a", "a", "c", "e", "f"])
    #expect(MemoryLayout<Node>.stride == 16)
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("1.0", 1), ("1e3", 1000), ("1.5e1", 15), ("1500e-2", 15), ("1e-1", nil),
    ("0e99999999999999999999", 0),
    ("1e99999999999999999999", nil), ("9223372036854775807", Int.max), ("9223372036854775808", nil),
    ("-9223372036854775808", Int.min),
    ("9007199254740993.0", 9_007_199_254_740_993), ("0.0", 0), ("1.25", nil), ("100e-2", 1),
    ("1e18", 1_000_000_000_000_000_000), ("1e19", nil),
  ])
  func integersAreExact(_ text: String, _ expected: Int?) throws { #expect(try json(text).root.int == expected) }

  @Test func duplicateKeysAreReported() throws {
    let document = try json(
      "{\"a\": 1, \"b\": {\"x\": 1, \"\\u0078\": 2},\n \"a\": 2, \"a\": 3, \"c\": [{\"k\": 1, \"k\": 1}]}")
    let found = document.warnings
    #expect(found.map(\.kind) == Array(repeating: .duplicateKey, count: 4))
    #expect(found.map(\.range.description) == ["test.json:1:24", "test.json:2:2", "test.json:2:10", "test.json:2:33"])
    try #require(found.count == 4)
    #expect(found[2].related?.start == SourcePosition(line: 2, column: 2))
    #expect(found[0].message.contains("\"x\""))
    #expect(document.warnings(in: try #require(document.root["b"])).count == 1)
    #expect(try json(#"{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}], "aa": 1, "": 1}"#).warnings.isEmpty)
  }

  @Test func duplicatesInLargeObjects() throws {
    let keys = (0..<2000).map { "\"prefix-\($0)-suffix-suffix\": \($0)" }
    #expect(try json("{" + keys.joined(separator: ",") + "}").warnings.isEmpty)
    let found = try json("{" + (keys + [keys[777]]).joined(separator: ",") + "}").warnings
    #expect(found.count == 1 && found[0].message.contains("prefix-777-"))
    for count in [3, 15, 100, 510, 511, 512, 513] {
      let some = keys[..<count] + [keys[count / 2]]
      #expect(try json("[{\"x\":1},{" + some.joined(separator: ",") + "}]").warnings.count == 1)
    }
  }

  @Test func loneSurrogatesAreReplacedAndReported() throws {
    let document = try json(#"["\ud83d\ude00", "a\ud83dz", "\udc00"]"#)
    #expect(document.root[0]?.string == "😀")
    #expect(document.root[1]?.string == "a\u{fffd}z")
    #expect(document.warnings.map(\.kind) == [.loneSurrogate, .loneSurrogate])
    #expect(document.warnings[0].range.text == #"\ud83d"#)
  }

  @Test func placesOfKeysAndValues() throws {
    let text = "\u{feff}{\"é😀\": {\"k\": [1, {}]},\r\n  \"z\" : \"v\"\r\n}"
    let root = try json(text).root
    let first = try #require(root.members.first { _ in true })
    #expect(first.key.range.start == SourcePosition(line: 1, column: 2))
    #expect(first.key.range.end == SourcePosition(line: 1, column: 7))
    #expect(first.value.range.start == SourcePosition(line: 1, column: 9))
    #expect(first.value.range.text == "{\"k\": [1, {}]}")
    #expect(root["z"]?.range.start == SourcePosition(line: 2, column: 9))
    #expect(root.range.end == SourcePosition(line: 3, column: 2))
  }

  @Test func columnsInAnHugeLine() throws {
    var text = "{\"resource_changes\":["
    var expected: [Int] = []
    var units = text.utf16.count
    var index = 0
    while text.utf8.count < 5_000_000 {
      let element = "{\"address\":\"aws_instance.i\(index)\",\"note\":\"\(index % 3 == 0 ? "é😀" : "plain")\"},"
      expected.append(units)
      text += element
      units += element.utf16.count
      index += 1
    }
    text += "null]}"
    let document = try json(text)
    let elements = try #require(document.root["resource_changes"])
    for (number, element) in elements.elements.enumerated() where number % 997 == 0 && element.kind == .object {
      #expect(element.range.start == SourcePosition(line: 1, column: expected[number] + 1))
      #expect(element["address"]?.range.start.column == expected[number] + 12)
    }
    let last = try #require(elements[elements.count - 2])
    let excerpt = last.document.file.excerpt(around: last.range, width: 80)
    #expect(excerpt.marked == last.range.text && excerpt.after == ",null]}")
    #expect(excerpt.isCutAtStart && !excerpt.isCutAtEnd && !excerpt.continues && excerpt.lineNumber == 1)
    #expect((excerpt.before + excerpt.marked + excerpt.after).utf8.count <= 90)
  }

  @Test func policyInAString() throws {
    let text = #"{"é": 1, "policy": "{\n  \"Action\": \"s3:*\",\n  \"Inner\": \"{\\\"k\\\": [\\\"\\u00e9v\\\"]}\"\n}"}"#
    let policy = try #require(try json(text).root["policy"]?.text)
    let document = try Document.json(policy)
    #expect(document.file.path == "test.json")
    let action = try #require(document.root["Action"])
    #expect(action.string == "s3:*")
    #expect(action.range.text == #"\"s3:*\""#)
    #expect(action.range.start == SourcePosition(line: 1, column: text.utf16Offset(of: #"\"s3"#) + 1))
    #expect(action.text?.range(of: 0..<2).text == "s3")
    // One level deeper: every place still lies in the file.
    let inner = try Document.json(try #require(document.root["Inner"]?.text))
    let value = try #require(inner.root["k"]?[0])
    #expect(value.string == "év")
    #expect(value.text?.range(of: 0..<2).text == #"\\u00e9"#)
    #expect(value.text?.range(of: 2..<3).text == "v")
    #expect(inner.root["k"]?.range.text == #"[\\\"\\u00e9v\\\"]"#)
    let error = #expect(throws: InputError.self) { try Document.json(policy.substring(0..<10)) }
    #expect(error?.range?.file === document.file)
    #expect(error?.range?.offset ?? 0 > 20)
  }

  @Test func partsOfTexts() throws {
    let text = try #require(try json(#"["a\tb\u00e9c"]"#).root[0]?.text)
    #expect(text.string == "a\tbéc" && text.count == 6)
    let part = text.substring(1..<5)
    #expect(part.string == "\tbé" && part.range.text == #"\tb\u00e9"#)
    #expect(part.substring(1..<2).range.text == "b")
    #expect(part.range(of: 2..<3).text == #"\u00e9"#)
    #expect(text.range(of: 6..<6).offset == text.range.offset + text.range.length)
    #expect(text.range(of: 0..<100) == text.range)
    #expect(Text("made", at: part.range).range(of: 2..<3) == part.range)
  }

  @Test func looksLikeJSON() {
    for text in ["{", " \n[", "\u{feff} {"] { #expect(Document.looksLikeJSON(jsonFile(text))) }
    for text in ["", " ", "a: {", "\"x\"", "---\n{}"] { #expect(!Document.looksLikeJSON(jsonFile(text))) }
  }
}

extension String {
  fileprivate func utf16Offset(of text: String) -> Int {
    firstRange(of: text).map { self[..<$0.lowerBound].utf16.count } ?? -1
  }
}

/// What the errors say.
@Suite struct JSONErrorTests {
  @Test(arguments: [
    ("{\"a\": 1,}", 1, 9, "found }, expected a key in double quotes", "no comma after the last"),
    ("[1,\n]", 2, 1, "found ], expected a value", "no comma after the last"),
    ("{'a': 1}", 1, 2, "found ', expected a key in double quotes or }", "double quotes only"),
    ("{a: 1}", 1, 2, "found a, expected a key", "\"a\""),
    ("// x\n{}", 1, 1, "found /, expected a value", "no comments"),
    ("{\"a\": 1 # x\n}", 1, 9, "found #, expected , or }", "no comments"),
    ("{\"a\": True}", 1, 7, "found True, expected a value", "write true"), ("[None]", 1, 2, "found None", "write null"),
    ("{\"a\" = 1}", 1, 6, "found =, expected : after the key", ": between key and value"),
    ("{\"a\": 1 \"b\": 2}", 1, 9, "found \", expected , or }", "comma between"),
    ("{\n  \"a\": [1, 2\n", 3, 1, "found the end of the file, expected , or ]", "the [ of 2:8 is not closed"),
    ("{\"a\": [1, 2}", 1, 12, "found }, expected , or ]", "the [ of 1:7 is still open"),
    ("[012]", 1, 3, "found 12, expected , or ]", "leading zeros"),
    ("{} {}", 1, 4, "found {, expected the end of the file", "one JSON value"),
    ("[1]]", 1, 4, "found ], expected the end", "too many"),
    ("\"a\nb\"", 1, 3, "found a line break inside a string", "\\n"),
    ("\"a\\x\"", 1, 4, "found x, expected one of", "\\\\"),
    ("\"é\\u12x4\"", 1, 7, "found x, expected four hexadecimal digits", "\\u00e9"),
    ("", 1, 1, "the file is empty", "terraform show -json plan.tfplan"),
    ("  \n ", 2, 2, "the file is empty", ""), ("\"abc", 1, 5, "found the end of the file inside a string", "cut off"),
    ("[1, 2", 1, 6, "found the end of the file", "the [ of 1:1 is not closed"),
    ("[\u{a0}1]", 1, 2, "found the character U+00A0, expected a value", "no-break space"),
    ("[“a”]", 1, 2, "found “", "straight double quotes"), ("[.5]", 1, 2, "found .", "0.5"),
    ("[+5]", 1, 2, "found +", "no plus"),
    ("[tru]", 1, 2, "found tru, expected true", "\"tru\""),
    ("\u{feff}[", 1, 2, "found the end of the file", "the [ of 1:1"),
  ])
  func says(_ text: String, _ line: Int, _ column: Int, _ message: String, _ help: String) throws {
    let error = try #require(jsonError(text))
    #expect(error.range?.start == SourcePosition(line: line, column: column), "\(error)")
    #expect(error.message.contains(message), "\(error)")
    #expect(error.help.contains(help), "\(error)")
    #expect(error.description.hasPrefix("test.json:\(line):\(column): error: "))
  }

  @Test func namesFormatsThatAreNotText() throws {
    #expect(try #require(jsonError([0x50, 0x4b, 0x03, 0x04, 0xff])).help.contains("terraform show -json"))
    #expect(try #require(jsonError([0xff, 0xfe, 0x7b, 0x00])).message.contains("UTF-16"))
  }

  /// The value of a member knows its key, and nothing else has one.
  @Test func aValueKnowsItsKey() throws {
    let text = #"{"a": [1, [2], {"b\n": "x", "c": {}}, {}, 3], "d": {"e": null, "f": []}, "g": true}"#
    let yaml = "a: &a\n  - 1\n  - {b: [x], c: {}}\nd:\n  <<: {e: [], f: 1}\n  g: *a\n"
    for document in [try json(text)] + (try Document.yaml(SourceFile(path: "t.yaml", bytes: Array(yaml.utf8)))) {
      #expect(document.root.key == nil)
      var values = 0
      func visit(_ node: Node) {
        for member in node.members {
          values += 1
          #expect(member.value.key == member.key)
          visit(member.value)
        }
        for element in node.elements {
          #expect(element.key == nil)
          visit(element)
        }
      }
      visit(document.root)
      #expect(values >= 7)
    }
  }
}
