import Rules
import Testing

/// Rules about databases speak of every data store, and of what belongs to one.
@Suite struct DataStoreRuleTests {
  private static func found(_ rule: String, _ build: (inout Architecture) -> Void) throws -> [String] {
    var architecture = Architecture()
    build(&architecture)
    let result = try Run.lint(architecture.text, Run.catalogue(rule))
    #expect(result.errors.isEmpty && result.diagnostics.isEmpty)
    return result.findings.map { ($0.verdict == .yes ? "" : "?") + $0.subject.address }.sorted()
  }

  private static func proxied(isTarget: Bool) throws -> [String] {
    try found("database-reachable-only-from-app") { all in
      all.group("AppGroup")
      all.group("ProxyGroup", ("5432", "@AppGroup"))
      all.group("DataRules", ("5432", "@ProxyGroup"))
      all.instance("App", in: "AppA", groups: "AppGroup")
      all.database("Database", groups: "DataRules")
      all.add(
        "Proxy: {Type: AWS::RDS::DBProxy, Properties: {DBProxyName: p, EngineFamily: POSTGRESQL,"
          + " VpcSubnetIds: [!Ref DataA, !Ref DataB], VpcSecurityGroupIds: [!Ref ProxyGroup]}}")
      if isTarget {
        all.add(
          "Targets: {Type: AWS::RDS::DBProxyTargetGroup, Properties: {DBProxyName: !Ref Proxy,"
            + " DBInstanceIdentifiers: [!Ref Database]}}")
      }
    }
  }

  @Test func aDatabaseMayAdmitItsOwnProxyOnly() throws {
    #expect(try Self.proxied(isTarget: true) == [])
    #expect(try Self.proxied(isTarget: false) == ["Database"])
  }

  @Test func aFunctionIsPartOfTheApplication() throws {
    #expect(
      try Self.found("database-reachable-only-from-app") { all in
        all.group("FunctionGroup")
        all.group("DataRules", ("5432", "@FunctionGroup"))
        all.add(
          "Worker: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: [!Ref AppA],"
            + " SecurityGroupIds: [!Ref FunctionGroup]}}}")
        all.database("Database", groups: "DataRules")
      } == [])
  }

  /// An endpoint to log in by is no application.
  @Test func anInstanceConnectEndpointIsABastion() throws {
    #expect(
      try Self.found("database-reachable-only-from-app") { all in
        all.group("LoginGroup")
        all.group("DataRules", ("5432", "@LoginGroup"))
        all.add(
          "Login: {Type: AWS::EC2::InstanceConnectEndpoint, Properties: {SubnetId: !Ref AppA,"
            + " SecurityGroupIds: [!Ref LoginGroup]}}")
        all.database("Database", groups: "DataRules")
      } == ["Database"])
  }

  @Test(arguments: [("6379", ["Group"]), ("5432", [])])
  func thePortOfACacheIsItsEngines(port: String, expected: [String]) throws {
    #expect(
      try Self.found("database-open-to-world") { all in
        all.group("Group", (port, "0.0.0.0/0"))
        all.add(
          "Cache: {Type: AWS::ElastiCache::ReplicationGroup, Properties: {ReplicationGroupDescription: c,"
            + " SecurityGroupIds: [!Ref Group]}}")
      } == expected)
  }

  @Test func aRuleMaySpeakOfEveryDataStore() throws {
    let reading = Run.rule(
      """
      id: my-rule
      title: t
      severity: high
      for: database
      where: 'database.publicly_accessible && database.kind in ["warehouse", "search"] && database.port < 6000'
      at: database.publicly_accessible
      message: '{database} on {database.port} in {size(database.subnets)} subnets'
      """)
    #expect(reading.errors.isEmpty)
    var all = Architecture()
    all.add(
      "Subnets: {Type: AWS::Redshift::ClusterSubnetGroup, Properties: {Description: s, SubnetIds: [!Ref DataA]}}")
    all.add(
      "Reports: {Type: AWS::Redshift::Cluster, Properties: {PubliclyAccessible: true,"
        + " ClusterSubnetGroupName: !Ref Subnets}}")
    all.add("Hidden: {Type: AWS::Redshift::Cluster, Properties: {ClusterSubnetGroupName: !Ref Subnets}}")
    let result = try Run.lint(all.text, reading.rule.map { [$0] } ?? [])
    #expect(result.errors.isEmpty)
    #expect(result.findings.map { $0.message } == ["Reports on 5439 in 1 subnets"])
  }
}
