import Foundation
import Testing

@testable import Reporting

@Suite struct JSONWriterTests {
  /// Every character comes back from another reader as it was.
  @Test func everyCharacterSurvives() throws {
    let text =
      String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init))) + "\u{2028}\u{1F600}\u{FFFF}"
    let written = JSONValue.object(["key": .string(text)]).text
    let read = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: String]
    #expect(read == ["key": text])
  }

  @Test func layout() {
    let value = JSONValue.object([
      "b": .array([.number(1), .decimal("2.5"), .bool(true), .null]), "a": .object([]), "empty": .array([]),
      "left out": nil, "none": JSONValue.array([]).unlessEmpty,
    ])
    #expect(
      value.text == """
        {
          "b": [
            1,
            2.5,
            true,
            null
          ],
          "a": {},
          "empty": []
        }

        """)
  }

  /// Elements that are made as they are written give the text of an array, in pieces that each hold whole elements.
  @Test func elementsOneByOne() {
    let names = (0..<3000).map { "element \($0) " + String(repeating: "é", count: 20) }
    var pieces: [String] = []
    JSONValue.object(["all": .each(names) { .string($0) }, "last": .number(1)]).write { pieces.append($0) }
    #expect(pieces.joined() == JSONValue.object(["all": .strings(names), "last": .number(1)]).text)
    #expect(pieces.count > 2)
    #expect(JSONValue.each([Int]()) { .number($0) }.text == JSONValue.array([]).text)
    #expect(JSONValue.each([Int]()) { .number($0) }.unlessEmpty == nil)
  }
}
