import Foundation
import TestSupport
import Testing

/// `netlint relations` and `netlint query`: what can be asked about, and the answers.
@Suite struct QueryTests {
  private static let plan = "samples/web-app-insecure/plan.json"

  private static func query(_ arguments: String..., of input: String = plan) throws -> NetlintProcess {
    try NetlintProcess.run(["query", arguments[0], input] + arguments.dropFirst())
  }

  @Test func relations() throws {
    let list = try NetlintProcess.run(["relations"])
    #expect(list.status == 0 && list.output.hasPrefix("RELATION ") && list.output.contains("\nopening "))
    let bucket = try NetlintProcess.run(["relations", "bucket"])
    #expect(bucket.output.hasPrefix("bucket (relation): An S3 bucket.\n"))
    #expect(bucket.output.contains("VersioningConfiguration.Status"))
    #expect(try NetlintProcess.run(["relations", "traffic"]).output.contains("intersects(traffic)"))
    let unknown = try NetlintProcess.run(["relations", "openning"])
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean opening?"))
  }

  @Test func table() throws {
    let rows = try Self.query(
      "opening", "--where", "opening.source.is_world && opening.direction == 'ingress'", "--select", "group,traffic",
      "--select", "size(row.rules)")
    #expect(rows.status == 0 && rows.errors.hasPrefix("note: not modelled, so that"), "\(rows.errors)")
    #expect(
      rows.output == """
        GROUP                        TRAFFIC   size(row.rules)  PLACE
        aws_security_group.bastion   tcp/22    1                samples/web-app-insecure/bastion.tf:13
        aws_security_group.alb       tcp/80    1                samples/web-app-insecure/security_groups.tf:21
        aws_security_group.alb       tcp/443   1                samples/web-app-insecure/security_groups.tf:12
        aws_security_group.database  tcp/5432  3                samples/web-app-insecure/security_groups.tf:88

        """, "\(rows.output)")
  }

  @Test func csvAndJSON() throws {
    let csv = try Self.query(
      "endpoint", "--where", "row.kind == 'instance'", "--select", "address, tier", "--format", "csv")
    #expect(
      csv.output == "address,tier,verdict,because,place\r\n"
        + "aws_instance.bastion,bastion,yes,,samples/web-app-insecure/bastion.tf:24:1\r\n")
    let json = try Self.query("vpc", "--select", "cidrs,dns_support,size(row.subnets)", "--format", "json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    let values = try #require(rows.first?["values"] as? [String: Any])
    #expect(values["cidrs"] as? [String] == ["10.0.0.0/16"] && values["dns_support"] as? Bool == true)
    #expect(values["size(row.subnets)"] as? Int == 6, "\(json.output)")
  }

  /// What may fit is shown, with what would have to be known; what is not set is empty.
  @Test func whatIsNotKnown() throws {
    let folder = try TemporaryFolder()
    let template = try folder.write(
      "t.yaml",
      """
      Parameters: {P: {Type: String}}
      Resources:
        A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref P}}
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}
        C: {Type: AWS::S3::Bucket}
      """)
    func rows(_ condition: String) throws -> NetlintProcess {
      try Self.query("bucket", "--where", condition, "--select", "address,name", "--format", "csv", of: template)
    }
    let named = try rows("has(bucket.name) && bucket.name == 'b'")
    let unknown = "(unknown: parameter P has no value),unknown,parameter P has no value"
    #expect(named.output.contains("A,\(unknown)") && named.output.contains("B,b,yes") && !named.output.contains("C,"))
    #expect(try rows("!has(bucket.name)").output.contains("C,,yes"))
    let failed = try rows("bucket.name != ''")
    #expect(failed.status == 0 && failed.errors.contains("failed on 1 of the rows"), "\(failed.errors)")
  }

  @Test func mistakes() throws {
    let field = try Self.query("database", "--where", "database.engin == 'x'")
    #expect(field.status == 64 && field.errors.contains("did you mean \"engine\"?"), "\(field.errors)")
    #expect(field.errors.contains("\n  database.engin == 'x'\n           ^^^^^\n"), "\(field.errors)")
    let column = try Self.query("database", "--select", "engine,multiaz")
    #expect(column.status == 64 && column.errors.contains("no field \"multiaz\" on database"), "\(column.errors)")
    #expect(try Self.query("database", "--where", "database.engine").errors.contains("expected a condition"))
    let relation = try Self.query("databse")
    #expect(relation.status == 64 && relation.errors.contains("did you mean \"database\"?"))
    #expect(try Self.query("database", of: "nope.json").status == 2)
  }
}
