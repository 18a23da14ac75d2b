import AWSModel
import NetSpace

/// Caches, warehouses and search domains.
extension CloudFormationAdapters {
  /// The subnets that a cache, a warehouse or a replication instance may be placed in.
  @Sendable static func subnetGroup(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.databaseSubnetGroups.append(
      DatabaseSubnetGroup(
        declaration: resource.declaration, name: nil, subnets: resource.fields.links("SubnetIds")))
  }

  /// A replication group, whose network all of its nodes have.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html
  @Sendable static func cacheReplicationGroup(_ resource: ResourceFields, into draft: inout Draft) {
    cache(
      resource, engine: resource.fields.string("Engine", default: "redis"), group: "CacheSubnetGroupName",
      of: .cacheSubnetGroup, groups: "SecurityGroupIds", into: &draft)
  }

  /// A cache of its own.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html
  @Sendable static func cacheCluster(_ resource: ResourceFields, into draft: inout Draft) {
    cache(
      resource, engine: resource.requiredString("Engine"), group: "CacheSubnetGroupName", of: .cacheSubnetGroup,
      groups: "VpcSecurityGroupIds", into: &draft)
  }

  /// A cluster of MemoryDB.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-memorydb-cluster.html
  @Sendable static func memoryCluster(_ resource: ResourceFields, into draft: inout Draft) {
    cache(
      resource, engine: resource.fields.string("Engine", default: "redis"), group: "SubnetGroupName",
      of: .memorySubnetGroup, groups: "SecurityGroupIds", into: &draft)
  }

  private static func cache(
    _ resource: ResourceFields, engine: Attribute<String>, group: String, of kind: NamedKind, groups: String,
    into draft: inout Draft
  ) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .cache, engine: engine, .group(fields.link(group, named: kind)), groups: fields.links(groups),
        ports: fields.ports("Port", else: engine.map { DataStore.cachePorts(ofEngine: $0) }),
        isDualStack: fields.isDualStack("NetworkType")))
  }

  /// A serverless cache has an endpoint in each of its subnets.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html
  @Sendable static func serverlessCache(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let engine = resource.requiredString("Engine")
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .cache, engine: engine, .subnets(fields.links("SubnetIds")), groups: fields.links("SecurityGroupIds"),
        ports: engine.map { DataStore.cachePorts(ofEngine: $0, isServerless: true) }))
  }

  /// A cluster of DAX, which is reached on another port with TLS.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dax-cluster.html
  @Sendable static func acceleratorCluster(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let encryption = fields.string("ClusterEndpointEncryptionType", default: "NONE")
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .cache, engine: fields.defaulted("dax"),
        .group(fields.link("SubnetGroupName", named: .acceleratorSubnetGroup)),
        groups: fields.links("SecurityGroupIds"),
        ports: encryption.map { DataStore.acceleratorPort(encryption: $0) }))
  }

  /// Private unless it says otherwise.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-cluster.html
  @Sendable static func warehouse(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .warehouse, .group(fields.link("ClusterSubnetGroupName", named: .warehouseSubnetGroup)),
        groups: fields.links("VpcSecurityGroupIds"),
        ports: fields.int("Port", default: DataStore.warehousePort).port,
        isPublic: fields.bool("PubliclyAccessible", default: false)))
  }

  /// A serverless warehouse has an endpoint in each of its subnets.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshiftserverless-workgroup.html
  @Sendable static func serverlessWarehouse(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .warehouse, .subnets(fields.links("SubnetIds")), groups: fields.links("SecurityGroupIds"),
        ports: fields.int("Port", default: DataStore.warehousePort).port,
        isPublic: fields.bool("PubliclyAccessible", default: false)))
  }

  /// A domain is in a VPC or has a public endpoint, and then no interface in any VPC.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchservice-domain.html
  @Sendable static func searchDomain(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let network = fields.block("VPCOptions")
    let enforces =
      fields.block("DomainEndpointOptions")?.bool("EnforceHTTPS", default: false) ?? fields.defaulted(false)
    var domain = resource.dataStore(
      .search, network.map { .subnets($0.links("SubnetIds")) } ?? .outside,
      groups: network?.links("SecurityGroupIds") ?? PartialList(),
      ports: enforces.map { DataStore.searchPorts(enforcesHTTPS: $0) },
      isPublic: Attribute(
        fields.presence("VPCOptions").map { !$0 }, origin: .default, place: network?.place ?? resource.place),
      isDualStack: fields.isDualStack("IPAddressType"))
    domain.policy = fields["AccessPolicies"].map { PolicyReader(context: resource.context).policy($0) }
    draft.infrastructure.dataStores.append(domain)
    resource.addNamed(.searchDomain, name: "DomainName", policy: nil, into: &draft)
    domain.policy.map { resource.add($0, .searchDomain, of: Link(.resource(resource.id), at: $0.place), into: &draft) }
  }
}
