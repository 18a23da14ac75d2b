import AWSModel
import NetSpace

extension Topology {
  /// A transit gateway's route table asked about one attachment: "does it send this traffic there?".
  ///
  /// The most specific route that matches decides; at equal length a static one comes before a propagated one. A
  /// blackhole route drops what it matches.
  /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html (Routing)
  func filter(of table: TransitRouteTable, toward attachment: ResourceID, remote: Remote) -> Filter {
    var ranked: [(length: Int, rank: Int, entry: FilterEntry)] = []
    for route in table.routes.elements { ranked += entries(of: route, in: table, toward: attachment, remote) }
    for propagating in transit.propagating(to: table) {
      ranked += propagated(by: propagating, in: table, toward: attachment, remote)
    }
    let unlisted = table.routes.rest.map { why in
      FilterEntry(
        label: "\(table.id.address): a route that is not known", place: why.place ?? table.declaration.place,
        resource: table.id, allows: .unknown, space: .atMost(.full), unknowns: [why])
    }
    return Filter(entries: unlisted + ranked.sorted { ($1.length, $0.rank) < ($0.length, $1.rank) }.map(\.entry))
  }

  private func entries(
    of route: TransitRoute, in table: TransitRouteTable, toward attachment: ResourceID, _ remote: Remote
  ) -> [(length: Int, rank: Int, entry: FilterEntry)] {
    let (allows, because) = route.attachment.map { $0.target.verdict(is: attachment) } ?? (.no, [])
    func entry(
      _ words: String, _ bounds: Bounds<AddressSet>, _ unknowns: [Unknown], length: Int?
    ) -> (Int, Int, FilterEntry) {
      let target = route.attachment.map { "to \($0.target.name)" } ?? "dropped (blackhole)"
      let entry = FilterEntry(
        label: "\(table.id.address): \(words) \(target)", place: route.place.range, resource: route.declaredBy,
        allows: allows, space: Bounds.exact(Traffic.full).headers(.egress, remote: remote.dimension(of: bounds)),
        unknowns: unknowns + because)
      guard let length, route.existence.verdict == .yes else {
        return (length ?? Int.max, 0, entry.possibly(route.existence.because))
      }
      return (length, 0, entry)
    }
    switch route.destination.value {
    case .known(.block(let block)):
      return [
        entry(RulePeer(.block(block), at: route.place).words, block.bounds, block.unknowns, length: block.length)
      ]
    case .known(.prefixList(.resource(let id))):
      guard let list = prefixList(id) else {
        return [entry("prefix list \(id.address)", .unknown, [Unknown(id.address, .notInInput)], length: nil)]
      }
      return list.entries.elements.map { block in
        entry(
          "\(block.known.map { RulePeer(.block($0), at: route.place).words } ?? "an entry") of \(id.address)",
          block.bounds, block.unknown.map { [$0] } ?? [], length: block.length)
      } + list.entries.rest.map { entry("an entry of \(id.address)", .unknown, [$0], length: nil) }
    case .known(.prefixList(let list)):
      return [entry("prefix list \(list.name)", .unknown, addresses(ofPrefixList: list).because, length: nil)]
    case .oneOf(_, let why), .unknown(let why): return [entry("(unknown: \(why))", .unknown, [why], length: nil)]
    }
  }

  /// The blocks of a VPC, or of the network behind a VPN connection, as routes to their attachment.
  private func propagated(
    by source: TransitNetwork.Propagating, in table: TransitRouteTable, toward attachment: ResourceID, _ remote: Remote
  ) -> [(length: Int, rank: Int, entry: FilterEntry)] {
    let (propagating, existence) = (source.attachment, source.certainty)
    let allows = Verdict(propagating.id == attachment)
    func entry(
      _ words: String, _ bounds: Bounds<AddressSet>, _ unknowns: [Unknown], length: Int?
    ) -> (Int, Int, FilterEntry) {
      let entry = FilterEntry(
        label: "\(table.id.address): \(words) propagated by \(propagating.id.address)",
        place: source.declared?.declaration.place ?? propagating.declaration.place,
        resource: source.declared?.id ?? propagating.id, allows: allows,
        space: Bounds.exact(Traffic.full).headers(.egress, remote: remote.dimension(of: bounds)), unknowns: unknowns,
        isImplied: source.declared == nil)
      let rivals = transit.overlapping(propagating).map { id in
        Unknown(
          "which of \([id, propagating.id].sorted().map(\.address).joined(separator: " and ")) is propagated",
          .decidedByAWS("depends on which is attached first"), at: propagating.declaration.place)
      }
      guard existence.verdict == .yes, length != nil, rivals.isEmpty else {
        return (length ?? 0, 1, entry.possibly(existence.because + rivals))
      }
      return (length ?? 0, 1, entry)
    }
    switch propagating.network {
    case .transitGateway: return []
    case .outside:
      let connections = infrastructure.vpnConnections.filter { $0.id == propagating.id }
      let blocks = connections.flatMap(\.blocks.elements)
      if !blocks.isEmpty {
        return blocks.map { block in
          entry(
            "\(block.known.map { RulePeer(.block($0), at: block.place).words } ?? "a block")",
            block.bounds, block.unknown.map { [$0] } ?? [], length: block.length)
        }
      }
      // What the other end announces is not in any input; it is taken to be private addresses.
      let why = Unknown("the routes behind \(propagating.id.address)", .notInInput, at: propagating.declaration.place)
      return [entry("routes", .atMost(AddressSet.global.complement), [why], length: nil)]
    case .vpc(let link, _):
      guard let id = link.target.id, let vpc = vpc(id) else {
        let why = link.target.unknown ?? Unknown("the blocks of \(link.target.name)", .notInInput, at: link.place.range)
        return [entry("the blocks of \(link.target.name)", .unknown, [why], length: nil)]
      }
      return vpc.blocks.elements.map { block in
        let words = block.known.map { RulePeer(.block($0), at: block.place).words } ?? "a block"
        // A VPC that is not attached by an unknown block has its interfaces there all the same.
        return entry(
          "\(words) of \(id.address)", block.bounds,
          [block.unknown ?? block.known?.prefix.unknown].reduce(into: []) { if let why = $1 { $0.append(why) } },
          length: block.length)
      }
    }
  }
}

extension AddressBlock {
  /// Why its prefix is not known.
  var unknowns: [Unknown] { prefix.unknown.map { [$0] } ?? [] }
}
