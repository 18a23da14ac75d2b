/// Settings of data stores beside databases: caches, search, streams, warehouses.
extension SettingKind {
  /// Caches.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/memorydb_cluster,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-memorydb-cluster.html
  static let cache = SettingKind(
    "cache", "A cache of ElastiCache, or a cluster of MemoryDB.",
    terraform: ["aws_elasticache_replication_group", "aws_memorydb_cluster"],
    cloudFormation: ["AWS::ElastiCache::ReplicationGroup", "AWS::MemoryDB::Cluster"],
    [
      Setting(
        "engine", .text, "`redis`, `valkey`.",
        terraform: [.init("engine", default: .text("redis"))],
        cloudFormation: [.init("Engine", default: .text("redis"))]),
      Setting(
        "is_encrypted", .bool, "Whether it is encrypted at rest; MemoryDB always is.",
        terraform: [.init("at_rest_encryption_enabled", of: "aws_elasticache_replication_group")],
        cloudFormation: [.init("AtRestEncryptionEnabled", of: "AWS::ElastiCache::ReplicationGroup")]),
      Setting(
        "encrypts_traffic", .bool, "Whether it speaks TLS.",
        terraform: [
          .init("transit_encryption_enabled", of: "aws_elasticache_replication_group"),
          .init("tls_enabled", of: "aws_memorydb_cluster", default: .bool(true)),
        ],
        cloudFormation: [
          .init("TransitEncryptionEnabled", of: "AWS::ElastiCache::ReplicationGroup"),
          .init("TLSEnabled", of: "AWS::MemoryDB::Cluster", default: .bool(true)),
        ]),
      Setting(
        "allows_plaintext", .bool, "Whether clients may do without TLS although it speaks it.",
        terraform: [
          .init(
            "transit_encryption_mode", of: "aws_elasticache_replication_group", default: .bool(false), on: "preferred")
        ],
        cloudFormation: [
          .init(
            "TransitEncryptionMode", of: "AWS::ElastiCache::ReplicationGroup", default: .bool(false), on: "preferred")
        ]),
      Setting(
        "has_password", .presence, "Whether clients need a password.",
        terraform: [.init("auth_token", of: "aws_elasticache_replication_group", default: .bool(false))],
        cloudFormation: [.init("AuthToken", of: "AWS::ElastiCache::ReplicationGroup", default: .bool(false))]),
      Setting(
        "has_users", .presence, "Whether it has users with rights of their own.",
        terraform: [.init("user_group_ids", of: "aws_elasticache_replication_group", default: .bool(false))],
        cloudFormation: [.init("UserGroupIds", of: "AWS::ElastiCache::ReplicationGroup", default: .bool(false))]),
      Setting(
        "access_list", .text, "The access control list of MemoryDB; `open-access` lets everybody in.",
        terraform: [.init("acl_name", of: "aws_memorydb_cluster")],
        cloudFormation: [.init("ACLName", of: "AWS::MemoryDB::Cluster")]),
    ])

  /// Search domains.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchservice-domain.html
  static let searchDomain = SettingKind(
    "search_domain", terraform: ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    cloudFormation: ["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    [
      Setting(
        "enforces_https", .bool, "Whether it answers HTTPS alone.",
        terraform: [
          .init("domain_endpoint_options.enforce_https", default: .bool(true), withoutBlock: .bool(false))
        ],
        cloudFormation: [.init("DomainEndpointOptions.EnforceHTTPS", default: .bool(false))]),
      Setting(
        "tls_policy", .text, "Which versions of TLS it accepts.",
        terraform: [.init("domain_endpoint_options.tls_security_policy")],
        cloudFormation: [.init("DomainEndpointOptions.TLSSecurityPolicy")]),
      Setting(
        "encrypts_between_nodes", .bool, "Whether its nodes speak TLS with each other.",
        terraform: [.init("node_to_node_encryption.enabled", default: .bool(false))],
        cloudFormation: [.init("NodeToNodeEncryptionOptions.Enabled", default: .bool(false))]),
      Setting(
        "is_encrypted", .bool, "Whether it is encrypted at rest.",
        terraform: [.init("encrypt_at_rest.enabled", default: .bool(false))],
        cloudFormation: [.init("EncryptionAtRestOptions.Enabled", default: .bool(false))]),
      Setting(
        "controls_access", .bool, "Whether it has users with rights of their own: fine-grained access control.",
        terraform: [.init("advanced_security_options.enabled", default: .bool(false))],
        cloudFormation: [
          .init("AdvancedSecurityOptions.Enabled", of: "AWS::OpenSearchService::Domain", default: .bool(false)),
          .init("AdvancedSecurityOptions.Enabled", of: "AWS::Elasticsearch::Domain", default: .bool(false)),
        ]),
    ])

