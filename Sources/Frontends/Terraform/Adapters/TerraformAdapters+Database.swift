import AWSModel

/// Databases of RDS, Aurora, DocumentDB and Neptune, and their subnet groups.
extension TerraformAdapters {
  /// A database instance of its own, with the provider's defaults: private, in one zone.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
  static func databaseInstance(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: .instance, engine: fields.string("engine"), port: fields.int("port"),
        subnetGroup: fields.link("db_subnet_group_name"), groups: fields.links("vpc_security_group_ids"),
        publiclyAccessible: resource.bool("publicly_accessible"),
        isMultiZone: resource.bool("multi_az"), zone: fields.string("availability_zone"), cluster: nil,
        source: fields.link("replicate_source_db"), isFarFromSource: fields.isARN("replicate_source_db", "arn")))
  }

  /// An Aurora cluster or a Multi-AZ DB cluster; its network is that of all its instances.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster
  static func databaseCluster(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    // A Multi-AZ DB cluster has its instances itself; those of Aurora are declared apart, in zones of their own.
    let isMultiZone = Attribute(fields.presence("db_cluster_instance_class"), origin: .default, place: fields.place)
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: .cluster, engine: resource.string("engine"),
        port: fields.int("port"), subnetGroup: fields.link("db_subnet_group_name"),
        groups: fields.links("vpc_security_group_ids"), publiclyAccessible: fields.defaulted(false),
        isMultiZone: isMultiZone, zone: nil, cluster: nil,
        source: fields.link("replication_source_identifier")))
  }

  /// An instance of a cluster, which alone can be publicly accessible.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_instance
  static func clusterInstance(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: .clusterInstance, engine: fields.string("engine"), port: nil,
        subnetGroup: fields.link("db_subnet_group_name"), groups: PartialList(),
        publiclyAccessible: resource.bool("publicly_accessible"), isMultiZone: fields.defaulted(false),
        zone: fields.string("availability_zone"), cluster: resource.required("cluster_identifier"), source: nil))
  }

  /// A cluster of DocumentDB, which is never public.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_cluster
  static func documentCluster(_ resource: ResourceFields, into draft: inout Draft) {
    otherCluster(resource, engine: "docdb", subnetGroup: "db_subnet_group_name", into: &draft)
  }

  /// An instance of a cluster of DocumentDB.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_cluster_instance
  static func documentInstance(_ resource: ResourceFields, into draft: inout Draft) {
    otherInstance(resource, engine: "docdb", into: &draft)
  }

  /// A cluster of Neptune; one of its instances may be public.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_cluster
  static func graphCluster(_ resource: ResourceFields, into draft: inout Draft) {
    otherCluster(resource, engine: "neptune", subnetGroup: "neptune_subnet_group_name", into: &draft)
  }

  /// An instance of a cluster of Neptune.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_cluster_instance
  static func graphInstance(_ resource: ResourceFields, into draft: inout Draft) {
    otherInstance(resource, engine: "neptune", into: &draft)
  }

  private static func otherCluster(
    _ resource: ResourceFields, engine: String, subnetGroup: String, into draft: inout Draft
  ) {
    let fields = resource.fields
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: .cluster, engine: resource.string("engine"),
        port: fields.int("port"), subnetGroup: fields.link(subnetGroup), groups: fields.links("vpc_security_group_ids"),
        publiclyAccessible: fields.defaulted(false), isMultiZone: fields.defaulted(false), zone: nil, cluster: nil,
        source: fields.link("replication_source_identifier")))
  }

  private static func otherInstance(_ resource: ResourceFields, engine: String, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: .clusterInstance, engine: resource.string("engine"),
        port: nil, subnetGroup: fields.link("neptune_subnet_group_name"), groups: PartialList(),
        publiclyAccessible: resource.bool("publicly_accessible"), isMultiZone: fields.defaulted(false),
        zone: fields.string("availability_zone"), cluster: resource.required("cluster_identifier"), source: nil))
  }

  static func databaseSubnetGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.databaseSubnetGroups.append(
      DatabaseSubnetGroup(
        declaration: resource.declaration, name: fields.text("name"), subnets: fields.links("subnet_ids")))
  }
}
