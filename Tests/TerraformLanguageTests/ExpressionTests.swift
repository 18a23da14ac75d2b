import Documents
import Testing

@testable import TerraformLanguage

/// What is not known stays so, and no more of it than has to.
@Suite struct ExpressionTests {
  private func evaluate(_ template: String) -> (value: TerraformValue, scope: EmptyScope) {
    let scope = EmptyScope()
    let file = SourceFile(path: "variables", bytes: [])
    let later = TerraformValue.unknown(Gap("var.later", .noValue), at: .start(of: file))
    scope.variables["later"] = later
    scope.variables["either"] = .oneOf(
      [
        TerraformValue(.text([.literal("a")]), at: later.range),
        TerraformValue(.text([.literal("b")]), at: later.range),
      ],
      Gap("var.either", .undecided), at: later.range)
    return (Evaluator(scope).evaluate(.template(Text(template))), scope)
  }

  private func show(_ value: TerraformValue) -> String {
    switch value.content {
    case .oneOf(let options, let gap): "\(options.map(show).joined(separator: " or "))? \(gap.subject)"
    case .unknown(let gap): "?\(gap.subject)"
    case .list(let elements, let rest):
      "[\((elements.map(show) + rest.map { "...\($0.subject)" }).joined(separator: ", "))]"
    default:
      value.jsonParts().map { part in
        switch part {
        case .literal(let text): text
        case .attribute(let symbol, let name): "<\(symbol.address).\(name)>"
        case .unknown(let gap): "<?\(gap.subject)>"
        }
      }.joined()
    }
  }

  @Test(arguments: [
    ("x-${aws_vpc.a.id}/y", "\"x-<aws_vpc.a.id>/y\""),
    ("${aws_vpc.a.id}", "\"<aws_vpc.a.id>\""),
    ("${var.later}", "?var.later"),
    ("a${var.later}b", "\"a<?var.later>b\""),
    ("${concat([1], var.later, [2])}", "[1, 2, ...var.later]"),
    ("${length(concat([1], var.later))}", "?var.later"),
    ("${[for x in concat([1], var.later) : x + 1]}", "[2, ...var.later]"),
    ("${[for x in [1, 2] : x if x > var.later]}", "[...var.later]"),
    ("${false && var.later}", "false"), ("${var.later || true}", "true"), ("${var.later && true}", "?var.later"),
    ("${var.later ? 1 : 2}", "1 or 2? var.later"), ("${var.later ? 1 : 1}", "1"),
    ("${upper(var.either)}!", "\"A!\" or \"B!\"? var.either"),
    ("${var.either == \"c\"}", "false"),
    ("${join(\",\", [\"a\", aws_vpc.a.id])}", "\"a,<aws_vpc.a.id>\""),
    ("${format(\"%s/32\", aws_vpc.a.ip)}", "\"<aws_vpc.a.ip>/32\""),
    ("${startswith(\"abc${var.later}\", \"ab\")}", "true"),
    ("${upper(aws_vpc.a.id)}", "?aws_vpc.a.id"),
    ("${jsonencode({a = aws_vpc.a.id})}", "\"{\\\"a\\\":\\\"<aws_vpc.a.id>\\\"}\""),
    ("${aws_vpc.a.blocks[0].id}", "\"<aws_vpc.a.blocks[0].id>\""),
    ("${[1, 2][var.later]}", "1 or 2? var.later"),
    ("${try(var.later.x, 1)}", "?var.later.x or 1? var.later.x"),
    ("${contains([\"a\", var.later], \"a\")}", "true"), ("${contains([var.later], \"a\")}", "?var.later"),
    ("${merge({a = 1}, var.later)}", "{<?var.later>}"),
    ("${file(\"x\")}", "?file(\"x\")"), ("${timestamp()}", "?timestamp()"), ("${sha256(\"x\")}", "?sha256(\"x\")"),
  ])
  func unknowns(template: String, expected: String) {
    let (value, scope) = evaluate(template)
    #expect(show(value) == expected)
    #expect(scope.mistakes.isEmpty)
  }

  @Test(arguments: [
    ("${", "expected an expression, found the end"), ("${}", "expected an expression, found \"}\""),
    ("${a", "expected } at the end of what is filled in, found the end"),
    ("${1 +}", "expected an expression, found \"}\""), ("${f(1}", "expected ) after the arguments of f, found \"}\""),
    ("${[1 2]}", "expected ] after the elements of a list, found \"2\""),
    ("${a.}", "expected the name of an attribute, found \"}\""),
    ("${\"a}", "expected \" at the end of a text, found the end"),
    ("%{ if true }a", "expected %{ endif, found the end"), ("%{ what }", "expected if or for after %{, found \"what\""),
    ("${true ? 1}", "expected : after the first result of a condition, found \"}\""),
    ("${{a 1}}", "expected = after the key of an object, found \"1\""),
    ("${\"\\q\"}", "expected an escape such as \\n or \\\" in a text, found \"\\\""),
  ])
  func mistakes(template: String, message: String) {
    let (value, scope) = evaluate(template)
    #expect(value.gap != nil)
    #expect(
      scope.mistakes.first?.message.hasPrefix(message.components(", found").first ?? message) == true,
      "\(scope.mistakes)")
  }

  @Test func deepNestingIsAMistake() {
    for open in ["(", "[", "!", "-", "f(", "{a=", "\"${"] {
      let (value, scope) = evaluate("${" + String(repeating: open, count: 20_000))
      #expect(value.gap != nil)
      #expect(scope.mistakes.map(\.message) == ["expressions are nested too deeply"])
    }
  }

  @Test func whatIsSensitiveStaysSo() {
    for template in [
      "${sensitive(\"x\")}", "a${sensitive(\"x\")}", "${[sensitive(1)][0]}", "${upper(sensitive(\"x\"))}",
    ] {
      #expect(evaluate(template).value.isSensitive, "\(template)")
    }
    #expect(!evaluate("${nonsensitive(sensitive(\"x\"))}").value.isSensitive)
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
