import AWSModel
import Documents

/// The names that a template gives its resources, where other resources can refer to them by that name.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
enum PhysicalNames {
  /// The property that holds the name, and what resources are called among which it is unique.
  private static let properties: [String: (property: String, kind: NamedKind)] = [
    "AWS::S3::Bucket": ("BucketName", .bucket),
    "AWS::IAM::Role": ("RoleName", .role),
    "AWS::IAM::User": ("UserName", .user),
    "AWS::IAM::Group": ("GroupName", .group),
    "AWS::IAM::ManagedPolicy": ("ManagedPolicyName", .policy),
    "AWS::IAM::InstanceProfile": ("InstanceProfileName", .instanceProfile),
    "AWS::RDS::DBSubnetGroup": ("DBSubnetGroupName", .databaseSubnetGroup),
    "AWS::RDS::DBCluster": ("DBClusterIdentifier", .database),
    "AWS::RDS::DBInstance": ("DBInstanceIdentifier", .database),
    "AWS::EC2::SecurityGroup": ("GroupName", .securityGroup),
    "AWS::EC2::LaunchTemplate": ("LaunchTemplateName", .launchTemplate),
    "AWS::AutoScaling::LaunchConfiguration": ("LaunchConfigurationName", .launchConfiguration),
    "AWS::ECS::TaskDefinition": ("Family", .taskDefinition),
    "AWS::DocDB::DBCluster": ("DBClusterIdentifier", .database),
    "AWS::DocDB::DBSubnetGroup": ("DBSubnetGroupName", .databaseSubnetGroup),
    "AWS::Neptune::DBCluster": ("DBClusterIdentifier", .database),
    "AWS::Neptune::DBSubnetGroup": ("DBSubnetGroupName", .databaseSubnetGroup),
    "AWS::ElastiCache::SubnetGroup": ("CacheSubnetGroupName", .cacheSubnetGroup),
    "AWS::MemoryDB::SubnetGroup": ("SubnetGroupName", .memorySubnetGroup),
    "AWS::DAX::SubnetGroup": ("SubnetGroupName", .acceleratorSubnetGroup),
    "AWS::DMS::ReplicationSubnetGroup": ("ReplicationSubnetGroupIdentifier", .replicationSubnetGroup),
    "AWS::RDS::DBProxy": ("DBProxyName", .databaseProxy),
    "AWS::EKS::Cluster": ("Name", .kubernetesCluster),
    "AWS::ECS::Cluster": ("ClusterName", .containerCluster),
    "AWS::ECS::Service": ("ServiceName", .service),
    "AWS::ECS::CapacityProvider": ("Name", .capacityProvider),
    "AWS::AutoScaling::AutoScalingGroup": ("AutoScalingGroupName", .autoScalingGroup),
    "AWS::ElasticLoadBalancing::LoadBalancer": ("LoadBalancerName", .classicLoadBalancer),
    "AWS::Lambda::Function": ("FunctionName", .function),
    "AWS::SQS::Queue": ("QueueName", .queue),
  ]

  /// The resources of a template by the identifiers of their names.
  static func names(of resolver: Resolver) -> OwnNames {
    var names = OwnNames()
    for declared in resolver.resources {
      guard let (property, kind) = properties[declared.type], let node = declared.body["Properties"]?[property]
      else { continue }
      // A group of a VPC is referred to by its id only.
      if kind == .securityGroup, declared.body["Properties"]?["VpcId"] != nil { continue }
      let existence = resolver.existence(of: declared)
      guard existence.verdict != .no else { continue }
      let name: PartialText
      switch resolver.bound(declared.bindings, { resolver.resolve(node, path: NodePath()) }).content {
      case .text(let text): name = text
      case .unknown(let why): name = PartialText([.unknown(why)])
      default: continue
      }
      names.add(resolver.id(of: declared), kind, called: name, existence)
    }
    return names
  }
}
