import AWSModel
import NetSpace

/// Caches, warehouses and search domains.
extension TerraformAdapters {
  /// The subnets that a cache, a warehouse or a replication instance may be placed in.
  static func subnetGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.databaseSubnetGroups.append(
      DatabaseSubnetGroup(
        declaration: resource.declaration, name: fields.text("name") ?? fields.text("replication_subnet_group_id"),
        subnets: fields.links("subnet_ids")))
  }

  /// Without a subnet group it is in the default VPC.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group
  static func cacheReplicationGroup(_ resource: ResourceFields, into draft: inout Draft) {
    cache(resource, engine: resource.string("engine"), into: &draft)
  }

  /// A cache of its own, or a node of a replication group, which has the group's network.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_cluster
  static func cacheCluster(_ resource: ResourceFields, into draft: inout Draft) {
    cache(
      resource, engine: resource.fields.string("engine"), owner: resource.fields.link("replication_group_id"),
      into: &draft)
  }

  /// A cluster of MemoryDB.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/memorydb_cluster
  static func memoryCluster(_ resource: ResourceFields, into draft: inout Draft) {
    cache(resource, engine: resource.string("engine"), into: &draft)
  }

  private static func cache(
    _ resource: ResourceFields, engine: Attribute<String>?, owner: Link? = nil, into draft: inout Draft
  ) {
    let fields = resource.fields
    let usual =
      engine?.map { DataStore.cachePorts(ofEngine: $0) } ?? fields.defaulted(DataStore.cachePorts(ofEngine: "redis"))
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .cache, engine: engine, .group(fields.link("subnet_group_name")), groups: fields.links("security_group_ids"),
        ports: fields.ports("port", else: usual), isDualStack: resource.isDualStack("network_type"), owner: owner))
  }

  /// A serverless cache has an endpoint in each of its subnets.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_serverless_cache
  static func serverlessCache(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let engine = resource.requiredString("engine")
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .cache, engine: engine, .subnets(fields.links("subnet_ids")), groups: fields.links("security_group_ids"),
        ports: engine.map { DataStore.cachePorts(ofEngine: $0, isServerless: true) }))
  }

  /// A cluster of DAX, which is reached on another port with TLS.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dax_cluster
  static func acceleratorCluster(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let encryption = resource.string("cluster_endpoint_encryption_type")
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .cache, engine: fields.defaulted("dax"), .group(fields.link("subnet_group_name")),
        groups: fields.links("security_group_ids"),
        ports: encryption.map { DataStore.acceleratorPort(encryption: $0) }))
  }

  /// A plan says whether the cluster is public: version 6 of the provider changed the default to false, which is also
  /// what is taken where no plan says it.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
  static func warehouse(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .warehouse, .group(fields.link("cluster_subnet_group_name")), groups: fields.links("vpc_security_group_ids"),
        ports: resource.int("port").port,
        isPublic: resource.bool("publicly_accessible")))
  }

  /// A serverless warehouse has an endpoint in each of its subnets.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshiftserverless_workgroup
  static func serverlessWarehouse(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .warehouse, .subnets(fields.links("subnet_ids")), groups: fields.links("security_group_ids"),
        ports: resource.int("port").port,
        isPublic: resource.bool("publicly_accessible")))
  }

  /// A domain is in a VPC or has a public endpoint, and then no interface in any VPC.
  ///
  /// Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
  static func searchDomain(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let network = fields.block("vpc_options")
    let enforces =
      fields.has("domain_endpoint_options")
      ? resource.bool("domain_endpoint_options.enforce_https") : fields.defaulted(false)
    var domain = resource.dataStore(
      .search, network.map { .subnets($0.links("subnet_ids")) } ?? .outside,
      groups: network?.links("security_group_ids") ?? PartialList(),
      ports: enforces.map { DataStore.searchPorts(enforcesHTTPS: $0) },
      isPublic: Attribute(
        fields.presence("vpc_options").map { !$0 }, origin: .default, place: network?.place ?? resource.place),
      isDualStack: resource.isDualStack("ip_address_type"))
    domain.policy = fields["access_policies"].map { PolicyReader(context: resource.context).policy($0) }
    draft.infrastructure.dataStores.append(domain)
    resource.addNamed(.searchDomain, name: "domain_name", policy: nil, into: &draft)
    domain.policy.map { resource.add($0, .searchDomain, of: Link(.resource(resource.id), at: $0.place), into: &draft) }
  }
}
