import AWSModel
import NetSpace

/// The transit gateways of an input with what is attached to them: which ways there are between VPCs, and which table
/// routes what arrives from an attachment.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
struct TransitNetwork: Sendable {
  /// One gateway on the way: entered by one attachment, left by another.
  struct Passage: Hashable, Sendable {
    let gateway: Reference
    let entry: ResourceID
    let exit: ResourceID
  }

  /// Gateways in their order, as many as peering attachments chain.
  typealias Path = [Passage]

  /// More gateways than this in a row are not looked for.
  private static let longestPath = 4

  private let infrastructure: Infrastructure
  private let attachments: [ResourceID: TransitAttachment]
  private let gateways: [ResourceID: TransitGateway]
  private let attachmentsByGateway: [Reference: [TransitAttachment]]
  private let associations: [ResourceID: [TransitAssociation]]
  private let tables: [ResourceID: TransitRouteTable]
  private let overlaps: [ResourceID: [ResourceID]]

  init(_ infrastructure: Infrastructure) {
    self.infrastructure = infrastructure
    attachments = Dictionary(
      infrastructure.transitAttachments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    gateways = Dictionary(infrastructure.transitGateways.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    tables = Dictionary(infrastructure.transitRouteTables.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    attachmentsByGateway = infrastructure.transitAttachments.reduce(into: [:]) { all, attachment in
      for gateway in attachment.gateways { all[gateway, default: []].append(attachment) }
    }
    overlaps = Self.overlaps(attachmentsByGateway, infrastructure.vpcs)
    associations = infrastructure.transitAssociations.reduce(into: [:]) { all, association in
      for id in association.attachment.target.ids { all[id, default: []].append(association) }
    }
  }

  private static func overlaps(
    _ attachments: [Reference: [TransitAttachment]], _ vpcs: [VPC]
  ) -> [ResourceID: [ResourceID]] {
    if attachments.isEmpty { return [:] }
    let blocks = Dictionary(
      vpcs.map { vpc in
        let possible = vpc.blocks.elements.flatMap { $0.value.candidates ?? [] }
        return (vpc.id, AddressSet(possible.flatMap { $0.prefix.candidates ?? [] }))
      }, uniquingKeysWith: { first, _ in first })
    return attachments.values.reduce(into: [:]) { all, attached in
      let own = attached.compactMap { attachment in
        attachment.vpc?.target.id.flatMap { vpc in blocks[vpc].map { (attachment.id, vpc, $0) } }
      }
      for (i, (a, vpc, addresses)) in own.enumerated() {
        for (b, other, others) in own.dropFirst(i + 1) where vpc != other && addresses.intersects(others) {
          all[a, default: []].append(b)
          all[b, default: []].append(a)
        }
      }
    }
  }

  func attachment(_ id: ResourceID) -> TransitAttachment? { attachments[id] }
  func gateway(_ reference: Reference) -> TransitGateway? { reference.id.flatMap { gateways[$0] } }
  func table(_ id: ResourceID) -> TransitRouteTable? { tables[id] }

  /// The other VPC attachments of a gateway with addresses of an attachment's VPC: of these only the one that was
  /// attached first is propagated.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html
  func overlapping(_ attachment: TransitAttachment) -> [ResourceID] { overlaps[attachment.id] ?? [] }

  /// The attachments of a VPC, certainly or possibly its own.
  func attachments(of vpc: VPCKey) -> [TransitAttachment] {
    infrastructure.transitAttachments.filter { $0.vpc.map { VPCKey($0.target).isSame(as: vpc) != .no } ?? false }
  }

  /// The attachments of a gateway, those to other gateways included.
  func attachments(of gateway: Reference) -> [TransitAttachment] { attachmentsByGateway[gateway] ?? [] }

  /// The ways from a VPC to attachments that satisfy a condition, the shortest first; no gateway twice on any.
  func paths(from vpc: VPCKey, to isGoal: (TransitAttachment) -> Bool) -> [Path] {
    var found: [Path] = []
    var open: [(path: Path, gateway: Reference, entry: TransitAttachment)] = attachments(of: vpc).flatMap { entry in
      entry.gateways.map { ([], $0, entry) }
    }
    while !open.isEmpty {
      var next: [(path: Path, gateway: Reference, entry: TransitAttachment)] = []
      for (path, gateway, entry) in open {
        for exit in attachments(of: gateway) where exit.id != entry.id {
          let longer = path + [Passage(gateway: gateway, entry: entry.id, exit: exit.id)]
          if isGoal(exit) { found.append(longer) }
          guard case .transitGateway = exit.network, longer.count < Self.longestPath else { continue }
          let visited = longer.map(\.gateway)
          for other in exit.gateways where !visited.contains(other) { next.append((longer, other, exit)) }
        }
      }
      open = next
    }
    return found
  }

  /// The table that routes what arrives from an attachment: the associated one, else the gateway's default one if the
  /// attachment is associated by default; none if it is not.
  func table(of attachment: TransitAttachment, at gateway: Reference) -> Choice<TransitRouteTable> {
    guard let declared = self.gateway(gateway) else {
      return .unknown(Unknown("the route tables of \(gateway.name)", .notInInput))
    }
    if let certain = association(of: attachment, at: gateway) { return choice(certain.table) }
    let own = (associations[attachment.id] ?? []).filter { isTable($0.table, of: gateway) }
    let byDefault = byDefault(attachment.associatesByDefault, declared.associatesByDefault)
    let fallback = defaultTable(declared.associationTable, of: gateway)
    var options = byDefault.verdict == .no ? [] : fallback.options
    var unknowns = byDefault.because + fallback.unknowns
    var isOpen = byDefault.verdict == .unknown || (byDefault.verdict == .yes && fallback.isOpen)
    for association in own {
      let other = choice(association.table)
      options += other.options
      unknowns += other.unknowns + association.declaration.existence.because
      if let why = association.attachment.target.unknown { unknowns.append(why) }
      isOpen = isOpen || other.isOpen || options.count == 1
    }
    return Choice(options, unknowns: unknowns, isOpen: isOpen)
  }

  /// What certainly associates an attachment with a table of the gateway.
  func association(of attachment: TransitAttachment, at gateway: Reference) -> TransitAssociation? {
    associations[attachment.id]?.last {
      isTable($0.table, of: gateway) && $0.declaration.existence.verdict == .yes
        && $0.attachment.target.id == attachment.id
    }
  }

  /// An attachment whose blocks a table learns, certainly or possibly.
  struct Propagating {
    let attachment: TransitAttachment
    let certainty: Existence
    /// What says so; nil where it is by default, or not certain.
    let declared: TransitPropagation?
  }

  func propagating(to table: TransitRouteTable) -> [Propagating] {
    let gateway = table.transitGateway.target
    let isDefault = gateways[gateway.id ?? table.id].map { isDefaultForPropagation(table, of: $0) } ?? table.isDefault
    return attachments(of: gateway).reduce(into: []) { all, attachment in
      var verdict = Verdict.no
      var because: [Unknown] = []
      var declared: TransitPropagation?
      for propagation in infrastructure.transitPropagations {
        let (a, whyA) = propagation.attachment.target.verdict(is: attachment.id)
        let (b, whyB) = propagation.table.target.verdict(is: table.id)
        let isPropagated = a.and(b).and(propagation.declaration.existence.verdict)
        if isPropagated == .yes { declared = propagation }
        verdict = verdict.or(isPropagated)
        because += whyA + whyB + propagation.declaration.existence.because
      }
      if isDefault, let declared = self.gateway(gateway) {
        let byDefault = byDefault(attachment.propagatesByDefault, declared.propagatesByDefault)
        // Attachments between gateways propagate nothing: their routes are static.
        if case .transitGateway = attachment.network {} else { verdict = verdict.or(byDefault.verdict) }
        because += byDefault.because
      }
      verdict = verdict.and(attachment.declaration.existence.verdict)
      because += attachment.declaration.existence.because
      if verdict == .no { return }
      all.append(
        Propagating(
          attachment: attachment, certainty: Existence(verdict, because: verdict == .yes ? [] : because),
          declared: declared))
    }
  }

  private func isDefaultForPropagation(_ table: TransitRouteTable, of gateway: TransitGateway) -> Bool {
    guard let chosen = gateway.propagationTable else { return table.isDefault }
    return chosen.target.ids.contains(table.id)
  }

  private func byDefault(_ own: Attribute<Bool>?, _ gateway: Attribute<Bool>) -> (verdict: Verdict, because: [Unknown])
  {
    // The gateway has to have a default table at all.
    let attribute = own ?? gateway
    let verdict = attribute.value.verdict.and(own == nil ? .yes : gateway.value.verdict)
    return (verdict, [attribute.unknown, gateway.unknown].reduce(into: []) { if let why = $1 { $0.append(why) } })
  }

  /// The table that was chosen as a default one, else the one that AWS creates with the gateway.
  private func defaultTable(_ chosen: Link?, of gateway: Reference) -> Choice<TransitRouteTable> {
    if let chosen { return choice(chosen) }
    return Choice(infrastructure.transitRouteTables.filter { $0.isDefault && $0.transitGateway.target == gateway })
  }

  private func isTable(_ link: Link, of gateway: Reference) -> Bool {
    guard let id = link.target.id, let table = tables[id] else { return true }
    return table.transitGateway.target == gateway
  }

  private func choice(_ link: Link) -> Choice<TransitRouteTable> {
    switch link.target {
    case .resource(let id):
      return tables[id].map { Choice([$0]) } ?? .unknown(Unknown(id.address, .notInInput, at: link.place.range))
    case .oneOf(let ids, let why):
      return Choice(ids.compactTables(tables), unknowns: [why], isOpen: true)
    case .external(let name): return .unknown(Unknown(name, .notInInput, at: link.place.range))
    case .unknown(let why): return .unknown(why)
    }
  }
}

extension [ResourceID] {
  fileprivate func compactTables(_ tables: [ResourceID: TransitRouteTable]) -> [TransitRouteTable] {
    reduce(into: []) { if let table = tables[$1] { $0.append(table) } }
  }
}

extension TransitAttachment {
  /// The VPC that it attaches.
  var vpc: Link? {
    if case .vpc(let vpc, _) = network { vpc } else { nil }
  }

  /// The gateways that it belongs to: two for an attachment between gateways.
  var gateways: [Reference] {
    if case .transitGateway(let other) = network {
      [transitGateway.target, other.target]
    } else {
      [transitGateway.target]
    }
  }
}

extension Reference {
  /// The resources that it may name.
  var ids: [ResourceID] {
    switch self {
    case .resource(let id): [id]
    case .oneOf(let ids, _): ids
    case .external, .unknown: []
    }
  }
}
