import AWSModel

/// Reads the resources of each type into the draft of the model; Terraform's adapters have the same names.
enum CloudFormationAdapters {
  typealias Adapter = @Sendable (_ resource: ResourceFields, _ draft: inout Draft) -> Void

  /// The adapter of each type that is modelled.
  static let table: [String: Adapter] = [
    networkTypes, connectionTypes, serviceTypes, policyTypes,
    ManagedInterfaces.ofCloudFormation.mapValues { words in { words.add($0, into: &$1) } },
    ScheduledTask.ofCloudFormation.mapValues { words in
      { if !words.add($0, into: &$1) { notModelled($0.declaration, $0.context, into: &$1) } }
    },
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

  /// What connects networks with each other and with what is outside.
  private static let connectionTypes: [String: Adapter] = [
    "AWS::DirectConnect::DirectConnectGatewayAssociation": directConnection,
    "AWS::EC2::CarrierGateway": carrierGateway,
    "AWS::EC2::ClientVpnAuthorizationRule": clientVPNAuthorization,
    "AWS::EC2::ClientVpnEndpoint": clientVPN,
    "AWS::EC2::ClientVpnRoute": clientVPNRoute,
    "AWS::EC2::ClientVpnTargetNetworkAssociation": clientVPNAssociation,
    "AWS::EC2::TransitGateway": transitGateway,
    "AWS::EC2::TransitGatewayAttachment": transitAttachment,
    "AWS::EC2::TransitGatewayConnect": transitConnect,
    "AWS::EC2::TransitGatewayPeeringAttachment": transitPeering,
    "AWS::EC2::TransitGatewayRoute": transitRoute,
    "AWS::EC2::TransitGatewayRouteTable": transitRouteTable,
    "AWS::EC2::TransitGatewayRouteTableAssociation": transitAssociation,
    "AWS::EC2::TransitGatewayRouteTablePropagation": transitPropagation,
    "AWS::EC2::TransitGatewayVpcAttachment": transitAttachment,
    "AWS::EC2::VPCEndpoint": vpcEndpoint,
    "AWS::EC2::VPCEndpointService": endpointService,
    "AWS::EC2::VPCEndpointServicePermissions": endpointServicePrincipal,
    "AWS::EC2::VPCPeeringConnection": peering,
    "AWS::EC2::VPNConnection": vpnConnection,
    "AWS::EC2::VPNConnectionRoute": vpnConnectionRoute,
    "AWS::EC2::VPNGateway": vpnGateway,
    "AWS::EC2::VPNGatewayRoutePropagation": routePropagation,
  ]

  private static let networkTypes: [String: Adapter] = [
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
    "AWS::EC2::SecurityGroupVpcAssociation": groupAssociation,
    "AWS::EC2::Subnet": subnet,
    "AWS::EC2::SubnetCidrBlock": subnetBlock,
    "AWS::EC2::SubnetNetworkAclAssociation": networkACLAssociation,
    "AWS::EC2::SubnetRouteTableAssociation": routeTableAssociation,
    "AWS::EC2::VPC": vpc,
    "AWS::EC2::VPCBlockPublicAccessExclusion": publicAccessExclusion,
    "AWS::EC2::VPCBlockPublicAccessOptions": publicAccessBlock,
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
    "AWS::SSO::PermissionSet": permissionSet,
  ]

  /// Data stores, managed compute, and what leads into a VPC from outside.
  private static let serviceTypes: [String: Adapter] = [
    "AWS::AmazonMQ::Broker": messageBroker,
    "AWS::ApiGateway::VpcLink": restLink,
    "AWS::ApiGatewayV2::Api": httpAPI,
    "AWS::ApiGatewayV2::Integration": linkIntegration,
    "AWS::ApiGatewayV2::VpcLink": vpcLink,
    "AWS::CloudFront::Distribution": distribution,
    "AWS::CloudFront::VpcOrigin": vpcOrigin,
    "AWS::DAX::Cluster": acceleratorCluster,
    "AWS::DAX::SubnetGroup": subnetGroup,
    "AWS::DMS::ReplicationInstance": replicationInstance,
    "AWS::DMS::ReplicationSubnetGroup": subnetGroup,
    "AWS::DocDB::DBCluster": documentCluster,
    "AWS::DocDB::DBInstance": documentInstance,
    "AWS::DocDB::DBSubnetGroup": databaseSubnetGroup,
    "AWS::EC2::EC2Fleet": fleet,
    "AWS::EC2::InstanceConnectEndpoint": instanceConnectEndpoint,
    "AWS::EC2::SpotFleet": spotFleet,
    "AWS::ECS::CapacityProvider": capacityProvider,
    "AWS::ECS::Cluster": containerCluster,
    "AWS::ECS::ClusterCapacityProviderAssociations": clusterProviders,
    "AWS::EFS::FileSystem": fileSystem,
    "AWS::EFS::MountTarget": mountTarget,
    "AWS::EKS::Cluster": kubernetesCluster,
    "AWS::EKS::FargateProfile": fargateProfile,
    "AWS::EKS::Nodegroup": nodeGroup,
    "AWS::ElastiCache::CacheCluster": cacheCluster,
    "AWS::ElastiCache::ReplicationGroup": cacheReplicationGroup,
    "AWS::ElastiCache::ServerlessCache": serverlessCache,
    "AWS::ElastiCache::SubnetGroup": subnetGroup,
    "AWS::ElasticLoadBalancing::LoadBalancer": classicLoadBalancer,
    "AWS::Elasticsearch::Domain": searchDomain,
    "AWS::GlobalAccelerator::Accelerator": accelerator,
    "AWS::GlobalAccelerator::EndpointGroup": acceleratorEndpoints,
    "AWS::GlobalAccelerator::Listener": accelerator,
    "AWS::Lambda::Function": function,
    "AWS::Lambda::Url": functionURL,
    "AWS::Serverless::Api": serverlessAPI,
    "AWS::Serverless::Function": serverlessFunction,
    "AWS::Serverless::HttpApi": serverlessHTTPAPI,
    "AWS::Serverless::StateMachine": serverlessStateMachine,
    "AWS::MSK::Cluster": streamCluster,
    "AWS::MSK::ServerlessCluster": serverlessStreamCluster,
    "AWS::MemoryDB::Cluster": memoryCluster,
    "AWS::MemoryDB::SubnetGroup": subnetGroup,
    "AWS::Neptune::DBCluster": graphCluster,
    "AWS::Neptune::DBInstance": graphInstance,
    "AWS::Neptune::DBSubnetGroup": databaseSubnetGroup,
    "AWS::OpenSearchService::Domain": searchDomain,
    "AWS::RDS::DBProxy": databaseProxy,
    "AWS::RDS::DBProxyEndpoint": proxyEndpoint,
    "AWS::RDS::DBProxyTargetGroup": proxyTarget,
    "AWS::Redshift::Cluster": warehouse,
    "AWS::Redshift::ClusterSubnetGroup": subnetGroup,
    "AWS::RedshiftServerless::Workgroup": serverlessWarehouse,
    "AWS::Route53Resolver::ResolverEndpoint": { ResolverEndpoint.ofCloudFormation.add($0, into: &$1) },
    "AWS::Route53::HostedZone": hostedZone,
    "AWS::Route53::RecordSet": record,
    "AWS::Route53::RecordSetGroup": recordGroup,
    "AWS::WAFRegional::WebACLAssociation": webACLAssociation,
    "AWS::WAFv2::WebACLAssociation": webACLAssociation,
  ]

  /// What can be said only when every resource has been read.
  static func settle(_ draft: inout Draft) {
    settleDefaultEgress(&draft)
    settleSubnetBlocks(&draft)
    settleTransitConnects(&draft)
  }

  static func notModelled(_ declaration: Declaration, _ context: AdapterContext, into draft: inout Draft) {
    draft.infrastructure.unmodelled.append(declaration)
    guard !declaration.type.isEmpty else { return }
    context.reportNotModelled(declaration, besides: table)
  }
}
