import Testing

@testable import CEL

/// Messages with interpolated expressions.
@Suite struct TemplateTests {
  private static let row = Row(
    typeName: "opening", id: 1,
    fields: [
      "source": .string("0.0.0.0/0"), "port": .unknown(7), "group": .object(Row(typeName: "group", id: 2)),
    ])

  private func render(_ source: String, _ bindings: [String: Value] = [:]) throws -> String {
    let template = try World.environment.check(try Template.parse(source))
    return template.render(Bindings(["opening": .object(Self.row)].merging(bindings) { $1 })) { ids in
      "(unknown: \(ids.ids.map { "parameter P\($0)" }.joined(separator: ", ")))"
    }
  }

  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("{opening.group} admits {opening.source}", "group 2 admits 0.0.0.0/0"),
    ("port {opening.port}", "port (unknown: parameter P7)"), ("{{literal}}", "{literal}"), ("{{{1 + 1}}}", "{2}"),
    ("}}{{", "}{"),
    ("{ {'a': 1}['a'] }", "1"), ("{'}'}", "}"), ("{\"{\"}x", "{x"), ("é{1}é", "é1é"), ("{1}{2}", "12"),
    ("{[1, 2]}", "1, 2"), ("{[]}", ""), ("{[[1], 'a']}", "[1], a"), ("{null} {true} {1.0} {2u}", "null true 1 2"),
    ("{b'ab'} {type(1)}", "ab int"), ("{opening.direction}", "(error: direction is not set on opening)"),
    ("{ {'b': 1, 'a': [2]} }", "{a: [2], b: 1}"),
    ("{x}", "1, possibly 2, (unknown: parameter P9)"),
    (
      "{x.map(v, v + opening.port)}",
      "(unknown: parameter P7), possibly (unknown: parameter P7), (unknown: parameter P9)"
    ),
  ])
  func rendering(_ source: String, _ expected: String) throws {
    #expect(try render(source, ["x": World.list([(1, nil), (2, 8)], rest: 9)]) == expected)
  }

  @Test(arguments: [
    ("a {opening.sorce}", "no field \"sorce\" on opening; did you mean \"source\"?", 11..<16),
    ("é {1 +}", "unexpected }; expected an expression", 7..<8),
    ("a } b", "unexpected } in the text; a literal brace is written }}", 2..<3),
    ("{1", "unexpected end of the expression; expected an operator or } to end the interpolation", 2..<2),
    ("{}", "unexpected }; expected an expression", 1..<2), ("{'a}", "string without an end; close it with '", 1..<2),
  ])
  func errors(_ source: String, _ message: String, _ range: Range<Int>) {
    do {
      _ = try World.environment.check(try Template.parse(source))
      Issue.record("\(source) is accepted")
    } catch {
      #expect(error.description == message)
      #expect(error.range == range)
    }
  }

  @Test func endlessTextIsCut() throws {
    let text = try render("{x}", ["x": .string(String(repeating: "long", count: 100_000))])
    #expect(text == "…")
  }
}
