import AWSModel
import Documents
import TestSupport
import Testing

@testable import Frontends

/// What the AWS provider supplies, by its version.
@Suite struct ProviderDefaultsTests {
  private static func majors(_ constraint: String) -> [Int] {
    var versions = ProviderVersions()
    versions.meet(constraint)
    return versions.majors.sorted()
  }

  @Test func constraintsAdmitMajorVersions() {
    let all = [3, 4, 5, 6]
    let expected: [(String, [Int])] = [
      ("~> 5.0", [5]), ("~> 5.31.0", [5]), ("5.31.0", [5]), ("= 4.2", [4]), (">= 4.0", [4, 5, 6]),
      ("> 4.9", [4, 5, 6]),
      (">= 4.0, < 6.0", [4, 5]), (">= 4.0.0, < 6.0.0", [4, 5]), (">=4,<=5.99", [4, 5]), ("< 5.10", [3, 4, 5]),
      ("< 5", [3, 4]), ("!= 5.1.0", all), ("", all), ("latest", all), (">= 2.7", all), ("~> 2.7", [3]), ("~> 7.1", [6]),
      ("< 7", all), ("~> 6.0.0-beta1", [6]),
    ]
    for (constraint, majors) in expected { #expect(Self.majors(constraint) == majors, "\(constraint)") }
  }

  // MARK: Versions that differ

  private static func warehouse(_ constraint: String?) throws -> Attribute<Bool> {
    let settings = constraint.map { "\"terraform\": {\"required_providers\": {\"aws\": \($0)}}," } ?? ""
    let model = try TerraformFixture.configuration(
      "{\(settings) \"resource\": {\"aws_redshift_cluster\": {\"w\": {\"cluster_identifier\": \"w\"}}}}")
    return try model.dataStores.at("aws_redshift_cluster.w").publiclyAccessible
  }

  /// Public up to version 5, private since.
  @Test func theVersionThatIsAskedForDecides() throws {
    #expect(try Self.warehouse("{\"source\": \"hashicorp/aws\", \"version\": \"~> 5.0\"}").known == true)
    #expect(try Self.warehouse("{\"source\": \"hashicorp/aws\", \"version\": \">= 6.2\"}").known == false)
    #expect(try Self.warehouse("\"~> 4.67\"").known == true)
    #expect(try Self.warehouse("{\"source\": \"hashicorp/aws\", \"version\": \">= 3.0, < 6.0\"}").known == true)
  }

  @Test func aVersionThatIsNotKnownLeavesItOpen() throws {
    for constraint in [nil, "\">= 5.0\"", "{\"source\": \"example/aws\", \"version\": \"~> 5.0\"}"] {
      let isPublic = try Self.warehouse(constraint)
      #expect(isPublic.value.candidates.map(Set.init) == [true, false])
      #expect(
        isPublic.unknown?.description
          == "aws_redshift_cluster.w.publicly_accessible depends on the version of the AWS provider"
      )
    }
  }

  @Test func whatIsWrittenDoesNotDependOnTheVersion() throws {
    let model = try TerraformFixture.configuration(
      "{\"resource\": {\"aws_redshift_cluster\": {\"w\": {\"publicly_accessible\": true}}}}")
    let isPublic = try model.dataStores.at("aws_redshift_cluster.w").publiclyAccessible
    #expect(isPublic.known == true)
    #expect(isPublic.origin == .explicit)
  }

  /// A version that refuses a cluster without an engine cannot be the one that it is written for.
  @Test func aVersionThatRequiresAnArgumentDoesNotSupplyIt() throws {
    func engine(_ constraint: String) throws -> Attribute<String>? {
      try TerraformFixture.configuration(
        """
        {"terraform": {"required_providers": [{"aws": {"source": "hashicorp/aws", "version": "\(constraint)"}}]},
         "resource": {"aws_rds_cluster": {"c": {}}}}
        """
      ).databases.at("aws_rds_cluster.c").engine
    }
    #expect(try engine(">= 3.0")?.known == "aurora")
    #expect(try engine("~> 5.0")?.unknown?.description == "aws_rds_cluster.c.engine cannot be read (missing)")
  }

  @Test func aLockFileDecides() throws {
    let document = try Document.json(
      SourceFile(path: "main.tf.json", bytes: Array("{\"resource\": {\"aws_redshift_cluster\": {\"w\": {}}}}".utf8)))
    func isPublic(_ version: String) throws -> Bool? {
      let lock = SourceFile(
        path: ".terraform.lock.hcl",
        bytes: Array(
          """
          provider "registry.terraform.io/hashicorp/random" {
            version = "6.0.0"
          }
          provider "registry.opentofu.org/hashicorp/aws" {
            version     = "\(version)"
            constraints = ">= 3.0.0"
            hashes = [
              "h1:abc=",
            ]
          }
          """.utf8))
      let files = ConfigurationFiles(directory: ".", documents: [document], lock: lock)
      let model = TerraformConfiguration(root: files).infrastructure(identifiers: [:])
      #expect(model.diagnostics.isEmpty)
      return try model.dataStores.at("aws_redshift_cluster.w").publiclyAccessible.known
    }
    #expect(try isPublic("5.31.0") == true)
    #expect(try isPublic("6.0.0") == false)
  }

