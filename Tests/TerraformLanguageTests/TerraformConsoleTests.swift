import Documents
import TestSupport
import Testing

@testable import TerraformLanguage

/// Every operator and function gives what `terraform console` gives.
@Suite struct TerraformConsoleTests {
  @Test func expressionsHaveTheValuesOfTheConsole() throws {
    let rows = try Repository.text("Tests/Fixtures/terraform-language/values.tsv").split(separator: "\n")
    #expect(rows.count > 300)
    for row in rows {
      let parts = row.split(separator: "\t", maxSplits: 1).map(String.init)
      #expect(Self.value(of: parts[0]) == parts[1], "\(parts[0])")
    }
  }

  @Test func everyFunctionIsInTheTable() throws {
    let table = try Repository.text("Tests/Fixtures/terraform-language/expressions.txt")
    // What OpenTofu has and Terraform has not, and what shows nothing of itself in a console.
    let others: Set = ["cidrcontains", "ephemeralasnull", "issensitive"]
    for name in Function.table.keys where !others.contains(name) { #expect(table.contains("\(name)("), "\(name)") }
  }

  /// The value as JSON; `!error` for a mistake.
  static func value(of source: String) -> String {
    let scope = EmptyScope()
    let value = Evaluator(scope).evaluate(.expression(Text(source)))
    if !scope.mistakes.isEmpty { return "!error" }
    let parts = value.jsonParts()
    return parts.literal ?? "unknown: \(parts.gap?.subject ?? "")"
  }
}
