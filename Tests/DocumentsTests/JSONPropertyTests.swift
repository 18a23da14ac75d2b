import Documents
import Testing

extension JSONOracle.Value {
  /// The tree as the reader under test sees it.
  init(_ node: Node) {
    let range = node.range.bytes
    switch node.kind {
    case .object: self = .object(node.members.map { (key: Self($0.key), value: Self($0.value)) }, range)
    case .array: self = .array(node.elements.map(Self.init), range)
    case .string: self = .string(node.string ?? "?", range)
    case .number: self = .number(node.scalar ?? "?", range)
    case .boolean: self = .bool(node.bool ?? false, range)
    case .null: self = .null(range)
    }
  }
}

/// The reader against the oracle on random and damaged documents: same verdict, same tree, same places.
@Suite struct JSONPropertyTests {
  static let interesting =
    Array("{}[]:,\"\\/u0123456789abcdef.eE+-tfn \n\r\t'#d8".utf8) + [0, 0x1f, 0x7f, 0x80, 0xc3, 0xa9, 0xef, 0xbb, 0xbf]

  static func randomValue(_ depth: Int, _ generator: inout SeededGenerator) -> String {
    let space = ["", "", " ", "\n  ", "\r\n", "\t"].randomElement(using: &generator) ?? ""
    let scalars = [
      "null", "true", "false", "0", "-1.5e10", "12", #""""#, #""a\nb""#, #""é\u00e9😀\ud83d\ude00""#, #""\ud800""#,
      #""\\\"\/""#,
      #""long enough to cross words of eight bytes""#, "\"\u{2028}x\"",
    ]
    switch depth > 0 ? Int.random(in: 0..<4, using: &generator) : 3 {
    case 0:
      let members = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        let key =
          ["\"a\"", "\"b\"", #""\u0061""#, "\"é\"", "\"\"", "\"longer key\""].randomElement(using: &generator) ?? ""
        return space + key + space + ":" + randomValue(depth - 1, &generator)
      }
      return space + "{" + members.joined(separator: ",") + space + "}" + space
    case 1, 2:
      let elements = (0..<Int.random(in: 0...4, using: &generator)).map { _ in randomValue(depth - 1, &generator) }
      return space + "[" + elements.joined(separator: ",") + space + "]" + space
    default: return space + (scalars.randomElement(using: &generator) ?? "0") + space
    }
  }

  private func check(_ bytes: [UInt8], seed: Int) {
    let expected = JSONOracle.parse(bytes)
    let file = SourceFile(path: "random.json", bytes: bytes)
    do throws(InputError) {
      let document = try Document.json(file)
      #expect(JSONOracle.Value(document.root) == expected, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
      _ = document.warnings
    } catch {
      #expect(expected == nil, "seed \(seed): \(error): \(String(decoding: bytes, as: UTF8.self))")
      #expect(error.range != nil && !error.message.isEmpty && !error.help.isEmpty && error.description.utf8.count < 500)
    }
  }

  @Test func readsWhatTheOracleReads() {
    for seed in 0..<propertyRuns(600) {
      var generator = SeededGenerator(seed: UInt64(seed))
      let bytes = Array(Self.randomValue(4, &generator).utf8)
      #expect(JSONOracle.parse(bytes) != nil)
      check(bytes, seed: seed)
      for _ in 0..<4 { check(mutated(bytes, interesting: Self.interesting, using: &generator), seed: seed) }
    }
  }

  @Test func everyTruncationIsJudgedAlike() {
    let text =
      #" {"a": [1, -2.5e3, {"é\u00e9\n": "😀\ud83d\ude00"}], "b": {"c": null, "d": [true, false, []]}, "e": "\\"} "#
    let bytes = Array(text.utf8)
    for count in 0...bytes.count { check(Array(bytes[..<count]), seed: count) }
  }

  /// Every pair of meaningful bytes, alone and inside an array and an object.
  @Test func everyShortInputIsJudgedAlike() {
    for first in Self.interesting {
      for second in Self.interesting {
        check([first, second], seed: 0)
        check(Array("[1".utf8) + [first, second] + Array("2]".utf8), seed: 1)
        check(Array("{\"a\":".utf8) + [first, second] + Array("}".utf8), seed: 2)
        check(Array("\"\\".utf8) + [first, second] + Array("00\"".utf8), seed: 3)
      }
    }
  }
}
