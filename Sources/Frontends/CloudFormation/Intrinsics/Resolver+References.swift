import AWSModel
import Documents
import NetSpace

extension Resolver {
  // MARK: Ref

  /// Evaluates `Ref`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
  func ref(_ call: Intrinsic, at place: Place) -> Resolved {
    if Intrinsic(call.argument, ignoringTag: call.isShort) != nil {
      // With AWS::LanguageExtensions the name may be computed.
      let name = texts(argument(of: call, path: place.path))
      guard let literal = name.single?.literal else { return Resolved(.unknown(name.reason(at: place)), at: place) }
      return reference(to: literal, at: place)
    }
    guard let name = call.argument.string else {
      let found = call.argument.noun
      return Resolved(.unknown(report(wrong: call, expected: "a parameter or logical id", found: found)), at: place)
    }
    return reference(to: bound(name), at: place)
  }

  /// What a parameter, pseudo parameter, logical id or variable of a loop stands for.
  func reference(to name: String, at place: Place) -> Resolved {
    if let bound = bindings[name] { return Resolved(.text(PartialText(bound)), at: place) }
    if let parameter = sections.parameters[name] { return value(of: parameter, at: place) }
    if let pseudo = PseudoParameter(rawValue: name) { return value(of: pseudo, at: place) }
    return attribute("Ref", of: name, at: place)
  }

  // MARK: GetAtt

  /// Evaluates `Fn::GetAtt`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
  func getAtt(_ call: Intrinsic, at place: Place) -> Resolved {
    let expected = "a logical id and an attribute"
    if let text = call.argument.string.map(bound) {
      guard let (id, name) = text.splitAtFirstDot else {
        return Resolved(.unknown(report(wrong: call, expected: expected, found: "\"\(text)\"")), at: place)
      }
      return attribute(name, of: id, at: place)
    }
    guard let arguments = arguments(call, 2...2, expected) else { return wrong(call, at: place) }
    let id: String
    if Intrinsic(arguments[0]) != nil {
      let text = texts(resolve(arguments[0], path: place.path))
      guard let literal = text.single?.literal else { return Resolved(.unknown(text.reason(at: place)), at: place) }
      id = literal
    } else if let literal = arguments[0].string {
      id = bound(literal)
    } else {
      return Resolved(.unknown(report(wrong: call, expected: expected, found: arguments[0].noun)), at: place)
    }
    let name = texts(resolve(arguments[1], path: place.path))
    guard let literal = name.single?.literal else { return Resolved(.unknown(name.reason(at: place)), at: place) }
    return attribute(literal, of: id, at: place)
  }

  /// An attribute of a resource: its property's value where the attribute returns just that, else a hole that only AWS
  /// can fill, by the resource and the attribute's name (`Ref` for what `Ref` returns).
  func attribute(_ name: String, of logicalID: String, at place: Place) -> Resolved {
    guard let position = index[logicalID] else {
      if let published = published(logicalID, at: place) { return published }
      if sections.isGenerated(logicalID) {
        return Resolved(.text(PartialText([.attribute(id(logicalID), name)])), at: place)
      }
      // Other macros make resources with names of their own.
      if sections.hasMacros || sections.mayBeGenerated(logicalID) {
        return Resolved(.unknown(Unknown(logicalID, .unsupported("Transform"), at: place.range)), at: place)
      }
      if sections.module(bringing: logicalID) != nil {
        return Resolved(.unknown(Unknown(logicalID, .notInInput, at: place.range)), at: place)
      }
      return unreadable(
        "there is no parameter or resource \"\(logicalID)\"", help: similar(to: logicalID), at: place)
    }
    let declared = resources[position]
    if existence(of: declared).verdict == .no {
      // In a branch that is itself undecided it may be that nothing comes of it.
      let why = Unknown(logicalID, .unreadable("its condition is false, so it is not created"), at: place.range)
      return Resolved(.unknown(why), at: place)
    }
    if name.hasPrefix("Outputs."), let child = child(logicalID) {
      return child.output(String(name.dropFirst("Outputs.".count)), at: place)
    }
    if let value = property(name, of: declared, at: place) { return value }
    if let value = standIn(name, of: declared, at: place) ?? qualifiedFunction(name, of: declared, at: place) {
      return value
    }
    if ["Alias", "Version"].contains(name), let arn = published("\(logicalID).\(name)", at: place) { return arn }
    if let group = sourceGroup(name, of: declared, at: place) { return group }
    let why = Unknown("\(logicalID).\(name)", .knownAfterDeployment, at: place.range)
    switch AttributeKind(name, of: declared.type) {
    case .itself: return Resolved(.text(PartialText([.attribute(id(of: declared), name)])), at: place)
    case .list: return Resolved(.list([], rest: [why]), at: place)
    case .other: return Resolved(.unknown(why), at: place)
    }
  }

