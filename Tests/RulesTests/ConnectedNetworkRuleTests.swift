import Rules
import Testing

/// Near misses of the rules about what joins networks and what leads to services.
@Suite struct ConnectedNetworkRuleTests {
  private static func found(_ rule: String, _ template: String) throws -> [String] {
    let result = try Run.lint(template, Run.catalogue(rule))
    #expect(result.errors.isEmpty && result.diagnostics.isEmpty)
    return result.findings.map { ($0.verdict == .yes ? "" : "?") + $0.resource.address }
  }

  // MARK: Routes

  /// Two VPCs behind a transit gateway, one with a route to it.
  private static func transit(route: String, more: String = "") throws -> [String] {
    try found(
      "peering-route-too-broad",
      """
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
        Hub: {Type: AWS::EC2::TransitGateway}
        Own:
          Type: AWS::EC2::TransitGatewayAttachment
          Properties: {TransitGatewayId: !Ref Hub, VpcId: !Ref Vpc, SubnetIds: [subnet-0a1b2c3d]}
        Others:
          Type: AWS::EC2::TransitGatewayAttachment
          Properties: {TransitGatewayId: !Ref Hub, VpcId: !Ref Other, SubnetIds: [subnet-1a2b3c4d]}
        Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
        Route:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: \(route), TransitGatewayId: !Ref Hub}
      \(more)
      """)
  }

  @Test func aRouteToATransitGatewayMayCoverWhatIsAttachedOrRoutedOn() throws {
    #expect(try Self.transit(route: "10.1.0.0/16") == [])
    #expect(try Self.transit(route: "10.0.0.0/15") == ["Route"])
    #expect(try Self.transit(route: "0.0.0.0/0") == ["Route"])
    let onward = """
        HubTable: {Type: AWS::EC2::TransitGatewayRouteTable, Properties: {TransitGatewayId: !Ref Hub}}
        Onward:
          Type: AWS::EC2::TransitGatewayRoute
          Properties:
            TransitGatewayRouteTableId: !Ref HubTable
            DestinationCidrBlock: 0.0.0.0/0
            TransitGatewayAttachmentId: !Ref Others
      """
    #expect(try Self.transit(route: "0.0.0.0/0", more: onward) == [])
  }

  // MARK: Endpoints

  private static func endpoint(_ statements: String..., service: String = "s3") throws -> [String] {
    try found(
      "vpc-endpoint-open-policy",
      """
      Resources:
        Endpoint:
          Type: AWS::EC2::VPCEndpoint
          Properties:
            VpcId: vpc-0a1b2c3d
            ServiceName: com.amazonaws.eu-west-1.\(service)
            PolicyDocument: {Version: '2012-10-17', Statement: [\(statements.joined(separator: ", "))]}
      """)
  }

  @Test func everythingOfTheServiceIsEverything() throws {
    let allow = { (principal: String, action: String, resource: String) in
      "{Effect: Allow, Principal: \(principal), Action: '\(action)', Resource: '\(resource)'}"
    }
    #expect(try Self.endpoint(allow("'*'", "s3:*", "arn:aws:s3:::*")) == ["Endpoint"])
    #expect(try Self.endpoint(allow("{AWS: '*'}", "*", "*")) == ["Endpoint"])
    #expect(try Self.endpoint(allow("'*'", "ecr:*", "*"), service: "ecr.dkr") == ["Endpoint"])
    #expect(try Self.endpoint(allow("'*'", "s3:*", "*"), service: "ecr.dkr") == [])
    #expect(try Self.endpoint(allow("'*'", "s3:Get*", "*")) == [])
    #expect(try Self.endpoint(allow("{AWS: arn:aws:iam::111122223333:root}", "*", "*")) == [])
    let deny = "{Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: '*'}"
    #expect(try Self.endpoint(allow("'*'", "*", "*"), deny) == [])
  }

  // MARK: Search domains

  @Test func aPolicyThatConfinesTheCallersIsNotPublic() throws {
    let severity = { (condition: String) in
      let template = """
        Resources:
          Domain:
            Type: AWS::OpenSearchService::Domain
            Properties:
              AccessPolicies:
                Version: '2012-10-17'
                Statement: [{Effect: Allow, Principal: '*', Action: 'es:*', Resource: '*'\(condition)}]
        """
      return try Run.lint(template, Run.catalogue("search-domain-public-endpoint")).findings.map(\.severity.rawValue)
    }
    #expect(try severity("") == ["high"])
    #expect(try severity(", Condition: {IpAddress: {'aws:SourceIp': 198.51.100.0/24}}") == ["medium"])
    #expect(try severity(", Condition: {IpAddress: {'aws:SourceIp': 0.0.0.0/0}}") == ["high"])
  }
}
