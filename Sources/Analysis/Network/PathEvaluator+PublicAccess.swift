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
      let isDirect = verdict.not.or(arriving.must == trace.asked ? .yes : .unknown)
      if isDirect == .yes { continue }
      let why = Unknown(
        "where \(table.id.address) sends what is for \(target.node)", .unsupported("appliances are not followed"),
        at: table.declaration.place)
      trace.require(
        .notModelled, "route table \(table.id.address) of \(gateway.node)", .unknown, decision: nil,
        unknowns: because + [why], code: nil, remedy: nil)
    }
  }
}

extension Topology {
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
