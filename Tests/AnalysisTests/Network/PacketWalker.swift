import AWSModel
import NetSpace

/// Walks one packet and its answer through a network that is fully known, device by device.
///
/// An oracle for the path analysis: it knows single packets and no sets, no bounds and no candidate paths, and looks at
/// an infrastructure's declarations itself. It follows the AWS documentation: route tables by longest prefix, network
/// ACLs by number and without state, security groups with state, gateways by what they translate.
struct PacketWalker {
  /// A network interface with the addresses that it got.
  struct Interface {
    let endpoint: ResourceID
    let subnet: Subnet
    let ipv4: IPAddress
    /// Nil: it has none.
    let ipv6: IPAddress?
    let hasPublicIPv4: Bool
    let groups: [ResourceID]
    /// Nil: on everything.
    let servesTCP: UInt16?

    /// The public address that it happens to get, if it gets one.
    var publicIPv4: IPAddress? {
      guard hasPublicIPv4, case .v4(let bits) = ipv4 else { return nil }
      let texts = ["8.8.8.8", "9.9.9.9", "126.255.255.255", "203.0.0.1"]
      return IPAddress(texts[Int(bits / 3) % texts.count])
    }

    func address(_ family: AddressFamily) -> IPAddress? { family == .ipv4 ? ipv4 : ipv6 }
  }

  enum End {
    case interface(Interface)
    case outside(IPAddress)
  }

  /// A value was not known, or a reference led nowhere: the network is not one for this walker.
  struct NotKnown: Error {}

  let network: Infrastructure
  /// The ports that a NAT gateway may take for the connection it opens: one of each range that filters tell apart.
  let translatedPorts: [UInt16]

  /// Whether a packet gets there and its answer comes back; nil if the two ends have no address family in common with it.
  func passes(
    from source: End, to target: End, family: AddressFamily, _ proto: IPProtocol, port: UInt16, sourcePort: UInt16
  ) throws -> (flow: Flow, passes: Bool)? {
    guard let from = address(source, family), let to = address(target, family) else { return nil }
    let flow = Flow(source: from, destination: to, protocol: proto, sourcePort: sourcePort, destinationPort: port)
    let passes =
      switch (source, target) {
      case (.outside, .outside): false
      case (.outside, .interface(let interface)): try enters(flow, interface)
      case (.interface(let interface), .outside): try leaves(flow, interface)
      case (.interface(let a), .interface(let b)): try crosses(flow, a, b)
      }
    return (flow, passes)
  }

  private func address(_ end: End, _ family: AddressFamily) -> IPAddress? {
    switch end {
    case .interface(let interface): interface.address(family)
    case .outside(let address): address.family == family ? address : nil
    }
  }

  // MARK: Ways

  /// From the internet: the gateway translates the public address, and the answer must find the same gateway.
  private func enters(_ request: Flow, _ target: Interface) throws -> Bool {
    let answer = Self.answer(to: request)
    guard let gateway = try gateway(of: target.subnet) else { return false }
    if request.destination.family == .ipv4, !target.hasPublicIPv4 { return false }
    guard try acl(of: target.subnet).lets(request, .ingress) else { return false }
    guard try admits(request, .ingress, at: target, other: nil) else { return false }
    guard try acl(of: target.subnet).lets(answer, .egress) else { return false }
    return try hop(from: target.subnet, to: answer.destination) == .gateway(gateway)
  }

  /// - Parameter ports: those that a NAT gateway on the way may take.
  private func leaves(_ request: Flow, _ source: Interface, ports: [UInt16]? = nil) throws -> Bool {
    let answer = Self.answer(to: request)
    guard try admits(request, .egress, at: source, other: nil) else { return false }
    guard try acl(of: source.subnet).lets(request, .egress) else { return false }
    guard try acl(of: source.subnet).lets(answer, .ingress) else { return false }
    guard case .gateway(let id) = try hop(from: source.subnet, to: request.destination) else { return false }
    if network.egressOnlyGateways.contains(where: { $0.id == id }) { return request.source.family == .ipv6 }
    if let nat = network.natGateways.first(where: { $0.id == id }) {
      return try isTranslated(request, source, by: nat, ports: ports ?? translatedPorts)
    }
    guard try gateway(of: source.subnet) == id else { return false }
    return request.source.family == .ipv6 || source.hasPublicIPv4
  }

