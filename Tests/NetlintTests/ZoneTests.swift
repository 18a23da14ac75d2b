import TestSupport
import Testing

/// Availability zones that only the deployment knows: elements of one list are different ones.
@Suite struct ZoneTests {
  private static let template = """
    AWSTemplateFormatVersion: '2010-09-09'
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Gateway: {Type: AWS::EC2::InternetGateway}
      Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
      Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Route: {Type: AWS::EC2::Route, DependsOn: Attachment, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}}
      Edge: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs '']}}
      EdgeTable: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Edge, RouteTableId: !Ref Table}}
      Near: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [0, !GetAZs {Ref: 'AWS::Region'}]}}
      Far: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: !Select ['1', !GetAZs '']}}
      Balancer:
        Type: AWS::ElasticLoadBalancingV2::LoadBalancer
        Properties: {Type: network, Scheme: internet-facing, Subnets: [!Ref Edge]}
      Listener:
        Type: AWS::ElasticLoadBalancingV2::Listener
        Properties: {LoadBalancerArn: !Ref Balancer, Port: 443, Protocol: TCP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}
      Targets:
        Type: AWS::ElasticLoadBalancingV2::TargetGroup
        Properties: {VpcId: !Ref Vpc, Port: 443, Protocol: TCP, TargetType: instance, Targets: [{Id: !Ref A}, {Id: !Ref B}]}
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: servers
          VpcId: !Ref Vpc
          SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]
      A: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-0123456789abcdef0, SubnetId: !Ref Near, SecurityGroupIds: [!Ref Group]}}
      B: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-0123456789abcdef0, SubnetId: !Ref Far, SecurityGroupIds: [!Ref Group]}}
    """

  /// A network load balancer sends to targets of its own zones unless told otherwise.
  @Test(arguments: [("A", 0), ("B", 1)])
  func aBalancerReachesItsZones(_ target: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    let run = try NetlintProcess.run(["explain", "t.yaml", "internet -> \(target):443"], in: folder.path)
    #expect(run.status == status, "\(run.output)\(run.errors)")
  }
}
