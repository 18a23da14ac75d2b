import AWSModel
import Analysis
import Documents
import NetSpace
import Rules
import Testing

/// What a row and a rule come to: verdicts, severities, joined and subsumed findings, fingerprints, order.
@Suite struct LinterTests {
  /// A security group whose rules are given as lines of a template.
  private static func group(_ rules: String..., parameters: String = "") -> String {
    let header = parameters.isEmpty ? "" : "Parameters:\n\(parameters)\n"
    return header + """
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Group:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: Group
            VpcId: !Ref Vpc
            SecurityGroupIngress:

      """ + rules.map { "        - \($0)\n" }.joined()
  }

  private static func rule(
    where condition: String, severity: String = "high", at: String = "row.rules", message: String = "m",
    id: String = "my-rule", more: String = ""
  ) throws -> RuleDefinition {
    let text = """
      id: \(id)
      title: t
      severity: \(severity)
      for: opening
      where: '\(condition.replacing("row.is_ours", with: ours))'
      at: \(at)
      message: '\(message)'
      \(more)
      """
    let result = Run.rule(text, id: id)
    #expect(result.errors.map(\.description) == [])
    return try #require(result.rule)
  }

  /// Ingress of the declared group: AWS makes a default group with the VPC.
  private static let ours = "row.direction == \"ingress\" && row.group.is_declared"

  private static let ssh = "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}"
  private static let office = "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office}"
  private static let parameter = "  Office: {Type: String}"

  // MARK: Verdicts

  @Test func aFindingIsExistsAndWhere() throws {
    let world = try Self.rule(where: "row.is_ours && row.source.is_world")
    #expect(try Run.lint(Self.group(Self.ssh), [world]).findings.map(\.verdict) == [.yes])
    let private10 = "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8}"
    #expect(try Run.lint(Self.group(private10), [world]).findings.isEmpty)
    let undecided = try Run.lint(Self.group(Self.office, parameters: Self.parameter), [world]).findings
    #expect(undecided.map(\.verdict) == [.unknown])
    #expect(undecided.flatMap(\.because).map(\.description) == ["parameter Office has no value"])
  }

  @Test func whatDecidesWithoutTheUnknownIsDefinite() throws {
    let text = Self.group(Self.office, parameters: Self.parameter)
    let never = try Self.rule(where: "row.direction == \"egress\" && row.source.is_world && false")
    #expect(try Run.lint(text, [never]).findings.isEmpty)
    let always = try Self.rule(where: "row.is_ours && (row.source.is_world || true)")
    #expect(try Run.lint(text, [always]).findings.map(\.verdict) == [.yes])
  }

  @Test func aRowThatMayNotExistIsUndecided() throws {
    let text = Self.group(
      "!If [IsOpen, \(Self.ssh), !Ref AWS::NoValue]",
      parameters: "  Switch: {Type: String}\nConditions:\n  IsOpen: !Equals [!Ref Switch, 'on']")
    let world = try Self.rule(where: "row.is_ours && row.source.is_world")
    let findings = try Run.lint(text, [world]).findings
    #expect(findings.map(\.verdict) == [.unknown])
    #expect(findings.flatMap(\.because).isEmpty == false)
  }

  @Test func trustedNetworksAreNoWorld() throws {
    let world = try Self.rule(where: "row.is_ours && row.source.is_world")
    var options = LintOptions()
    options.trustedNetworks = AddressSet(.ipv4)
    #expect(try Run.lint(Self.group(Self.ssh), [world], options: options).findings.isEmpty)
  }

  @Test func anExpressionThatFailsIsADiagnosticAndNotSilence() throws {
    let broken = try Self.rule(where: "1 / (size(row.rules) - size(row.rules)) == 1")
    let result = try Run.lint(Self.group(Self.ssh), [broken])
    #expect(result.findings.isEmpty)
    #expect(result.diagnostics.count == 1)
    #expect(result.diagnostics.first?.message.contains("my-rule failed on") ?? false)
  }

