import AWSModel

/// Reads the resources of each type into the draft of the model; Terraform's adapters have the same names.
enum CloudFormationAdapters {
  typealias Adapter = (_ resource: ResourceFields, _ draft: inout Draft) -> Void

  /// The adapter of each type that is modelled.
  static let table: [String: @Sendable (ResourceFields, inout Draft) -> Void] = [
    "AWS::EC2::VPC": vpc,
    "AWS::EC2::VPCCidrBlock": vpcBlock,
    "AWS::EC2::Subnet": subnet,
    "AWS::EC2::SecurityGroup": securityGroup,
    "AWS::EC2::SecurityGroupIngress": securityGroupIngress,
    "AWS::EC2::SecurityGroupEgress": securityGroupEgress,
  ]

  /// What can be said only when every resource has been read.
  static func settle(_ draft: inout Draft) {
    settleDefaultEgress(&draft)
  }
}
