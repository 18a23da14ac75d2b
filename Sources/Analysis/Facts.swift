import AWSModel
import NetSpace

/// What follows from an infrastructure: the one thing that rules, explanations and reports read.
package final class Facts: Sendable {
  package let infrastructure: Infrastructure
  package let topology: Topology
  /// Everything with a network interface, in declaration order within its kind.
  package let endpoints: [Endpoint]
  private let endpointIndex: [ResourceID: Int]
  private let endpointsByVPC: VPCIndex
  private let members: MemberIndex
  let sourceClasses: SourceClasses
  let admissionMemo = AdmissionMemo()
  let admissionPatterns = Memo<AdmissionPatterns.Key, AdmissionPatterns>()
  let shadows = Memo<ListedEntryID, (verdict: Verdict, because: [Unknown], by: [NetworkACLEntry])>()
  /// The packets that the entries of a network ACL speak of, of those whose direction is known.
  let entrySpaces = Memo<ResourceID, [Bounds<HeaderSpace>?]>()
  let taskHosts = Memo<ResourceID, EndpointBuilder.ContainerHosts?>()
  let occupants = Memo<AddressesInVPCs, Occupants>()
  /// Tiers that a project assigns; those of other endpoints are inferred.
  let assignedTiers: [ResourceID: TierDecision]
  private let bindingTable = Once<BindingTable>()
  /// Of all that is not modelled a large input has thousands, and each way from outside asks for these few.
  let unmodelledFrontDoors = Once<[Declaration]>()
  let functionURLAccess = Once<FunctionURLAccess>()
  let declaredTypes = Once<[ResourceID: String]>()
  let unmodelledMembers = Once<[ResourceID: Unknown]>()

  package init(_ infrastructure: Infrastructure) {
    self.infrastructure = infrastructure
    assignedTiers = [:]
    topology = Topology(infrastructure)
    endpoints = EndpointBuilder(topology).endpoints()
    endpointIndex = Dictionary(
      endpoints.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let topology = topology
    endpointsByVPC = VPCIndex(endpoints.map { endpoint in endpoint.sites.map { topology.vpc(of: $0) } })
    members = MemberIndex(endpoints)
    sourceClasses = SourceClasses(endpoints, topology)
  }

  private init(
    _ facts: Facts, assigning tiers: [ResourceID: TierDecision], endpoints: [Endpoint]? = nil
  ) {
    infrastructure = facts.infrastructure
    topology = facts.topology
    self.endpoints = endpoints ?? facts.endpoints
    endpointIndex = facts.endpointIndex
    endpointsByVPC = facts.endpointsByVPC
    members = facts.members
    sourceClasses = facts.sourceClasses
    assignedTiers = tiers
  }

  /// The same with the tiers that a project assigns.
  package func assigning(_ tiers: [ResourceID: TierDecision]) -> Facts { Facts(self, assigning: tiers) }

  /// The same with another endpoint of one's id: in the same VPCs and groups, but for its addresses.
  func replacing(_ endpoint: Endpoint) -> Facts {
    var endpoints = endpoints
    if let position = endpointIndex[endpoint.id] { endpoints[position] = endpoint }
    return Facts(self, assigning: assignedTiers, endpoints: endpoints)
  }

  private var bindingsByEnd: BindingTable {
    bindingTable.value { BindingTable(infrastructure.listeners.flatMap(bindings(of:))) }
  }

  /// Every way from a listener to a target.
  package var bindings: [Binding] { bindingsByEnd.all }
  /// The ways from listeners to one target.
  package func bindings(to target: ResourceID) -> [Binding] { bindingsByEnd.byTarget[target] ?? [] }
  /// The ways from the listeners of one load balancer.
  package func bindings(from balancer: ResourceID) -> [Binding] { bindingsByEnd.byBalancer[balancer] ?? [] }
  /// The ways by one target group.
  package func bindings(through group: ResourceID) -> [Binding] { bindingsByEnd.byGroup[group] ?? [] }

  /// The endpoints that may have an interface in one of some VPCs.
  func endpoints(in vpcs: Set<VPCKey>) -> [Endpoint] {
    Set(vpcs.flatMap(endpointsByVPC.candidates)).sorted().map { endpoints[$0] }
  }

  /// The endpoints that may have a group.
  func candidates(for group: ResourceID) -> [Endpoint] { members.candidates(for: group).map { endpoints[$0] } }

  /// The positions among the endpoints of those that may have a group.
  func memberPositions(of group: ResourceID) -> [Int] { members.candidates(for: group) }

  func position(of endpoint: Endpoint) -> Int? { endpointIndex[endpoint.id] }

  package func endpoint(_ id: ResourceID) -> Endpoint? { endpointIndex[id].map { endpoints[$0] } }
}

/// The ways from listeners to targets, by what is on them.
private struct BindingTable: Sendable {
  let all: [Binding]
  let byTarget: [ResourceID: [Binding]]
  let byBalancer: [ResourceID: [Binding]]
  let byGroup: [ResourceID: [Binding]]

  init(_ bindings: [Binding]) {
    all = bindings
    byTarget = Dictionary(grouping: bindings, by: { $0.target.id })
    byBalancer = Dictionary(grouping: bindings, by: { $0.balancer.id })
    byGroup = Dictionary(grouping: bindings, by: { $0.targetGroup.id })
  }
}