  // MARK: Severities, parameters, options

  @Test(arguments: [
    ("[{when: \"true\", is: low}, {is: high}]", Severity.low),
    ("[{when: \"false\", is: low}, {is: high}]", .high),
    ("[{when: \"row.source.is_world\", is: critical}, {is: low}]", .critical),
    ("[{when: \"row.source.is_world\", is: info}, {is: medium}]", .medium),
  ])
  func aSeverityListTakesTheFirstThatHoldsAndOfUnknownOnesTheHighest(list: String, severity: Severity) throws {
    let rule = try Self.rule(where: "row.is_ours", severity: list)
    let text = Self.group(Self.office, parameters: Self.parameter)
    #expect(try Run.lint(text, [rule]).findings.map(\.severity) == [severity])
  }

  @Test func parametersHaveDefaultsAndCanBeReplaced() throws {
    let rule = try Self.rule(where: "size(row.rules) > params.most", more: "parameters: {most: 5}")
    #expect(try Run.lint(Self.group(Self.ssh), [rule]).findings.isEmpty)
    var options = LintOptions()
    options.parameters["most"] = .int(0)
    #expect(!(try Run.lint(Self.group(Self.ssh), [rule], options: options).findings.isEmpty))
  }

  @Test func optionsAndProfilesDecideWhatRuns() throws {
    let off = try Self.rule(where: "true", more: "enabled: false")
    let strict = try Self.rule(where: "true", id: "strict-rule", more: "enabled: [strict]")
    var options = LintOptions()
    #expect(Linter(rules: [off, strict], options: options).enabledRules.map(\.id) == [])
    options.profile = "strict"
    #expect(Linter(rules: [off, strict], options: options).enabledRules.map(\.id) == ["strict-rule"])
    options.enabled = ["my-rule"]
    options.disabled = ["strict-rule"]
    #expect(Linter(rules: [off, strict], options: options).enabledRules.map(\.id) == ["my-rule"])
  }

  // MARK: One mistake, one finding

  @Test func rowsOfOnePlaceAreOneFinding() throws {
    // The second rule splits the traffic of the first into two openings; the mistake is one line.
    let text = Self.group(
      "{IpProtocol: tcp, FromPort: 20, ToPort: 30, CidrIp: 0.0.0.0/0}",
      "{IpProtocol: tcp, FromPort: 25, ToPort: 25, CidrIp: 10.0.0.0/8}")
    let rule = try Self.rule(where: "row.is_ours && row.source.is_world")
    #expect(try Run.lint(text, [rule]).findings.map(\.place.range.start.line) == [9])
  }

  @Test func theLargestContributorComesFirst() throws {
    let text = Self.group(
      "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 128.0.0.0/2}",
      "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/1}",
      "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8}")
    let rule = try Self.rule(where: "row.is_ours && row.source.is_world")
    let finding = try #require(try Run.lint(text, [rule]).findings.first)
    #expect(finding.place.range.start.line == 10)
    #expect(finding.related.map(\.place.start.line) == [9])
  }

  @Test func aSubsumedFindingBecomesARelatedPlace() throws {
    let wide = try Self.rule(where: "row.is_ours && row.source.is_world", id: "wide")
    let narrow = try Self.rule(
      where: "row.traffic.intersects(ports.admin) && row.is_ours", message: "narrow it",
      id: "narrow", more: "subsumed_by: [wide]")
    let findings = try Run.lint(Self.group(Self.ssh), [narrow, wide]).findings
    #expect(findings.map(\.rule.id) == ["wide"])
    #expect(findings.first?.subsumes == ["narrow"])
    #expect(findings.first?.related.map(\.message) == ["narrow: narrow it"])
  }

  @Test func anUndecidedFindingSubsumesNothing() throws {
    let wide = try Self.rule(where: "row.is_ours && row.source.is_world", id: "wide")
    let narrow = try Self.rule(where: "row.is_ours", id: "narrow", more: "subsumed_by: [wide]")
    let text = Self.group(Self.office, parameters: Self.parameter)
    #expect(try Run.lint(text, [narrow, wide]).findings.map(\.rule.id) == ["narrow", "wide"])
  }