  /// The value of the property that an attribute returns; nil if it is no property or is not given.
  private func property(_ name: String, of declared: TemplateSections.Declared, at place: Place) -> Resolved? {
    guard name != "Ref", declared.type.hasPrefix("AWS::") else { return nil }
    let isPort = Self.portAttributes.contains(name)
    let property = !isPort ? name : declared.type == "AWS::Neptune::DBCluster" ? "DBPort" : "Port"
    if isPort, declared.type.hasSuffix("::DBInstance"),
      let cluster = declared.body["Properties"]?["DBClusterIdentifier"]
    {
      // What belongs to a cluster has its port.
      guard let reference = Intrinsic(cluster), reference.name == "Ref", let id = reference.argument.string,
        let position = index[id]
      else { return nil }
      return self.property(name, of: resources[position], at: place)
    }
    guard let node = declared.body["Properties"]?[property] else {
      guard isPort, let port = defaultPort(of: declared) else { return nil }
      return Resolved(.number("\(port)"), at: place, origin: .default)
    }
    let key = "\(declared.logicalID).\(property)"
    if let known = attributes[key] { return known.moved(to: place) }
    guard resolving.insert(key).inserted, resolving.count <= Self.chainLimit else {
      return unreadable("\(key) refers to itself, or to more than \(Self.chainLimit) others in a row", at: place)
    }
    defer { resolving.remove(key) }
    // What holds where it is used need not hold where it is written.
    let outer = scope
    scope = ConditionScope()
    defer { scope = outer }
    let value = bound(declared.bindings) { resolve(node, path: place.path) }
    attributes[key] = value
    return value.isNull ? nil : value.moved(to: place)
  }

  /// The attributes that return the port of a data store.
  ///
  /// Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-cluster.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-memorydb-cluster.html
  private static let portAttributes: Set = [
    "Port", "Endpoint.Port", "RedisEndpoint.Port", "ConfigurationEndpoint.Port", "ConfigurationEndPoint.Port",
    "PrimaryEndPoint.Port", "ReaderEndPoint.Port", "ClusterEndpoint.Port",
  ]

  /// The port of a data store that names none; nil where what it depends on is not spelled.
  private func defaultPort(of declared: TemplateSections.Declared) -> Int? {
    let properties = declared.body["Properties"]
    let engine = properties?["Engine"]?.string
    switch declared.type {
    case "AWS::DocDB::DBCluster": return Database.defaultPort(ofEngine: "docdb")
    case "AWS::ElastiCache::CacheCluster": return engine.map(DataStore.cachePort)
    case "AWS::ElastiCache::ReplicationGroup", "AWS::MemoryDB::Cluster":
      return DataStore.cachePort(ofEngine: "redis")
    case "AWS::Neptune::DBCluster": return Database.defaultPort(ofEngine: "neptune")
    case "AWS::RDS::DBCluster":
      let mode = properties?["EngineMode"]
      guard let engine, mode == nil || mode?.string != nil, engine.lowercased() != "postgres" else { return nil }
      return CloudFormationAdapters.clusterPort(ofEngine: engine, mode: mode?.string)
        ?? Database.defaultPort(ofEngine: engine)
    case "AWS::RDS::DBInstance": return engine.flatMap(Database.defaultPort)
    case "AWS::Redshift::Cluster": return DataStore.warehousePort
    default: return nil
    }
  }

  /// What resources about a secret stand for: their reference is that of the secret.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html
  private func standIn(_ name: String, of declared: TemplateSections.Declared, at place: Place) -> Resolved? {
    let types: Set = [
      "AWS::SecretsManager::ResourcePolicy", "AWS::SecretsManager::RotationSchedule",
      "AWS::SecretsManager::SecretTargetAttachment",
    ]
    guard name == "Ref" || name == "Id", types.contains(declared.type) else { return nil }
    return property("SecretId", of: declared, at: place)
  }

