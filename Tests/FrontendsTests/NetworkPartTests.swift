import AWSModel
import Documents
import TestSupport
import Testing

@testable import Frontends

/// What rules of groups, VPCs and flow logs need of both languages beside traffic and addresses.
@Suite struct NetworkPartTests {
  private static func terraform(_ text: String) throws -> Infrastructure {
    let file = SourceFile(path: "main.tf.json", bytes: Array(text.utf8))
    let document = try Document.json(file)
    let configuration = try #require(TerraformConfiguration(document))
    return configuration.infrastructure(identifiers: [:])
  }

  @Test func rulesKeepTheirDescriptions() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Group:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: g
            SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8, Description: web}
              - {IpProtocol: tcp, FromPort: 81, ToPort: 81, CidrIp: 10.0.0.0/8}
        Rule: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref Group, IpProtocol: '-1',
          CidrIp: 10.0.0.0/8, Description: out}}
      """)
    let rules = try template.group("Group").rules.elements
    #expect(rules.map { $0.summary?.known?.literal } == ["web", nil, "out"])
    let plan = try Self.terraform(
      """
      {"resource": {"aws_security_group": {"g": {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0,
        "self": true, "description": "members"}]}},
       "aws_vpc_security_group_ingress_rule": {"r": {"security_group_id": "${aws_security_group.g.id}",
        "ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8", "description": "network"}},
       "aws_security_group_rule": {"s": {"security_group_id": "${aws_security_group.g.id}", "type": "egress",
        "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/8"]}}}}
      """)
    let group = try #require(plan.securityGroups.first)
    #expect(group.rules.elements.map { $0.summary?.known?.literal } == ["members", "network", nil])
  }

  /// What belongs to something that is not in the input is noted, whatever it is.
  @Test(arguments: [
    (
      "aws_ec2_managed_prefix_list_entry", #""prefix_list_id": "pl-1", "cidr": "10.0.0.0/8""#,
      "pl-1 names a prefix list outside of the input"
    ),
    (
      "aws_vpc_ipv4_cidr_block_association", #""vpc_id": "vpc-1", "cidr_block": "100.64.0.0/16""#,
      "vpc-1 names a VPC outside of the input"
    ),
    (
      "aws_lb_target_group_attachment", #""target_group_arn": "arn:aws:x", "target_id": "i-1""#,
      "arn:aws:x names a target group outside of the input"
    ),
    (
      "aws_lb_target_group_attachment",
      #""target_group_arn": "${aws_lb_target_group.none.arn}", "target_id": "i-1""#,
      "names a target group outside of the input"
    ),
    (
      "aws_autoscaling_attachment", #""autoscaling_group_name": "web", "lb_target_group_arn": "arn:aws:x""#,
      "web names an Auto Scaling group outside of the input"
    ),
    (
      "aws_elb_attachment", #""elb": "legacy", "instance": "i-1""#,
      "legacy names a classic load balancer outside of the input"
    ),
    (
      "aws_autoscaling_attachment", #""autoscaling_group_name": "web", "elb": "legacy""#,
      "web names an Auto Scaling group outside of the input"
    ),
    (
      "aws_autoscaling_attachment", #""autoscaling_group_name": "web", "elb": "legacy""#,
      "legacy names a classic load balancer outside of the input"
    ),
    (
      "aws_apigatewayv2_integration",
      #""api_id": "api", "connection_type": "VPC_LINK", "connection_id": "vl-1", "integration_uri": "arn:aws:x""#,
      "vl-1 names a VPC link outside of the input"
    ),
    (
      "aws_ec2_transit_gateway_default_route_table_association",
      #""transit_gateway_id": "tgw-1", "transit_gateway_route_table_id": "tgw-rtb-1""#,
      "tgw-1 names a transit gateway outside of the input"
    ),
    (
      "aws_vpn_connection_route", #""vpn_connection_id": "vpn-1", "destination_cidr_block": "10.0.0.0/8""#,
      "vpn-1 names a VPN connection outside of the input"
    ),
    (
      "aws_ec2_client_vpn_authorization_rule",
      #""client_vpn_endpoint_id": "cvpn-endpoint-1", "target_network_cidr": "10.0.0.0/8", "authorize_all_groups": true"#,
      "cvpn-endpoint-1 names a Client VPN endpoint outside of the input"
    ),
    (
      "aws_ec2_client_vpn_network_association",
      #""client_vpn_endpoint_id": "cvpn-endpoint-1", "subnet_id": "subnet-1""#,
      "cvpn-endpoint-1 names a Client VPN endpoint outside of the input"
    ),
    (
      "aws_ec2_transit_gateway_route",
      #""transit_gateway_route_table_id": "tgw-rtb-1", "destination_cidr_block": "10.0.0.0/8", "blackhole": true"#,
      "tgw-rtb-1 names a transit gateway route table outside of the input"
    ),
    (
      "aws_vpc_endpoint_route_table_association", #""vpc_endpoint_id": "vpce-1", "route_table_id": "rtb-1""#,
      "vpce-1 names a VPC endpoint outside of the input"
    ),
    (
      "aws_network_interface_sg_attachment", #""network_interface_id": "eni-1", "security_group_id": "sg-1""#,
      "eni-1 names an interface outside of the input"
    ),
  ])
  func partsOfWhatIsOutsideAreNoted(_ type: String, _ attributes: String, _ words: String) throws {
    let model = try Self.terraform(#"{"resource": {"\#(type)": {"a": {\#(attributes)}}}}"#)
    #expect(model.diagnostics.contains { $0.message.contains(words) }, "\(model.diagnostics.map(\.message))")
  }

  /// What may belong to something in the input is a bound of it.
  @Test func partsOfWhatIsNotKnownAreBounds() throws {
    let model = try Self.terraform(
      """
      {"resource": {"aws_vpc": {"a": {"cidr_block": "10.0.0.0/16"}},
       "aws_ec2_managed_prefix_list": {"a": {"name": "a", "address_family": "IPv4", "max_entries": 2}},
       "aws_lb_target_group": {"a": {"port": 80, "protocol": "HTTP", "vpc_id": "${aws_vpc.a.id}"}},
       "terraform_data": {"id": {"input": "x"}},
       "aws_vpc_ipv4_cidr_block_association": {"b": {"vpc_id": "${terraform_data.id.output}", "cidr_block": "100.64.0.0/16"}},
       "aws_ec2_managed_prefix_list_entry": {"b": {"prefix_list_id": "${terraform_data.id.output}", "cidr": "10.0.0.0/8"}},
       "aws_lb_target_group_attachment": {"b": {"target_group_arn": "${terraform_data.id.output}", "target_id": "10.0.0.5"}}}}
      """)
    #expect(model.vpcs.first?.blocks.rest.map(\.subject) == ["terraform_data.id.output"])
    #expect(model.prefixLists.first?.entries.rest.map(\.subject) == ["terraform_data.id.output"])
    #expect(model.targetGroups.first?.targets.rest.map(\.subject) == ["terraform_data.id.output"])
  }

  @Test func flowLogsSayWhatTheyRecord() throws {
    let template = try TemplateUnderTest(
      """
      Parameters:
        Kind: {Type: String}
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: 'false'}}
        OfVpc: {Type: AWS::EC2::FlowLog, Properties: {ResourceId: !Ref Vpc, ResourceType: VPC}}
        OfInterface: {Type: AWS::EC2::FlowLog, Properties: {ResourceId: eni-1, ResourceType: NetworkInterface}}
        OfWhat: {Type: AWS::EC2::FlowLog, Properties: {ResourceId: !Ref Vpc, ResourceType: !Ref Kind}}
      """)
    let logs = template.infrastructure.flowLogs
    #expect(logs.map(\.id.address) == ["OfVpc", "OfInterface", "OfWhat"])
    guard case .vpc(let link)? = logs.first?.subject else { throw Missing() }
    #expect(link.target == .resource(template.id("Vpc")))
    #expect(logs[1].subject == .other)
    if case .unknown = logs[2].subject {} else { Issue.record("\(logs[2].subject)") }
    let vpc = try #require(template.infrastructure.vpcs.first)
    #expect(vpc.dnsSupport?.known == false && vpc.dnsHostnames == nil)
    #expect(template.messages == [])
  }

  private struct Missing: Error {}

  private static func mentions(_ infrastructure: Infrastructure) -> [String] {
    infrastructure.mentions.map { "\($0.resource.address): \($0.doubt)" }
  }

  @Test func outputsAndOtherTypesMentionGroups() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w}}
        WebTwo: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w}}
        Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref WebTwo, IpProtocol: '-1',
          SourceSecurityGroupId: !GetAtt Web.GroupId}}
        Studio: {Type: AWS::EMR::Studio, Properties: {WorkspaceSecurityGroupId: !GetAtt Web.GroupId}}
      Outputs:
        Id: {Value: !Sub 'group ${WebTwo.GroupId}'}
      """)
    #expect(
      Self.mentions(template.infrastructure) == [
        "Web: Studio is not evaluated (AWS::EMR::Studio is not modelled)",
        "WebTwo: who uses output Id is not in the input",
      ])
    let configuration = try Self.terraform(
      """
      {"resource": {"aws_security_group": {"web": {}, "web_two": {}},
        "aws_emr_studio": {"e": {"workspace_security_group_id": "${aws_security_group.web.id}"}}},
       "output": {"id": {"value": "${aws_security_group.web_two.id}"}}}
      """)
    #expect(
      Self.mentions(configuration) == [
        "aws_security_group.web: aws_emr_studio.e is not evaluated (aws_emr_studio is not modelled)",
        "aws_security_group.web_two: who uses output id is not in the input",
      ])
  }

  /// What decides whether an endpoint for a service of the input carries anything, and whom the balancer's groups see.
  @Test func servicesByPrivateLink() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Nlb:
          Type: AWS::ElasticLoadBalancingV2::LoadBalancer
          Properties: {Type: network, Subnets: [s], EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off"}
        Plain: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: network, Subnets: [s]}}
        Free:
          {Type: AWS::EC2::VPCEndpointService, Properties: {NetworkLoadBalancerArns: [!Ref Nlb], AcceptanceRequired: false}}
        Unsaid: {Type: AWS::EC2::VPCEndpointService, Properties: {NetworkLoadBalancerArns: [!Ref Nlb]}}
      """
    ).infrastructure
    #expect(template.loadBalancers.map { $0.asksGroupsAboutEndpoints?.known } == [false, nil])
    #expect(template.endpointServices.map(\.requiresAcceptance.known) == [false, nil])

    let model = try TerraformFixture.configuration(
      """
      {"resource": {
        "aws_lb": {
          "off": {"load_balancer_type": "network",
                  "enforce_security_group_inbound_rules_on_private_link_traffic": "off"},
          "plain": {"load_balancer_type": "network"}},
        "aws_vpc_endpoint_service": {
          "it": {"acceptance_required": true, "network_load_balancer_arns": ["${aws_lb.off.arn}"]}},
        "aws_vpc_endpoint": {
          "own": {"vpc_id": "vpc-1", "service_name": "${aws_vpc_endpoint_service.it.service_name}", "auto_accept": true},
          "other": {"vpc_id": "vpc-1", "service_name": "${aws_vpc_endpoint_service.it.service_name}"},
          "waiting": {"vpc_id": "vpc-1", "service_name": "${aws_vpc_endpoint_service.it.service_name}"}},
        "aws_vpc_endpoint_connection_accepter": {
          "it": {"vpc_endpoint_service_id": "${aws_vpc_endpoint_service.it.id}",
                 "vpc_endpoint_id": "${aws_vpc_endpoint.other.id}"}}}}
      """)
    #expect(model.loadBalancers.map { $0.asksGroupsAboutEndpoints?.known ?? true } == [false, true])
    #expect(model.endpointServices.map(\.requiresAcceptance.known) == [true])
    let accepted = Dictionary(uniqueKeysWithValues: model.vpcEndpoints.map { ($0.id.address, $0.isAccepted?.known) })
    #expect(
      accepted == ["aws_vpc_endpoint.own": true, "aws_vpc_endpoint.other": true, "aws_vpc_endpoint.waiting": nil])
    #expect(model.unmodelled.isEmpty)
  }
}
