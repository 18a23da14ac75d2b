import Documents
import Rules
import TestSupport
import Testing

/// What is not known is neither absent nor certain: with any attribute of an example hidden, what was found is still
/// found or undecided, and what was not is not certain.
///
/// One run hides every ninth attribute of an example, from one on that the name of the rule determines: the same at
/// every time, and others for other rules. `NETLINT_PROPERTY_RUNS=9`, or more, hides each of them.
@Suite struct HiddenAttributeTests {
  private static let stride = 9
  private static let rules = Run.catalogue()

  @Test(arguments: rules.map(\.id)) func hidingLeavesOpen(id: String) throws {
    let rule = try #require(Self.rules.first { $0.id == id })
    let start = id.utf8.reduce(0) { $0 + Int($1) }
    let phases = Set(propertySeeds(default: 1).prefix(Self.stride).map { (start + $0) % Self.stride })
    let folder = String(rule.path.dropLast("/rule.yaml".count))
    let accepted = Self.accepted[id] ?? []
    var wrong: [String] = []
    for example in rule.examples {
      let file = try SourceFile.read("\(folder)/\(example.file)")
      let original = try Self.findings(file, rule)
      let variants = try HiddenAttributes(file).variants.filter { variant in
        !variant.isReference && !accepted.contains(where: { variant.path.contains($0.attributes) })
      }
      for (index, variant) in variants.enumerated() where phases.contains(index % Self.stride) {
        let hidden = try Self.findings(SourceFile(path: file.path, bytes: Array(variant.text.utf8)), rule)
        for finding in original where finding.verdict == .yes && !hidden.contains(where: { $0.isOfTheSame(finding) }) {
          wrong.append("\(example.file) \(variant.path): \(finding.summary) is lost")
        }
        for finding in hidden
        where finding.verdict == .yes && !original.contains(where: { $0.isOfTheSame(finding) }) {
          wrong.append("\(example.file) \(variant.path): \(finding.summary) is certain")
        }
      }
    }
    #expect(wrong == [], "of every \(Self.stride)th attribute, from \(phases.sorted()) on")
  }

  /// What is said of a hidden attribute without leaving it open, and why.
  private static var accepted: [String: [(attributes: Regex<Substring>, why: String)]] {
    [
      "admin-reachable-beyond-bastion": [
        (/SecurityGroupIds/, "without a group it has the VPC's own, which admits nobody else")
      ],
      "app-bypasses-load-balancer": [
        (/Cidr/, "a group that admits the subnets of the load balancer says so by their ranges"),
        (/load_balancer_type/, "of which type it is no input leaves open: it cannot be changed"),
      ],
      "cidr-overlap": [
        (/[Cc]idr_?[Bb]lock|Vpc/, "a range that nobody knows may overlap with every other: nothing is said of it")
      ],
      "database-reachable-only-from-app": [
        (/[Cc]idr_?[Bb]lock/, "who admits the range of a subnet whose range is not known admits others")
      ],
      "default-security-group-open": [(/VpcId/, "a subnet has to be in a VPC, or it cannot be made")],
      "iam-privilege-escalation": [
        (
          /[Pp]olicy/,
          "a policy of which nothing is known may hold any method: iam-admin-access says that it is not known"
        )
      ],
      "iam-statement-redundant": [(/./, "a statement too many does no harm: only what certainly covers it counts")],
      "iam-statement-without-effect": [
        (/./, "an Allow has an effect unless it is certainly taken away: what is not known may take away nothing")
      ],
      "network-acl-entry-shadowed": [
        (/Protocol|RuleNumber|rule_no/, "which entries come first is not known, and an entry too many does no harm")
      ],
      "plaintext-secret": [
        (/UserData|user_data|container_definitions/, "what is given later stands in no template")
      ],
      "rds-password-in-template": [(/[Pp]assword/, "a variable is no literal, a parameter without NoEcho is shown")],
      "return-traffic-blocked": [
        (/.*/, "a flow that may not be meant has no answer that is missed: only what certainly passes one way counts")
      ],
      "route-to-nowhere": [(/GatewayId/, "a route has to have a target, or it cannot be made")],
      "s3-tls-not-enforced": [
        (/BucketName/, "a policy that names a bucket by a text is of one that is called so")
      ],
      "secret-readable-by-others": [
        (
          /Name|Policy|ContainerDefinitions|ExecutionRoleArn|container_definitions|policy/,
          "who should read a secret, or which secret it is, is not known: nobody reads it for certain"
        )
      ],
      "security-group-rule-redundant": [(/./, "a rule too many does no harm: only what certainly covers it counts")],
      "service-traffic-leaves-vpc": [
        (/TaskDefinition|ontainer_?[Dd]efinitions/, "what its tasks need is not known, and needs may be none")
      ],
      "single-availability-zone": [
        (/availability_zone/, "who leaves zones to an input does so to spread subnets over them")
      ],
      "terraform-state-bucket-unversioned": [(/bucket/, "the name is what tells a bucket for states")],
      "vpc-without-flow-logs": [(/VpcId/, "a subnet has to be in a VPC, or it cannot be made")],
    ]
  }

  private static func findings(_ file: SourceFile, _ rule: RuleDefinition) throws -> [Finding] {
    var options = LintOptions()
    options.only = [rule.id]
    return try Run.lint(file, [rule], options: options).findings
  }
}

extension Finding {
  /// Whether both speak of one thing, wherever they point.
  fileprivate func isOfTheSame(_ other: Finding) -> Bool {
    subject.address == other.subject.address || resource.address == other.resource.address
  }
}
