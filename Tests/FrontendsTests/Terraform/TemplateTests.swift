import Documents
import Testing

@testable import TerraformLanguage

@Suite struct TemplateTests {
  private func parse(_ source: String) -> Expression {
    let file = SourceFile(path: "t", bytes: Array(source.utf8))
    return .template(Text(verbatim: SourceRange(file: file, offset: 0, length: file.count)))
  }

  private func shape(_ expression: Expression) -> String {
    switch expression.content {
    case .literal(let text): "'\(text)'"
    case .reference(let traversal): "<\(traversal)>"
    case .unevaluated(let text): "?\(text)?"
    case .template(let parts): parts.map(shape).joined(separator: "+")
    }
  }

  @Test(arguments: [
    ("", "''"), ("plain", "'plain'"), ("${a.b.id}", "<a.b.id>"), ("${ a.b[0].id }", "<a.b[0].id>"),
    ("x-${a.b}/y", "'x-'+<a.b>+'/y'"), ("${a.b}${c.d}", "<a.b>+<c.d>"), ("${a[\"k.}\"].id}", "<a[\"k.}\"].id>"),
    ("${a.b[*].id}", "<a.b[*].id>"), ("${a.b.*.id}", "<a.b[*].id>"), ("${a.0.id}", "<a[0].id>"),
    ("$${a}", "'${a}'"), ("%%{a}", "'%{a}'"), ("$a {b} %", "'$a {b} %'"), ("${~ a.b ~}", "<a.b>"),
    ("${f(a)}", "?f(a)?"), ("${a ? \"}\" : b}", "?a ? \"}\" : b?"), ("a${ {x = 1}.x }b", "'a'+?{x = 1}.x?+'b'"),
    ("a %{ if b }c%{ endif }", "?a %{ if b }c%{ endif }?"), ("${a", "?${a?"), ("${}", "??"),
  ])
  func shapes(source: String, expected: String) {
    #expect(shape(parse(source)) == expected)
  }

  @Test func partsHaveTheirPlaces() {
    guard case .template(let parts) = parse("x-${a.b}/${f(1)}").content else {
      Issue.record("no template")
      return
    }
    #expect(parts.map(\.range.text) == ["x-", "${a.b}", "/", "${f(1)}"])
  }

  @Test(arguments: ["", "1a", "a b", "a.", "a[", "a[x]", "a[1", "a.b]", "\"a\""])
  func otherTextsAreNoTraversals(text: String) {
    #expect(Traversal(text) == nil)
  }
}
