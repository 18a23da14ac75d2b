import AWSModel
import Documents

extension CloudFormationAdapters {
  /// Reads `AWS::RDS::DBInstance`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
  @Sendable static func database(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let cluster = fields.link("DBClusterIdentifier", named: .database)
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: cluster == nil ? .instance : .clusterInstance,
        engine: fields.string("Engine"), port: fields.int("Port"),
        subnetGroup: fields.link("DBSubnetGroupName", named: .databaseSubnetGroup),
        groups: fields.links("VPCSecurityGroups"),
        publiclyAccessible: publiclyAccessible(fields, isInCluster: cluster != nil),
        isMultiZone: fields.bool("MultiAZ", default: false), zone: fields.string("AvailabilityZone"), cluster: cluster,
        source: fields.link("SourceDBInstanceIdentifier", named: .database)
          ?? fields.link("SourceDBClusterIdentifier", named: .database),
        isFarFromSource: fields.isARN("SourceDBInstanceIdentifier", "DBInstanceArn")))
  }

  /// Only a cluster that is not Aurora has instances, and an address, of its own.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
  @Sendable static func databaseCluster(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: .cluster, engine: fields.string("Engine"), port: clusterPort(fields),
        subnetGroup: fields.link("DBSubnetGroupName", named: .databaseSubnetGroup),
        groups: fields.links("VpcSecurityGroupIds"),
        publiclyAccessible: publiclyAccessible(fields, isInCluster: false),
        isMultiZone: Attribute(fields.presence("DBClusterInstanceClass"), origin: .default, place: fields.place),
        zone: nil, cluster: nil,
        source: fields.link("ReplicationSourceIdentifier", named: .database)
          ?? fields.link("SourceDBClusterIdentifier", named: .database)))
  }

  /// The port of a cluster: CloudFormation has defaults of its own, before those of engines.
  private static func clusterPort(_ fields: Fields) -> Attribute<Int>? {
    if let port = fields.int("Port") { return port }
    guard let engine = fields.string("Engine"), let name = engine.known else { return nil }
    let mode = fields.string("EngineMode")
    if let why = mode?.unknown, name.lowercased() == "aurora-postgresql" {
      return Attribute(.unknown(why.derived), origin: .default, place: engine.place)
    }
    if name.lowercased() == "postgres" {
      let why = Unknown("the port that CloudFormation gives to it", .decidedByAWS("is documented for Aurora alone"))
      return Attribute(.unknown(why), origin: .default, place: engine.place)
    }
    return clusterPort(ofEngine: name, mode: mode?.known).map {
      Attribute(.known($0), origin: .default, place: engine.place)
    }
  }

  /// The port of a cluster that is given none; nil where it is the usual one of its engine.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html (Port)
  static func clusterPort(ofEngine engine: String, mode: String?) -> Int? {
    guard engine.lowercased() == "aurora-postgresql" else { return nil }
    return mode?.lowercased() == "serverless" ? 5432 : 3306
  }

  /// A cluster of DocumentDB, which is never public.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-dbcluster.html
  @Sendable static func documentCluster(_ resource: ResourceFields, into draft: inout Draft) {
    otherCluster(resource, engine: "docdb", port: "Port", into: &draft)
  }

  /// An instance of a cluster of DocumentDB.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-dbinstance.html
  @Sendable static func documentInstance(_ resource: ResourceFields, into draft: inout Draft) {
    otherInstance(resource, engine: "docdb", isPublic: resource.fields.defaulted(false), into: &draft)
  }

  /// A cluster of Neptune; one of its instances may be public.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptune-dbcluster.html
  @Sendable static func graphCluster(_ resource: ResourceFields, into draft: inout Draft) {
    otherCluster(resource, engine: "neptune", port: "DBPort", into: &draft)
  }

  /// An instance of a cluster of Neptune.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptune-dbinstance.html
  @Sendable static func graphInstance(_ resource: ResourceFields, into draft: inout Draft) {
    otherInstance(
      resource, engine: "neptune", isPublic: resource.fields.bool("PubliclyAccessible", default: false), into: &draft)
  }

  private static func otherCluster(
    _ resource: ResourceFields, engine: String, port: String, into draft: inout Draft
  ) {
    let fields = resource.fields
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: .cluster, engine: fields.defaulted(engine), port: fields.int(port),
        subnetGroup: fields.link("DBSubnetGroupName", named: .databaseSubnetGroup),
        groups: fields.links("VpcSecurityGroupIds"), publiclyAccessible: fields.defaulted(false),
        isMultiZone: fields.defaulted(false), zone: nil, cluster: nil,
        source: fields.link("SourceDBClusterIdentifier", named: .database)))
  }

  private static func otherInstance(
    _ resource: ResourceFields, engine: String, isPublic: Attribute<Bool>, into draft: inout Draft
  ) {
    let fields = resource.fields
    let cluster = fields.link("DBClusterIdentifier", named: .database)
    draft.infrastructure.databases.append(
      Database(
        declaration: resource.declaration, kind: cluster == nil ? .instance : .clusterInstance,
        engine: fields.defaulted(engine), port: nil,
        subnetGroup: fields.link("DBSubnetGroupName", named: .databaseSubnetGroup), groups: PartialList(),
        publiclyAccessible: isPublic, isMultiZone: fields.defaulted(false), zone: fields.string("AvailabilityZone"),
        cluster: cluster, source: nil))
  }

  /// Reads `AWS::RDS::DBSubnetGroup`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbsubnetgroup.html
  @Sendable static func databaseSubnetGroup(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.databaseSubnetGroups.append(
      DatabaseSubnetGroup(
        declaration: resource.declaration, name: resource.fields.text("DBSubnetGroupName"),
        subnets: resource.fields.links("SubnetIds")))
  }

  /// What is written, else RDS's default: public without a subnet group or in the one named `default`, otherwise
  /// private; Aurora is private.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (PubliclyAccessible)
  private static func publiclyAccessible(_ fields: Fields, isInCluster: Bool) -> Attribute<Bool> {
    let fallback = publicByDefault(fields, isInCluster: isInCluster)
    guard let written = fields["PubliclyAccessible"] else { return fallback }
    // Where a condition may leave it out, it may be the default.
    if case .oneOf(let options, let why) = written.content, options.contains(where: \.isNull) {
      guard let value = fallback.known else { return Attribute(.unknown(why), place: written.place) }
      return fields.bool("PubliclyAccessible", default: value)
    }
    return fields.bool("PubliclyAccessible") ?? fallback
  }

  private static func publicByDefault(_ fields: Fields, isInCluster: Bool) -> Attribute<Bool> {
    func unknown(_ why: Unknown) -> Attribute<Bool> { Attribute(.unknown(why), origin: .default, place: fields.place) }
    if isInCluster { return fields.defaulted(false) }
    if let group = fields["DBSubnetGroupName"] {
      if case .oneOf(let options, let why) = group.content, options.contains(where: \.isNull) { return unknown(why) }
      let name = fields.text(group)
      switch name.value {
      case .known(let text): return fields.defaulted(text.literal == "default")
      case .oneOf(_, let why), .unknown(let why): return unknown(why)
      }
    }
    guard let engine = fields.string("Engine") else {
      // Of a replica or a restored snapshot the source says what it is.
      return unknown(
        Unknown(
          "PubliclyAccessible", .decidedByAWS("depends on the engine, which is not given"), at: fields.place.range))
    }
    let value = engine.value.map { !$0.lowercased().hasPrefix("aurora") }
    return Attribute(value, origin: .default, place: fields.place)
  }
}
