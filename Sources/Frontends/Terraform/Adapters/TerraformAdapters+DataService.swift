import AWSModel
import NetSpace

/// Streams, brokers, file systems, replication instances and database proxies.
extension TerraformAdapters {
  /// Brokers have an interface in each client subnet.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster
  static func streamCluster(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.streamCluster, name: "cluster_name", policy: nil, into: &draft)
    let fields = resource.fields
    let network = fields.block("broker_node_group_info")
    let isPublic = resource.string("broker_node_group_info.connectivity_info.public_access.type")
      .map { $0 == "SERVICE_PROVIDED_EIPS" }
    let authentication = fields.block("client_authentication")
    var access = StreamAccesses()
    access.set(encryption: resource.string("encryption_info.encryption_in_transit.client_broker").value)
    access.set(\.allowsPasswords, resource.bool("client_authentication.sasl.scram").value)
    access.set(\.allowsRoles, resource.bool("client_authentication.sasl.iam").value)
    access.set(\.allowsCertificates, authentication?.presence("tls") ?? .known(false))
    access.set(anybody: authentication?.bool("unauthenticated"))
    access.set(\.isPublic, isPublic.value)
    access.set(version: fields.string("kafka_version"))
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .stream, engine: fields.defaulted("kafka"),
        .subnets(network?.links("client_subnets") ?? PartialList(rest: [resource.missing("broker_node_group_info")])),
        groups: network?.links("security_groups") ?? PartialList(), ports: access.ports(at: resource.place),
        isPublic: isPublic))
  }

  /// A serverless cluster takes clients with a role only.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_serverless_cluster
  static func serverlessStreamCluster(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.streamCluster, name: "cluster_name", policy: nil, into: &draft)
    let networks = resource.fields.blocks("vpc_config")
    var subnets = PartialList<Link>(rest: networks.rest)
    var groups = PartialList<Link>(rest: networks.rest)
    for network in networks.elements {
      subnets.append(contentsOf: network.fields.links("subnet_ids"))
      groups.append(contentsOf: network.fields.links("security_group_ids"))
    }
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .stream, engine: resource.fields.defaulted("kafka"), .subnets(subnets), groups: groups,
        ports: resource.fields.defaulted(PortSet(9098))))
  }

  /// A public RabbitMQ broker is not in a VPC of the account.
  ///
  /// Source: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html
  static func messageBroker(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let engine = resource.requiredString("engine_type")
    let isPublic = resource.bool("publicly_accessible")
    let isElsewhere = isPublic.known == true && engine.known?.uppercased() == "RABBITMQ"
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .broker, engine: engine, isElsewhere ? .outside : .subnets(fields.links("subnet_ids")),
        groups: fields.links("security_groups"), ports: engine.map { DataStore.brokerPorts(ofEngine: $0) },
        isPublic: isPublic))
  }

  /// A file system; its mount targets are where it is reached.
  static func fileSystem(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .fileSystem, .outside, groups: PartialList(), ports: resource.fields.defaulted(DataStore.mountPort)))
    resource.addNamed(.fileSystem, name: nil, policy: nil, into: &draft)
  }

  /// A mount target: the interface of a file system in one subnet.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_mount_target
  static func mountTarget(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .fileSystem, .subnets(PartialList([resource.required("subnet_id")])), groups: fields.links("security_groups"),
        ports: fields.defaulted(DataStore.mountPort), isDualStack: resource.isDualStack("ip_address_type"),
        owner: resource.required("file_system_id")))
  }

  /// The provider's default is private, where the service's is public.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dms_replication_instance
  static func replicationInstance(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .replication, .group(fields.link("replication_subnet_group_id")),
        groups: fields.links("vpc_security_group_ids"), ports: nil,
        isPublic: resource.bool("publicly_accessible"), isDualStack: resource.isDualStack("network_type")))
  }

  /// A proxy has an interface in each of its subnets, and the port of its family of engines.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_proxy
  static func databaseProxy(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let family = resource.requiredString("engine_family")
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .proxy, engine: family, .subnets(fields.links("vpc_subnet_ids")),
        groups: fields.links("vpc_security_group_ids"), ports: draft.ports(ofProxy: family)))
  }

  /// Another endpoint of a proxy, with a network of its own.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_proxy_endpoint
  static func proxyEndpoint(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.dataStores.append(
      resource.dataStore(
        .proxy, .subnets(fields.links("vpc_subnet_ids")), groups: fields.links("vpc_security_group_ids"), ports: nil,
        owner: resource.required("db_proxy_name")))
  }

  static func proxyTarget(_ resource: ResourceFields, into draft: inout Draft) {
    for key in ["db_cluster_identifier", "db_instance_identifier"] {
      guard let database = resource.fields.link(key) else { continue }
      draft.proxyTargets.append(ProxyTarget(proxy: resource.required("db_proxy_name"), database: database))
    }
  }

  /// How connections are pooled: nothing of a network.
  static func proxyPool(_ resource: ResourceFields, into draft: inout Draft) {}
}
