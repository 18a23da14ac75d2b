import TestSupport
import Testing

/// What `netlint explain` says of what joins networks: which entries a way rests on, and what policies of endpoints say.
@Suite struct ExplainJoinTests {
  /// VPCs `A` and `B` with a host each, and what joins them.
  private static func template(_ joined: String) -> String {
    let vpcs = [("A", "10.0"), ("B", "10.1")].map { name, block in
      """
        Vpc\(name): {Type: AWS::EC2::VPC, Properties: {CidrBlock: \(block).0.0/16}}
        Table\(name): {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc\(name)}}
        Subnet\(name): {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc\(name), CidrBlock: \(block).1.0/24}}
        Routed\(name):
          Type: AWS::EC2::SubnetRouteTableAssociation
          Properties: {SubnetId: !Ref Subnet\(name), RouteTableId: !Ref Table\(name)}
        Group\(name):
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: \(name)
            VpcId: !Ref Vpc\(name)
            SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8}]
        Host\(name):
          Type: AWS::EC2::Instance
          Properties: {ImageId: ami-12345678, SubnetId: !Ref Subnet\(name), SecurityGroupIds: [!Ref Group\(name)]}

      """
    }.joined()
    return "Resources:\n" + vpcs + joined
  }

  private static let gateway = """
      Tgw:
        Type: AWS::EC2::TransitGateway
        Properties: {DefaultRouteTableAssociation: disable, DefaultRouteTablePropagation: disable}
      Hub: {Type: AWS::EC2::TransitGatewayRouteTable, Properties: {TransitGatewayId: !Ref Tgw}}
      ToB:
        Type: AWS::EC2::Route
        Properties: {RouteTableId: !Ref TableA, DestinationCidrBlock: 10.1.0.0/16, TransitGatewayId: !Ref Tgw}
      ToA:
        Type: AWS::EC2::Route
        Properties: {RouteTableId: !Ref TableB, DestinationCidrBlock: 10.0.0.0/16, TransitGatewayId: !Ref Tgw}

    """

  private static func attached(_ name: String, isAssociated: Bool = true, propagates: Bool = true) -> String {
    let attachment = """
        Attach\(name):
          Type: AWS::EC2::TransitGatewayAttachment
          Properties: {TransitGatewayId: !Ref Tgw, VpcId: !Ref Vpc\(name), SubnetIds: [!Ref Subnet\(name)]}

      """
    let parts = [("Association", isAssociated), ("Propagation", propagates)].filter(\.1).map { part, _ in
      """
        \(part)\(name):
          Type: AWS::EC2::TransitGatewayRouteTable\(part)
          Properties: {TransitGatewayAttachmentId: !Ref Attach\(name), TransitGatewayRouteTableId: !Ref Hub}

      """
    }
    return attachment + parts.joined()
  }

  private static func explain(_ template: String, _ query: String) throws -> (output: String, status: Int32) {
    let folder = try TemporaryFolder()
    let file = try folder.write("joined.yaml", template)
    let process = try NetlintProcess.run(["explain", file, query])
    return (process.output, process.status)
  }

  /// The entries that are listed as those without any one of which the way would be closed.
  private static func chokePoints(_ output: String) -> [String] {
    let lines = output.split(separator: "\n").map(String.init)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("without any one of these") }) else { return [] }
    return lines[(start + 1)...].map { $0.split(separator: "  ").first.map(String.init) ?? "" }
  }

  @Test func everythingOfATransitGatewayIsAChokePoint() throws {
    let (output, status) = try Self.explain(
      Self.template(Self.gateway + Self.attached("A") + Self.attached("B")), "HostA -> HostB:80")
    #expect(status == 0)
    let points = Self.chokePoints(output)
    for expected in [
      "TableA: 10.1.0.0/16 to Tgw", "AttachA: attaches VpcA", "AssociationA: AttachA is routed by Hub",
      "Hub: 10.1.0.0/16 of VpcB propagated by AttachB", "AttachB: attaches VpcB",
      "AssociationB: AttachB is routed by Hub", "Hub: 10.0.0.0/16 of VpcA propagated by AttachA",
      "TableB: 10.0.0.0/16 to Tgw",
    ] {
      #expect(points.contains(expected), "\(expected)\n\(output)")
    }
  }

  @Test func whatATransitGatewayLacksIsNamed() throws {
    for (a, b, change) in [
      (Self.attached("A", isAssociated: false), Self.attached("B"), "associate AttachA with a route table of Tgw"),
      (Self.attached("A"), Self.attached("B", isAssociated: false), "associate AttachB with a route table of Tgw"),
      (Self.attached("A"), Self.attached("B", propagates: false), "route 10.1.1.0/24 to AttachB in Hub"),
      (Self.attached("A", propagates: false), Self.attached("B"), "route 10.0.1.0/24 to AttachA in Hub"),
      (Self.attached("A"), "", "attach VpcB to Tgw"),
    ] {
      let (output, status) = try Self.explain(Self.template(Self.gateway + a + b), "HostA -> HostB:80")
      #expect(status == 1, "\(change)")
      #expect(output.contains(change), "\(output)")
    }
  }

  @Test func aPeeringConnectionAndItsRoutesAreChokePoints() throws {
    let peering = """
        Peer: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref VpcA, PeerVpcId: !Ref VpcB}}
        ToB:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref TableA, DestinationCidrBlock: 10.1.0.0/16, VpcPeeringConnectionId: !Ref Peer}
        ToA:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref TableB, DestinationCidrBlock: 10.0.0.0/16, VpcPeeringConnectionId: !Ref Peer}

      """
    let (output, _) = try Self.explain(Self.template(peering), "HostA -> HostB:80")
    let points = Self.chokePoints(output)
    for expected in ["Peer: joins VpcA and VpcB", "TableA: 10.1.0.0/16 to Peer", "TableB: 10.0.0.0/16 to Peer"] {
      #expect(points.contains(expected), "\(expected)\n\(output)")
    }
  }

  @Test func whatThePolicyOfAnEndpointSaysIsTold() throws {
    for (policy, said) in [
      ("", "has no policy of its own: every request is let through (default)"),
      ("PolicyDocument: {Statement: []}", "its policy allows nothing: the service refuses every request"),
      (
        "PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: '*'}]}",
        "its policy allows s3:GetObject on everything"
      ),
      (
        "PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: '*', Resource: 'arn:aws:s3:::a/*'}]}",
        "its policy allows *, to some or on some resources"
      ),
    ] {
      for (service, placed, query) in [
        ("s3", "RouteTableIds: [!Ref TableA]", "HostA -> Service:443"),
        (
          "kms", "VpcEndpointType: Interface, SubnetIds: [!Ref SubnetA], SecurityGroupIds: [!Ref Https]",
          "HostA -> Service:443"
        ),
      ] {
        let endpoint = """
            Https:
              Type: AWS::EC2::SecurityGroup
              Properties:
                GroupDescription: HTTPS
                VpcId: !Ref VpcA
                SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}]
            Service:
              Type: AWS::EC2::VPCEndpoint
              Properties: {VpcId: !Ref VpcA, ServiceName: com.amazonaws.eu-west-1.\(service), \(placed), \(policy)}

          """
        let (output, status) = try Self.explain(Self.template(endpoint), query)
        #expect(status == 0, "\(output)")
        #expect(output.contains(said), "\(service): \(said)\n\(output)")
      }
    }
  }
}
