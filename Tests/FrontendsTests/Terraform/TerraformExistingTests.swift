import AWSModel
import Documents
import NetSpace
import Testing

@testable import Frontends

/// A plan over resources that exist: identifiers are known, and the provider reports some things twice.
@Suite struct TerraformExistingTests {
  @Test func linksAreLiteralIdentifiers() throws {
    let model = try TerraformFixture.plan("existing-resources")
    #expect(try model.subnets.at("aws_subnet.main").vpc.target.short == "aws_vpc.main")
    #expect(try model.routeTables.at("aws_route_table.main").vpc.target.short == "aws_vpc.main")
    let association = try model.routeTableAssociations.at("aws_route_table_association.main")
    #expect(association.table.target.short == "aws_route_table.main")
    #expect(association.subject == .subnet(.resource(try model.subnets.at("aws_subnet.main").id)))
  }

  @Test func separateRulesAreNotRepeatedByTheirGroup() throws {
    let model = try TerraformFixture.plan("existing-resources")
    let web = try model.securityGroups.at("aws_security_group.web").rules.elements
    #expect(web.map(\.declaredBy.address) == ["aws_vpc_security_group_ingress_rule.web"])
    let app = try model.securityGroups.at("aws_security_group.app").rules.elements
    #expect(app.map(\.short) == ["ingress tcp/8000 aws_security_group.web", "ingress tcp/22 10.0.0.0/16"])
    #expect(app.map(\.declaredBy.address) == ["aws_security_group_rule.app", "aws_security_group_rule.new[0]"])
  }

  @Test func namesIdentifyWhereTheyDo() throws {
    let model = try TerraformFixture.plan("existing-resources")
    // The role, the policy and the bucket have the same name; each link means one of them.
    #expect(try model.identities.at("aws_iam_role.app").managedPolicies.short == ["aws_iam_policy.app"])
    #expect(try model.identities.at("aws_iam_role.app").boundary == nil)
    #expect(try model.buckets.at("aws_s3_bucket.app").name?.known?.literal == "app")
    let statement = try #require(try model.managedPolicies.at("aws_iam_policy.app").document.statements.elements.first)
    #expect(statement.resources?.patterns.elements.map { $0.known?.literal } == ["arn:aws:s3:::app/*"])
  }

