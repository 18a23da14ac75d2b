/// What kind of resource a name belongs to, where names are unique only among resources of one kind: a role and its
/// instance profile often have the same.
enum NamedKind: String {
  /// Unique among all AWS accounts, and used as it stands.
  case bucket
  case role
  case user
  case group
  case policy
  case instanceProfile = "instance-profile"
  case databaseSubnetGroup = "db-subnet-group"
  case database
  case securityGroup = "security-group"
  case launchTemplate = "launch-template"
  case launchConfiguration = "launch-configuration"
  case taskDefinition = "task-definition"
  case cacheSubnetGroup = "cache-subnet-group"
  case memorySubnetGroup = "memory-subnet-group"
  case acceleratorSubnetGroup = "dax-subnet-group"
  case warehouseSubnetGroup = "redshift-subnet-group"
  case replicationSubnetGroup = "replication-subnet-group"
  case databaseProxy = "db-proxy"
  case kubernetesCluster = "kubernetes-cluster"
  case containerCluster = "container-cluster"
  case capacityProvider = "capacity-provider"
  case autoScalingGroup = "auto-scaling-group"
  case classicLoadBalancer = "classic-load-balancer"
  case function
  case queue
  case service

  /// The identifier that a resource of this kind and name has among all that the input declares.
  func identifier(_ name: String) -> String { self == .bucket ? name : "\(rawValue)/\(name)" }
}
