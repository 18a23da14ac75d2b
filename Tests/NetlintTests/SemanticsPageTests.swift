import Foundation
import TestSupport
import Testing

/// The page about the rules of AWS networks names tests and fixtures that exist.
@Suite struct SemanticsPageTests {
  private static let page = "docs/network-semantics.md"

  /// A link of the page: ``[`Suite.function`](../file)`` or ``[fixture `name`](../file)``.
  private struct Link {
    let text: String
    let file: String
  }

  private static func links() throws -> [Link] {
    try Repository.text(page).matches(of: /\[(?:fixture )?`([^`\]]+)`\]\(\.\.\/([^)]+)\)/).map {
      Link(text: String($0.1), file: String($0.2))
    }
  }

  @Test func everyTestThatIsNamedExists() throws {
    let sources = Set(Repository.files(below: "Tests", suffix: ".swift"))
    let tests = try Self.links().filter { $0.file.hasSuffix(".swift") }
    #expect(tests.count > 150)
    for link in tests {
      let parts = link.text.split(separator: ".")
      try #require(parts.count == 2, "\(link.text) is no suite with a function")
      try #require(sources.contains(link.file), "\(link.file), named for \(link.text), is not there")
      let source = try Repository.text(link.file)
      #expect(source.contains("@Suite struct \(parts[0]) {"), "\(link.file) has no suite \(parts[0])")
      #expect(Self.isTest(String(parts[1]), in: source), "\(link.file) has no test \(parts[1])")
    }
  }

  @Test func everyFixtureThatIsNamedExists() throws {
    let fixtures = try Self.links().filter { !$0.file.hasSuffix(".swift") }
    #expect(fixtures.count > 20)
    let files = Set(Repository.files(below: "Tests/Fixtures", suffix: ""))
    for link in fixtures {
      #expect(link.file.hasPrefix("Tests/Fixtures/\(link.text)"), "\(link.file) is not \(link.text)")
      #expect(files.contains(link.file), "\(link.file) is not there")
    }
  }

  /// Nothing is named without a link, which would not be looked up.
  @Test func everyNameIsALink() throws {
    let text = try Repository.text(Self.page)
    let names = text.matches(of: /`\w+Tests\.\w+`/).count
    #expect(try Self.links().filter { $0.file.hasSuffix(".swift") }.count == names)
  }

  /// Every rule that netlint knows of has its row, with tests or why there are none.
  @Test func everyRuleHasItsRow() throws {
    let groups: [(String, ClosedRange<Int>)] = [
      ("U", 1...14), ("I", 0...11), ("S", 1...15), ("A", 1...11), ("R", 1...12), ("T", 1...11), ("P", 1...7),
      ("G", 1...7), ("E", 1...6), ("L", 1...15), ("K", 1...6), ("B", 1...1), ("X", 1...9), ("C-EGR", 1...8),
      ("C-DEF", 1...5), ("C-PUB", 1...5), ("C-ENC", 1...11), ("C-PLN", 1...6),
    ]
    let expected = groups.flatMap { prefix, numbers in numbers.map { "\(prefix)\($0)" } }
    let rows = try Repository.text(Self.page).split(separator: "\n").map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let ids = rows.filter { $0.count == 4 }.map { $0[0] }
    #expect(ids.filter { $0 != "Rule" && $0 != "---" } == expected)
    for row in rows where row.count == 4 && expected.contains(row[0]) {
      let isHeld = row[3].contains("](../Tests/") || row[3].contains("not covered")
      #expect(isHeld || row[3].contains("by design"), "\(row[0]) names no test: \(row[3])")
    }
  }

  /// Whether a function stands behind `@Test`, on its line or on those above it.
  private static func isTest(_ name: String, in source: String) -> Bool {
    let functions = source.components(separatedBy: "func ")
    return zip(functions, functions.dropFirst()).contains { before, function in
      function.hasPrefix("\(name)(") && (before.components(separatedBy: "\n  }\n").last ?? "").contains("@Test")
    }
  }
}
