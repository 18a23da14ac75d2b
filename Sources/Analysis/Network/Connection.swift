import AWSModel
import NetSpace

/// What joins the networks of two stations.
enum Connection {
  /// They are in one VPC.
  case local
  case peering(PeeringConnection)
  /// By the attachments of one transit gateway, or of several that are attached to each other.
  case transit(TransitNetwork.Path)
  /// Inside a VPC by appliances that routes more specific than the local one lead to: what they let through is not
  /// known.
  case appliance([Unknown])
  /// By something that routes lead to and that is not followed.
  case unfollowed([Unknown])
  /// By a virtual private gateway to a network outside of AWS.
  case vpn(gateway: Reference, attachment: GatewayAttachment, Verdict)

  var isLocal: Bool {
    if case .local = self { true } else { false }
  }

  /// Whether tables are asked where they send packets: not when that is what made this a way.
  var asksRoutes: Bool {
    switch self {
    case .appliance, .unfollowed: false
    case .local, .peering, .transit, .vpn: true
    }
  }

  /// The same way from the other end.
  var reversed: Connection {
    if case .transit(let path) = self { .transit(path.reversedPath) } else { self }
  }

  /// Where the source's table has to send what goes this way.
  var entry: NextHop {
    switch self {
    case .local, .appliance, .unfollowed: .local
    case .peering(let connection): .component(.resource(connection.id))
    case .transit(let path): path.first.map { .component($0.gateway) } ?? .local
    case .vpn(let gateway, _, _): .component(gateway)
    }
  }

  /// Where the target's table has to send the answers.
  var exit: NextHop {
    if case .transit(let path) = self, let last = path.last { .component(last.gateway) } else { entry }
  }

  /// The connection in words, for an explanation: `aws_vpc_peering_connection.ab`.
  var node: Node {
    switch self {
    case .local: .other("the local route")
    case .appliance(let why): .other(why.first?.subject ?? "an appliance")
    case .unfollowed(let why): .other(why.first?.subject ?? "a way that is not followed")
    case .peering(let connection): .resource(connection.id)
    case .transit(let path): path.first.map { Node($0.gateway) } ?? .other("a transit gateway")
    case .vpn(let gateway, _, _): Node(gateway)
    }
  }

  var exitNode: Node {
    if case .transit(let path) = self, let last = path.last { Node(last.gateway) } else { node }
  }
}

extension Node {
  init(_ reference: Reference) {
    self = reference.id.map(Node.resource) ?? .other(reference.name)
  }
}

extension Topology {
  /// What may join two VPCs.
  func connections(from source: VPCKey, to target: VPCKey) -> [Connection] {
    let peerings = infrastructure.peerings.filter { $0.joins(source, target) != .no }.map(Connection.peering)
    let paths = transit.paths(from: source) { exit in
      exit.vpc.map { VPCKey($0.target).isSame(as: target) != .no } ?? false
    }
    return peerings + paths.map(Connection.transit)
  }

  /// The VPCs of the input that something joins to a VPC.
  func joined(to vpc: VPCKey) -> Set<VPCKey> {
    var joined: Set<VPCKey> = []
    for peering in infrastructure.peerings {
      let ends = [VPCKey(peering.requester.target), VPCKey(peering.accepter.target)]
      if ends.contains(where: { $0.isSame(as: vpc) == .yes }) { joined.formUnion(ends) }
    }
    for path in transit.paths(from: vpc, to: { $0.vpc != nil }) {
      if let last = path.last, let link = transit.attachment(last.exit)?.vpc { joined.insert(VPCKey(link.target)) }
    }
    return joined
  }

  /// What may join a VPC with networks outside of AWS, or with VPCs outside of the input.
  func connectionsOutside(of vpc: VPCKey) -> [Connection] {
    let gateways = vpnGateways(of: vpc).map {
      Connection.vpn(gateway: $0.gateway, attachment: $0.attachment, $0.verdict)
    }
    let paths = transit.paths(from: vpc) { $0.network == .outside }
    return gateways + peeringsOutside(of: vpc).map(Connection.peering) + paths.map(Connection.transit)
  }

  /// The peering connections of a VPC with one that the input does not declare.
  private func peeringsOutside(of vpc: VPCKey) -> [PeeringConnection] {
    infrastructure.peerings.filter { peering in
      let ends = [VPCKey(peering.requester.target), VPCKey(peering.accepter.target)]
      guard let own = ends.firstIndex(where: { $0.isSame(as: vpc) == .yes }) else { return false }
      guard case .resource(let other) = ends[1 - own] else { return true }
      return self.vpc(other)?.declaration.kind == .readOnly
    }
  }
}

extension PeeringConnection {
  /// Whether it connects two VPCs.
  func joins(_ a: VPCKey, _ b: VPCKey) -> Verdict {
    let (requester, accepter) = (VPCKey(requester.target), VPCKey(accepter.target))
    let there = requester.isSame(as: a).and(accepter.isSame(as: b))
    return there.or(requester.isSame(as: b).and(accepter.isSame(as: a)))
  }
}

extension [TransitNetwork.Passage] {
  /// The same gateways from the other end.
  var reversedPath: TransitNetwork.Path {
    reversed().map { TransitNetwork.Passage(gateway: $0.gateway, entry: $0.exit, exit: $0.entry) }
  }
}
