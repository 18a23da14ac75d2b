import AWSModel
import Documents
import NetSpace
import Rules
import TestSupport
import Testing

@testable import Reporting

@Suite struct TextTests {
  private static let everything: Report = {
    let parameter = Unknown("parameter AdminCidr", .parameter, at: Samples.range("Größe"))
    let related = Finding.Related(
      place: Samples.range("10.0.0.0/8"), resource: nil,
      message: "also: 10.0.0.0/8 " + String(repeating: "x ", count: 99))
    return Samples.report(
      [
        Samples.finding("low-one", severity: .low, at: "B: 10"),
        Samples.finding(severity: .critical, related: [related]),
        Samples.finding("a", verdict: .unknown, because: [parameter]),
        Samples.finding("bbb", verdict: .unknown, at: "10.0.0.0/8", because: [parameter]),
        Samples.finding("c", verdict: .unknown, because: [Unknown("vpc-123", .notInInput)]),
      ],
      failures: [InputError(path: "gone.json", message: "no such file", help: "check the path")],
      diagnostics: [
        Diagnostic(.unsupported, "aws_foo is not modelled", at: Samples.range("B"), group: "aws_foo"),
        Diagnostic(.unsupported, "aws_foo is not modelled", at: Samples.range("Größe"), group: "aws_foo"),
        Diagnostic(.assumed, "parameter Port is 22, its default", help: "pass another"),
        Diagnostic(.unreadable, "the port is no number", at: Samples.range("10")),
      ], skipped: 3)
  }()

  @Test func report() {
    let difference = Snapshot.difference(TextReport(Self.everything, style: .plain).text, "reporting/everything.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Colour adds to the text and changes nothing of it.
  @Test func colorsAreOnlyAdded() {
    let colored = TextReport(Self.everything, style: .colored).text
    #expect(colored.contains("\u{1B}[1;35mcritical[port-open]\u{1B}[0m"))
    var plain = ""
    var isCode = false
    for character in colored {
      if character == "\u{1B}" { isCode = true }
      if !isCode { plain.append(character) }
      if isCode, character == "m" { isCode = false }
    }
    #expect(plain == TextReport(Self.everything, style: .plain).text)
  }

  @Test func order() {
    let findings = [
      Samples.finding("b", severity: .low), Samples.finding("a", severity: .low),
      Samples.finding("z", severity: .critical),
      Samples.finding("c", severity: .low, at: "Größe"),
    ]
    let expected = ["z", "c", "a", "b"]
    #expect(Samples.report(findings).findings.map(\.rule.id) == expected)
    #expect(Samples.report(findings.reversed()).findings.map(\.rule.id) == expected)
  }

  private static let summaries: [([Severity], String)] = [
    ([], "no findings in 1 file"), ([.high], "1 finding (1 high) in 1 file"),
    ([.high, .critical, .high], "3 findings (1 critical, 2 high) in 1 file"),
  ]

  @Test(arguments: summaries)
  func summary(_ severities: [Severity], _ line: String) {
    let findings = severities.enumerated().map { Samples.finding("r\($0.offset)", severity: $0.element) }
    #expect(TextSummary(Samples.report(findings)).line == line)
  }

  /// The underline stands under what it means, in a line of megabytes too.
  @Test func excerptOfALongLine() {
    let text =
      String(repeating: "{\"a\": 1}, ", count: 100_000) + "\"0.0.0.0/0\"" + String(repeating: ", 2", count: 1_000)
    let file = SourceFile(path: "plan.json", bytes: Array(text.utf8))
    let range = SourceRange(file: file, offset: 1_000_000, length: 11)
    let lines = SourceExcerpt(range: range, style: .plain, role: .failure, gutter: 1).lines
    #expect(lines[0] == " --> plan.json:1:1000001")
    #expect(lines.allSatisfy { $0.count < 130 })
    let column = lines[3].firstIndex(of: "^").map { lines[3].distance(from: lines[3].startIndex, to: $0) } ?? 0
    #expect(lines[2].dropFirst(column).hasPrefix("\"0.0.0.0/0\""))
    #expect(lines[3].count { $0 == "^" } == 11)
  }

  @Test(arguments: [
    ("plain", "plain"), ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("tab\there\nand", "tab here and"),
    ("\u{202E}x", "\u{FFFD}x"),
    ("ü😀", "ü😀"),
  ])
  func printable(_ text: String, _ expected: String) { #expect(text.printable == expected) }

  /// Reasons that are told in the same words stay in the order of the findings, whatever a dictionary makes of them.
  @Test func groupsThatNeedTheSameWordsKeepTheirOrder() {
    let shown = (1...3).map { Unknown("parameter P\($0)", .parameter) }
    let rules = (1...20).map { "rule-\($0)" }
    let findings = rules.map { rule in
      Samples.finding(rule, verdict: .unknown, because: shown + [Unknown("parameter of \(rule)", .parameter)])
    }
    let groups = UndecidedGroup.groups(of: findings)
    #expect(groups.map { $0.findings.map(\.rule.id) } == rules.map { [$0] })
    #expect(Set(groups.map(\.need)).count == 1)
  }
}
