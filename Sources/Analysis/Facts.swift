import AWSModel
import NetSpace

/// What follows from an infrastructure: the one thing that rules, explanations and reports read.
package struct Facts: Sendable {
  package let infrastructure: Infrastructure
  package let topology: Topology
  /// Everything with a network interface, in declaration order within its kind.
  package let endpoints: [Endpoint]
  private let endpointIndex: [ResourceID: Int]
  private let endpointsByVPC: VPCIndex
  private let members: MemberIndex
  let sourceClasses: SourceClasses
  /// Every way from a listener to a target.
  package private(set) var bindings: [Binding] = []
  /// Tiers that a project assigns; those of other endpoints are inferred.
  package var assignedTiers: [ResourceID: TierDecision] = [:]
  private var bindingsByTarget: [ResourceID: [Binding]] = [:]

  package init(_ infrastructure: Infrastructure) {
    self.infrastructure = infrastructure
    topology = Topology(infrastructure)
    endpoints = EndpointBuilder(topology).endpoints()
    endpointIndex = Dictionary(
      endpoints.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let topology = topology
    endpointsByVPC = VPCIndex(endpoints.map { endpoint in endpoint.sites.map { topology.vpc(of: $0) } })
    members = MemberIndex(endpoints)
    sourceClasses = SourceClasses(endpoints, topology)
    bindings = infrastructure.listeners.flatMap(bindings(of:))
    bindingsByTarget = Dictionary(grouping: bindings, by: \.target.id)
  }

  /// The ways from listeners to one target.
  package func bindings(to target: ResourceID) -> [Binding] { bindingsByTarget[target] ?? [] }

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