  /// The ARN of an alias or version: that of the function, and behind it the name or number.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html
  private func qualifiedFunction(
    _ name: String, of declared: TemplateSections.Declared, at place: Place
  ) -> Resolved? {
    guard ["Ref", "AliasArn", "FunctionArn"].contains(name),
      declared.type == "AWS::Lambda::Alias" || declared.type == "AWS::Lambda::Version",
      case .text(let function)? = property("FunctionName", of: declared, at: place)?.content,
      let (id, _) = function.attribute
    else { return nil }
    let number = PartialText([.attribute(self.id(of: declared), "Version")])
    let qualifier = property("Name", of: declared, at: place).flatMap { texts($0).single } ?? number
    return Resolved(.text(PartialText([.attribute(id, "Arn"), .literal(":")]) + qualifier), at: place)
  }

  /// Attributes of attributes, in a row.
  private static var chainLimit: Int { 100 }

  /// The group by which the instances of a classic load balancer know it: the first that it names; nil if it names none.
  private func sourceGroup(_ name: String, of declared: TemplateSections.Declared, at place: Place) -> Resolved? {
    guard name == "SourceSecurityGroup.GroupName", declared.type == "AWS::ElasticLoadBalancing::LoadBalancer",
      let groups = property("SecurityGroups", of: declared, at: place)
    else { return nil }
    if case .list(let elements, _) = groups.content, let first = elements.first { return first }
    return Resolved(
      .unknown(Unknown("\(declared.logicalID).\(name)", .knownAfterDeployment, at: place.range)), at: place)
  }

  /// A name that was meant, perhaps.
  func similar(to name: String) -> String? {
    // A template has at most 500 resources; in something larger the search would take longer than the rest.
    guard resources.count <= 1000 else { return nil }
    let names = resources.map(\.logicalID) + sections.parameters.keys.sorted()
    guard let nearest = Misspelling.nearest(to: name, among: names) else { return nil }
    let isCase = nearest.lowercased() == name.lowercased()
    return "did you mean \(nearest)?\(isCase ? " Names are case-sensitive" : "")"
  }
}

/// What an attribute that is no property says.
private enum AttributeKind {
  /// Something about the resource, by which it can be known: its id, its ARN, its address.
  case itself
  /// A list of which AWS decides the elements.
  case list
  /// The id of another resource, or whatever a custom resource or nested stack returns.
  case other

  /// Attributes that are lists, whichever type has them.
  private static let lists: Set<String> = [
    "AmqpEndpoints", "CidrBlockAssociations", "ConsoleURLs", "DnsEntries", "DnsIpAddresses", "EndpointIds",
    "IngestEndpointUrls", "IpAddresses", "Ipv4Addresses", "Ipv6Addresses", "Ipv6CidrBlocks", "LoadBalancerArns",
    "MqttEndpoints", "NameServers", "NetworkInterfaceIds", "OpenWireEndpoints", "ReadEndPoint.AddressesList",
    "ReadEndPoint.PortsList", "SecondaryPrivateIpAddresses", "SecurityGroups", "StompEndpoints", "VpcEndpoints",
    "WssEndpoints",
  ]

  init(_ name: String, of type: String) {
    switch (type, name) {
    case (_, "Ref"), ("AWS::EC2::VPC", "VpcId"), ("AWS::EC2::RouteTable", "RouteTableId"): self = .itself
    case _ where Self.lists.contains(name):
      self = .list
    case ("AWS::CloudFormation::Stack", _), ("AWS::CloudFormation::CustomResource", _), (_, "VpcId"),
      (_, "RouteTableId"), (_, "EniId"):
      self = .other
    default: self = type.hasPrefix("AWS::") ? .itself : .other
    }
  }
}

extension Resolved {
  /// The same value where it is used: its places are those of the use, and where it was written is said with them.
  func moved(to use: Place) -> Resolved {
    let place = use.defined(at: self.place.definition ?? self.place.range)
    let content: Content =
      switch content {
      case .null, .bool, .number, .text, .unknown: content
      case .list(let elements, let rest): .list(elements.map { $0.moved(to: use) }, rest: rest)
      case .object(let members, let rest):
        .object(
          members.map { Member(key: $0.key, keyRange: place.range, value: $0.value.moved(to: use)) }, rest: rest)
      case .oneOf(let options, let why): .oneOf(options.map { $0.moved(to: use) }, why)
      }
    var moved = Resolved(content, at: place, origin: origin, source: source)
    moved.numbers = numbers
    return moved
  }
}

extension String {
  /// `Vpc.CidrBlock` as the two sides of the first dot.
  var splitAtFirstDot: (String, String)? {
    guard let dot = firstIndex(of: "."), dot != startIndex, index(after: dot) != endIndex else { return nil }
    return (String(self[..<dot]), String(self[index(after: dot)...]))
  }
}

extension Substring {
  /// Without the spaces around it.
  var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