  @Test func dataSourcesAreThereButDeclareNothing() throws {
    let model = try TerraformFixture.plan("existing-resources")
    let read = try model.vpcs.at("data.aws_vpc.read")
    #expect(read.declaration.kind == .readOnly)
    #expect(read.blocks.elements.map { $0.known?.prefix.known?.description } == ["10.0.0.0/16"])
    #expect(
      model.securityGroups.filter { $0.declaration.kind == .implied }.map { $0.vpc?.target.short } == ["aws_vpc.main"])
  }

  /// A group of another account is named with it, and may be in the input, too.
  @Test func aGroupIsNamedWithItsAccount() throws {
    let plan = try #require(
      try TerraformFixture.reader(
        #"""
        {"format_version": "1.2", "resource_changes": [
          {"address": "aws_security_group.a", "mode": "managed", "type": "aws_security_group", "name": "a",
           "change": {"actions": ["no-op"], "after": {"id": "sg-0a1b2c3d4e5f60718"}}},
          {"address": "aws_vpc_security_group_ingress_rule.r", "mode": "managed",
           "type": "aws_vpc_security_group_ingress_rule", "name": "r",
           "change": {"actions": ["no-op"], "after": {"id": "sgr-0a1b2c3d4e5f60718", "ip_protocol": "-1",
             "security_group_id": "sg-0a1b2c3d4e5f60718",
             "referenced_security_group_id": "123456789012/sg-0a1b2c3d4e5f60718"}}}]}
        """#))
    let model = plan.infrastructure(identifiers: plan.identifiers)
    let rules = try model.securityGroups.at("aws_security_group.a").rules.elements
    #expect(rules.map(\.short) == ["ingress all traffic aws_security_group.a"])
  }

  /// An interface that comes with an instance stands for it, unless it is a resource of its own.
  @Test func primaryInterfacesAreOfTheirInstances() throws {
    let plan = try #require(
      try TerraformFixture.reader(
        #"""
        {"format_version": "1.2", "resource_changes": [
          {"address": "aws_instance.a", "mode": "managed", "type": "aws_instance", "name": "a",
           "change": {"actions": ["no-op"], "after": {
             "id": "i-0a1b2c3d4e5f60718", "primary_network_interface_id": "eni-0a1b2c3d4e5f60718"}}},
          {"address": "aws_instance.b", "mode": "managed", "type": "aws_instance", "name": "b",
           "change": {"actions": ["no-op"], "after": {
             "id": "i-0a1b2c3d4e5f60719", "primary_network_interface_id": "eni-0a1b2c3d4e5f60719"}}},
          {"address": "aws_network_interface.b", "mode": "managed", "type": "aws_network_interface", "name": "b",
           "change": {"actions": ["no-op"], "after": {"id": "eni-0a1b2c3d4e5f60719"}}}]}
        """#))
    #expect(plan.identifiers["eni-0a1b2c3d4e5f60718"]?.address == "aws_instance.a")
    #expect(plan.identifiers["eni-0a1b2c3d4e5f60719"]?.address == "aws_network_interface.b")
  }

  @Test func identifiersAreThoseOfManagedResources() throws {
    let path = "\(TerraformFixture.root)/Tests/Fixtures/terraform/existing-resources/plan.json"
    let plan = try #require(try TerraformPlan(try Document.json(try SourceFile.read(path))))
    let vpc = try #require(plan.identifiers.first { $0.key.hasPrefix("vpc-") })
    #expect(vpc.value.address == "aws_vpc.main")
    #expect(plan.identifiers["arn:aws:s3:::app"]?.address == "aws_s3_bucket.app")
    #expect(plan.identifiers["app"] == nil)
    let acl = plan.identifiers.first { $0.key.hasPrefix("acl-") }
    #expect(acl?.value.address == "aws_vpc.main (default network ACL)")
  }

  @Test func connectionsThatExistAreThereOnce() throws {
    let model = try TerraformFixture.plan("existing-connections")
    // The accepter has the connection's identifier.
    #expect(model.peerings.map(\.id.address) == ["aws_vpc_peering_connection.main"])
    #expect(model.peerings.map(\.requester.target.short) == ["aws_vpc.a"])
    #expect(model.peerings.map(\.isActive.short) == ["true"])
    let routes = try model.routeTables.at("aws_route_table.a").routes.elements
    #expect(
      routes.map(\.short) == ["10.1.0.0/16 vpc_peering_connection_id aws_vpc_peering_connection.main"])
    #expect(routes.map(\.declaredBy.address) == ["aws_route.a"])
    #expect(model.gatewayAttachments.map(\.id.address) == ["aws_vpn_gateway_attachment.a"])
    #expect(model.gatewayAttachments.map(\.gateway.target.short) == ["aws_vpn_gateway.a"])
    #expect(try model.vpcEndpoints.at("aws_vpc_endpoint.s3").tables.short == ["aws_route_table.a"])
    // The policy has the endpoint's identifier.
    let statement = try model.vpcEndpoints.at("aws_vpc_endpoint.dynamodb").policy?.statements.elements.first
    #expect(statement?.actions.patterns.elements.map { $0.known?.literal } == ["dynamodb:GetItem"])
    let path = "\(TerraformFixture.root)/Tests/Fixtures/terraform/existing-connections/plan.json"
    let plan = try #require(try TerraformPlan(try Document.json(try SourceFile.read(path))))
    let owners = plan.identifiers.filter { $0.key.hasPrefix("vpce-") || $0.key.hasPrefix("pcx-") }
    #expect(
      Set(owners.values.map(\.address)) == [
        "aws_vpc_endpoint.dynamodb", "aws_vpc_endpoint.s3", "aws_vpc_peering_connection.main",
      ])
    // The route names the default table by the identifier that it has.
    let table = try model.transitRouteTables.at("aws_ec2_transit_gateway.main (default transit gateway route table)")
    #expect(table.routes.elements.map(\.short) == ["10.0.0.0/8 aws_ec2_transit_gateway_vpc_attachment.a"])
    let interface = try model.networkInterfaces.at("aws_network_interface.a")
    #expect(interface.groups.short.count == 2)
    #expect(interface.groups.short.contains("aws_security_group.a"))
    #expect(interface.addresses.short == ["10.0.1.10/32"])
  }
}
