import AWSModel

/// What is declared apart from the connections between networks comes to them: acceptances, routes, and the tables that
/// AWS creates with transit gateways.
extension Draft {
  func connectNetworks(_ result: inout Infrastructure) {
    acceptPeerings(&result)
    acceptAttachments(&result)
    routeConnections(&result)
    connectDirectly(&result)
    addTransitTables(&result)
    routeTransit(&result)
  }

  private func acceptPeerings(_ result: inout Infrastructure) {
    let owners = Owners(result.peerings)
    for acceptance in peeringAcceptances {
      var isHere = false
      for owner in owners.owners(of: acceptance.connection) {
        switch owner {
        case .certain(let i):
          isHere = true
          if let accepts = acceptance.accepts.acceptance(if: acceptance.declaration.existence) {
            result.peerings[i].isActive = result.peerings[i].isActive.accepted(accepts)
          }
        case .possible(let i, let why):
          let accepts = Attribute<Bool>(.unknown(why), place: acceptance.accepts.place)
          result.peerings[i].isActive = result.peerings[i].isActive.accepted(accepts)
        case .outside: continue
        }
      }
      // Somebody else's connection: what the accepter knows of it is all there is.
      if !isHere { result.peerings.append(acceptance.standIn) }
    }
  }

  private func acceptAttachments(_ result: inout Infrastructure) {
    let owners = Owners(result.transitAttachments)
    for acceptance in transitAcceptances {
      var isHere = false
      for owner in owners.owners(of: acceptance.attachment) {
        switch owner {
        case .certain(let i):
          isHere = true
          result.transitAttachments[i].take(acceptance)
        case .possible(let i, let why):
          guard let needed = result.transitAttachments[i].isAccepted else { continue }
          result.transitAttachments[i].isAccepted = needed.accepted(Attribute(.unknown(why), place: needed.place))
        case .outside: continue
        }
      }
      if !isHere { result.transitAttachments.append(acceptance.standIn) }
    }
  }

  /// Static routes of VPN connections.
  private func routeConnections(_ result: inout Infrastructure) {
    let owners = Owners(result.vpnConnections)
    for (connection, block) in connectionRoutes {
      for owner in owners.owners(of: connection) {
        switch owner {
        case .certain(let i):
          // A refreshed connection lists its routes too.
          if !result.vpnConnections[i].blocks.elements.contains(where: { $0.value == block.value }) {
            result.vpnConnections[i].blocks.elements.append(block)
          }
        case .possible(let i, let why): result.vpnConnections[i].blocks.rest.append(why)
        case .outside(let name):
          result.leaveOut("its static routes matter to no answer", of: connection, "a VPN connection", called: name)
        }
      }
    }
  }

  /// Direct Connect gateways: attachments of transit gateways, connections of virtual private ones.
  private func connectDirectly(_ result: inout Infrastructure) {
    let transit = Set(result.transitGateways.map { $0.id })
    let virtual = Set(result.vpnGateways.map { $0.id })
    for (declaration, gateway) in directConnections {
      let (mayBeTransit, mayBeVirtual) =
        switch gateway.target {
        case .resource(let id): (transit.contains(id), !transit.contains(id))
        case .oneOf(let ids, _): (!transit.isDisjoint(with: ids), !virtual.isDisjoint(with: ids))
        case .external(let name): (name.hasPrefix("tgw-"), !name.hasPrefix("tgw-"))
        case .unknown: (true, true)
        }
      if mayBeTransit { result.transitAttachments.append(.implied(by: declaration, of: gateway)) }
      if mayBeVirtual {
        let why = Unknown("the networks behind \(declaration.id.address)", .notInInput, at: declaration.place)
        result.vpnConnections.append(
          VPNConnection(declaration: declaration, gateway: gateway, blocks: PartialList(rest: [why])))
      }
    }
  }