  /// By a NAT gateway: the list of its subnet sees the client's packet and its own.
  private func isTranslated(
    _ request: Flow, _ source: Interface, by nat: NATGateway, ports: [UInt16]
  ) throws -> Bool {
    guard request.source.family == .ipv4, [.tcp, .udp, .icmp].contains(request.protocol) else { return false }
    guard try nat.isPublic.certain, let link = nat.subnet else { return false }
    let subnet = try find(link.target, in: network.subnets)
    guard let block = try subnet.ipv4?.certain.prefix.certain else { throw NotKnown() }
    let list = try acl(of: subnet)
    if subnet.id != source.subnet.id {
      guard try list.lets(request, .ingress), try list.lets(Self.answer(to: request), .egress) else { return false }
    }
    let isConnected = try ports.contains { port in
      let own = Flow(
        source: block.network, destination: request.destination, protocol: request.protocol, sourcePort: port,
        destinationPort: request.destinationPort)
      return try list.lets(own, .egress) && list.lets(Self.answer(to: own), .ingress)
    }
    guard isConnected else { return false }
    guard let gateway = try gateway(of: subnet) else { return false }
    return try hop(from: subnet, to: request.destination) == .gateway(gateway)
  }

  private func crosses(_ request: Flow, _ source: Interface, _ target: Interface) throws -> Bool {
    guard source.subnet.vpc.target == target.subnet.vpc.target else {
      if try goesPublicly(request, source, target) { return true }
      guard case .gateway(let id) = try hop(from: source.subnet, to: request.destination) else { return false }
      guard try hop(from: target.subnet, to: request.source) == .gateway(id) else { return false }
      if let peering = network.peerings.first(where: { $0.id == id }) {
        return try passes(request, source, target, by: peering)
      }
      guard let gateway = network.transitGateways.first(where: { $0.id == id }) else { return false }
      return try passes(request, source, target, by: gateway)
    }
    // To the public address, out of the network and in again; IPv6 addresses are those of the network.
    if request.source.family == .ipv4, try goesPublicly(request, source, target) { return true }
    guard try admits(request, .egress, at: source, other: target) else { return false }
    guard try admits(request, .ingress, at: target, other: source) else { return false }
    if source.subnet.id == target.subnet.id { return true }
    let answer = Self.answer(to: request)
    return try acl(of: source.subnet).lets(request, .egress) && acl(of: target.subnet).lets(request, .ingress)
      && acl(of: target.subnet).lets(answer, .egress) && acl(of: source.subnet).lets(answer, .ingress)
      && hop(from: source.subnet, to: request.destination) == .local
      && hop(from: target.subnet, to: answer.destination) == .local
  }

  /// From one public address to another: what leaves one network as if for anybody enters the other as if from anybody.
  private func goesPublicly(_ request: Flow, _ source: Interface, _ target: Interface) throws -> Bool {
    if request.source.family == .ipv6 { return try leaves(request, source) && enters(request, target) }
    guard let destination = target.publicIPv4 else { return false }
    func flow(from source: IPAddress, to target: IPAddress, _ port: UInt16) -> Flow {
      Flow(
        source: source, destination: target, protocol: request.protocol, sourcePort: port,
        destinationPort: request.destinationPort)
    }
    let out = flow(from: request.source, to: destination, request.sourcePort)
    if case .gateway(let id) = try hop(from: source.subnet, to: destination),
      network.natGateways.contains(where: { $0.id == id })
    {
      guard let seen = IPAddress("8.8.4.4") else { throw NotKnown() }
      return try translatedPorts.contains { port in
        try leaves(out, source, ports: [port]) && enters(flow(from: seen, to: request.destination, port), target)
      }
    }
    guard let seen = source.publicIPv4 else { return false }
    return try leaves(out, source) && enters(flow(from: seen, to: request.destination, request.sourcePort), target)
  }

  private func passes(
    _ request: Flow, _ source: Interface, _ target: Interface, by peering: PeeringConnection
  ) throws -> Bool {
    guard try peering.isActive.certain else { return false }
    let sees = try peering.isSameRegion.certain
    guard try admits(request, .egress, at: source, other: sees ? target : nil) else { return false }
    guard try admits(request, .ingress, at: target, other: sees ? source : nil) else { return false }
    let answer = Self.answer(to: request)
    return try acl(of: source.subnet).lets(request, .egress) && acl(of: target.subnet).lets(request, .ingress)
      && acl(of: target.subnet).lets(answer, .egress) && acl(of: source.subnet).lets(answer, .ingress)
  }

  /// Through the attachment in the source's zone, the gateway's tables and the attachment in the target's zone.
  private func passes(
    _ request: Flow, _ source: Interface, _ target: Interface, by gateway: TransitGateway
  ) throws -> Bool {
    guard let entry = try attachment(serving: source.subnet, of: gateway),
      let exit = try attachment(serving: target.subnet, of: gateway)
    else { return false }
    let sees = try gateway.supportsGroupReferences.certain
    guard try admits(request, .egress, at: source, other: nil) else { return false }
    guard try admits(request, .ingress, at: target, other: sees ? source : nil) else { return false }
    let answer = Self.answer(to: request)
    guard try attachment(for: request.destination, from: entry.id, of: gateway) == exit.id else { return false }
    guard try attachment(for: answer.destination, from: exit.id, of: gateway) == entry.id else { return false }
    return try sends(request, from: source.subnet, into: entry.subnet)
      && arrives(request, in: target.subnet, from: exit.subnet)
      && sends(answer, from: target.subnet, into: exit.subnet)
      && arrives(answer, in: source.subnet, from: entry.subnet)
  }

