import AWSModel
import Testing

@testable import Frontends

/// What is attached to interfaces, and rules of a whole account or VPC.
@Suite struct TerraformInterfaceTests {
  private static let plan = Result { try TerraformFixture.plan("interface-attachments") }
  private let model: Infrastructure

  init() throws { model = try Self.plan.get() }

  @Test func attachedGroupsStandBesideTheOwnOnes() throws {
    let byDefault = "aws_vpc.main (default security group)"
    let attached = try model.instances.at("aws_instance.attached").groups
    #expect(attached.short == [byDefault, "aws_security_group.ssh"])
    #expect(attached.elements.map(\.origin) == [.default, .explicit])
    #expect(attached.elements.last?.declaredBy?.address == "aws_network_interface_sg_attachment.ssh")
    #expect(try model.instances.at("aws_instance.plain").groups.short == ["aws_security_group.inside"])
    // The group of the template is the one that is attached.
    #expect(try model.instances.at("aws_instance.second").groups.short == ["aws_security_group.inside"])
    #expect(
      try model.networkInterfaces.at("aws_network_interface.second").groups.short
        == [byDefault, "aws_security_group.inside"])
  }

  @Test func anAttachedInterfaceIsOfItsInstance() throws {
    let interface = try model.networkInterfaces.at("aws_network_interface.second")
    #expect(interface.instance?.target.short == "aws_instance.second")
    #expect(interface.addresses.short == ["10.0.1.20/32"])
    #expect(try model.instances.at("aws_instance.plain").addresses.short == ["10.0.1.10/32", "10.0.1.11/32"])
    #expect(try model.instances.at("aws_instance.attached").addresses.isEmpty)
  }

  @Test func anAttachmentToWhatIsNotKnownWidensEvery() throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {
        "aws_security_group": {"g": {"vpc_id": "vpc-1"}},
        "aws_network_interface": {
         "a": {"subnet_id": "subnet-1", "security_groups": ["sg-1"]}, "b": {"subnet_id": "subnet-1"}},
        "aws_network_interface_sg_attachment": {"x": {
         "network_interface_id": "${terraform_data.eni.output}", "security_group_id": "${aws_security_group.g.id}"}}}}
      """)
    #expect(
      try model.networkInterfaces.at("aws_network_interface.a").groups.short == ["\"sg-1\"", "aws_security_group.g?"])
    #expect(
      try model.networkInterfaces.at("aws_network_interface.b").groups.short == [
        "aws_security_group.g?", "rest: the default security group of aws_network_interface.b is not in the input",
      ])
  }

  /// What a variable stands for was there before the module.
  @Test func anAttachmentToAVariableIsOfNothingDeclared() throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"eni": {}},
       "resource": {
        "aws_security_group": {"g": {"vpc_id": "vpc-1"}},
        "aws_network_interface": {"a": {"subnet_id": "subnet-1", "security_groups": ["sg-1"]}},
        "aws_network_interface_sg_attachment": {"x": {
         "network_interface_id": "${var.eni}", "security_group_id": "${aws_security_group.g.id}"}}}}
      """)
    #expect(try model.networkInterfaces.at("aws_network_interface.a").groups.short == ["\"sg-1\""])
  }

  @Test func theRulesOfTheAccountAreThere() throws {
    #expect(
      model.groupAssociations.map { "\($0.group.target.short) in \($0.vpc.target.short)" } == [
        "aws_security_group.inside in aws_vpc.other"
      ])
    #expect(model.publicAccessBlocks.map(\.mode.known) == [.ingress])
    let main = try model.vpcs.at("aws_vpc.main").id
    let subnet = try model.subnets.at("aws_subnet.other").id
    #expect(
      model.publicAccessExclusions.map { exclusion -> Reference in
        switch exclusion.subject {
        case .vpc(let vpc): vpc.target
        case .subnet(let subnet): subnet.target
        }
      } == [.resource(subnet), .resource(main)])
    #expect(model.publicAccessExclusions.map(\.mode.known) == [.egress, .bidirectional])
    #expect(model.unmodelled.isEmpty)
  }

  @Test func aWordThatIsNotKnownIsNoMode() throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {"aws_vpc_block_public_access_options": {"a": {"internet_gateway_block_mode": "sometimes"}}}}
      """)
    #expect(model.publicAccessBlocks.map(\.mode.known) == [nil])
    #expect(model.diagnostics.map(\.message) == ["internet_gateway_block_mode is \"sometimes\", which is not known"])
  }
}
