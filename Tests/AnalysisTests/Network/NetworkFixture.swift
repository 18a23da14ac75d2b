import AWSModel
import Analysis
import Documents
import NetSpace

/// A network written down in a few lines: names stand for resources, texts for blocks and ports.
struct NetworkFixture {
  var infrastructure = Infrastructure()

  static let file = SourceFile(path: "test", bytes: [])
  static let range = SourceRange.start(of: file)
  static let place = Place(range: range)

  static func id(_ name: String) -> ResourceID { ResourceID(stack: "test", address: name) }

  static func declaration(
    _ name: String, kind: Declaration.Kind = .declared, existence: Existence = .certain
  ) -> Declaration {
    Declaration(id: id(name), type: "test", kind: kind, place: range, existence: existence)
  }

  static func link(_ name: String) -> Link { Link(.resource(id(name)), at: place) }

  static func links(_ names: [String]) -> PartialList<Link> { PartialList(names.map(link)) }

  static func attribute<T>(_ value: T) -> Attribute<T> { Attribute(.known(value), place: place) }

  static func unknown(_ subject: String) -> Unknown { Unknown(subject, .parameter) }

  /// A block; a text that is none has an unknown prefix, of a known length behind a slash: `${office}/32`.
  ///
  /// An attribute of a resource is known after apply: `eip.public_ip/32`.
  static func block(_ text: String) -> AddressBlock {
    if let prefix = IPPrefix(text) { return AddressBlock(prefix) }
    let parts = text.split(separator: "/")
    let length = parts.last.flatMap { Int($0) }
    let isAttribute = parts.first?.contains(".") ?? false
    let why = isAttribute ? Unknown(String(parts[0]), .knownAfterApply) : unknown(text)
    return AddressBlock(prefix: .unknown(why), length: length)
  }

  // MARK: The network

