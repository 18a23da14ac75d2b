import AWSModel
import NetSpace

extension Facts {
  /// Why packets that a route matches go nowhere: its target is not attached to the table's VPC, or belongs to another.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-concepts.html
  ///
  /// - Returns: nil when nothing is wrong as far as the input shows.
  package func deadEnd(of route: Route, in table: RouteTable) -> (verdict: Verdict, because: [Unknown], words: String)?
  {
    let vpc = VPCKey(table.vpc.target)
    switch route.target.known {
    case .resource(.external(let name), _)?: return deadEnd(at: name, route, in: vpc)
    case .resource(.resource(let id), _)?: return deadEnd(at: id, in: vpc)
    case .resource(.oneOf(let ids, let why), _)?:
      // Whichever of them it is, or only if it is one of some.
      let ends = ids.compactMap { deadEnd(at: $0, in: vpc) }
      guard let first = ends.first(where: { $0.verdict == .yes }) ?? ends.first else { return nil }
      let isCertain = ends.count == ids.count && ends.allSatisfy { $0.verdict == .yes }
      return (
        isCertain ? .yes : .unknown, isCertain ? [] : ([why] + ends.flatMap(\.because)).distinct, first.words
      )
    case .local?, .resource?, .unknown?, nil: return nil
    }
  }

  private func deadEnd(at id: ResourceID, in vpc: VPCKey) -> (verdict: Verdict, because: [Unknown], words: String)? {
    if let (verdict, because) = attachment(of: id, to: vpc) {
      let words = verdict.isAttached ? "is attached to another VPC" : "is attached to no VPC"
      return verdict.value == .yes ? nil : (verdict.value.not, because, words)
    }
    guard let homes = homes(of: id), !homes.isEmpty else { return nil }
    let belongs = Verdict.any(homes.map { $0.isSame(as: vpc) })
    if belongs == .yes { return nil }
    let because = ([vpc] + homes).compactMap(\.unknown)
    return (belongs.not, belongs == .unknown ? because.distinct : [], "belongs to another VPC")
  }

  /// A VPC has one internet gateway: where the input attaches one, another that it only names is that of another VPC.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-igw.html
  private func deadEnd(
    at name: String, _ route: Route, in vpc: VPCKey
  ) -> (verdict: Verdict, because: [Unknown], words: String)? {
    guard name.hasPrefix("igw-"), topology.internetGateways(of: vpc).contains(where: { $0.verdict == .yes }) else {
      return nil
    }
    let why = Unknown(name, .notInInput, at: route.target.place.range)
    return (.unknown, [why], "is not the internet gateway of its VPC")
  }

  /// Whether a gateway that has to be attached is attached to a VPC; nil for what is not attached at all.
  private func attachment(
    of id: ResourceID, to vpc: VPCKey
  ) -> (verdict: (value: Verdict, isAttached: Bool), because: [Unknown])? {
    let isVPN = infrastructure.vpnGateways.contains { $0.id == id }
    guard topology.isInternetGateway(id) || isVPN else { return nil }
    var result = Verdict.no
    var isAttached = false
    var because: [Unknown] = []
    for attachment in infrastructure.gatewayAttachments {
      let (isThis, why) = attachment.gateway.target.verdict(is: id)
      if isThis == .no { continue }
      isAttached = true
      let key = VPCKey(attachment.vpc.target)
      let verdict = isThis.and(key.isSame(as: vpc)).and(attachment.declaration.existence.verdict)
      if verdict == .unknown {
        because += why + [key, vpc].compactMap(\.unknown) + attachment.declaration.existence.because
      }
      result = result.or(verdict)
    }
    return ((result, isAttached), result == .unknown ? because.distinct : [])
  }

  /// The VPCs that something is in, or connects; nil for what belongs to no VPC, and for what is not modelled.
  private func homes(of id: ResourceID) -> [VPCKey]? {
    let all = infrastructure
    if let nat = topology.natGateway(id) {
      let subnet = nat.subnet?.target.id.flatMap { topology.subnet($0) }
      return (subnet.map { [VPCKey($0.vpc.target)] } ?? []) + (nat.vpc.map { [VPCKey($0.target)] } ?? [])
    }
    if let gateway = all.egressOnlyGateways.first(where: { $0.id == id }) { return [VPCKey(gateway.vpc.target)] }
    if let gateway = all.carrierGateways.first(where: { $0.id == id }) { return [VPCKey(gateway.vpc.target)] }
    if let endpoint = all.vpcEndpoints.first(where: { $0.id == id }) { return [VPCKey(endpoint.vpc.target)] }
    if let peering = all.peerings.first(where: { $0.id == id }) {
      return [VPCKey(peering.requester.target), VPCKey(peering.accepter.target)]
    }
    if let interface = all.networkInterfaces.first(where: { $0.id == id }) {
      return interface.subnet.target.id.flatMap { topology.subnet($0) }.map { [VPCKey($0.vpc.target)] }
    }
    return endpoint(id).map { $0.sites.map(topology.vpc) }
  }
}
