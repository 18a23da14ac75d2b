import AWSModel
import NetSpace

/// How subnets, tables, lists and gateways hang together: the part of the network that no packet has to be asked about.
///
/// A class: every station of every path holds it.
package final class Topology: Sendable {
  package let infrastructure: Infrastructure
  private let vpcIndex: [ResourceID: Int]
  private let tableIndex: [ResourceID: Int]
  private let subnetIndex: [ResourceID: Int]
  private let groupIndex: [ResourceID: Int]
  private let prefixListIndex: [ResourceID: Int]
  private let natIndex: [ResourceID: Int]
  private let elasticIndex: [ResourceID: Int]
  private let internetGatewayIDs: Set<ResourceID>
  private let egressOnlyIDs: Set<ResourceID>
  private let vpnGatewayIDs: Set<ResourceID>
  private let peeringIndex: [ResourceID: Int]
  let transit: TransitNetwork
  /// What may stand on the way as a target of routes: instances, interfaces, endpoints of gateway load balancers.
  let appliances: Set<ResourceID>
  /// The account's default VPC: the one that the input declares or found, if there is one and no other.
  let defaultVPC: VPCKey
  private let tables: [Choice<Int>]
  private let acls: [Choice<Int>]
  private let defaultGroups: [ResourceID: Int]
  private let attachments: VPCIndex
  private let subnetsByVPC: VPCIndex
  private let tablesByVPC: VPCIndex
  /// The associations of tables with gateways: few among those with subnets, and asked for at every way in.
  let gatewayAssociations: [RouteTableAssociation]
  let ruleEntries = Memo<ResourceID, RuleEntries>()
  let prefixLists = Memo<ResourceID, (bounds: Bounds<AddressSet>, because: [Unknown])>()
  let passages = Memo<Passage, Bounds<HeaderSpace>>()
  let filters = Memo<Passage, Filter>()
  private let appliancesByVPC = Memo<VPCKey, Bool>()
  private let declaredAddresses = Memo<Set<VPCKey>, AddressSet>()

  init(_ infrastructure: Infrastructure) {
    self.infrastructure = infrastructure
    vpcIndex = Self.index(infrastructure.vpcs)
    tableIndex = Self.index(infrastructure.routeTables)
    subnetIndex = Self.index(infrastructure.subnets)
    groupIndex = Self.index(infrastructure.securityGroups)
    prefixListIndex = Self.index(infrastructure.prefixLists)
    natIndex = Self.index(infrastructure.natGateways)
    elasticIndex = Self.index(infrastructure.elasticIPs)
    internetGatewayIDs = Set(infrastructure.internetGateways.map { $0.id })
    egressOnlyIDs = Set(infrastructure.egressOnlyGateways.map { $0.id })
    vpnGatewayIDs = Set(infrastructure.vpnGateways.map { $0.id })
    peeringIndex = Self.index(infrastructure.peerings)
    transit = TransitNetwork(infrastructure)
    appliances = Set(
      infrastructure.instances.map { $0.id } + infrastructure.networkInterfaces.map { $0.id }
        + infrastructure.vpcEndpoints.filter { !$0.isGateway }.map { $0.id })
    let defaults = infrastructure.vpcs.filter(\.isDefault)
    defaultVPC = defaults.count == 1 ? .resource(defaults[0].id) : .external(Station.defaultVPCName)
    attachments = VPCIndex(infrastructure.gatewayAttachments.map { [VPCKey($0.vpc.target)] })
    subnetsByVPC = VPCIndex(infrastructure.subnets.map { [VPCKey($0.vpc.target)] })
    tablesByVPC = VPCIndex(infrastructure.routeTables.map { [VPCKey($0.vpc.target)] })
    gatewayAssociations = infrastructure.routeTableAssociations.filter {
      if case .gateway = $0.subject { true } else { false }
    }
    let associations = Associations(infrastructure)
    tables = infrastructure.subnets.map(associations.table(of:))
    acls = infrastructure.subnets.map(associations.acl(of:))
    defaultGroups = infrastructure.securityGroups.enumerated().reduce(into: [:]) { all, group in
      if group.element.isDefault, let vpc = group.element.vpc?.target.id { all[vpc] = group.offset }
    }
  }

  private static func index(_ resources: [some Resource]) -> [ResourceID: Int] {
    Dictionary(resources.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Looking up

  package func vpc(_ id: ResourceID) -> VPC? { vpcIndex[id].map { infrastructure.vpcs[$0] } }
  package func subnet(_ id: ResourceID) -> Subnet? { subnetIndex[id].map { infrastructure.subnets[$0] } }
  package func securityGroup(_ id: ResourceID) -> SecurityGroup? {
    groupIndex[id].map { infrastructure.securityGroups[$0] }
  }
  package func prefixList(_ id: ResourceID) -> PrefixList? {
    prefixListIndex[id].map { infrastructure.prefixLists[$0] }
  }
  package func natGateway(_ id: ResourceID) -> NATGateway? { natIndex[id].map { infrastructure.natGateways[$0] } }
  func elasticIP(_ id: ResourceID) -> ElasticIP? { elasticIndex[id].map { infrastructure.elasticIPs[$0] } }
  package func isInternetGateway(_ id: ResourceID) -> Bool { internetGatewayIDs.contains(id) }
  package func isEgressOnlyGateway(_ id: ResourceID) -> Bool { egressOnlyIDs.contains(id) }
  /// Whether a virtual private gateway is one that the input declares, with the connections that it has.
  func isDeclaredGateway(_ id: ResourceID) -> Bool {
    infrastructure.vpnGateways.contains { $0.id == id && $0.declaration.kind == .declared }
  }

  package func isVPNGateway(_ id: ResourceID) -> Bool { vpnGatewayIDs.contains(id) }
  package func peering(_ id: ResourceID) -> PeeringConnection? { peeringIndex[id].map { infrastructure.peerings[$0] } }

  /// Whether the input makes a VPC, with what there is in it, and did not just find it.
  func isDeclared(_ vpc: VPCKey) -> Bool {
    if case .resource(let id) = vpc { self.vpc(id).map { $0.declaration.kind != .readOnly } ?? false } else { false }
  }

  /// The default security group of a VPC of the input.
  package func defaultGroup(of vpc: ResourceID) -> SecurityGroup? {
    defaultGroups[vpc].map { infrastructure.securityGroups[$0] }
  }

  func routeTable(_ id: ResourceID) -> RouteTable? { tableIndex[id].map { infrastructure.routeTables[$0] } }

  /// Whether an instance or interface drops what is neither from nor to itself: no route can lead through it.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html (source/destination checks)
  func dropsForeignTraffic(_ id: ResourceID) -> Bool {
    if let instance = infrastructure.instances.first(where: { $0.id == id }) {
      return instance.sourceDestCheck.known == true && instance.interfaces.isEmpty
    }
    return infrastructure.networkInterfaces.first { $0.id == id }?.sourceDestCheck.known == true
  }

  /// The table that routes what leaves a subnet: the associated one, else the main table of its VPC.
  func routeTable(of subnet: ResourceID) -> Choice<RouteTable> {
    guard let i = subnetIndex[subnet] else { return .unknown(Unknown(subnet.address, .notInInput)) }
    let choice = tables[i]
    return Choice(
      choice.options.map { infrastructure.routeTables[$0] }, unknowns: choice.unknowns, isOpen: choice.isOpen)
  }

  /// The network ACL of a subnet: the associated one, else the default one of its VPC.
  func networkACL(of subnet: ResourceID) -> Choice<NetworkACL> {
    guard let i = subnetIndex[subnet] else { return .unknown(Unknown(subnet.address, .notInInput)) }
    let choice = acls[i]
    return Choice(
      choice.options.map { infrastructure.networkACLs[$0] }, unknowns: choice.unknowns, isOpen: choice.isOpen)
  }

  /// The internet gateways attached to a VPC: with certainty, or possibly.
  func internetGateways(of vpc: VPCKey) -> [(gateway: Reference, attachment: GatewayAttachment, verdict: Verdict)] {
    attachments.candidates(in: vpc).reduce(into: []) { all, i in
      let attachment = infrastructure.gatewayAttachments[i]
      if attachment.kind != .internet { return }
      if case .resource(let id) = attachment.gateway.target, !isInternetGateway(id) { return }
      let verdict = VPCKey(attachment.vpc.target).isSame(as: vpc).and(attachment.declaration.existence.verdict)
      if verdict != .no { all.append((attachment.gateway.target, attachment, verdict)) }
    }
  }

  /// The virtual private gateways attached to a VPC: with certainty, or possibly.
  func vpnGateways(of vpc: VPCKey) -> [(gateway: Reference, attachment: GatewayAttachment, verdict: Verdict)] {
    attachments.candidates(in: vpc).reduce(into: []) { all, i in
      let attachment = infrastructure.gatewayAttachments[i]
      if attachment.kind != .virtualPrivate { return }
      let verdict = VPCKey(attachment.vpc.target).isSame(as: vpc).and(attachment.declaration.existence.verdict)
      if verdict != .no { all.append((attachment.gateway.target, attachment, verdict)) }
    }
  }

  /// The subnets that are certainly in one of some VPCs.
  func subnets(of vpcs: Set<VPCKey>) -> [Subnet] {
    Set(vpcs.flatMap(subnetsByVPC.candidates)).sorted().map { infrastructure.subnets[$0] }.filter {
      vpcs.contains(VPCKey($0.vpc.target))
    }
  }

  /// The addresses of the declared subnets of some VPCs, as far as they are known.
  func declaredAddresses(of vpcs: Set<VPCKey>) -> AddressSet {
    declaredAddresses.value(vpcs) {
      .union(of: subnets(of: vpcs).map { Station(site: .subnet($0.id), endpoint: nil, topology: self).blocks.must })
    }
  }

  /// Whether a table of a VPC leads, or may lead, to addresses of the VPC by something else than the local route.
  func hasAppliances(in vpc: VPCKey) -> Bool {
    appliancesByVPC.value(vpc) {
      let own = addresses(of: vpc).may
      return tablesByVPC.candidates(in: vpc).contains { position in
        let table = infrastructure.routeTables[position]
        return VPCKey(table.vpc.target).isSame(as: vpc) != .no
          && unmodelledTargets(of: table, toward: own).contains { route, _ in
            destinations(of: route).bounds.may.isSubset(of: own)
          }
      }
    }
  }

  /// The addresses of a VPC as far as they are known.
  func addresses(of vpc: VPCKey) -> Bounds<AddressSet> {
    guard case .resource(let id) = vpc, let vpc = self.vpc(id) else { return .unknown }
    let blocks = vpc.blocks.elements.map { $0.bounds }
    let union = Bounds.union(of: blocks)
    return vpc.blocks.isComplete ? union : Bounds(must: union.must, may: .full)
  }
}

/// Finds the table and the list of a subnet among the declared associations.
private struct Associations {
  private let infrastructure: Infrastructure
  private let tableIndex: [ResourceID: Int]
  private let aclIndex: [ResourceID: Int]
  private var tablesBySubnet: [ResourceID: [RouteTableAssociation]] = [:]
  private var aclsBySubnet: [ResourceID: [NetworkACLAssociation]] = [:]
  private var mains: [VPCKey: [RouteTableAssociation]] = [:]
  private var defaultACLs: [VPCKey: Int] = [:]
  /// Associations with a subnet that is not certain: they may concern any.
  private var looseTables: [(association: RouteTableAssociation, ids: [ResourceID]?, why: Unknown)] = []
  private var looseACLs: [(association: NetworkACLAssociation, ids: [ResourceID]?, why: Unknown)] = []

  init(_ infrastructure: Infrastructure) {
    self.infrastructure = infrastructure
    tableIndex = Dictionary(
      infrastructure.routeTables.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    aclIndex = Dictionary(
      infrastructure.networkACLs.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    for association in infrastructure.routeTableAssociations {
      if case .main(let vpc) = association.subject { mains[VPCKey(vpc), default: []].append(association) }
      guard case .subnet(let subnet) = association.subject else { continue }
      switch subnet {
      case .resource(let id): tablesBySubnet[id, default: []].append(association)
      case .oneOf(let ids, let why): looseTables.append((association, ids, why))
      case .unknown(let why): looseTables.append((association, nil, why))
      case .external: continue
      }
    }
    for (i, acl) in infrastructure.networkACLs.enumerated() where acl.isDefault {
      defaultACLs[VPCKey(acl.vpc.target)] = i
    }
    for association in infrastructure.networkACLAssociations {
      switch association.subnet.target {
      case .resource(let id): aclsBySubnet[id, default: []].append(association)
      case .oneOf(let ids, let why): looseACLs.append((association, ids, why))
      case .unknown(let why): looseACLs.append((association, nil, why))
      case .external: continue
      }
    }
  }

  func table(of subnet: Subnet) -> Choice<Int> {
    let certain = tablesBySubnet[subnet.id] ?? []
    if let one = certain.last(where: { $0.declaration.existence.verdict == .yes }) {
      return index(one.table, tableIndex)
    }
    let possible =
      certain.map { ($0, $0.declaration.existence.because) }
      + looseTables.filter { $0.ids?.contains(subnet.id) ?? true }.map { ($0.association, [$0.why]) }
    let main = mainTable(of: VPCKey(subnet.vpc.target))
    return possible.reduce(main) { choice, next in
      let (association, why) = next
      return choice.or(index(association.table, tableIndex), why)
    }
  }

  func acl(of subnet: Subnet) -> Choice<Int> {
    let certain = aclsBySubnet[subnet.id] ?? []
    if let one = certain.last(where: { $0.declaration.existence.verdict == .yes }) { return index(one.acl, aclIndex) }
    let possible =
      certain.map { ($0, $0.declaration.existence.because) }
      + looseACLs.filter { $0.ids?.contains(subnet.id) ?? true }.map { ($0.association, [$0.why]) }
    let fallback = defaultACL(of: VPCKey(subnet.vpc.target))
    return possible.reduce(fallback) { choice, next in
      let (association, why) = next
      return choice.or(index(association.acl, aclIndex), why)
    }
  }

  private func mainTable(of vpc: VPCKey) -> Choice<Int> {
    let mains = mains[vpc] ?? []
    // A declared main table replaces the one that AWS made.
    if let main = mains.last(where: { $0.declaration.kind != .implied }) ?? mains.last {
      return index(main.table, tableIndex)
    }
    return .unknown(Unknown("the main route table of \(vpc.name)", .notInInput))
  }

  private func defaultACL(of vpc: VPCKey) -> Choice<Int> {
    guard let i = defaultACLs[vpc] else {
      return .unknown(Unknown("the default network ACL of \(vpc.name)", .notInInput))
    }
    return Choice([i])
  }

  private func index(_ link: Link, _ ids: [ResourceID: Int]) -> Choice<Int> {
    switch link.target {
    case .resource(let id):
      return ids[id].map { Choice([$0]) } ?? .unknown(Unknown(id.address, .notInInput, at: link.place.range))
    case .oneOf(let candidates, let why):
      let known = candidates.reduce(into: [Int]()) { if let i = ids[$1] { $0.append(i) } }
      return Choice(known, unknowns: [why], isOpen: known.count < candidates.count || known.count == 1)
    case .external(let name): return .unknown(Unknown(name, .notInInput, at: link.place.range))
    case .unknown(let why): return .unknown(why)
    }
  }
}

extension Choice {
  /// This or that, and which of them depends on something that is not known.
  fileprivate func or(_ other: Choice, _ why: [Unknown]) -> Choice {
    Choice(options + other.options, unknowns: unknowns + other.unknowns + why, isOpen: isOpen || other.isOpen)
  }
}

extension VPCKey {
  /// For messages.
  var name: String {
    switch self {
    case .resource(let id): id.address
    case .external(let name): name
    case .unknown(let why): why.subject
    }
  }
}