  private func sends(_ flow: Flow, from subnet: Subnet, into attachment: Subnet) throws -> Bool {
    try acl(of: subnet).lets(flow, .egress) && acl(of: attachment).lets(flow, .ingress)
  }

  /// Within the attachment's own subnet no list is asked; elsewhere its subnet has to route to the target.
  private func arrives(_ flow: Flow, in subnet: Subnet, from attachment: Subnet) throws -> Bool {
    if subnet.id == attachment.id { return true }
    guard try hop(from: attachment, to: flow.destination) == .local else { return false }
    return try acl(of: attachment).lets(flow, .egress) && acl(of: subnet).lets(flow, .ingress)
  }

  private func attachment(
    serving subnet: Subnet, of gateway: TransitGateway
  ) throws -> (id: ResourceID, subnet: Subnet)? {
    for attachment in network.transitAttachments where attachment.transitGateway.target == .resource(gateway.id) {
      guard case .vpc(let vpc, let subnets) = attachment.network, vpc.target == subnet.vpc.target else { continue }
      for link in subnets.elements {
        let own = try find(link.target, in: network.subnets)
        if own.id == subnet.id { return (attachment.id, own) }
        guard let a = try own.zone?.certain, let b = try subnet.zone?.certain else { throw NotKnown() }
        if a == b { return (attachment.id, own) }
      }
    }
    return nil
  }

  /// The attachment that a gateway sends something to: by the associated table, the longest prefix first, a static route
  /// before a propagated one.
  private func attachment(
    for address: IPAddress, from entry: ResourceID, of gateway: TransitGateway
  ) throws -> ResourceID? {
    let association = network.transitAssociations.last { $0.attachment.target == .resource(entry) }
    let table: TransitRouteTable
    if let association {
      table = try find(association.table.target, in: network.transitRouteTables)
    } else {
      guard try gateway.associatesByDefault.certain else { return nil }
      guard let first = network.transitRouteTables.first(where: \.isDefault) else { throw NotKnown() }
      table = first
    }
    var best: (length: Int, rank: Int, attachment: ResourceID?) = (-1, 0, nil)
    func offer(_ prefix: IPPrefix, _ rank: Int, _ attachment: ResourceID?) {
      if prefix.contains(address), (prefix.length, rank) > (best.length, best.rank) {
        best = (prefix.length, rank, attachment)
      }
    }
    for route in table.routes.elements {
      guard case .block(let block) = try route.destination.certain else { throw NotKnown() }
      if let target = route.attachment?.target, target.id == nil { throw NotKnown() }
      offer(try block.prefix.certain, 2, route.attachment?.target.id)
    }
    for attachment in network.transitAttachments {
      let isLearnt = network.transitPropagations.contains {
        $0.attachment.target == .resource(attachment.id) && $0.table.target == .resource(table.id)
      }
      let byDefault = try table.isDefault && gateway.propagatesByDefault.certain
      guard isLearnt || byDefault, case .vpc(let vpc, _) = attachment.network else { continue }
      for block in try find(vpc.target, in: network.vpcs).blocks.elements {
        offer(try block.certain.prefix.certain, 1, attachment.id)
      }
    }
    return best.attachment
  }

  /// The answer to a packet: an echo request is answered by an echo reply, other messages in kind.
  private static func answer(to request: Flow) -> Flow {
    let reply = request.reply
    guard let type = request.icmpType, let code = request.icmpCode else { return reply }
    let isEcho = (reply.protocol == .icmp && type == 8) || (reply.protocol == .icmpv6 && type == 128)
    let answered: UInt8 = isEcho ? (reply.protocol == .icmp ? 0 : 129) : type
    return Flow(
      source: reply.source, destination: reply.destination, protocol: reply.protocol,
      destinationPort: UInt16(answered) << 8 | UInt16(code))
  }

  // MARK: Security groups

  /// Any rule of any group of the interface; what it listens on counts on the way in.
  private func admits(_ flow: Flow, _ direction: Direction, at interface: Interface, other: Interface?) throws -> Bool {
    if direction == .ingress, let port = interface.servesTCP, flow.protocol != .tcp || flow.destinationPort != port {
      return false
    }
    let remote = direction == .ingress ? flow.source : flow.destination
    for id in interface.groups {
      let group = try find(.resource(id), in: network.securityGroups)
      for rule in group.rules.elements where rule.direction == direction {
        guard try rule.traffic.holds(flow) else { continue }
        for peer in rule.peers.elements where try matches(peer, remote, other) { return true }
      }
    }
    return false
  }