  /// The default table of every transit gateway, and tables that take its place.
  private func addTransitTables(_ result: inout Infrastructure) {
    let present = Set(result.transitRouteTables.map { $0.id })
    for gateway in result.transitGateways {
      guard let table = TransitRouteTable.impliedDefault(of: gateway), !present.contains(table.id) else { continue }
      result.transitRouteTables.append(table)
    }
    let owners = Owners(result.transitGateways)
    for change in transitDefaults {
      for owner in owners.owners(of: change.gateway) {
        switch owner {
        case .certain(let i), .possible(let i, _): result.transitGateways[i].take(change)
        case .outside(let name):
          result.leaveOut(
            "which table its attachments have by default matters to no answer", of: change.gateway,
            "a transit gateway", called: name)
        }
      }
    }
  }

  private func routeTransit(_ result: inout Infrastructure) {
    let owners = Owners(result.transitRouteTables)
    for route in transitRoutes {
      for owner in owners.owners(of: route.table) {
        switch owner {
        case .certain(let i): result.transitRouteTables[i].routes.elements.append(route.route)
        case .possible(let i, let why):
          result.transitRouteTables[i].routes.elements.append(route.route.possibly(why))
        // It is the table of no attachment of the input that could be followed.
        case .outside(let name):
          result.leaveOut(
            "the routes added to it matter to no answer", of: route.table, "a transit gateway route table",
            called: name)
        }
      }
    }
  }
}

extension Attribute<Bool> {
  /// What an accepter makes of a connection; nil when it does not accept it.
  fileprivate func acceptance(if existence: Existence) -> Attribute<Bool>? {
    guard known != false else { return nil }
    guard existence.verdict != .yes, let why = existence.because.first else { return self }
    return Attribute(.unknown(why), place: place)
  }

  /// Accepted by one that was not accepted for certain before.
  fileprivate func accepted(_ acceptance: Attribute<Bool>) -> Attribute<Bool> {
    known == true ? self : acceptance
  }
}

extension TransitGateway {
  /// Attachments that are made before another table becomes the default one keep the table that they have, and nothing
  /// says which come first.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_default_route_table_association
  fileprivate mutating func take(_ change: TransitDefault) {
    let implied = id.implied(ImpliedObject.transitRouteTable)
    let why = Unknown(
      "which attachments of \(id.address) are made before \(change.declaration.id.address)",
      .decidedByAWS("depends on the order of deployment"), at: change.declaration.place)
    let target: Reference = change.table.target.id.map { .oneOf([implied, $0], why) } ?? .unknown(why)
    let link = Link(target, at: change.table.place, origin: change.table.origin)
    switch change.use {
    case .association: associationTable = link
    case .propagation: propagationTable = link
    }
  }
}

extension TransitAttachment {
  /// The owner of the gateway accepts it, and decides on the gateway's tables.
  fileprivate mutating func take(_ acceptance: TransitAcceptance) {
    associatesByDefault = acceptance.standIn.associatesByDefault ?? associatesByDefault
    propagatesByDefault = acceptance.standIn.propagatesByDefault ?? propagatesByDefault
    guard let needed = isAccepted, let accepts = acceptance.standIn.isAccepted,
      let accepts = accepts.acceptance(if: acceptance.declaration.existence)
    else { return }
    isAccepted = needed.accepted(accepts)
  }

  /// The attachment that a connection to a transit gateway comes with.
  static func implied(by declaration: Declaration, of gateway: Link) -> TransitAttachment {
    TransitAttachment(
      declaration: Declaration(
        id: declaration.id.implied(ImpliedObject.transitAttachment), type: ImpliedObject.transitAttachment,
        kind: .implied, place: declaration.place, existence: declaration.existence),
      transitGateway: gateway, network: .outside, associatesByDefault: nil, propagatesByDefault: nil,
      supportsGroupReferences: Attribute(.known(false), origin: .default, place: Place(range: declaration.place)))
  }
}

extension TransitRoute {
  fileprivate func possibly(_ why: Unknown) -> TransitRoute {
    TransitRoute(
      destination: destination, attachment: attachment, declaredBy: declaredBy, place: place,
      existence: .possible(existence.because + [why]))
  }
}
