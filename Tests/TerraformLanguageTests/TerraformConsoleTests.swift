import Documents
import TestSupport
import Testing

@testable import TerraformLanguage

/// Every operator and function gives what `terraform console` gives.
@Suite struct TerraformConsoleTests {
  @Test func expressionsHaveTheValuesOfTheConsole() throws {
    let rows = try Repository.text("Tests/Fixtures/terraform-language/values.tsv").split(separator: "\n")
    #expect(rows.count > 400)
    for row in rows {
      let parts = row.split(separator: "\t", maxSplits: 1).map(String.init)
      #expect(Self.value(of: parts[0]) == parts[1], "\(parts[0])")
    }
  }

  @Test func everyFunctionIsInTheTable() throws {
    let table = try Repository.text("Tests/Fixtures/terraform-language/expressions.txt")
    // What OpenTofu has and Terraform has not, what shows nothing of itself in a console, and what needs declarations.
    let others: Set = ["cidrcontains", "ephemeralasnull", "issensitive", "templatestring"]
    for name in Function.table.keys where !others.contains(name) { #expect(table.contains("\(name)("), "\(name)") }
  }

  /// As a console in a folder with these texts as local values says it.
  @Test(arguments: [
    ("Hello, ${name}!", "{name = \"x\"}", "\"Hello, x!\""),
    (
      "${name}! ${upper(name)} %{ for x in list }[${x}]%{ endfor }", "{name = \"x\", list = [1, 2]}",
      "\"x! X [1][2]\""
    ), ("${var.text}", "{}", "!error"), ("${missing}", "{}", "!error"), ("${name}", "{name = [1]}", "!error"),
    ("${name}", "\"x\"", "!error"), ("${templatestring(name, {})}", "{name = \"a\"}", "!error"),
  ])
  func templatesThatAreValues(_ template: String, _ variables: String, _ expected: String) {
    let scope = EmptyScope()
    scope.variables["text"] = TerraformValue(.text([.literal(template)]), at: Text(template).range)
    #expect(Self.value(of: "templatestring(var.text, \(variables))", in: scope) == expected)
  }

  /// What Terraform can do and this cannot is not known, and no mistake.
  @Test(arguments: [#"textencodebase64("a", "windows-1252")"#])
  func limitsAreUnknown(_ source: String) {
    #expect(Self.value(of: source).hasPrefix("unknown"))
  }

  /// Searches that would take for ever are given up.
  @Test func hostilePatternsEnd() {
    let text = String(repeating: "a", count: 50_000)
    for pattern in ["(a.*b|a)", "(a{500}){9}x"] {
      let value = Self.value(of: "length(regexall(\"\(pattern)\", \"\(text)\"))")
      #expect(value.hasPrefix("unknown"), "\(pattern): \(value)")
    }
  }

  /// The value as JSON; `!error` for a mistake.
  static func value(of source: String, in scope: EmptyScope = EmptyScope()) -> String {
    let value = Evaluator(scope).evaluate(.expression(Text(source)))
    if !scope.mistakes.isEmpty { return "!error" }
    let parts = value.jsonParts()
    return parts.literal ?? "unknown: \(parts.gap?.subject ?? "")"
  }
}
