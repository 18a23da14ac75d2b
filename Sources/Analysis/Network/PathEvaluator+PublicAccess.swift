import AWSModel
import NetSpace

/// What stands at an internet gateway: the account's block of public access, and tables that redirect what arrives.
extension PathEvaluator {
  /// Who uses the gateway.
  enum GatewayUse {
    case inbound
    case outbound
    /// A NAT or egress-only gateway, which lets nothing in by itself.
    case translated
  }

  /// VPC Block Public Access: with `block-bidirectional` internet gateways pass nothing, with `block-ingress` only what
  /// NAT and egress-only gateways send; excluded VPCs and subnets are left alone, in both directions or in that outward.
  ///
  /// It counts where the input declares it; the account may have it all the same, which no input shows.
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
  func publicAccessBlock(_ station: Station, _ use: GatewayUse, _ trace: inout TraceBuilder) {
    for block in topology.infrastructure.publicAccessBlocks {
      let (verdict, because) = passes(block, station, use)
      if verdict == .yes { continue }
      let mode = block.mode.known.map { "\($0.rawValue)" } ?? "a mode that is not known"
      trace.require(
        .publicAccessBlock, "block of public access \(block.id.address)", verdict,
        decision: Decision(
          text: "\(mode), and \(station.node) is not excluded", place: block.mode.place.range, resource: block.id,
          effect: verdict == .no ? .blocks : .undecided),
        unknowns: because, code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
        remedy: "exclude \(station.node) from \(block.id.address)")
    }
  }

  private func passes(
    _ block: PublicAccessBlock, _ station: Station, _ use: GatewayUse
  ) -> (verdict: Verdict, because: [Unknown]) {
    guard let mode = block.mode.known else {
      return (.unknown, block.mode.unknown.map { [$0] } ?? [])
    }
    switch (mode, use) {
    case (.off, _), (.ingress, .translated): return (.yes, [])
    case (.ingress, .inbound), (.ingress, .outbound), (.bidirectional, _): break
    }
    var verdict = block.declaration.existence.verdict.not
    var because = block.declaration.existence.because
    for exclusion in topology.infrastructure.publicAccessExclusions {
      let (concerns, why) = concerns(exclusion, station)
      let lifts: Verdict =
        switch exclusion.mode.known {
        case .bidirectional: .yes
        case .egress: Verdict(use != .inbound)
        case nil: .unknown
        }
      verdict = verdict.or(concerns.and(lifts).and(exclusion.declaration.existence.verdict))
      because += why + exclusion.declaration.existence.because + (exclusion.mode.unknown.map { [$0] } ?? [])
    }
    return (verdict, verdict == .unknown ? because : [])
  }

  private func concerns(
    _ exclusion: PublicAccessExclusion, _ station: Station
  ) -> (verdict: Verdict, because: [Unknown]) {
    switch exclusion.subject {
    case .subnet(let link):
      guard case .subnet(let id) = station.site else { return (.unknown, link.target.unknown.map { [$0] } ?? []) }
      return link.target.verdict(is: id)
    case .vpc(let link):
      return (
        VPCKey(link.target).isSame(as: station.vpc),
        [link.target.unknown, station.vpc.unknown].reduce(into: []) {
          if let why = $1 { $0.append(why) }
        }
      )
    }
  }

  /// A table that is associated with the gateway itself may send what arrives to an appliance first: what that lets
  /// through is not known.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
  func redirection(at gateway: Gateway, to target: Station, _ trace: inout TraceBuilder) {
    guard case .internetGateway(let reference) = gateway.hop else { return }
    for (table, verdict, because) in topology.gatewayTables(of: reference) {
      let arriving = topology.filter(of: table, toward: .local, remote: target.remote, isLocal: true)
        .evaluate(trace.asked).passed
      let led = verdict == .no ? HeaderSpace.empty : trace.asked.subtracting(arriving.must)
      if led.isEmpty { continue }
      if verdict == .yes, let (id, route) = keeper(table, target, led) {
        trace.require(
          .routeTable, "route table \(table.id.address) of \(gateway.node)", .no, on: led,
          decision: Decision(
            text: "\(table.id.address) sends it to \(id.address), which takes only what is for itself",
            place: route.place.range, resource: route.declaredBy, effect: .blocks), code: nil,
          remedy: "turn off the source/destination check of \(id.address)")
        continue
      }
      let why = Unknown(
        "where \(table.id.address) sends what is for \(target.node)", .unsupported("appliances are not followed"),
        at: table.declaration.place)
      trace.require(
        .notModelled, "route table \(table.id.address) of \(gateway.node)", .unknown, on: led, decision: nil,
        unknowns: because + [why], code: nil, remedy: nil)
    }
  }
}

extension PathEvaluator {
  /// An interface or instance that a table certainly sends all of it to, and that does not send it on.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html (middlebox appliances)
  private func keeper(
    _ table: RouteTable, _ target: Station, _ led: HeaderSpace
  ) -> (id: ResourceID, route: Route)? {
    for route in table.routes.elements {
      guard case .resource(.resource(let id), _)? = route.target.known, topology.keepsForItself(id, from: target),
        topology.filter(of: table, toward: .component(.resource(id)), remote: target.remote, isLocal: false)
          .evaluate(led, explains: false).passed.must == led
      else { continue }
      return (id, route)
    }
    return nil
  }
}

extension Topology {
  /// Whether an interface or instance, another than a station's, certainly drops what is not for itself.
  fileprivate func keepsForItself(_ id: ResourceID, from station: Station) -> Bool {
    let instance = infrastructure.instances.first { one in
      one.id == id || one.interfaces.elements.contains { $0.target.id == id }
    }
    if let own = station.endpoint?.id, own == id || own == instance?.id { return false }
    let interface = infrastructure.networkInterfaces.first { $0.id == id }
    // An interface may be attached to what is not known.
    guard interface?.instance == nil || instance != nil else { return false }
    return (interface?.sourceDestCheck ?? instance?.sourceDestCheck)?.known == true
  }

  /// The tables that route what arrives by a gateway.
  func gatewayTables(of gateway: Reference) -> [(table: RouteTable, verdict: Verdict, because: [Unknown])] {
    gatewayAssociations.reduce(into: []) { all, association in
      guard case .gateway(let subject) = association.subject else { return }
      let (verdict, because) = gateway.id.map { subject.verdict(is: $0) } ?? (Verdict(subject == gateway), [])
      let exists = verdict.and(association.declaration.existence.verdict)
      guard exists != .no, let table = association.table.target.id.flatMap({ routeTable($0) }) else { return }
      all.append((table, exists, because + association.declaration.existence.because))
    }
  }
}
