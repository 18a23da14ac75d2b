/// A database of RDS, Aurora, DocumentDB or Neptune: a stand-alone instance, a cluster, or an instance of a cluster.
package struct Database: Resource {
  package enum Kind: Hashable, Sendable {
    case instance
    case cluster
    case clusterInstance
  }

  package let declaration: Declaration
  package let kind: Kind
  package private(set) var engine: Attribute<String>?
  /// Nil: the engine's default port.
  package private(set) var port: Attribute<Int>?
  package private(set) var subnetGroup: Link?
  /// None named: the default group of the VPC.
  package let groups: PartialList<Link>
  package let publiclyAccessible: Attribute<Bool>
  package let isMultiZone: Attribute<Bool>
  package let zone: Attribute<String>?
  /// The cluster of a cluster instance.
  package let cluster: Link?
  /// The database that this one replicates.
  package let source: Link?
  /// Whether that is in another region: it is then named by its ARN.
  package let isFarFromSource: Bool

  package init(
    declaration: Declaration, kind: Kind, engine: Attribute<String>?, port: Attribute<Int>?, subnetGroup: Link?,
    groups: PartialList<Link>, publiclyAccessible: Attribute<Bool>, isMultiZone: Attribute<Bool>,
    zone: Attribute<String>?, cluster: Link?, source: Link?, isFarFromSource: Bool = false
  ) {
    self.declaration = declaration
    self.kind = kind
    self.engine = engine
    self.port = port
    self.subnetGroup = subnetGroup
    self.groups = groups
    self.publiclyAccessible = publiclyAccessible
    self.isMultiZone = isMultiZone
    self.zone = zone
    self.cluster = cluster
    self.source = source
    self.isFarFromSource = isFarFromSource
  }

  /// A replica has the engine and, unless it names another, the port of what it replicates; in the same region its
  /// subnet group, too.
  ///
  /// Sources: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance (db_subnet_group_name)
  package func inheriting(from source: Database) -> Database {
    var replica = self
    replica.engine = engine ?? source.engine
    replica.port = port ?? source.port
    if kind == .instance, !isFarFromSource { replica.subnetGroup = subnetGroup ?? source.subnetGroup }
    return replica
  }

  /// The same of a source that the input does not declare: where it is placed is not known.
  package func inheriting(fromOutside source: Link) -> Database {
    guard kind == .instance, !isFarFromSource, subnetGroup == nil else { return self }
    let why: Unknown
    switch source.target {
    case .resource(let id):
      why = Unknown("the subnet group of \(id.address)", .notInInput, at: source.place.range)
    case .external(let name): why = Unknown("the subnet group of \(name)", .notInInput, at: source.place.range)
    case .oneOf(_, let reason), .unknown(let reason): why = reason.derived
    }
    var replica = self
    replica.subnetGroup = Link(.unknown(why), at: source.place, origin: source.origin)
    return replica
  }

  /// The port that an engine listens on when none is given.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (Port)
  package static func defaultPort(ofEngine engine: String) -> Int? {
    switch engine.lowercased() {
    case "mysql", "mariadb", "aurora", "aurora-mysql": 3306
    case "postgres", "aurora-postgresql": 5432
    case let oracle where oracle.hasPrefix("oracle") || oracle.hasPrefix("custom-oracle"): 1521
    case let sqlserver where sqlserver.hasPrefix("sqlserver") || sqlserver.hasPrefix("custom-sqlserver"): 1433
    case let db2 where db2.hasPrefix("db2"): 50000
    case "docdb": 27017
    case "neptune": 8182
    default: nil
    }
  }
}

/// The subnets that a database, a cache or another data store may be placed in.
package struct DatabaseSubnetGroup: Resource {
  package let declaration: Declaration
  package let name: Attribute<PartialText>?
  package let subnets: PartialList<Link>

  package init(declaration: Declaration, name: Attribute<PartialText>?, subnets: PartialList<Link>) {
    self.declaration = declaration
    self.name = name
    self.subnets = subnets
  }
}