  @Test func aFindingElsewhereIsNotSubsumed() throws {
    let wide = try Self.rule(where: "row.is_ours && row.source.is_world", id: "wide")
    let web = try Self.rule(
      where: "row.is_ours && row.traffic.intersects(ports.web)", id: "web",
      more: "subsumed_by: [wide]")
    let text = Self.group(Self.ssh, "{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}")
    #expect(try Run.lint(text, [wide, web]).findings.map(\.rule.id) == ["wide", "web"])
  }

  @Test func rulesThatSubsumeEachOtherLeaveOne() throws {
    let one = try Self.rule(where: "row.is_ours", id: "one", more: "subsumed_by: [two]")
    let two = try Self.rule(where: "row.is_ours", id: "two", more: "subsumed_by: [one]")
    #expect(try Run.lint(Self.group(Self.ssh), [one, two]).findings.count == 1)
    #expect(try Run.lint(Self.group(Self.ssh), [two, one]).findings.count == 1)
  }

  // MARK: Fingerprints and order

  private static let web = "{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}"

  private static func fingerprints(_ text: String, path: String = "a.yaml") throws -> [String: String] {
    let rule = try rule(where: "row.is_ours && row.source.is_world", message: "{row.traffic}")
    let findings = Linter(rules: [rule]).lint(try Run.facts(text, path: path)).findings
    return Dictionary(findings.map { ($0.message, $0.fingerprint) }, uniquingKeysWith: { a, _ in a })
  }

  @Test func fingerprintsStayWhenElementsAndFilesMove() throws {
    let before = try Self.fingerprints(Self.group(Self.ssh, Self.web))
    #expect(before.count == 2)
    #expect(Set(before.values).count == 2)
    #expect(try Self.fingerprints(Self.group(Self.web, Self.ssh)) == before)
    #expect(try Self.fingerprints("\n\n# moved\n" + Self.group(Self.ssh, Self.web), path: "b.yaml") == before)
    let other = "{IpProtocol: tcp, FromPort: 25, ToPort: 25, CidrIp: 10.0.0.0/8}"
    let withOther = try Self.fingerprints(Self.group(other, Self.ssh, Self.web))
    #expect(before.allSatisfy { withOther[$0.key] == $0.value })
  }

  @Test func fingerprintsTellValuesAndGroupsApart() throws {
    let before = try Self.fingerprints(Self.group(Self.ssh))
    let half = "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/1}"
    #expect(try Self.fingerprints(Self.group(half)) != before)
    let renamed = Self.group(Self.ssh).replacing("  Group:", with: "  Other:")
    #expect(try Self.fingerprints(renamed) != before)
  }

  @Test func theOrderOfRulesAndResourcesDoesNotShow() throws {
    let file = try Run.sample("web-app-insecure/template.yaml")
    let facts = try Run.facts(file)
    let expected = Linter(rules: Run.catalogue()).lint(facts).findings
    #expect(expected.count == 9)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<4 {
      var infrastructure = facts.infrastructure
      infrastructure.securityGroups.shuffle(using: &generator)
      infrastructure.subnets.shuffle(using: &generator)
      infrastructure.services.shuffle(using: &generator)
      infrastructure.listeners.shuffle(using: &generator)
      infrastructure.identities.shuffle(using: &generator)
      infrastructure.instances.shuffle(using: &generator)
      let found = Linter(rules: Run.catalogue().shuffled(using: &generator)).lint(Facts(infrastructure)).findings
      #expect(found.map(\.summary) == expected.map(\.summary))
      #expect(found.map(\.fingerprint) == expected.map(\.fingerprint))
      #expect(found.map(\.message) == expected.map(\.message))
      #expect(found.map(\.related) == expected.map(\.related))
    }
  }
}
