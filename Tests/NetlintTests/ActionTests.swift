import TestSupport
import Testing

/// `netlint actions`.
@Suite struct ActionTests {
  private func names(_ patterns: String...) throws -> [Substring] {
    let process = try NetlintProcess.run(["actions"] + patterns)
    #expect(process.status == 0 && process.errors.isEmpty)
    // What goes on in a second line has no name.
    let lines = process.output.split(separator: "\n").dropFirst().filter { !$0.hasPrefix(" ") }
    return lines.compactMap { $0.split(separator: " ").first }
  }

  @Test func patternsInAnyCase() throws {
    #expect(try names("S3:gETobjectACL", "ec2:describe?PCS") == ["ec2:DescribeVpcs", "s3:GetObjectAcl"])
  }

  @Test func eachIsListedOnce() throws {
    let some = try names("iam:*Role", "iam:Pass*")
    #expect(Set(some).count == some.count && some == some.sorted() && some.contains("iam:PassRole"))
  }

  @Test func everythingIsTheCatalogue() throws {
    let all = try names("*")
    #expect(all.count > 15_000)
    #expect(try names("s3:*") == all.filter { $0.hasPrefix("s3:") })
  }

  @Test func levelAndResources() throws {
    let process = try NetlintProcess.run(["actions", "iam:PassRole"])
    #expect(process.output.split(separator: "\n").last?.split(separator: "  ").count == 3)
    #expect(process.output.contains("Permissions management") && process.output.contains("role!"))
    let json = try NetlintProcess.run(["actions", "iam:PassRole", "--format", "json"])
    #expect(json.output.contains("\"type\": \"role\"") && json.output.contains("\"required\": true"))
  }

  @Test(arguments: [
    ("s3:GetObjct", "did you mean s3:GetObject?"), ("ecc:Describe*", "there is no service ecc; did you mean"),
    ("GetObject", "write a service and an action: s3:GetObject"), ("s3:NoSuchThing*", "is no action that AWS lists"),
  ])
  func whatStandsForNothing(pattern: String, message: String) throws {
    let process = try NetlintProcess.run(["actions", pattern, "s3:ListBucket"])
    #expect(process.status == 1 && process.errors.contains(message))
    #expect(process.output.contains("s3:ListBucket"))
  }
}
