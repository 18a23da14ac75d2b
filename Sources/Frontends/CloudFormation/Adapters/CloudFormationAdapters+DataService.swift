import AWSModel
import NetSpace

/// Streams, brokers, file systems, replication instances and database proxies.
extension CloudFormationAdapters {
  /// Brokers have an interface in each client subnet.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-msk-cluster.html
  @Sendable static func streamCluster(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.streamCluster, name: "ClusterName", policy: nil, into: &draft)
    let fields = resource.fields
    let network = fields.block("BrokerNodeGroupInfo")
    let publicAccess = network?.block("ConnectivityInfo")?.block("PublicAccess")
    let isPublic =
      publicAccess?.string("Type", default: "DISABLED").map { $0 == "SERVICE_PROVIDED_EIPS" }
      ?? fields.defaulted(false)
    let authentication = fields.block("ClientAuthentication")
    let passwords = authentication?.block("Sasl")
    func isEnabled(_ block: Fields?) -> Value<Bool> { block?.bool("Enabled", default: false).value ?? .known(false) }
    let certificates = authentication?.block("Tls")
    var access = StreamAccesses()
    let encryption = fields.block("EncryptionInfo")?.block("EncryptionInTransit")
    access.set(encryption: encryption?.string("ClientBroker", default: "TLS").value ?? .known("TLS"))
    access.set(\.allowsPasswords, isEnabled(passwords?.block("Scram")))
    access.set(\.allowsRoles, isEnabled(passwords?.block("Iam")))
    access.set(
      \.allowsCertificates,
      certificates?.bool("Enabled")?.value ?? certificates?.presence("CertificateAuthorityArnList") ?? .known(false))
    access.set(anybody: authentication?.block("Unauthenticated")?.bool("Enabled"))
    access.set(\.isPublic, isPublic.value)
    access.set(version: fields.string("KafkaVersion"))
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .stream, engine: fields.defaulted("kafka"),
        .subnets(network?.links("ClientSubnets") ?? PartialList(rest: [resource.missing("BrokerNodeGroupInfo")])),
        groups: network?.links("SecurityGroups") ?? PartialList(), ports: access.ports(at: resource.place),
        isPublic: isPublic))
  }

  /// A serverless cluster takes clients with a role only.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-msk-serverlesscluster.html
  @Sendable static func serverlessStreamCluster(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.streamCluster, name: "ClusterName", policy: nil, into: &draft)
    let networks = resource.fields.blocks("VpcConfigs")
    var subnets = PartialList<Link>(rest: networks.rest)
    var groups = PartialList<Link>(rest: networks.rest)
    for network in networks.elements {
      guard network.existence.verdict == .yes else {
        subnets.rest += network.existence.because
        groups.rest += network.existence.because
        continue
      }
      subnets.append(contentsOf: network.fields.links("SubnetIds"))
      groups.append(contentsOf: network.fields.links("SecurityGroups"))
    }
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .stream, engine: resource.fields.defaulted("kafka"), .subnets(subnets), groups: groups,
        ports: resource.fields.defaulted(PortSet(9098))))
  }

  /// A public RabbitMQ broker is not in a VPC of the account.
  ///
  /// Source: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html
  @Sendable static func messageBroker(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let engine = resource.requiredString("EngineType")
    let isPublic = fields.bool("PubliclyAccessible", default: false)
    let isElsewhere = isPublic.known == true && engine.known?.uppercased() == "RABBITMQ"
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .broker, engine: engine, isElsewhere ? .outside : .subnets(fields.links("SubnetIds")),
        groups: fields.links("SecurityGroups"), ports: engine.map { DataStore.brokerPorts(ofEngine: $0) },
        isPublic: isPublic))
  }

  /// A file system; its mount targets are where it is reached.
  @Sendable static func fileSystem(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .fileSystem, .outside, groups: PartialList(), ports: resource.fields.defaulted(DataStore.mountPort)))
    resource.addNamed(.fileSystem, name: nil, policy: "FileSystemPolicy", into: &draft)
  }

  /// A mount target: the interface of a file system in one subnet.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-efs-mounttarget.html
  @Sendable static func mountTarget(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .fileSystem, .subnets(PartialList([resource.required("SubnetId")])), groups: fields.links("SecurityGroups"),
        ports: fields.defaulted(DataStore.mountPort), isDualStack: fields.isDualStack("IpAddressType"),
        owner: resource.required("FileSystemId")))
  }

  /// Public unless it says otherwise.
  ///
  /// Source: https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateReplicationInstance.html
  @Sendable static func replicationInstance(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .replication, .group(fields.link("ReplicationSubnetGroupIdentifier", named: .replicationSubnetGroup)),
        groups: fields.links("VpcSecurityGroupIds"), ports: nil,
        isPublic: fields.bool("PubliclyAccessible", default: true), isDualStack: fields.isDualStack("NetworkType")))
  }

  /// A proxy has an interface in each of its subnets, and the port of its family of engines.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbproxy.html
  @Sendable static func databaseProxy(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let family = resource.requiredString("EngineFamily")
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .proxy, engine: family, .subnets(fields.links("VpcSubnetIds")), groups: fields.links("VpcSecurityGroupIds"),
        ports: draft.ports(ofProxy: family)))
  }

  /// Another endpoint of a proxy, with a network of its own.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbproxyendpoint.html
  @Sendable static func proxyEndpoint(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .proxy, .subnets(fields.links("VpcSubnetIds")), groups: fields.links("VpcSecurityGroupIds"), ports: nil,
        owner: resource.required("DBProxyName", named: .databaseProxy)))
  }

  @Sendable static func proxyTarget(_ resource: ResourceFields, into draft: inout Draft) {
    let proxy = resource.required("DBProxyName", named: .databaseProxy)
    for key in ["DBClusterIdentifiers", "DBInstanceIdentifiers"] {
      let databases = resource.fields.links(key, named: .database)
      for database in databases.elements {
        draft.proxyTargets.append(ProxyTarget(proxy: proxy, database: database))
      }
      for why in databases.rest {
        draft.proxyTargets.append(ProxyTarget(proxy: proxy, database: Link(.unknown(why), at: resource.place)))
      }
    }
  }
}