  /// A VPC with what AWS makes along with it: a main table, an open network ACL, a default group.
  mutating func vpc(_ name: String, _ blocks: [String]) {
    infrastructure.vpcs.append(
      VPC(declaration: Self.declaration(name), blocks: PartialList(blocks.map { Self.attribute(Self.block($0)) })))
    infrastructure.routeTables.append(
      RouteTable(
        declaration: Self.declaration("\(name).main", kind: .implied), vpc: Self.link(name), routes: PartialList()))
    infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: Self.declaration("\(name).main-association", kind: .implied), table: Self.link("\(name).main"),
        subject: .main(vpc: .resource(Self.id(name))), place: Self.place))
    infrastructure.networkACLs.append(
      NetworkACL(
        declaration: Self.declaration("\(name).acl", kind: .implied), vpc: Self.link(name),
        entries: PartialList(
          Direction.allCases.flatMap { direction in
            [
              Self.entry(100, direction, allows: true, "all", "0.0.0.0/0"),
              Self.entry(101, direction, allows: true, "all", "::/0"),
            ]
          }), isDefault: true))
    infrastructure.securityGroups.append(
      SecurityGroup(
        declaration: Self.declaration("\(name).default", kind: .implied), vpc: Self.link(name),
        rules: PartialList([
          Self.rule(.ingress, "all", .group("\(name).default")), Self.rule(.egress, "all", .block("0.0.0.0/0")),
        ]), isDefault: true))
  }

  mutating func subnet(
    _ name: String, _ block: String, in vpc: String, ipv6: String? = nil, mapsPublicIP: Bool = false,
    zone: String? = nil
  ) {
    infrastructure.subnets.append(
      Subnet(
        declaration: Self.declaration(name), vpc: Self.link(vpc), ipv4: Self.attribute(Self.block(block)),
        ipv6: ipv6.map { Self.attribute(Self.block($0)) }, zone: zone.map(Self.attribute),
        mapsPublicIP: Self.attribute(mapsPublicIP),
        assignsIPv6: Self.attribute(ipv6 != nil)))
  }

  mutating func internetGateway(_ name: String, attachedTo vpc: String?) {
    infrastructure.internetGateways.append(InternetGateway(declaration: Self.declaration(name)))
    guard let vpc else { return }
    infrastructure.gatewayAttachments.append(
      GatewayAttachment(
        declaration: Self.declaration("\(name).attachment"), gateway: Self.link(name), vpc: Self.link(vpc)))
  }

  mutating func egressOnlyGateway(_ name: String, in vpc: String) {
    infrastructure.egressOnlyGateways.append(
      EgressOnlyInternetGateway(declaration: Self.declaration(name), vpc: Self.link(vpc)))
  }

  mutating func natGateway(_ name: String, in subnet: String, isPublic: Bool = true, address: String? = nil) {
    infrastructure.natGateways.append(
      NATGateway(
        declaration: Self.declaration(name), subnet: Self.link(subnet), vpc: nil, isPublic: Self.attribute(isPublic),
        address: address.map(Self.link)))
  }

  /// An elastic address, which an instance or interface may hold.
  mutating func elasticIP(_ name: String, _ address: String? = nil, heldBy holder: String? = nil) {
    infrastructure.elasticIPs.append(
      ElasticIP(
        declaration: Self.declaration(name), address: address.map { Self.attribute(Self.block("\($0)/32")) }))
    guard let holder else { return }
    infrastructure.addressAssociations.append(
      AddressAssociation(
        declaration: Self.declaration("\(name).association"), holder: Self.link(holder), address: Self.link(name)))
  }

  static func route(_ destination: String, to target: String) -> Route {
    let isBlock = destination.contains("/")
    return Route(
      destination: attribute(isBlock ? .block(block(destination)) : .prefixList(.resource(id(destination)))),
      target: attribute(target == "local" ? .local : .resource(.resource(id(target)), attribute: "gateway_id")),
      declaredBy: id(destination), place: place)
  }

  /// A table with its routes; without subnets it is not associated.
  mutating func table(_ name: String, in vpc: String, _ routes: [(String, to: String)], for subnets: [String] = []) {
    infrastructure.routeTables.append(
      RouteTable(
        declaration: Self.declaration(name), vpc: Self.link(vpc),
        routes: PartialList(routes.map { Self.route($0.0, to: $0.to) })))
    for subnet in subnets {
      infrastructure.routeTableAssociations.append(
        RouteTableAssociation(
          declaration: Self.declaration("\(name).\(subnet)"), table: Self.link(name),
          subject: .subnet(.resource(Self.id(subnet))), place: Self.place))
    }
  }

  mutating func mainTable(_ name: String, of vpc: String) {
    infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: Self.declaration("\(name).main"), table: Self.link(name),
        subject: .main(vpc: .resource(Self.id(vpc))), place: Self.place))
  }

  // MARK: What joins networks

  mutating func peering(
    _ name: String, _ requester: String, _ accepter: String, isActive: Bool = true, isSameRegion: Bool = true
  ) {
    infrastructure.peerings.append(
      PeeringConnection(
        declaration: Self.declaration(name), requester: Self.link(requester), accepter: Self.link(accepter),
        isActive: Self.attribute(isActive), isSameRegion: Self.attribute(isSameRegion)))
  }

  /// A transit gateway with its default table `NAME.default`.
  mutating func transitGateway(_ name: String, usesDefaultTable: Bool = true, supportsGroups: Bool = false) {
    infrastructure.transitGateways.append(
      TransitGateway(
        declaration: Self.declaration(name), associatesByDefault: Self.attribute(usesDefaultTable),
        propagatesByDefault: Self.attribute(usesDefaultTable), supportsGroupReferences: Self.attribute(supportsGroups),
        acceptsSharedAttachments: Self.attribute(false)))
    guard usesDefaultTable else { return }
    infrastructure.transitRouteTables.append(
      TransitRouteTable(
        declaration: Self.declaration("\(name).default", kind: .implied), transitGateway: Self.link(name),
        isDefault: true))
  }

  mutating func attach(_ vpc: String, to gateway: String, by subnets: [String], as name: String) {
    attach(.vpc(Self.link(vpc), subnets: Self.links(subnets)), to: gateway, as: name)
  }

  mutating func attach(_ network: TransitAttachment.Network, to gateway: String, as name: String) {
    infrastructure.transitAttachments.append(
      TransitAttachment(
        declaration: Self.declaration(name), transitGateway: Self.link(gateway), network: network,
        associatesByDefault: nil, propagatesByDefault: nil, supportsGroupReferences: Self.attribute(true)))
  }

  /// A table of a transit gateway: static routes to attachments (none: dropped), whom it serves, whom it learns from.
  mutating func transitTable(
    _ name: String, of gateway: String, _ routes: [(String, to: String?)] = [], for associated: [String] = [],
    learningFrom propagating: [String] = []
  ) {
    infrastructure.transitRouteTables.append(
      TransitRouteTable(
        declaration: Self.declaration(name), transitGateway: Self.link(gateway),
        routes: PartialList(
          routes.map { block, attachment in
            TransitRoute(
              destination: Self.attribute(.block(Self.block(block))), attachment: attachment.map(Self.link),
              declaredBy: Self.id(name), place: Self.place)
          })))
    for attachment in associated {
      infrastructure.transitAssociations.append(
        TransitAssociation(
          declaration: Self.declaration("\(name)-\(attachment)"), attachment: Self.link(attachment),
          table: Self.link(name)))
    }
    for attachment in propagating {
      infrastructure.transitPropagations.append(
        TransitPropagation(
          declaration: Self.declaration("\(attachment)-to-\(name)"), attachment: Self.link(attachment),
          table: Self.link(name)))
    }
  }

  /// A virtual private gateway, attached, with a VPN connection to some blocks.
  mutating func vpnGateway(_ name: String, attachedTo vpc: String, _ blocks: [String]) {
    infrastructure.vpnGateways.append(VPNGateway(declaration: Self.declaration(name)))
    infrastructure.gatewayAttachments.append(
      GatewayAttachment(
        declaration: Self.declaration("\(name).attachment"), gateway: Self.link(name), vpc: Self.link(vpc),
        kind: .virtualPrivate))
    infrastructure.vpnConnections.append(
      VPNConnection(
        declaration: Self.declaration("\(name).connection"), gateway: Self.link(name),
        blocks: PartialList(blocks.map { Self.attribute(Self.block($0)) })))
  }

  mutating func propagate(_ gateway: String, to table: String) {
    infrastructure.routePropagations.append(
      RoutePropagation(
        declaration: Self.declaration("\(table)-\(gateway)"), table: Self.link(table), gateway: Self.link(gateway)))
  }

  mutating func prefixList(_ name: String, _ blocks: [String]) {
    infrastructure.prefixLists.append(
      PrefixList(
        declaration: Self.declaration(name), entries: PartialList(blocks.map { Self.attribute(Self.block($0)) })))
  }

  // MARK: Rules

  /// Traffic in a text: `tcp/22`, `tcp/1024-65535`, `icmp type 8` as `icmp/8`, `all`.
  static func traffic(_ text: String) -> RuleTraffic {
    let parts = text.split(separator: "/")
    let proto = attribute(parts.first.map(String.init) ?? "all")
    let range = parts.count > 1 ? parts[1].split(separator: "-").compactMap { Int($0) } : []
    let first = range.first.map(attribute)
    if parts.first?.hasPrefix("icmp") == true {
      return .networkACL(proto: proto, from: nil, to: nil, icmpType: first, icmpCode: nil)
    }
    return .networkACL(proto: proto, from: first, to: range.last.map(attribute), icmpType: nil, icmpCode: nil)
  }

  enum RulePeerText {
    case block(String)
    case group(String)
    case prefixList(String)
    case unknown(String)

    var kind: RulePeer.Kind {
      switch self {
      case .block(let text): .block(NetworkFixture.block(text))
      case .group(let name): .group(.resource(NetworkFixture.id(name)))
      case .prefixList(let name): .prefixList(.resource(NetworkFixture.id(name)))
      case .unknown(let subject): .unknown(NetworkFixture.unknown(subject))
      }
    }
  }

  static func rule(_ direction: Direction, _ traffic: String, _ peers: RulePeerText...) -> SecurityGroupRule {
    SecurityGroupRule(
      direction: direction, traffic: Self.traffic(traffic),
      peers: PartialList(peers.map { RulePeer($0.kind, at: place) }), declaredBy: id("rule"), place: place)
  }

  static func entry(
    _ number: Int, _ direction: Direction, allows: Bool, _ traffic: String, _ block: String
  ) -> NetworkACLEntry {
    NetworkACLEntry(
      number: attribute(number), direction: attribute(direction), allows: attribute(allows),
      traffic: Self.traffic(traffic), block: attribute(Self.block(block)), declaredBy: id("entry \(number)"),
      place: place)
  }

  /// A group; without rules for egress it lets everything out.
  mutating func group(_ name: String, in vpc: String = "vpc", _ rules: [SecurityGroupRule]) {
    let hasEgress = rules.contains { $0.direction == .egress }
    let all = hasEgress ? [] : [Self.rule(.egress, "all", .block("0.0.0.0/0"), .block("::/0"))]
    infrastructure.securityGroups.append(
      SecurityGroup(declaration: Self.declaration(name), vpc: Self.link(vpc), rules: PartialList(rules + all)))
  }

  mutating func networkACL(_ name: String, in vpc: String, _ entries: [NetworkACLEntry], for subnets: [String]) {
    infrastructure.networkACLs.append(
      NetworkACL(declaration: Self.declaration(name), vpc: Self.link(vpc), entries: PartialList(entries)))
    for subnet in subnets {
      infrastructure.networkACLAssociations.append(
        NetworkACLAssociation(
          declaration: Self.declaration("\(name).\(subnet)"), acl: Self.link(name), subnet: Self.link(subnet)))
    }
  }

  // MARK: Endpoints

  /// An instance; without a subnet it is in the default VPC.
  mutating func instance(
    _ name: String, in subnet: String?, _ groups: [String], publicIP: Bool? = nil, forwards: Bool = false
  ) {
    infrastructure.instances.append(
      Instance(
        declaration: Self.declaration(name), subnet: subnet.map(Self.link), groups: Self.links(groups),
        associatesPublicIP: publicIP.map(Self.attribute), hasIPv6: nil, sourceDestCheck: Self.attribute(!forwards),
        profile: nil, interfaces: PartialList(), launchTemplate: nil))
  }

  mutating func service(_ name: String, in subnets: [String], _ groups: [String], behind targetGroup: String, port: Int)
  {
    infrastructure.services.append(
      ContainerService(
        declaration: Self.declaration(name), taskDefinition: nil, subnets: Self.links(subnets),
        groups: Self.links(groups), assignsPublicIP: Self.attribute(false),
        bindings: PartialList([
          ContainerService.Binding(targetGroup: Self.link(targetGroup), containerPort: Self.attribute(port))
        ])))
  }

  mutating func database(
    _ name: String, in subnets: [String], _ groups: [String], isPublic: Bool = false, engine: String = "postgres"
  ) {
    infrastructure.databaseSubnetGroups.append(
      DatabaseSubnetGroup(declaration: Self.declaration("\(name).subnets"), name: nil, subnets: Self.links(subnets)))
    infrastructure.databases.append(
      Database(
        declaration: Self.declaration(name), kind: .instance, engine: Self.attribute(engine), port: nil,
        subnetGroup: Self.link("\(name).subnets"), groups: Self.links(groups),
        publiclyAccessible: Self.attribute(isPublic), isMultiZone: Self.attribute(false), zone: nil, cluster: nil,
        source: nil))
  }

  mutating func loadBalancer(
    _ name: String, _ kind: LoadBalancer.Kind, in subnets: [String], _ groups: [String], isInternal: Bool = false,
    addressType: String = "ipv4", crossesZones: Bool? = nil, refusesIPv6Internet: Bool? = nil
  ) {
    infrastructure.loadBalancers.append(
      LoadBalancer(
        declaration: Self.declaration(name), kind: Self.attribute(kind), isInternal: Self.attribute(isInternal),
        subnets: Self.links(subnets), groups: Self.links(groups), addressType: Self.attribute(addressType),
        crossesZones: crossesZones.map(Self.attribute), refusesIPv6Internet: refusesIPv6Internet.map(Self.attribute)))
  }

  /// A listener that forwards to a target group of its own name with `-targets`.
  mutating func listener(
    _ name: String, of balancer: String, _ proto: String, _ port: Int, forwardsTo targetPort: Attribute<Int>,
    targetType: String, crossesZones: String? = nil, targets: [String] = []
  ) {
    let group = "\(name)-targets"
    infrastructure.listeners.append(
      Listener(
        declaration: Self.declaration(name), loadBalancer: Self.link(balancer), port: Self.attribute(port),
        proto: Self.attribute(proto),
        actions: PartialList([
          ListenerAction(
            type: Self.attribute("forward"), targetGroups: Self.links([group]), redirect: nil, place: Self.place)
        ]), certificate: nil, sslPolicy: nil))
    infrastructure.targetGroups.append(
      TargetGroup(
        declaration: Self.declaration(group), vpc: nil, port: targetPort, proto: Self.attribute(proto),
        targetType: Self.attribute(targetType), healthCheckPort: nil, preservesClientIP: nil,
        crossesZones: crossesZones.map(Self.attribute),
        targets: PartialList(
          targets.map { TargetGroup.Target(subject: .resource(.resource(Self.id($0))), port: nil, place: Self.place) }))
    )
  }

  // MARK: Questions

  var facts: Facts { Facts(infrastructure) }

  func answer(
    _ source: Peer, to target: Peer, _ traffic: String = "all", joinsLoadBalancers: Bool = true
  ) -> Answer {
    facts.answer(
      Query(
        source: source, target: target, traffic: Self.traffic(traffic).bounds.may,
        joinsLoadBalancers: joinsLoadBalancers))
  }
}

extension Peer {
  static func endpoint(_ name: String) -> Peer { .endpoint(NetworkFixture.id(name)) }

  static func addresses(_ text: String) -> Peer {
    .addresses(IPPrefix(hostOrPrefix: text).map { AddressSet($0) } ?? .empty)
  }
}

extension Answer {
  /// The codes of what blocks, over all traces.
  var codes: Set<String> { Set(traces.flatMap(\.blockers).compactMap(\.code)) }

  /// The nodes of the deciding trace.
  var nodes: [String] { deciding.first?.hops.map { "\($0.node)" } ?? [] }
}
