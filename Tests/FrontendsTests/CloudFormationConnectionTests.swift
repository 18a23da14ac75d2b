import AWSModel
import Documents
import NetSpace
import Testing

@testable import Frontends

/// What connects networks, in a template.
@Suite struct CloudFormationConnectionTests {
  private static let template = Result {
    let path = "\(TerraformFixture.root)/Tests/Fixtures/cloudformation/hub-and-spoke.yaml"
    return try TemplateUnderTest(SourceFile.read(path).withBytes { String(decoding: $0, as: UTF8.self) })
  }
  private let template: TemplateUnderTest
  private let model: Infrastructure

  init() throws {
    template = try Self.template.get()
    model = template.infrastructure
  }

  @Test func onlyTheOtherEndIsNotModelled() {
    #expect(model.unmodelled.map(\.type) == ["AWS::EC2::CustomerGateway"])
    #expect(template.mistakes.isEmpty)
  }

  // MARK: Routes

  @Test func routesKeepThePropertyOfTheirTarget() throws {
    #expect(
      try model.routeTables.at("HubTable").routes.elements.map(\.short) == [
        "10.1.0.0/16 VpcPeeringConnectionId Peering",
        "PartnerList TransitGatewayId Transit",
        "10.9.0.0/24 NetworkInterfaceId Appliance",
        "10.9.1.0/24 VpcEndpointId Inspection",
        "10.9.2.0/24 CarrierGatewayId Carrier",
        "192.168.0.0/16 GatewayId VpnGateway",
        "10.50.0.0/16 TransitGatewayId unknown: parameter FarGateway has no value",
      ])
    #expect(
      try model.routeTables.at("AppTable").routes.elements.map(\.short) == [
        "10.0.0.0/16 VpcPeeringConnectionId Peering"
      ])
    let edge = try model.routeTableAssociations.at("EdgeTableOfGateway")
    #expect(edge.subject == .gateway(.resource(template.id("VpnGateway"))))
    #expect(try model.prefixLists.at("PartnerList").name?.known?.literal == "partner")
  }

  // MARK: Peering

  @Test func peeringIsActiveInTheSameAccountOrByARole() throws {
    func peering(_ name: String) throws -> PeeringConnection { try model.peerings.at(name) }
    let own = try peering("Peering")
    #expect(own.requester.target.short == "Hub")
    #expect(own.accepter.target.short == "App")
    #expect(own.isActive.short == "true")
    #expect(own.isActive.origin == .default)
    #expect(own.isSameRegion.short == "true")
    let byAccount = try peering("PeeringByAccount")
    #expect(byAccount.isActive.short == "true")
    #expect(byAccount.isSameRegion.short == "true")
    #expect(byAccount.accepter.target.unknown?.subject == "parameter PartnerVpc")
    let byRole = try peering("PeeringByRole")
    #expect(byRole.isActive.short == "true")
    #expect(byRole.isSameRegion.unknown?.subject == "whether PeeringByRole.PeerRegion is AWS::Region")
    let pending = try peering("PeeringPending")
    #expect(pending.isActive.unknown?.subject == "whether PeeringPending is accepted")
    #expect(pending.isSameRegion.short == "true")
  }

  // MARK: Transit gateways

  @Test func gatewaysHaveTheirDefaults() throws {
    let transit = try model.transitGateways.at("Transit")
    #expect(transit.associatesByDefault.short == "true")
    #expect(transit.associatesByDefault.origin == .default)
    #expect(transit.propagatesByDefault.short == "true")
    #expect(transit.supportsGroupReferences.short == "true")
    #expect(transit.acceptsSharedAttachments.short == "true")
    let bare = try model.transitGateways.at("Bare")
    #expect(bare.associatesByDefault.short == "false")
    #expect(bare.supportsGroupReferences.short == "false")
    #expect(bare.acceptsSharedAttachments.short == "false")
  }

  @Test func attachmentsSayWhatTheyConnect() throws {
    #expect(
      model.transitAttachments.map { "\($0.id.address): \($0.short)" } == [
        "HubAttachment: Transit - Hub [\"HubSubnet\"]", "AppAttachment: Transit - App [\"AppSubnet\"]",
        "FarAttachment: Transit - unknown: parameter FarGateway has no value",
        "VpnTransit (transit gateway attachment): Transit - outside",
      ])
    #expect(model.transitAttachments.map(\.supportsGroupReferences.short) == ["true", "false", "false", "false"])
    #expect(model.transitAttachments.allSatisfy { $0.associatesByDefault == nil && $0.propagatesByDefault == nil })
    #expect(
      model.transitAttachments.map { $0.isAccepted?.unknown?.subject } == [
        nil, nil, "whether FarAttachment is accepted", nil,
      ])
  }

  @Test func tablesHaveTheirRoutes() throws {
    #expect(
      model.transitRouteTables.map { "\($0.id.address): \($0.routes.elements.map(\.short))" } == [
        "SpokeTable: "
          + "[\"0.0.0.0/0 HubAttachment\", \"10.50.0.0/16 FarAttachment\", \"10.66.0.0/16 blackhole\"]",
        "Transit (default transit gateway route table): []",
      ])
    #expect(model.transitAssociations.map(\.attachment.target.short) == ["AppAttachment"])
    #expect(model.transitAssociations.map(\.table.target.short) == ["SpokeTable"])
    #expect(model.transitPropagations.map(\.attachment.target.short) == ["HubAttachment"])
    #expect(model.transitPropagations.map(\.table.target.short) == ["SpokeTable"])
  }

  @Test(arguments: [("!If [C, enable, disable]", Verdict.unknown), ("enable", .yes), ("disable", .no)])
  func theDefaultTableIsThereWhenItIsUsed(association: String, expected: Verdict) throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        T:
          Type: AWS::EC2::TransitGateway
          Properties: {DefaultRouteTableAssociation: \(association), DefaultRouteTablePropagation: disable}
      """)
    let table = template.infrastructure.transitRouteTables.first
    #expect((table?.declaration.existence.verdict ?? .no) == expected)
  }

  @Test func anotherTableMayBecomeTheDefaultOne() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Resources:
        T:
          Type: AWS::EC2::TransitGateway
          Properties: {AssociationDefaultRouteTableId: !Ref P, PropagationDefaultRouteTableId: !Ref Table}
        Table: {Type: AWS::EC2::TransitGatewayRouteTable, Properties: {TransitGatewayId: !Ref T}}
      """)
    let gateway = try template.infrastructure.transitGateways.at("T")
    #expect(gateway.associationTable?.target.unknown != nil)
    #expect(gateway.propagationTable?.target.short == "T (default transit gateway route table)|Table?")
  }

  @Test func aRouteThatMayBeDroppedIsNotKnown() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        T: {Type: AWS::EC2::TransitGateway}
        A:
          Type: AWS::EC2::TransitGatewayRouteTable
          Properties: {TransitGatewayId: !Ref T}
        R:
          Type: AWS::EC2::TransitGatewayRoute
          Condition: C
          Properties:
            TransitGatewayRouteTableId: !Ref A
            DestinationCidrBlock: 10.0.0.0/8
            Blackhole: !If [C, true, false]
            TransitGatewayAttachmentId: tgw-attach-1
        S:
          Type: AWS::EC2::TransitGatewayRoute
          Properties:
            TransitGatewayRouteTableId: !ImportValue table
            DestinationCidrBlock: 10.0.0.0/8
            TransitGatewayAttachmentId: tgw-attach-1
      """)
    let routes = try template.infrastructure.transitRouteTables.at("A").routes.elements
    #expect(routes.map(\.short) == ["10.0.0.0/8 blackhole", "10.0.0.0/8 \"tgw-attach-1\""])
    #expect(routes.map(\.existence.verdict) == [.unknown, .unknown])
  }

  // MARK: VPN

  @Test func vpnGatewaysAreAttachedAndAnnounced() throws {
    #expect(model.vpnGateways.map(\.id.address) == ["VpnGateway"])
    #expect(model.gatewayAttachments.map(\.gateway.target.short) == ["VpnGateway"])
    #expect(model.gatewayAttachments.map(\.vpc.target.short) == ["Hub"])
    #expect(model.gatewayAttachments.map(\.kind) == [.virtualPrivate])
    #expect(model.routePropagations.map(\.table.target.short) == ["HubTable", "EdgeTable"])
    #expect(
      model.vpnConnections.map { [$0.gateway.target.short] + $0.blocks.short } == [
        ["VpnGateway", "192.168.0.0/16"], ["Transit", "rest: the networks behind VpnTransit is not in the input"],
      ])
    #expect(model.carrierGateways.map(\.vpc.target.short) == ["Hub"])
  }

  // MARK: Endpoints

  @Test func endpointsAreReadByTheirKind() throws {
    let s3 = try model.vpcEndpoints.at("S3")
    #expect(s3.kind.known == .gateway)
    #expect(s3.kind.origin == .default)
    #expect(s3.vpc.target.short == "Hub")
    #expect(s3.tables.short == ["HubTable"])
    #expect(s3.hasPrivateDNS.short == "false")
    #expect(
      s3.policy?.statements.elements.first?.actions.patterns.elements.map { $0.known?.literal } == ["s3:GetObject"])
    // The region is a hole in a name that is known otherwise.
    #expect(s3.service.known?.parts.first == .literal("com.amazonaws."))
    #expect(s3.service.known?.parts.last == .literal(".s3"))
    let ssm = try model.vpcEndpoints.at("Ssm")
    #expect(ssm.kind.known == .interface)
    #expect(ssm.groups.short == ["Bastion"])
    #expect(ssm.subnets.short == ["HubSubnet"])
    #expect(ssm.hasPrivateDNS.short == "true")
    let inspection = try model.vpcEndpoints.at("Inspection")
    #expect(inspection.service.known?.parts.last == .attribute(template.id("InspectionService"), "Ref"))
    #expect(model.endpointServices.map(\.loadBalancers.short) == [["Balancer"]])
  }

  @Test func privateNamesThatAreNotAskedForAreNotKnown() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        E:
          Type: AWS::EC2::VPCEndpoint
          Properties: {VpcId: vpc-1, VpcEndpointType: Interface, ServiceName: com.amazonaws.eu-west-1.ssm}
        F:
          Type: AWS::EC2::VPCEndpoint
          Properties: {VpcId: vpc-1, VpcEndpointType: Tunnel, ServiceNetworkArn: !ImportValue network}
      """)
    let endpoints = template.infrastructure.vpcEndpoints
    #expect(endpoints[0].hasPrivateDNS.unknown?.subject == "E.PrivateDnsEnabled")
    #expect(endpoints[1].kind.known == nil)
    #expect(endpoints[1].service.unknown != nil)
    #expect(template.mistakes == ["VpcEndpointType is \"Tunnel\", which is not known"])
  }

  // MARK: Interfaces

  @Test func interfacesHaveTheirInstanceAndAddresses() throws {
    let appliance = try model.networkInterfaces.at("Appliance")
    #expect(appliance.instance?.target.short == "BastionHost")
    #expect(appliance.addresses.short == ["10.0.0.10/32", "10.0.0.11/32"])
    #expect(try model.instances.at("BastionHost").addresses.short == ["10.0.0.20/32"])
  }

  @Test func theAddressOfAnInterfaceMayStandInsideItsInstance() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Resources:
        I:
          Type: AWS::EC2::Instance
          Properties:
            NetworkInterfaces:
              - DeviceIndex: "0"
                SubnetId: subnet-1
                PrivateIpAddress: 10.0.0.5
                Ipv6Addresses: [{Ipv6Address: "::5"}]
              - {DeviceIndex: "1", SubnetId: subnet-1, PrivateIpAddress: !Ref P}
      """)
    #expect(template.infrastructure.instances.first?.addresses.short == ["10.0.0.5/32", "::5/128"])
    #expect(
      template.infrastructure.networkInterfaces.first?.addresses.short == ["rest: parameter P has no value"])
  }

  /// The property is not required: nothing is wrong with a template that leaves it out.
  @Test func anInterfaceInsideItsInstanceNeedsNoSubnet() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        I:
          Type: AWS::EC2::Instance
          Properties:
            NetworkInterfaces: [{DeviceIndex: "0", SubnetId: subnet-1}, {DeviceIndex: "1", GroupSet: [sg-1]}]
      """)
    let why = "I.SubnetId is left out, and AWS documents no default"
    #expect(template.infrastructure.networkInterfaces.map(\.subnet.target.unknown?.description) == [why])
    #expect(template.mistakes == [])
  }

  @Test func theRulesOfTheAccountAreThere() throws {
    #expect(model.groupAssociations.map(\.group.target.short) == ["Bastion"])
    #expect(model.groupAssociations.map(\.vpc.target.short) == ["App"])
    #expect(model.publicAccessBlocks.map(\.mode.known) == [.bidirectional])
    #expect(model.publicAccessExclusions.map(\.mode.known) == [.egress, .bidirectional])
    #expect(
      model.publicAccessExclusions.map { exclusion -> String in
        switch exclusion.subject {
        case .vpc(let vpc): "vpc \(vpc.target.short)"
        case .subnet(let subnet): "subnet \(subnet.target.short)"
        }
      } == ["vpc App", "subnet AppSubnet"])
  }

  /// What comes in over an attachment is at the gateway of that attachment, whichever is declared first.
  @Test func connectionsOverOthersAreAtTheirGateway() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Connect: {Type: AWS::EC2::TransitGatewayConnect, Properties: {TransportTransitGatewayAttachmentId: !Ref Carrier}}
        Lost: {Type: AWS::EC2::TransitGatewayConnect, Properties: {TransportTransitGatewayAttachmentId: tgw-attach-1}}
        Gateway: {Type: AWS::EC2::TransitGateway}
        Carrier:
          Type: AWS::EC2::TransitGatewayVpcAttachment
          Properties: {TransitGatewayId: !Ref Gateway, VpcId: !Ref Vpc, SubnetIds: [!Ref Subnet]}
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
        Virtual: {Type: AWS::EC2::VPNGateway, Properties: {Type: ipsec.1}}
        Direct:
          Type: AWS::DirectConnect::DirectConnectGatewayAssociation
          Properties: {AssociatedGatewayId: !Ref Virtual, DirectConnectGatewayId: d-1}
      """)
    let attachments = template.infrastructure.transitAttachments
    #expect(
      attachments.first { $0.id.address == "Connect" }?.transitGateway.target == .resource(template.id("Gateway")))
    #expect(attachments.first { $0.id.address == "Lost" }?.transitGateway.target.unknown != nil)
    let direct = try #require(template.infrastructure.vpnConnections.first { $0.id.address == "Direct" })
    #expect(direct.gateway.target == .resource(template.id("Virtual")))
    #expect(template.mistakes == [])
  }
}
