import TestSupport
import Testing

/// What of the traffic that a group admits gets through the network ACL before it.
@Suite struct AdmissionPassingTests {
  private static let template = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Near: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
      Far: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
      List: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
      Listed: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {NetworkAclId: !Ref List, SubnetId: !Ref Near}}
      In:
        Type: AWS::EC2::NetworkAclEntry
        Properties:
          NetworkAclId: !Ref List
          RuleNumber: 100
          Protocol: 6
          RuleAction: allow
          CidrBlock: 0.0.0.0/0
          PortRange: {From: 3000, To: 4000}
      Out:
        Type: AWS::EC2::NetworkAclEntry
        Properties:
          {NetworkAclId: !Ref List, RuleNumber: 100, Protocol: -1, RuleAction: allow, Egress: true, CidrBlock: 0.0.0.0/0}
      Clients: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: c, VpcId: !Ref Vpc}}
      Servers:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: s
          VpcId: !Ref Vpc
          SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 0, ToPort: 65535, SourceSecurityGroupId: !Ref Clients}]
      Server:
        Type: AWS::EC2::Instance
        Properties: {ImageId: ami-0123456789abcdef0, SubnetId: !Ref Near, SecurityGroupIds: [!Ref Servers]}

    """

  /// Those in the server's own subnet pass no list.
  @Test(arguments: [("Far", "tcp/3000-4000"), ("Near", "all tcp")])
  func isWhatTheListLetsThrough(_ subnet: String, _ passing: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      Self.template + """
          Client:
            Type: AWS::EC2::Instance
            Properties: {ImageId: ami-0123456789abcdef0, SubnetId: !Ref \(subnet), SecurityGroupIds: [!Ref Clients]}
        """)
    let run = try NetlintProcess.run(
      ["query", "admission", "t.yaml", "--select", "passing", "--format", "csv"], in: folder.path)
    #expect(
      run.output.contains("\n\(passing),yes") || run.output.contains("\r\n\(passing),yes"), "\(run.output)\(run.errors)"
    )
  }
}
