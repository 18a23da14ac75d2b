import AWSModel

/// Reads the resources of each type into the draft of the model; Terraform's adapters have the same names.
enum CloudFormationAdapters {
  typealias Adapter = @Sendable (_ resource: ResourceFields, _ draft: inout Draft) -> Void

  /// The adapter of each type that is modelled.
  static let table: [String: Adapter] = [
    "AWS::AutoScaling::AutoScalingGroup": autoScalingGroup,
    "AWS::AutoScaling::LaunchConfiguration": launchConfiguration,
    "AWS::EC2::EIP": elasticIP,
    "AWS::EC2::EIPAssociation": elasticIPAssociation,
    "AWS::EC2::EgressOnlyInternetGateway": egressOnlyInternetGateway,
    "AWS::EC2::FlowLog": flowLog,
    "AWS::EC2::GatewayRouteTableAssociation": gatewayRouteTableAssociation,
    "AWS::EC2::Instance": instance,
    "AWS::EC2::InternetGateway": internetGateway,
    "AWS::EC2::LaunchTemplate": launchTemplate,
    "AWS::EC2::NatGateway": natGateway,
    "AWS::EC2::NetworkAcl": networkACL,
    "AWS::EC2::NetworkAclEntry": networkACLEntry,
    "AWS::EC2::NetworkInterface": networkInterface,
    "AWS::EC2::NetworkInterfaceAttachment": networkInterfaceAttachment,
    "AWS::EC2::PrefixList": prefixList,
    "AWS::EC2::Route": route,
    "AWS::EC2::RouteTable": routeTable,
    "AWS::EC2::SecurityGroup": securityGroup,
    "AWS::EC2::SecurityGroupEgress": securityGroupEgress,
    "AWS::EC2::SecurityGroupIngress": securityGroupIngress,
    "AWS::EC2::Subnet": subnet,
    "AWS::EC2::SubnetCidrBlock": subnetBlock,
    "AWS::EC2::SubnetNetworkAclAssociation": networkACLAssociation,
    "AWS::EC2::SubnetRouteTableAssociation": routeTableAssociation,
    "AWS::EC2::VPC": vpc,
    "AWS::EC2::VPCCidrBlock": vpcBlock,
    "AWS::EC2::VPCGatewayAttachment": gatewayAttachment,
    "AWS::ECS::Service": service,
    "AWS::ECS::TaskDefinition": taskDefinition,
    "AWS::ElasticLoadBalancingV2::Listener": listener,
    "AWS::ElasticLoadBalancingV2::ListenerRule": listenerRule,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": loadBalancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": targetGroup,
    "AWS::IAM::Group": group,
    "AWS::IAM::GroupPolicy": groupPolicy,
    "AWS::IAM::InstanceProfile": instanceProfile,
    "AWS::IAM::ManagedPolicy": managedPolicy,
    "AWS::IAM::Policy": policy,
    "AWS::IAM::Role": role,
    "AWS::IAM::RolePolicy": rolePolicy,
    "AWS::IAM::User": user,
    "AWS::IAM::UserPolicy": userPolicy,
    "AWS::IAM::UserToGroupAddition": groupMembership,
    "AWS::RDS::DBCluster": databaseCluster,
    "AWS::RDS::DBInstance": database,
    "AWS::RDS::DBSubnetGroup": databaseSubnetGroup,
    "AWS::S3::Bucket": bucket,
    "AWS::S3::BucketPolicy": bucketPolicy,
  ]

  /// What can be said only when every resource has been read.
  static func settle(_ draft: inout Draft) {
    settleDefaultEgress(&draft)
    settleInterfaceAttachments(&draft)
    settleSubnetBlocks(&draft)
  }
}
