import NetSpace

/// A data store that is no relational, document or graph database: a cache, a warehouse, a search domain, a broker, a
/// file system, and what stands in front of a database or copies it.
package struct DataStore: Resource {
  package enum Kind: String, Hashable, Sendable {
    /// ElastiCache, MemoryDB and DAX.
    case cache
    /// Redshift.
    case warehouse
    /// OpenSearch and Elasticsearch.
    case search
    /// MSK.
    case stream
    /// Amazon MQ.
    case broker
    /// EFS: a file system without interfaces of its own, or one of its mount targets.
    case fileSystem = "file_system"
    /// A replication instance of DMS.
    case replication
    /// RDS Proxy.
    case proxy
  }

  package enum Placement: Hashable, Sendable {
    /// In some subnets of a group, which the service chooses; of the default VPC when no group is named.
    case group(Link?)
    /// In each of these subnets; in the default VPC when none is named.
    case subnets(PartialList<Link>)
    /// It has no interface in any VPC of the account.
    case outside
  }

  package let declaration: Declaration
  package let kind: Kind
  /// `redis`, `ActiveMQ`, `postgresql`: where the kind has several.
  package let engine: Attribute<String>?
  package let placement: Placement
  /// None named: the default group of the VPC.
  package let groups: PartialList<Link>
  /// The TCP ports that it listens on, its own or the service's; nil where none is documented.
  package let ports: Attribute<PortSet>?
  package let publiclyAccessible: Attribute<Bool>
  package let isDualStack: Attribute<Bool>
  /// What it is a part of: the replication group of a node, the file system of a mount target.
  package let owner: Link?
  /// The databases that a proxy stands before.
  package var databases: PartialList<Link>
  /// The access policy of a search domain; nil where none is written: it then lets nobody in but identities of its account.
  package var policy: PolicyDocument?

  package init(
    declaration: Declaration, kind: Kind, engine: Attribute<String>? = nil, placement: Placement,
    groups: PartialList<Link>, ports: Attribute<PortSet>?, publiclyAccessible: Attribute<Bool>,
    isDualStack: Attribute<Bool>, owner: Link? = nil, databases: PartialList<Link> = PartialList()
  ) {
    self.declaration = declaration
    self.kind = kind
    self.engine = engine
    self.placement = placement
    self.groups = groups
    self.ports = ports
    self.publiclyAccessible = publiclyAccessible
    self.isDualStack = isDualStack
    self.owner = owner
    self.databases = databases
  }
}

/// A separately declared registration of a database with a proxy.
package struct ProxyTarget: Sendable {
  package let proxy: Link
  package let database: Link

  package init(proxy: Link, database: Link) {
    self.proxy = proxy
    self.database = database
  }
}

extension DataStore {
  /// The port of a cache that names none; a serverless one has a second for its readers.
  ///
  /// Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html (Port),
  /// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/set-up.html
  package static func cachePorts(ofEngine engine: String, isServerless: Bool = false) -> PortSet {
    let port = UInt16(cachePort(ofEngine: engine))
    return isServerless ? PortSet(port...port + 1) : PortSet(port)
  }

  /// The first of them.
  package static func cachePort(ofEngine engine: String) -> Int { engine.lowercased() == "memcached" ? 11211 : 6379 }

  /// What an accelerator for DynamoDB listens on: 8111, and 9111 with TLS.
  ///
  /// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.create-cluster.cli.configure-inbound-rules.html
  package static func acceleratorPort(encryption: String) -> PortSet {
    PortSet(encryption.uppercased() == "TLS" ? 9111 : 8111)
  }

  /// A search domain answers HTTPS, and HTTP unless that is refused.
  ///
  /// Source: https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html
  package static func searchPorts(enforcesHTTPS: Bool) -> PortSet {
    enforcesHTTPS ? PortSet(443) : PortSet([80...80, 443...443])
  }

  /// The port of a warehouse that names none.
  ///
  /// Source: https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html (Port)
  package static let warehousePort = 5439

  /// The port of NFS.
  ///
  /// Source: https://docs.aws.amazon.com/efs/latest/ug/network-access.html
  package static let mountPort = PortSet(2049)

  /// The listeners of a broker, all of them with TLS.
  ///
  /// Sources: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-broker-architecture.html,
  /// https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-basic-elements-broker.html
  package static func brokerPorts(ofEngine engine: String) -> PortSet {
    engine.uppercased() == "RABBITMQ"
      ? PortSet([443...443, 5671...5671, 15671...15671])
      : PortSet([5671...5671, 8162...8162, 8883...8883, 61614...61614, 61617...61617, 61619...61619])
  }

  /// The port of a proxy, by the family of its engines.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-setup.html
  package static func proxyPort(ofFamily family: String) -> PortSet? {
    switch family.uppercased() {
    case "MYSQL": PortSet(3306)
    case "POSTGRESQL": PortSet(5432)
    case "SQLSERVER": PortSet(1433)
    default: nil
    }
  }
}

/// How clients of a streaming cluster connect, which decides the ports of its brokers.
///
/// Source: https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html
package struct StreamAccess: Hashable, Sendable {
  /// `TLS`, `TLS_PLAINTEXT` or `PLAINTEXT`.
  package var encryption = "TLS"
  package var allowsPasswords = false
  package var allowsRoles = false
  package var allowsCertificates = false
  /// Nil: where nothing else is allowed.
  package var allowsAnybody: Bool?
  package var isPublic = false
  /// Clusters that keep their metadata in Kafka itself have no ZooKeeper nodes.
  package var hasZooKeeper = true

  package init() {}

  package var ports: PortSet {
    let anybody = allowsAnybody ?? !(allowsPasswords || allowsRoles || allowsCertificates)
    var ranges: [ClosedRange<UInt16>] = []
    func add(_ port: UInt16, isOpenToPublic: Bool = true) {
      ranges.append(port...port)
      if isPublic, isOpenToPublic { ranges.append(port + 100...port + 100) }
    }
    if anybody, encryption != "TLS" { add(9092, isOpenToPublic: false) }
    if allowsCertificates || (anybody && encryption != "PLAINTEXT") { add(9094, isOpenToPublic: allowsCertificates) }
    if allowsPasswords { add(9096) }
    if allowsRoles { add(9098) }
    if hasZooKeeper { ranges.append(2181...2182) }
    return PortSet(ranges)
  }
}
