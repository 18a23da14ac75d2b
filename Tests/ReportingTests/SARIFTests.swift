import AWSModel
import Documents
import Foundation
import NetSpace
import Rules
import Testing

@testable import Reporting

/// What the schema cannot say: that the parts of a SARIF report fit each other and the findings.
@Suite struct SARIFTests {
  private typealias Object = [String: Any]

  private static func run(_ report: Report, showsUndecided: Bool = true) throws -> [String: Any] {
    let text = SARIFReport(report, tool: Tool(name: "netlint", version: "1.2.3"), showsUndecided: showsUndecided).text
    let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
    #expect(log["version"] as? String == "2.1.0")
    #expect((log["$schema"] as? String)?.contains("sarif-2.1.0") == true)
    return try #require((log["runs"] as? [Object])?.first)
  }

  private static func results(_ run: [String: Any]) throws -> [[String: Any]] {
    try #require(run["results"] as? [Object])
  }

  /// Every rule that ran is there, found or not, and indices point at the right one.
  @Test func rules() throws {
    let run = try Self.run(Samples.report([Samples.finding("zebra"), Samples.finding("port-open")]))
    let driver = try #require((run["tool"] as? Object)?["driver"] as? Object)
    let rules = try #require(driver["rules"] as? [Object])
    #expect(rules.map { $0["id"] as? String } == ["port-open", "quiet", "zebra"])
    for result in try Self.results(run) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
    #expect(rules[0]["name"] as? String == "PortOpen")
    #expect((rules[0]["fullDescription"] as? Object)?["text"] as? String == "Everyone can come in.")
    #expect(rules[0]["helpUri"] as? String == "https://example.com/a")
    #expect((rules[0]["properties"] as? Object)?["security-severity"] as? String == "8.0")
    #expect((rules[0]["properties"] as? Object)?["tags"] as? [String] == ["security", "network"])
  }

  @Test(arguments: [
    (Severity.critical, "error", "9.5"), (.high, "error", "8.0"), (.medium, "warning", "5.5"), (.low, "note", "3.0"),
    (.info, "note", "0.0"),
  ])
  func levels(_ severity: Severity, _ level: String, _ score: String) throws {
    let result = try #require(
      try Self.results(Self.run(Samples.report([Samples.finding(severity: severity)]))).first)
    #expect(result["kind"] as? String == "fail")
    #expect(result["level"] as? String == level)
    #expect((result["properties"] as? Object)?["security-severity"] as? String == score)
  }

  /// A finding that is not decided is open and has no level (section 3.27.10), whatever its severity.
  @Test func undecided() throws {
    let why = Unknown("parameter AdminCidr", .parameter)
    let report = Samples.report([Samples.finding(severity: .critical, verdict: .unknown, because: [why])])
    let result = try #require(try Self.results(Self.run(report)).first)
    #expect(result["kind"] as? String == "open")
    #expect(result["level"] as? String == "none")
    #expect(((result["message"] as? Object)?["text"] as? String)?.contains("parameter AdminCidr has no value") == true)
    #expect(try Self.results(Self.run(report, showsUndecided: false)).isEmpty)
  }

  /// Lines and columns from 1, columns in UTF-16 units (the emoji has two), the end after the last character.
  @Test func regions() throws {
    let related = Finding.Related(place: Samples.range("10.0.0.0/8"), resource: nil, message: "also")
    let run = try Self.run(Samples.report([Samples.finding(related: [related], subsumes: ["other"])]))
    #expect(run["columnKind"] as? String == "utf16CodeUnits")
    let result = try #require(try Self.results(run).first)
    let location = try #require((result["locations"] as? [Object])?.first)
    let physical = try #require(location["physicalLocation"] as? Object)
    let region = try #require(physical["region"] as? [String: Int])
    #expect(region == ["startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 22])
    #expect((physical["artifactLocation"] as? Object)?["uri"] as? String == "stacks/my%20plan.yaml")
    let logical = try #require((location["logicalLocations"] as? [Object])?.first)
    #expect(logical["fullyQualifiedName"] as? String == "Web Ingress[0].CidrIp")
    let relatedLocation = try #require((result["relatedLocations"] as? [Object])?.first)
    #expect(relatedLocation["id"] as? Int == 1)
    #expect((result["partialFingerprints"] as? [String: String]) == ["netlint/v1": "f-port-open"])
    #expect((result["properties"] as? Object)?["subsumes"] as? [String] == ["other"])
    #expect((result["message"] as? Object)?["text"] as? String == "Web admits \"everyone\"\non tcp/22")
  }

  /// What was assumed is named one by one, however alike it is.
  @Test func everyAssumptionIsNamed() throws {
    let notes = ["Env", "Cidr"].map { name in
      Diagnostic(.assumed, "parameter \(name) is taken to have its default", group: "parameter defaults")
    }
    let run = try Self.run(Samples.report([], diagnostics: notes))
    let invocation = try #require((run["invocations"] as? [Object])?.first)
    let texts = (invocation["toolExecutionNotifications"] as? [Object])?.map {
      ($0["message"] as? Object)?["text"] as? String
    }
    #expect(
      texts == ["parameter Cidr is taken to have its default", "parameter Env is taken to have its default"])
  }

  @Test func invocation() throws {
    let failure = InputError(path: "/abs/x y.json", message: "no such file", help: "check the path")
    let notes = [1, 2].map { number in
      Diagnostic(
        .unsupported, "aws_foo is not modelled", at: SourceRange(file: Samples.file, offset: number, length: 1),
        group: "aws_foo")
    }
    let run = try Self.run(Samples.report([], failures: [failure], diagnostics: notes))
    let invocation = try #require((run["invocations"] as? [Object])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
    let notifications = try #require(invocation["toolExecutionNotifications"] as? [Object])
    #expect(notifications.map { $0["level"] as? String } == ["error", "note"])
    let texts = notifications.map { ($0["message"] as? Object)?["text"] as? String }
    #expect(texts == ["no such file; help: check the path", "aws_foo is not modelled (2 places)"])
    let place = (notifications[0]["locations"] as? [Object])?.first?["physicalLocation"] as? Object
    #expect((place?["artifactLocation"] as? Object)?["uri"] as? String == "file:///abs/x%20y.json")
    #expect((notifications[1]["locations"] as? [Object])?.count == 2)
    let successful = try Self.run(Samples.report([]))
    #expect((successful["invocations"] as? [Object])?.first?["executionSuccessful"] as? Bool == true)
  }

  @Test(arguments: [
    ("a/b.json", "a/b.json"), ("a b.json", "a%20b.json"), ("c:d.json", "c%3Ad.json"), ("ü#?.json", "%C3%BC%23%3F.json"),
    ("100%.json", "100%25.json"), ("../x[0].json", "../x%5B0%5D.json"),
  ])
  func encoding(_ path: String, _ uri: String) { #expect(ArtifactLocation.encoded(path) == uri) }
}