  @Test func aLockFileThatCannotBeReadIsSaid() throws {
    let document = try Document.json(SourceFile(path: "main.tf.json", bytes: Array("{\"locals\": {}}".utf8)))
    let lock = SourceFile(path: ".terraform.lock.hcl", bytes: Array("provider \"a\" {".utf8))
    let files = ConfigurationFiles(directory: ".", documents: [document], lock: lock)
    let model = TerraformConfiguration(root: files).infrastructure(identifiers: [:])
    #expect(model.diagnostics.map(\.kind) == [.unreadable])
  }

  @Test func planSaysTheVersionOfItsProvider() throws {
    let plan = try #require(
      try TerraformFixture.reader(
        """
        {"format_version": "1.2", "resource_changes": [], "configuration": {"provider_config": {
          "aws": {"name": "aws", "full_name": "registry.opentofu.org/hashicorp/aws", "version_constraint": ">= 4.0"},
          "m:aws": {"name": "aws", "full_name": "registry.opentofu.org/hashicorp/aws", "version_constraint": "< 6.0.0"},
          "random": {"name": "random", "full_name": "registry.opentofu.org/hashicorp/random",
            "version_constraint": "~> 3.0"}}}}
        """))
    #expect(plan.providerVersions.majors == [4, 5])
  }

  // MARK: Data sources and the default VPC

  @Test func aDefaultVPCMayTurnHostnamesOff() throws {
    func hostnames(_ body: String) throws -> Bool? {
      try TerraformFixture.configuration("{\"resource\": {\"aws_default_vpc\": {\"d\": {\(body)}}}}")
        .vpcs.at("aws_default_vpc.d").dnsHostnames?.known
    }
    #expect(try hostnames("") == true)
    #expect(try hostnames("\"enable_dns_hostnames\": false") == false)
  }

  /// A data source says nothing of what AWS was told elsewhere.
  @Test func whatADataSourceDidNotReadIsNotKnown() throws {
    let model = try TerraformFixture.configuration(
      "{\"data\": {\"aws_vpc\": {\"v\": {\"id\": \"vpc-1\"}}, \"aws_subnet\": {\"s\": {\"id\": \"subnet-1\"}}}}")
    #expect(try model.vpcs.at("data.aws_vpc.v").dnsHostnames?.unknown != nil)
    #expect(try model.subnets.at("data.aws_subnet.s").assignsIPv6.unknown != nil)
  }

  @Test func aMountTargetForIPv4HasNoIPv6() throws {
    func isDualStack(_ body: String) throws -> Bool? {
      try TerraformFixture.configuration("{\"resource\": {\"aws_efs_mount_target\": {\"m\": {\(body)}}}}")
        .dataStores.at("aws_efs_mount_target.m").isDualStack.known
    }
    #expect(try isDualStack("\"ip_address_type\": \"IPV4_ONLY\"") == false)
    #expect(try isDualStack("\"ip_address_type\": \"DUAL_STACK\"") == true)
    #expect(try isDualStack("") == false)
  }

  // MARK: The page

  /// The page has the rows of the table, each as it is.
  @Test func pageHasTheTable() throws {
    let page = try Repository.text("docs/terraform.md")
    let section = page[try #require(page.firstRange(of: "| resource | argument | is |")).upperBound...]
    let rows = Set(section.split(separator: "\n").filter { $0.hasPrefix("| ") })
    let expected = TerraformDefaults.arguments.map(\.row)
    for row in expected { #expect(rows.contains(Substring(row)), "the page has no row \(row)") }
    #expect(rows.count == expected.count)
  }

  @Test func noArgumentIsThereTwice() {
    let keys = TerraformDefaults.arguments.flatMap { argument in argument.types.map { "\($0) \(argument.path)" } }
    #expect(Set(keys).count == keys.count)
  }
}

extension ArgumentDefault {
  fileprivate var row: String {
    let names = types.map { "`\($0)`" }.joined(separator: ", ")
    let values = contents.enumerated().map { index, content in
      (index == 0 ? "" : "since \(content.since) ") + content.content.text
    }
    return "| \(names) | `\(path)` | \(values.joined(separator: "; ")) |"
  }
}

extension ArgumentDefault.Content {
  fileprivate var text: String {
    switch self {
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): "`\(value)`"
    case .required: "required"
    }
  }
}