  private func matches(_ peer: RulePeer, _ address: IPAddress, _ interface: Interface?) throws -> Bool {
    switch peer.kind {
    case .block(let block): return try block.prefix.certain.contains(address)
    case .prefixList(let list):
      return try find(list, in: network.prefixLists).entries.elements.contains {
        try $0.certain.prefix.certain.contains(address)
      }
    case .group(let reference):
      guard let id = reference.id else { throw NotKnown() }
      return interface?.groups.contains(id) ?? false
    case .unknown: throw NotKnown()
    }
  }

  // MARK: Subnets

  private func acl(of subnet: Subnet) throws -> NetworkACL {
    if let association = network.networkACLAssociations.last(where: { $0.subnet.target == .resource(subnet.id) }) {
      return try find(association.acl.target, in: network.networkACLs)
    }
    let fallback = network.networkACLs.first { $0.isDefault && $0.vpc.target == subnet.vpc.target }
    guard let fallback else { throw NotKnown() }
    return fallback
  }

  private enum NextHop: Equatable {
    case local
    case gateway(ResourceID)
    case nowhere
  }

  private func table(of subnet: Subnet) throws -> RouteTable {
    let explicit = network.routeTableAssociations.last { $0.subject == .subnet(.resource(subnet.id)) }
    let main = network.routeTableAssociations.last { $0.subject == .main(vpc: subnet.vpc.target) }
    guard let association = explicit ?? main else { throw NotKnown() }
    return try find(association.table.target, in: network.routeTables)
  }

  /// The longest prefix that holds the address; of equal ones the local route, then a block, then a list's entry.
  private func hop(from subnet: Subnet, to address: IPAddress) throws -> NextHop {
    var best: (length: Int, rank: Int, hop: NextHop) = (-1, 0, .nowhere)
    func offer(_ prefix: IPPrefix, _ rank: Int, _ hop: NextHop) {
      if prefix.contains(address), (prefix.length, rank) > (best.length, best.rank) {
        best = (prefix.length, rank, hop)
      }
    }
    for block in try find(subnet.vpc.target, in: network.vpcs).blocks.elements {
      offer(try block.certain.prefix.certain, 3, .local)
    }
    for route in try table(of: subnet).routes.elements {
      let hop: NextHop
      switch try route.target.certain {
      case .local: hop = .local
      case .resource(.resource(let id), _): hop = .gateway(id)
      case .resource, .unknown: throw NotKnown()
      }
      switch try route.destination.certain {
      case .block(let block): offer(try block.prefix.certain, 2, hop)
      case .prefixList(let list):
        for entry in try find(list, in: network.prefixLists).entries.elements {
          offer(try entry.certain.prefix.certain, 1, hop)
        }
      }
    }
    return best.hop
  }

  /// The internet gateway attached to the VPC of a subnet.
  private func gateway(of subnet: Subnet) throws -> ResourceID? {
    for attachment in network.gatewayAttachments where attachment.vpc.target == subnet.vpc.target {
      return try find(attachment.gateway.target, in: network.internetGateways).id
    }
    return nil
  }

  private func find<R: Resource>(_ reference: Reference, in resources: [R]) throws -> R {
    guard case .resource(let id) = reference, let found = resources.first(where: { $0.id == id }) else {
      throw NotKnown()
    }
    return found
  }
}

extension Value {
  var certain: Wrapped {
    get throws {
      guard case .known(let value) = self else { throw PacketWalker.NotKnown() }
      return value
    }
  }
}

extension Attribute {
  var certain: Wrapped { get throws { try value.certain } }
}

extension RuleTraffic {
  /// Whether a rule speaks of a packet's protocol and port, or ICMP message.
  fileprivate func holds(_ flow: Flow) throws -> Bool {
    guard try protocols.certain.contains(flow.protocol.rawValue) else { return false }
    let hasPort = [.tcp, .udp, .icmp, .icmpv6].contains(flow.protocol)
    return try !hasPort || ports.certain.contains(flow.destinationPort)
  }
}

extension NetworkACL {
  /// The entry with the lowest number that matches decides; without one the packet is dropped.
  fileprivate func lets(_ flow: Flow, _ direction: Direction) throws -> Bool {
    let remote = direction == .ingress ? flow.source : flow.destination
    var decision: (number: Int, allows: Bool)?
    for entry in entries.elements where try entry.direction.certain == direction {
      guard try entry.traffic.holds(flow), try entry.block.certain.prefix.certain.contains(remote) else { continue }
      let number = try entry.number.certain
      if let decision, decision.number <= number { continue }
      decision = (number, try entry.allows.certain)
    }
    return decision?.allows ?? false
  }
}
