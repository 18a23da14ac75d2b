/// A template in small pieces: a VPC with two public and two private subnets, and what a test puts into it.
struct Architecture {
  private var resources: [String] = [
    "Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}",
    "Gateway: {Type: AWS::EC2::InternetGateway}",
    "Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}",
    "Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}",
    "Route: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0,"
      + " GatewayId: !Ref Gateway}}",
  ]
  private var parameters: [String] = []

  init() {
    for (name, block) in [("PublicA", "10.0.0.0/24"), ("PublicB", "10.0.1.0/24")] {
      subnet(name, block)
      resources.append(
        "\(name)Table: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref \(name),"
          + " RouteTableId: !Ref Table}}")
    }
    for (name, block) in [("AppA", "10.0.10.0/24"), ("DataA", "10.0.20.0/24"), ("DataB", "10.0.21.0/24")] {
      subnet(name, block)
    }
  }

  private mutating func subnet(_ name: String, _ block: String) {
    resources.append("\(name): {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: \(block)}}")
  }

  mutating func parameter(_ name: String) { parameters.append("\(name): {Type: String}") }

  mutating func add(_ resource: String) { resources.append(resource) }

  /// A group; each rule is a port, `all` or a range, and a source: a block or `@Group`.
  mutating func group(_ name: String, _ rules: (ports: String, source: String)...) {
    let ingress = rules.map { rule in
      let ports = rule.ports.split(separator: "-")
      let traffic =
        rule.ports == "all"
        ? "IpProtocol: '-1'"
        : "IpProtocol: tcp, FromPort: \(ports[0]), ToPort: \(ports.last ?? "0")"
      return "{\(traffic), \(Self.source(rule.source))}"
    }.joined(separator: ", ")
    resources.append(
      "\(name): {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc,"
        + " SecurityGroupIngress: [\(ingress)]}}")
  }

  private static func source(_ source: String) -> String {
    if source.hasPrefix("@") { return "SourceSecurityGroupId: !Ref \(source.dropFirst())" }
    if source.hasPrefix("!") { return "CidrIp: \(source)" }
    if source.hasPrefix("pl-") { return "SourcePrefixListId: \(source)" }
    return source.contains(":") ? "CidrIpv6: '\(source)'" : "CidrIp: \(source)"
  }

  mutating func instance(_ name: String, in subnet: String, groups: String..., isPublic: Bool = false) {
    resources.append(
      "\(name): {Type: AWS::EC2::Instance, Properties: {NetworkInterfaces: [{DeviceIndex: '0', SubnetId: !Ref \(subnet),"
        + " AssociatePublicIpAddress: \(isPublic), GroupSet: [\(groups.map { "!Ref \($0)" }.joined(separator: ", "))]}]}}"
    )
  }

  mutating func database(_ name: String, groups: String..., more: String = "") {
    if !resources.contains(where: { $0.hasPrefix("DataGroup:") }) {
      resources.append(
        "DataGroup: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: d,"
          + " SubnetIds: [!Ref DataA, !Ref DataB]}}")
    }
    let ids = groups.map { "!Ref \($0)" }.joined(separator: ", ")
    resources.append(
      "\(name): {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres, DBSubnetGroupName: !Ref DataGroup,"
        + " VPCSecurityGroups: [\(ids)]\(more)}}")
  }

  mutating func balancer(type: String = "application", scheme: String = "internet-facing", groups: String...) {
    let ids = groups.isEmpty ? "" : ", SecurityGroups: [\(groups.map { "!Ref \($0)" }.joined(separator: ", "))]"
    resources.append(
      "Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: \(type), Scheme: \(scheme),"
        + " Subnets: [!Ref PublicA, !Ref PublicB]\(ids)}}")
  }

  mutating func listener(_ name: String, _ port: Int, _ proto: String, balancer: String = "!Ref Balancer") {
    resources.append(
      "\(name): {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: \(balancer), Port: \(port),"
        + " Protocol: \(proto), DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}")
  }

  /// Targets by id: instances, or addresses for the type `ip`.
  mutating func targets(_ ids: String..., port: Int = 8000, proto: String = "HTTP", more: String = "") {
    let list = ids.map { "{Id: !Ref \($0)}" }.joined(separator: ", ")
    resources.append(
      "Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, Port: \(port),"
        + " Protocol: \(proto), Targets: [\(list)]\(more)}}")
  }

  var text: String {
    let header = parameters.isEmpty ? "" : "Parameters:\n" + parameters.map { "  \($0)\n" }.joined()
    return header + "Resources:\n" + resources.map { "  \($0)\n" }.joined()
  }
}
