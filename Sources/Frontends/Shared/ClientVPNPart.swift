import AWSModel

/// What is declared apart from the Client VPN endpoint that it belongs to.
struct ClientVPNPart {
  enum Kind {
    /// A subnet that the endpoint has an interface in, with the groups that come with it.
    case association(subnet: Link, groups: PartialList<Link>)
    case authorization(Attribute<AddressBlock>)
    case route(Attribute<AddressBlock>)
  }

  let declaration: Declaration
  let endpoint: Link
  let kind: Kind
}

extension Draft {
  /// Subnets, authorization rules and routes of Client VPN endpoints.
  func attachClientVPNParts(_ result: inout Infrastructure) {
    let owners = Owners(result.outboundServices)
    for part in clientVPNParts {
      for owner in owners.owners(of: part.endpoint) {
        switch owner {
        case .certain(let i): result.outboundServices[i].add(part.kind)
        case .possible(let i, let why): result.outboundServices[i].add(part.kind, possibly: why)
        case .outside(let name): leaveOut(part, of: name, &result)
        }
      }
    }
  }

  /// The interface in an associated subnet is there all the same, for clients of whom nothing is known.
  private func leaveOut(_ part: ClientVPNPart, of name: String, _ result: inout Infrastructure) {
    let endpoint = "a Client VPN endpoint"
    guard case .association(let subnet, let groups) = part.kind else {
      return result.leaveOut("where its clients may go is not known", of: part.endpoint, endpoint, called: name)
    }
    let place = part.endpoint.place
    func unknown(_ what: String) -> Unknown { Unknown("\(what) of \(name)", .notInInput, at: place.range) }
    let places = [unknown("where clients may go, by the rules and routes")]
    result.outboundServices.append(
      OutboundService(
        declaration: part.declaration, kind: .clientVPN, subnets: PartialList([subnet]),
        groups: groups.isEmpty ? PartialList(rest: [unknown("the security groups")]) : groups,
        isDualStack: Attribute(.unknown(unknown("the address family")), place: place),
        clients: ClientNetwork(
          blocks: PartialList(rest: [unknown("the addresses of clients")]), authorized: PartialList(rest: places),
          routes: PartialList(rest: places))))
    result.leaveOut("who its clients are is not known", of: part.endpoint, endpoint, called: name)
  }
}

extension OutboundService {
  fileprivate mutating func add(_ part: ClientVPNPart.Kind) {
    switch part {
    case .association(let subnet, let groups):
      subnets.elements.append(subnet)
      self.groups.append(contentsOf: groups)
    case .authorization(let block): clients?.authorized.elements.append(block)
    case .route(let block): clients?.routes.elements.append(block)
    }
  }

  /// Adds what may belong to another endpoint, or may not be there.
  fileprivate mutating func add(_ part: ClientVPNPart.Kind, possibly why: Unknown) {
    switch part {
    case .association(_, let groups):
      if clients != nil { subnets.rest.append(why) }
      if !groups.isEmpty { self.groups.rest.append(why) }
    case .authorization: clients?.authorized.rest.append(why)
    case .route: clients?.routes.rest.append(why)
    }
  }
}