  /// Clusters of Kafka.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster,
  /// https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn.html
  static let stream = SettingKind(
    "stream", "A cluster of Managed Streaming for Apache Kafka.", terraform: ["aws_msk_cluster"],
    cloudFormation: ["AWS::MSK::Cluster"],
    [
      Setting(
        "client_encryption", .text, "How clients speak with it: `TLS`, `TLS_PLAINTEXT` or `PLAINTEXT`.",
        terraform: [.init("encryption_info.encryption_in_transit.client_broker", default: .text("TLS"))],
        cloudFormation: [.init("EncryptionInfo.EncryptionInTransit.ClientBroker", default: .text("TLS"))]),
      Setting(
        "encrypts_between_brokers", .bool, "Whether its brokers speak TLS with each other.",
        terraform: [.init("encryption_info.encryption_in_transit.in_cluster", default: .bool(true))],
        cloudFormation: [.init("EncryptionInfo.EncryptionInTransit.InCluster", default: .bool(true))]),
    ])

  /// Warehouses.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshift_cluster,
  /// https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html
  static let warehouse = SettingKind(
    "warehouse", "A cluster of Redshift.", terraform: ["aws_redshift_cluster"],
    cloudFormation: ["AWS::Redshift::Cluster"],
    [
      Setting(
        "parameter_group", .link("parameter_group"), "Its parameter group, if it names one.",
        terraform: [.init("cluster_parameter_group_name")], cloudFormation: [.init("ClusterParameterGroupName")]),
      Setting(
        "parameter_group_name", .text, "The name of its parameter group, if it names one.",
        terraform: [.init("cluster_parameter_group_name")], cloudFormation: [.init("ClusterParameterGroupName")]),
    ])

  /// Parameter groups of databases and warehouses.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_parameter_group,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_parameter_group,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbparametergroup.html
  static let parameterGroup = SettingKind(
    "parameter_group", "A parameter group of databases or of warehouses.",
    terraform: [
      "aws_db_parameter_group", "aws_rds_cluster_parameter_group", "aws_docdb_cluster_parameter_group",
      "aws_redshift_parameter_group",
    ],
    cloudFormation: [
      "AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup", "AWS::DocDB::DBClusterParameterGroup",
      "AWS::Redshift::ClusterParameterGroup",
    ],
    [
      Setting(
        "family", .text, "What it is for: `postgres16`, `redshift-2.0`.",
        terraform: [.init("family")],
        cloudFormation: [
          .init(
            "Family", of: "AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup",
            "AWS::DocDB::DBClusterParameterGroup"),
          .init("ParameterGroupFamily", of: "AWS::Redshift::ClusterParameterGroup"),
        ]),
      Setting(
        "parameters", .parts("engine_parameter"), "What it sets; the rest is the engine's default.",
        terraform: [.init("parameter")],
        cloudFormation: [
          .init(
            "Parameters", of: "AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup",
            "AWS::DocDB::DBClusterParameterGroup", notation: .map),
          .init("Parameters", of: "AWS::Redshift::ClusterParameterGroup"),
        ]),
    ])

  /// What a parameter group sets.
  static let engineParameter = SettingKind(
    "engine_parameter", "A parameter of a parameter group.", partOf: "parameter_group",
    terraform: [
      "aws_db_parameter_group", "aws_rds_cluster_parameter_group", "aws_docdb_cluster_parameter_group",
      "aws_redshift_parameter_group",
    ],
    cloudFormation: [
      "AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup", "AWS::DocDB::DBClusterParameterGroup",
      "AWS::Redshift::ClusterParameterGroup",
    ],
    [
      Setting(
        "name", .text, "Its name.", terraform: [.init("name")],
        cloudFormation: [
          .init(
            "name", of: "AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup",
            "AWS::DocDB::DBClusterParameterGroup"),
          .init("ParameterName", of: "AWS::Redshift::ClusterParameterGroup"),
        ]),
      Setting(
        "value", .text, "Its value.", terraform: [.init("value")],
        cloudFormation: [
          .init(
            "value", of: "AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup",
            "AWS::DocDB::DBClusterParameterGroup"),
          .init("ParameterValue", of: "AWS::Redshift::ClusterParameterGroup"),
        ]),
    ])

  /// Repositories of images.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_repository,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
  static let imageRepository = SettingKind(
    "image_repository", "A repository of container images.", terraform: ["aws_ecr_repository"],
    cloudFormation: ["AWS::ECR::Repository"],
    [
      Setting(
        "tag_mutability", .text, "Whether a tag may be moved to another image: `MUTABLE`, `IMMUTABLE`.",
        terraform: [.init("image_tag_mutability", default: .text("MUTABLE"))],
        cloudFormation: [.init("ImageTagMutability", default: .text("MUTABLE"))]),
      Setting(
        "scans_on_push", .bool, "Whether images are scanned when they are pushed, as the repository itself says.",
        terraform: [.init("image_scanning_configuration.scan_on_push", default: .bool(false))],
        cloudFormation: [.init("ImageScanningConfiguration.ScanOnPush", default: .bool(false))]),
    ])
}
