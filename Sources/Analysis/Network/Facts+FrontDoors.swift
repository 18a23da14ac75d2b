import AWSModel
import NetSpace

extension Facts {
  /// Resource types that bring traffic from outside to compute or to load balancers, and that are not modelled: where
  /// one is declared, "not reachable" is not certain.
  ///
  /// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/introduction.html,
  /// https://docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html,
  /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html,
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
  private static let frontDoorTypes: Set<String> = [
    "aws_elb", "aws_globalaccelerator_endpoint_group", "aws_globalaccelerator_custom_routing_endpoint_group",
    "aws_cloudfront_vpc_origin", "aws_apigatewayv2_vpc_link", "aws_api_gateway_vpc_link",
    "aws_ec2_instance_connect_endpoint", "aws_vpclattice_target_group", "aws_vpclattice_target_group_attachment",
    "AWS::ElasticLoadBalancing::LoadBalancer", "AWS::GlobalAccelerator::EndpointGroup", "AWS::CloudFront::VpcOrigin",
    "AWS::ApiGatewayV2::VpcLink", "AWS::ApiGateway::VpcLink", "AWS::EC2::InstanceConnectEndpoint",
    "AWS::VpcLattice::TargetGroup",
  ]

  /// What the target's stack declares that may lead from outside to it by a way that is not followed; empty if the
  /// target's groups let nothing of the traffic in, from whomever.
  func frontDoors(_ query: Query) -> [Unknown] {
    guard case .endpoint(let id) = query.target, let target = endpoint(id), target.kind != .database else { return [] }
    switch query.source {
    case .internet: break
    case .addresses(let set): if set.isDisjoint(with: .global) { return [] }
    case .endpoint: return []
    }
    let anybody = Remote.addresses(.full, couldBeMembers: true)
    let wanted = HeaderSpace(traffic: query.traffic.intersection(target.serves.may))
    let admitted = topology.securityGroupFilter(of: target, .ingress, remote: anybody).evaluate(wanted)
    if admitted.passed.may.isEmpty { return [] }
    return infrastructure.unmodelled.reduce(into: []) { all, door in
      guard door.id.stack == id.stack, Self.frontDoorTypes.contains(door.type) else { return }
      all.append(Unknown(door.id.address, .unsupported("\(door.type) is not modelled"), at: door.place))
    }
  }
}
