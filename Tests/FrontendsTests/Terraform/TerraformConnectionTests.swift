import AWSModel
import NetSpace
import Testing

@testable import Frontends

/// What connects networks, in a plan whose identifiers are all unknown.
@Suite struct TerraformConnectionTests {
  private static let plan = Result { try TerraformFixture.plan("hub-and-spoke") }
  private let model: Infrastructure

  init() throws { model = try Self.plan.get() }

  @Test func onlyTheOtherEndsAreNotModelled() {
    #expect(
      Set(model.unmodelled.map(\.type)) == [
        "aws_customer_gateway", "aws_dx_gateway", "aws_networkmanager_core_network",
        "aws_networkmanager_global_network",
      ])
    #expect(model.diagnostics.allSatisfy { $0.kind == .unsupported })
  }

  // MARK: Routes

  @Test func routesKeepTheAttributeOfTheirTarget() throws {
    #expect(
      Set(try model.routeTables.at("aws_route_table.hub").routes.elements.map(\.short)) == [
        "10.1.0.0/16 vpc_peering_connection_id aws_vpc_peering_connection.app",
        "10.2.0.0/16 transit_gateway_id aws_ec2_transit_gateway.main",
        "10.9.0.0/24 network_interface_id aws_network_interface.appliance",
        "10.9.1.0/24 vpc_endpoint_id aws_vpc_endpoint.inspection",
        "10.9.2.0/24 carrier_gateway_id aws_ec2_carrier_gateway.hub",
        // A plan lists the references of all blocks together, and this attribute takes an identifier of any of these.
        "10.9.3.0/24 gateway_id aws_vpc_endpoint.inspection|aws_ec2_carrier_gateway.hub|aws_vpn_gateway.hub?",
      ])
    #expect(
      try model.routeTables.at("aws_route_table.spoke[\"data\"]").routes.elements.map(\.short) == [
        "0.0.0.0/0 transit_gateway_id aws_ec2_transit_gateway.main",
        // The accepter stands for the connection.
        "aws_ec2_managed_prefix_list.partner vpc_peering_connection_id aws_vpc_peering_connection.far",
        "10.200.0.0/16 core_network_arn aws_networkmanager_core_network.wan",
      ])
    #expect(
      try model.routeTables.at("aws_route_table.spoke[\"app\"]").routes.elements.map(\.short) == [
        "10.0.0.0/16 vpc_peering_connection_id aws_vpc_peering_connection.app",
        "10.77.0.0/16 vpc_peering_connection_id aws_vpc_peering_connection_accepter.theirs",
      ])
    let edge = try model.routeTableAssociations.at("aws_route_table_association.edge")
    #expect(edge.subject == .gateway(.resource(try model.vpnGateways.at("aws_vpn_gateway.hub").id)))
  }

  @Test func aTargetThatIsNotKnownKeepsItsAttribute() throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"hub": {}},
       "resource": {
        "aws_route_table": {"a": {"vpc_id": "vpc-1", "propagating_vgws": ["vgw-1", "${var.hub}"]}},
        "aws_route": {"a": {"route_table_id": "${aws_route_table.a.id}", "destination_cidr_block": "10.0.0.0/8",
         "transit_gateway_id": "${var.hub}"}}}}
      """)
    #expect(
      try model.routeTables.at("aws_route_table.a").routes.elements.map(\.short) == [
        "10.0.0.0/8 transit_gateway_id unknown: var.hub has no value"
      ])
    #expect(model.routePropagations.map(\.gateway.target.short) == ["\"vgw-1\"", "unknown: var.hub has no value"])
  }

  // MARK: Peering

  @Test func peeringIsActiveWhenItIsAccepted() throws {
    let short = model.peerings.map { "\($0.id): \($0.requester.target.short) - \($0.accepter.target.short)" }
    #expect(
      Set(short) == [
        "aws_vpc_peering_connection.app: aws_vpc.hub - aws_vpc.spoke[\"app\"]",
        "aws_vpc_peering_connection.far: aws_vpc.hub - aws_vpc.spoke[\"data\"]",
        "aws_vpc_peering_connection.partner: aws_vpc.hub - \"vpc-0a1b2c3d4e5f60718\"",
        "aws_vpc_peering_connection_accepter.theirs: "
          + "unknown: aws_vpc_peering_connection_accepter.theirs.peer_vpc_id is not in the input - "
          + "unknown: aws_vpc_peering_connection_accepter.theirs.vpc_id is not in the input",
      ])
    func peering(_ name: String) throws -> PeeringConnection { try model.peerings.at(name) }
    let app = try peering("aws_vpc_peering_connection.app")
    #expect(app.isActive.short == "true")
    #expect(app.isSameRegion.short == "true")
    let far = try peering("aws_vpc_peering_connection.far")
    #expect(far.isActive.short == "true")
    #expect(far.isActive.place.range.text == "true")
    #expect(far.isSameRegion.unknown?.subject == "the regions of aws_vpc_peering_connection.far")
    let partner = try peering("aws_vpc_peering_connection.partner")
    #expect(partner.isActive.unknown?.subject == "whether aws_vpc_peering_connection.partner is accepted")
    #expect(partner.isSameRegion.short == "true")
    #expect(partner.isSameRegion.origin == .default)
    #expect(try peering("aws_vpc_peering_connection_accepter.theirs").isActive.short == "true")
  }

  @Test(arguments: [("true", "true"), ("false", "unknown"), ("\"${var.yes}\"", "unknown")])
  func anAccepterAcceptsWhenItSaysSo(accept: String, expected: String) throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"yes": {}},
       "resource": {
        "aws_vpc_peering_connection": {"a": {"vpc_id": "vpc-1", "peer_vpc_id": "vpc-2"}},
        "aws_vpc_peering_connection_accepter": {"a": {
         "vpc_peering_connection_id": "${aws_vpc_peering_connection.a.id}", "auto_accept": \(accept)}}}}
      """)
    #expect(model.peerings.count == 1)
    #expect(model.peerings.first?.isActive.short.hasPrefix(expected) == true)
  }

  @Test func anAccepterThatMayNotBeThereMayAccept() throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"n": {}},
       "resource": {
        "aws_vpc_peering_connection": {"a": {"vpc_id": "vpc-1", "peer_vpc_id": "vpc-2"}},
        "aws_vpc_peering_connection_accepter": {"a": {"count": "${var.n}",
         "vpc_peering_connection_id": "${aws_vpc_peering_connection.a.id}", "auto_accept": true}}}}
      """)
    #expect(model.peerings.first?.isActive.unknown?.subject == "var.n")
  }

  @Test(arguments: [("eu-west-1", "true"), ("eu-west-2", "false")])
  func regionsAreComparedWhereBothAreKnown(peer: String, expected: String) throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {"aws_vpc_peering_connection": {"a": {
        "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "region": "eu-west-1", "peer_region": "\(peer)"}}}}
      """)
    #expect(model.peerings.first?.isSameRegion.short == expected)
  }

  @Test func theRegionIsThatOfTheProvider() throws {
    let model = try TerraformFixture.plan("peering-regions")
    let same = Dictionary(uniqueKeysWithValues: model.peerings.map { ($0.id.address, $0.isSameRegion.short) })
    #expect(
      same == [
        "aws_vpc_peering_connection.near": "true", "aws_vpc_peering_connection.far": "false",
        "aws_vpc_peering_connection.odd": "true",
      ])
  }

  // MARK: Transit gateways

  @Test func attachmentsSayWhatTheyConnect() throws {
    #expect(
      Dictionary(uniqueKeysWithValues: model.transitAttachments.map { ($0.id.address, $0.short) }) == [
        "aws_ec2_transit_gateway_vpc_attachment.hub":
          "aws_ec2_transit_gateway.main - aws_vpc.hub [\"aws_subnet.hub[0]\", \"aws_subnet.hub[1]\"]",
        "aws_ec2_transit_gateway_vpc_attachment.spoke[\"app\"]":
          "aws_ec2_transit_gateway.main - aws_vpc.spoke[\"app\"] [\"aws_subnet.spoke[\\\"app\\\"]\"]",
        "aws_ec2_transit_gateway_vpc_attachment.spoke[\"data\"]":
          "aws_ec2_transit_gateway.main - aws_vpc.spoke[\"data\"] [\"aws_subnet.spoke[\\\"data\\\"]\"]",
        "aws_ec2_transit_gateway_vpc_attachment_accepter.theirs":
          "unknown: aws_ec2_transit_gateway_vpc_attachment_accepter.theirs.transit_gateway_id is not in the input - "
          + "unknown: aws_ec2_transit_gateway_vpc_attachment_accepter.theirs.vpc_id is not in the input "
          + "[\"rest: aws_ec2_transit_gateway_vpc_attachment_accepter.theirs.subnet_ids is not in the input\"]",
        "aws_ec2_transit_gateway_peering_attachment.far":
          "aws_ec2_transit_gateway.main - aws_ec2_transit_gateway.far",
        "aws_ec2_transit_gateway_peering_attachment.pending":
          "aws_ec2_transit_gateway.main - \"tgw-0a1b2c3d4e5f60718\"",
        "aws_ec2_transit_gateway_connect.appliance": "aws_ec2_transit_gateway.main - outside",
        "aws_vpn_connection.transit (transit gateway attachment)": "aws_ec2_transit_gateway.main - outside",
        "data.aws_ec2_transit_gateway_vpn_attachment.office": "aws_ec2_transit_gateway.main - outside",
        "aws_dx_gateway_association.transit (transit gateway attachment)": "aws_ec2_transit_gateway.far - outside",
        "data.aws_ec2_transit_gateway_dx_gateway_attachment.far": "aws_ec2_transit_gateway.far - outside",
      ])
  }

  @Test func attachmentsLeaveTheDefaultsToTheirGateway() throws {
    let hub = try model.transitAttachments.at("aws_ec2_transit_gateway_vpc_attachment.hub")
    #expect(hub.associatesByDefault == nil)
    #expect(hub.propagatesByDefault == nil)
    #expect(hub.supportsGroupReferences.short == "true")
    #expect(hub.isAccepted == nil)
    let app = try model.transitAttachments.at("aws_ec2_transit_gateway_vpc_attachment.spoke[\"app\"]")
    #expect(app.associatesByDefault?.short == "false")
    #expect(app.propagatesByDefault?.short == "false")
    #expect(app.supportsGroupReferences.short == "false")
    let theirs = try model.transitAttachments.at("aws_ec2_transit_gateway_vpc_attachment_accepter.theirs")
    #expect(theirs.associatesByDefault?.short == "false")
    #expect(theirs.propagatesByDefault == nil)
    let far = try model.transitAttachments.at("aws_ec2_transit_gateway_peering_attachment.far")
    #expect(far.isAccepted?.short == "true")
    let pending = try model.transitAttachments.at("aws_ec2_transit_gateway_peering_attachment.pending")
    #expect(
      pending.isAccepted?.unknown?.subject == "whether aws_ec2_transit_gateway_peering_attachment.pending is accepted")
  }

  @Test func gatewaysHaveTheirDefaults() throws {
    let main = try model.transitGateways.at("aws_ec2_transit_gateway.main")
    #expect(main.associatesByDefault.short == "true")
    #expect(main.propagatesByDefault.short == "true")
    #expect(main.supportsGroupReferences.short == "true")
    #expect(main.acceptsSharedAttachments.short == "false")
    #expect(main.associationTable == nil)
    #expect(
      main.propagationTable?.target.short
        == "aws_ec2_transit_gateway.main (default transit gateway route table)|"
        + "aws_ec2_transit_gateway_route_table.spokes?")
    let far = try model.transitGateways.at("aws_ec2_transit_gateway.far")
    #expect(far.associatesByDefault.short == "false")
    #expect(far.supportsGroupReferences.short == "false")
  }

  @Test func tablesHaveTheirRoutes() throws {
    let tables = Dictionary(
      uniqueKeysWithValues: model.transitRouteTables.map { ($0.id.address, $0.routes.elements.map(\.short)) })
    #expect(
      tables == [
        // That of the gateway without default tables is not there.
        "aws_ec2_transit_gateway.main (default transit gateway route table)": [
          "192.168.0.0/16 aws_vpn_connection.transit (transit gateway attachment)"
        ],
        "aws_ec2_transit_gateway_route_table.spokes": [
          "aws_ec2_managed_prefix_list.partner aws_ec2_transit_gateway_peering_attachment.far",
          "10.1.0.0/16 blackhole", "0.0.0.0/0 aws_ec2_transit_gateway_vpc_attachment.hub",
        ],
        "aws_ec2_transit_gateway_route_table.far": ["10.0.0.0/8 aws_ec2_transit_gateway_peering_attachment.far"],
      ])
    let table = try model.transitRouteTables.at("aws_ec2_transit_gateway.main (default transit gateway route table)")
    #expect(table.isDefault)
    #expect(table.declaration.kind == .implied)
    #expect(table.transitGateway.target.short == "aws_ec2_transit_gateway.main")
    #expect(table.routes.isComplete)
  }

  @Test func associationsAndPropagationsLinkBoth() {
    let implied = "aws_ec2_transit_gateway.main (default transit gateway route table)"
    #expect(
      Set(model.transitAssociations.map { "\($0.attachment.target.short) in \($0.table.target.short)" }) == [
        "aws_ec2_transit_gateway_vpc_attachment.spoke[\"app\"] in aws_ec2_transit_gateway_route_table.spokes",
        "aws_ec2_transit_gateway_vpc_attachment.spoke[\"data\"] in aws_ec2_transit_gateway_route_table.spokes",
        "data.aws_ec2_transit_gateway_dx_gateway_attachment.far in aws_ec2_transit_gateway_route_table.far",
      ])
    #expect(
      Set(model.transitPropagations.map { "\($0.attachment.target.short) to \($0.table.target.short)" }) == [
        "aws_ec2_transit_gateway_vpc_attachment.spoke[\"app\"] to \(implied)",
        "aws_ec2_transit_gateway_vpc_attachment.spoke[\"data\"] to \(implied)",
        "aws_vpn_connection.transit (transit gateway attachment) to aws_ec2_transit_gateway_route_table.spokes",
      ])
  }

  @Test func aGatewayOfSomebodyElseHasRoutesThatAreNotKnown() throws {
    let model = try TerraformFixture.configuration(
      """
      {"data": {"aws_ec2_transit_gateway": {"hub": {"id": "tgw-1"}}},
       "resource": {"aws_ec2_transit_gateway_vpc_attachment": {"a": {
         "transit_gateway_id": "${data.aws_ec2_transit_gateway.hub.id}", "vpc_id": "vpc-1",
         "subnet_ids": ["subnet-1"]}}}}
      """)
    #expect(model.transitAttachments.map(\.transitGateway.target.short) == ["data.aws_ec2_transit_gateway.hub"])
    let gateway = try model.transitGateways.at("data.aws_ec2_transit_gateway.hub")
    #expect(gateway.declaration.kind == .readOnly)
    #expect(gateway.associatesByDefault.unknown?.subject == "data.aws_ec2_transit_gateway.hub")
    let table = try #require(model.transitRouteTables.first)
    #expect(!table.routes.isComplete)
    #expect(table.declaration.existence.verdict == .unknown)
  }

  // MARK: VPN

  @Test func vpnGatewaysAreAttachedAndAnnounced() throws {
    #expect(model.vpnGateways.map(\.id.address) == ["aws_vpn_gateway.app", "aws_vpn_gateway.hub"])
    #expect(
      Set(model.gatewayAttachments.map { "\($0.gateway.target.short) to \($0.vpc.target.short)" }) == [
        "aws_vpn_gateway.app to aws_vpc.spoke[\"app\"]", "aws_vpn_gateway.hub to aws_vpc.hub",
      ])
    #expect(model.gatewayAttachments.allSatisfy { $0.kind == .virtualPrivate })
    #expect(
      Set(model.routePropagations.map { "\($0.gateway.target.short) to \($0.table.target.short)" }) == [
        "aws_vpn_gateway.app to aws_route_table.spoke[\"app\"]", "aws_vpn_gateway.hub to aws_route_table.hub",
      ])
    #expect(model.carrierGateways.map(\.vpc.target.short) == ["aws_vpc.hub"])
  }

  @Test func connectionsSayWhatIsBehindThem() {
    let connections = model.vpnConnections.map { ($0.id.address, [$0.gateway.target.short] + $0.blocks.short) }
    #expect(
      Dictionary(uniqueKeysWithValues: connections) == [
        "aws_vpn_connection.hub": ["aws_vpn_gateway.hub", "192.168.0.0/16"],
        "aws_vpn_connection.app": [
          "aws_vpn_gateway.app", "rest: the networks behind aws_vpn_connection.app is not in the input",
        ],
        "aws_vpn_connection.transit": ["aws_ec2_transit_gateway.main"],
        "aws_dx_gateway_association.virtual": [
          "aws_vpn_gateway.app", "rest: the networks behind aws_dx_gateway_association.virtual is not in the input",
        ],
      ])
  }

  // MARK: Endpoints

  @Test func endpointsHaveWhatIsAssociatedWithThem() throws {
    func endpoint(_ name: String) throws -> VPCEndpoint { try model.vpcEndpoints.at("aws_vpc_endpoint.\(name)") }
    let s3 = try endpoint("s3")
    #expect(s3.kind.known == .gateway)
    #expect(s3.service.known?.literal == "com.amazonaws.eu-central-1.s3")
    #expect(s3.tables.short == ["aws_route_table.hub"])
    #expect(s3.policy == nil)
    #expect(s3.hasPrivateDNS.short == "false")
    let spoke = try endpoint("spoke_s3")
    #expect(spoke.tables.short == ["aws_route_table.spoke[\"app\"]"])
    #expect(spoke.tables.elements.first?.declaredBy?.address == "aws_vpc_endpoint_route_table_association.spoke_s3")
    #expect(
      spoke.policy?.statements.elements.first?.actions.patterns.elements.map { $0.known?.literal } == ["s3:GetObject"])
    let ssm = try endpoint("ssm")
    #expect(ssm.kind.known == .interface)
    #expect(ssm.groups.short == ["aws_security_group.endpoints"])
    #expect(ssm.subnets.short == ["aws_subnet.hub[0]", "aws_subnet.hub[1]"])
    #expect(ssm.hasPrivateDNS.short == "true")
    // An association adds to the default group, unless it replaces it.
    #expect(
      try endpoint("kms").groups.short == ["aws_vpc.hub (default security group)", "aws_security_group.endpoints"])
    #expect(try endpoint("kms").hasPrivateDNS.short == "true")
    #expect(try endpoint("ec2").groups.short == ["aws_security_group.endpoints"])
  }

  @Test func anEndpointKnowsTheServiceOfTheInput() throws {
    let endpoint = try model.vpcEndpoints.at("aws_vpc_endpoint.inspection")
    #expect(endpoint.kind.known == .gatewayLoadBalancer)
    #expect(endpoint.service.known?.attribute?.resource.address == "aws_vpc_endpoint_service.inspection")
    #expect(endpoint.service.known?.attribute?.name == "service_name")
    #expect(model.endpointServices.map(\.loadBalancers.short) == [["aws_lb.inspection"]])
  }

  // MARK: Addresses

  @Test func writtenAddressesAreKnown() throws {
    #expect(try model.instances.at("aws_instance.bastion").addresses.short == ["10.0.0.20/32"])
    #expect(
      try model.networkInterfaces.at("aws_network_interface.appliance").addresses.short == [
        "10.0.0.10/32", "10.0.0.11/32",
      ])
  }

  @Test func aTargetMayBeAnAddress() throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {
        "aws_lb_target_group": {"a": {"target_type": "ip"}},
        "aws_lb_target_group_attachment": {"a": {
         "target_group_arn": "${aws_lb_target_group.a.arn}", "target_id": "10.0.1.5"}}}}
      """)
    let block = AddressBlock(try #require(IPPrefix("10.0.1.5/32")))
    #expect(model.targetGroups.first?.targets.elements.map(\.subject) == [.address(block)])
  }

  @Test func aListOfAWSIsKnownByItsName() throws {
    let model = try TerraformFixture.configuration(
      """
      {"data": {
        "aws_ec2_managed_prefix_list": {"edge": {"name": "com.amazonaws.global.cloudfront.origin-facing"}},
        "aws_prefix_list": {"s3": {"name": "com.amazonaws.${data.aws_region.here.name}.s3"}},
        "aws_region": {"here": {}}}}
      """)
    let edge = try model.prefixLists.at("data.aws_ec2_managed_prefix_list.edge")
    #expect(edge.name?.known?.literal == "com.amazonaws.global.cloudfront.origin-facing")
    #expect(!edge.entries.isComplete)
    let s3 = try model.prefixLists.at("data.aws_prefix_list.s3")
    #expect(s3.name?.known.map { "\($0)" } == "com.amazonaws.${data.aws_region.here.name}.s3")
  }
}
