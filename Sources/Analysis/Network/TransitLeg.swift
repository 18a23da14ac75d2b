import AWSModel
import NetSpace

/// The part of a path that transit gateways carry: into the gateway by an attachment's subnet, through route tables, out
/// by another's.
///
/// Network ACLs of attachment subnets see what passes; within the subnet of an attachment, instances send through the
/// list both ways and receive without it.
/// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
struct TransitLeg {
  let path: TransitNetwork.Path
  /// Nil: a network outside of AWS.
  let source: Station?
  let target: Station?
  /// What the packets come from and go to, as filters see it.
  let near: Remote
  let far: Remote
  /// Where the tables of the last attachment's subnets have to send the packets.
  let exit: NextHop
  let exitNode: Node
  /// Whether the target is the attachment's subnet itself, which sends the packets on.
  var isTransferred = false
}

/// The subnets by which an attachment serves a station: those in its zone.
///
/// Resources in a zone without an attachment cannot reach the gateway.
/// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
struct ServingSubnets {
  let sites: [Endpoint.Site]
  /// Whether there is one.
  let verdict: Verdict
  let because: [Unknown]

  init(of attachment: TransitAttachment, for station: Station, in topology: Topology) {
    guard case .vpc(_, let subnets) = attachment.network else {
      self.init(sites: [], verdict: .yes, because: [])
      return
    }
    let ids = subnets.elements.flatMap(\.target.ids)
    var because = subnets.rest + subnets.elements.reduce(into: []) { if let why = $1.target.unknown { $0.append(why) } }
    if case .subnet(let own) = station.site, ids.contains(own) {
      self.init(sites: [station.site], verdict: .yes, because: [])
      return
    }
    guard let zone = station.subnet else {
      self.init(sites: ids.map(Endpoint.Site.subnet), verdict: ids.isEmpty ? .unknown : .yes, because: because)
      return
    }
    var certain: [ResourceID] = []
    var possible: [ResourceID] = []
    for subnet in ids.map({ topology.subnet($0) }) {
      guard let subnet else { continue }
      let (verdict, why) = zone.isInZone(of: subnet)
      if verdict == .yes { certain.append(subnet.id) }
      if verdict == .unknown { possible.append(subnet.id) }
      because += why
    }
    if let first = certain.first {
      self.init(sites: [.subnet(first)], verdict: .yes, because: [])
    } else {
      let isOpen = !possible.isEmpty || !subnets.rest.isEmpty || ids.isEmpty
      self.init(sites: possible.map(Endpoint.Site.subnet), verdict: isOpen ? .unknown : .no, because: because)
    }
  }

  private init(sites: [Endpoint.Site], verdict: Verdict, because: [Unknown]) {
    self.sites = sites
    self.verdict = verdict
    self.because = because
  }
}

extension PathEvaluator {
  /// Whether the attachment's subnet is the station's own.
  func shares(_ station: Station?, _ attachment: ResourceID?) -> Bool {
    guard let station, let attachment = attachment.flatMap(topology.transit.attachment) else { return false }
    return ServingSubnets(of: attachment, for: station, in: topology).sites == [station.site]
  }

  /// The requests' way.
  func there(_ leg: TransitLeg, _ trace: inout TraceBuilder) {
    for (i, passage) in leg.path.enumerated() {
      if i == 0, let source = leg.source, let entry = topology.transit.attachment(passage.entry) {
        trace.enter(.resource(entry.id))
        exists(entry, &trace)
        let serving = served(source, by: entry, &trace)
        networkACL(of: serving.sites, .ingress, leg.near, &trace)
      }
      trace.enter(Node(passage.gateway))
      transitRoutes(passage, leg.far, leg.exitNode, &trace)
      if i < leg.path.count - 1, let between = topology.transit.attachment(passage.exit) { exists(between, &trace) }
      if i == leg.path.count - 1, let target = leg.target, let exit = topology.transit.attachment(passage.exit) {
        trace.enter(.resource(exit.id))
        exists(exit, &trace)
        let serving = served(target, by: exit, &trace)
        if leg.isTransferred || serving.sites != [target.site] {
          networkACL(of: serving.sites, .egress, leg.far, &trace)
          routes(
            of: serving.sites, to: leg.exit, leg.exitNode, leg.far, isLocal: leg.exit == .local, byAppliances: true,
            &trace)
        }
      }
    }
  }

