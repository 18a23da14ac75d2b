import AWSModel
import Documents
import NetSpace

/// The names of what AWS creates with something else, as part of the identity of the implied resource.
enum ImpliedObject {
  static let defaultVPC = "the default VPC"
  static let mainRouteTable = "main route table"
  static let defaultSecurityGroup = "default security group"
  static let defaultNetworkACL = "default network ACL"
  static let transitRouteTable = "default transit gateway route table"
  static let transitAttachment = "transit gateway attachment"
  static let clusterSecurityGroup = KubernetesCluster.ownGroup
  static let classicGroup = "security group"
  static let remoteAccessGroup = NodeGroup.loginGroup
}

extension SecurityGroup {
  /// The stand-in for a group that the input names but does not declare: it may have any rule.
  init(outside name: String, stack: String, at place: SourceRange) {
    let id = ResourceID(stack: stack, address: name)
    self.init(
      declaration: Declaration(id: id, type: "security group", kind: .readOnly, place: place), vpc: nil,
      rules: PartialList(rest: [Unknown(name, .notInInput, at: place)]))
  }

  /// The group that AWS creates with a VPC: everything from its own members, and everything out.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
  static func impliedDefault(of vpc: VPC) -> SecurityGroup {
    let id = vpc.id.implied(ImpliedObject.defaultSecurityGroup)
    let place = Place(range: vpc.declaration.place)
    let everything = RuleTraffic.everything(at: place)
    let own = SecurityGroupRule(
      direction: .ingress, traffic: everything, peers: PartialList([RulePeer(.group(.resource(id)), at: place)]),
      origin: .default, declaredBy: id, place: place)
    return SecurityGroup(
      declaration: Declaration(
        id: id, type: "default security group", kind: .implied, place: vpc.declaration.place,
        existence: vpc.declaration.existence),
      vpc: Link(.resource(vpc.id), at: place, origin: .default),
      rules: PartialList([own, .allowAllEgress(of: id, at: place)]), isDefault: true)
  }
}

extension SecurityGroupRule {
  /// The rule that EC2 adds to a group that is created without egress rules: everything, IPv4 and IPv6.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html
  static func allowAllEgress(of group: ResourceID, at place: Place) -> SecurityGroupRule {
    SecurityGroupRule(
      direction: .egress, traffic: .everything(at: place),
      peers: PartialList(AddressBlock.everywhere.map { RulePeer(.block($0), at: place) }), origin: .default,
      declaredBy: group, place: place)
  }
}

extension Infrastructure {
  /// The internet gateway that the default VPC comes with, attached to it, and the route of the main table to it.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
  mutating func addDefaultGateway(of vpc: VPC, routedBy table: ResourceID) -> Route {
    let place = Place(range: vpc.declaration.place)
    let declaration = Declaration(
      id: vpc.id.implied("internet gateway"), type: "internet gateway", kind: .implied, place: vpc.declaration.place,
      existence: vpc.declaration.existence)
    let gateway = Reference.resource(declaration.id)
    internetGateways.append(InternetGateway(declaration: declaration))
    gatewayAttachments.append(
      GatewayAttachment(
        declaration: declaration, gateway: Link(gateway, at: place, origin: .default),
        vpc: Link(.resource(vpc.id), at: place, origin: .default)))
    return Route(
      destination: Attribute(.known(.block(AddressBlock(.everywhere(.ipv4)))), origin: .default, place: place),
      target: Attribute(.known(.resource(gateway, attribute: "gateway_id")), origin: .default, place: place),
      declaredBy: table, place: place)
  }
}

extension NetworkACL {
  /// The list that AWS creates with a VPC: it allows everything, both ways.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
  static func impliedDefault(of vpc: VPC) -> NetworkACL {
    let id = vpc.id.implied(ImpliedObject.defaultNetworkACL)
    let place = Place(range: vpc.declaration.place)
    let entries = Direction.allCases.flatMap { direction in
      AddressBlock.everywhere.enumerated().map { offset, block in
        NetworkACLEntry(
          number: Attribute(.known(100 + offset), origin: .default, place: place),
          direction: Attribute(.known(direction), origin: .default, place: place),
          allows: Attribute(.known(true), origin: .default, place: place), traffic: .everything(at: place),
          block: Attribute(.known(block), origin: .default, place: place), origin: .default, declaredBy: id,
          place: place)
      }
    }
    return NetworkACL(
      declaration: Declaration(
        id: id, type: "default network ACL", kind: .implied, place: vpc.declaration.place,
        existence: vpc.declaration.existence),
      vpc: Link(.resource(vpc.id), at: place, origin: .default), entries: PartialList(entries), isDefault: true)
  }
}

extension TransitRouteTable {
  /// The table that AWS creates with a transit gateway when attachments are associated with it or propagate to it by
  /// default; nil when neither.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayOptions.html
  static func impliedDefault(of gateway: TransitGateway) -> TransitRouteTable? {
    let uses = [gateway.associatesByDefault, gateway.propagatesByDefault]
    guard uses.contains(where: { $0.known != false }) else { return nil }
    let place = gateway.declaration.place
    let because = uses.contains { $0.known == true } ? [] : uses.compactUnknowns
    let existence = gateway.declaration.existence.and(because.isEmpty ? .certain : .possible(because))
    // Somebody else's gateway has routes that are not in the input.
    let isOurs = gateway.declaration.kind == .declared
    return TransitRouteTable(
      declaration: Declaration(
        id: gateway.id.implied(ImpliedObject.transitRouteTable), type: ImpliedObject.transitRouteTable, kind: .implied,
        place: place, existence: existence),
      transitGateway: Link(.resource(gateway.id), at: Place(range: place), origin: .default), isDefault: true,
      routes: PartialList(rest: isOurs ? [] : [Unknown(gateway.id.address, .notInInput, at: place)]))
  }
}

extension [Attribute<Bool>] {
  /// Why any of them is not known.
  fileprivate var compactUnknowns: [Unknown] { reduce(into: []) { if let why = $1.unknown { $0.append(why) } } }
}

extension RuleTraffic {
  static func everything(at place: Place) -> RuleTraffic {
    RuleTraffic(
      protocols: Attribute(.known(.full), origin: .default, place: place),
      ports: Attribute(.known(.full), origin: .default, place: place))
  }
}

extension AddressBlock {
  /// `0.0.0.0/0` and `::/0`.
  static let everywhere = [AddressBlock(.everywhere(.ipv4)), AddressBlock(.everywhere(.ipv6))]
}
