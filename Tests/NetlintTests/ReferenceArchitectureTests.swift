import RuleCatalog
import Rules
import TestSupport
import Testing
import Workspace

/// `docs/reference-architectures.md` names rules that there are, and that are on in the profile of the document.
@Suite struct ReferenceArchitectureTests {
  struct Claim: CustomTestStringConvertible {
    let profile: String
    let sentence: String
    let rules: [String]
    var testDescription: String { "\(profile): \(sentence)" }
  }

  /// The rows of the tables: section, sentence, rules and what is to be said of them.
  private static func claims() throws -> [Claim] {
    var claims: [Claim] = []
    var profile = ""
    for line in try Repository.text("docs/reference-architectures.md").split(separator: "\n") {
      if line.hasPrefix("## "), line.dropFirst(4).first == ":" { profile = "seed-\(line.dropFirst(3).prefix(1))" }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      guard !profile.isEmpty, cells.count == 3, let last = cells.last, !line.hasPrefix("|---") else { continue }
      let rules = last.prefix { $0 != ";" }.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
      let isOpen = last.drop { $0 == " " }.hasPrefix("—")
      claims.append(
        Claim(
          profile: profile, sentence: String(cells[cells.startIndex + 1]),
          rules: isOpen ? [] : rules.map { String($0.element) }))
    }
    return claims.filter { $0.sentence != " the document says " }
  }

  @Test func everyRuleIsOnInTheProfileOfTheDocument() throws {
    let rules = Dictionary(uniqueKeysWithValues: Ruleset(folders: []).rules.map { ($0.id, $0) })
    let claims = try Self.claims()
    #expect(claims.count { !$0.rules.isEmpty } > 20)
    for claim in claims {
      var options = LintOptions()
      options.profile = claim.profile
      for id in claim.rules {
        guard let rule = rules[id] else {
          Issue.record("no rule \(id) (\(claim.testDescription))")
          continue
        }
        #expect(options.enables(rule), "\(id) is off (\(claim.testDescription))")
      }
    }
  }

  @Test(arguments: SampleFindingsTests.samples) func everyRuleThatAReadmeNamesIsThere(_ sample: String) throws {
    guard !sample.hasPrefix("web-app") else { return }
    let known = Set(Ruleset(folders: []).rules.map(\.id))
    let rows = try Repository.text("samples/\(sample)/README.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
    // Only the last cell: sentences of the document name other things.
    let named = rows.flatMap { row in
      let cell = row.split(separator: "|").last { $0 != " " } ?? ""
      return cell.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
    #expect(named.count > 10)
    #expect(named.filter { !known.contains($0) } == [])
  }
}