  /// The answers' way.
  ///
  /// - Parameter translator: the subnet of the NAT gateway behind the last attachment, if there is one: the answers come
  ///   from there, and not from where the requests left the transit gateway.
  func back(_ leg: TransitLeg, from translator: Station? = nil, _ trace: inout TraceBuilder) {
    for (i, passage) in leg.path.reversedPath.enumerated() {
      if i == 0, let target = leg.target, let exit = topology.transit.attachment(passage.entry) {
        trace.enter(.resource(exit.id))
        let serving =
          translator.map { served($0, by: exit, &trace) } ?? ServingSubnets(of: exit, for: target, in: topology)
        networkACL(of: serving.sites, .ingress, leg.far, &trace)
      }
      trace.enter(Node(passage.gateway))
      transitRoutes(passage, leg.near, leg.source.map { nodeOf($0) } ?? .addresses(leg.near.addresses), &trace)
      if i == leg.path.count - 1, let source = leg.source, let entry = topology.transit.attachment(passage.exit) {
        trace.enter(.resource(entry.id))
        let serving = ServingSubnets(of: entry, for: source, in: topology)
        if serving.sites != [source.site] {
          networkACL(of: serving.sites, .egress, leg.near, &trace)
          routes(of: serving.sites, to: .local, nodeOf(source), leg.near, isLocal: true, byAppliances: true, &trace)
        }
      }
    }
  }

  private func exists(_ attachment: TransitAttachment, _ trace: inout TraceBuilder) {
    let existence = attachment.declaration.existence
    let accepted = attachment.isAccepted
    let verdict = existence.verdict.and(accepted?.value.verdict ?? .yes)
    if verdict == .yes { return says("attaches \(attachment.network.words)", attachment.declaration, &trace) }
    let decision = accepted.map { accepted in
      Decision(
        text: accepted.known == false ? "nobody accepts it" : "has to be accepted by the other side",
        place: accepted.place.range, resource: attachment.id, effect: verdict == .no ? .blocks : .undecided)
    }
    trace.require(
      .transitAttachment, "attachment \(attachment.id.address)", verdict, decision: decision,
      unknowns: existence.because + (accepted?.unknown.map { [$0] } ?? []), code: "BAD_STATE_ATTACHMENT",
      remedy: "accept \(attachment.id.address)")
  }

  /// What certainly holds, for those who read the trace, and for what would close the way without it.
  private func says(_ text: String, _ declaration: Declaration, _ trace: inout TraceBuilder) {
    if trace.isSilent { return }
    trace.require(
      .transitAttachment, declaration.id.address, .yes,
      decision: Decision(text: text, place: declaration.place, resource: declaration.id, effect: .admits), code: nil,
      remedy: nil)
  }

  private func served(
    _ station: Station, by attachment: TransitAttachment, _ trace: inout TraceBuilder
  ) -> ServingSubnets {
    let serving = ServingSubnets(of: attachment, for: station, in: topology)
    guard serving.verdict != .yes else { return serving }
    let decision = Decision(
      text: "has no subnet in the zone of \(station.node)", place: attachment.declaration.place,
      resource: attachment.id, effect: serving.verdict == .no ? .blocks : .undecided)
    trace.require(
      .transitAttachment, "attachment \(attachment.id.address)", serving.verdict, decision: decision,
      unknowns: serving.because, code: "TGW_ATTACH_VPC_AZ_RESTRICTION",
      remedy: "add a subnet in the zone of \(station.node) to \(attachment.id.address)")
    return serving
  }

  private func transitRoutes(
    _ passage: TransitNetwork.Passage, _ remote: Remote, _ next: Node, _ trace: inout TraceBuilder
  ) {
    guard let entry = topology.transit.attachment(passage.entry) else { return }
    let choice = topology.transit.table(of: entry, at: passage.gateway)
    if choice.options.isEmpty, !choice.isOpen {
      let missing = Decision(
        text: "is associated with no route table", place: entry.declaration.place, resource: entry.id, effect: .blocks)
      trace.require(
        .transitRouteTable, "attachment \(entry.id.address)", .no, decision: missing,
        code: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
        remedy: "associate \(entry.id.address) with a route table of \(passage.gateway.name)")
      return
    }
    if let association = topology.transit.association(of: entry, at: passage.gateway) {
      says("\(entry.id.address) is routed by \(association.table.target.name)", association.declaration, &trace)
    }
    let name = choice.only.map { $0.id.address } ?? "of \(entry.id.address)"
    let none = choice.only.map { table in
      Decision(
        text: "no route to \(passage.exit.address)", place: table.declaration.place, resource: table.id, effect: .blocks
      )
    }
    trace.add(
      .transitRouteTable, "transit gateway route table \(name)", choice,
      { topology.filter(of: $0, toward: passage.exit, remote: remote) }, otherwise: none,
      blocked: { result in
        let code = result.blocking.isEmpty ? "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT" : "TGW_RTB_MORE_SPECIFIC_ROUTE"
        let table = choice.only == nil ? "the transit gateway route table \(name)" : name
        return (code, "route \(remote.addresses.words) to \(passage.exit.address) in \(table)")
      })
  }
}

extension TransitAttachment.Network {
  /// For messages.
  fileprivate var words: String {
    switch self {
    case .vpc(let vpc, _): vpc.target.name
    case .transitGateway(let other): other.target.name
    case .outside: "a network outside"
    }
  }
}
