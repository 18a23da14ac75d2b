import AWSModel
import NetSpace

/// What follows from an infrastructure: the one thing that rules, explanations and reports read.
package struct Facts: Sendable {
  package let infrastructure: Infrastructure
  package let topology: Topology
  /// Everything with a network interface, in declaration order within its kind.
  package let endpoints: [Endpoint]
  private let endpointIndex: [ResourceID: Int]

  package init(_ infrastructure: Infrastructure) {
    self.infrastructure = infrastructure
    topology = Topology(infrastructure)
    endpoints = EndpointBuilder(topology).endpoints()
    endpointIndex = Dictionary(
      endpoints.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  package func endpoint(_ id: ResourceID) -> Endpoint? { endpointIndex[id].map { endpoints[$0] } }
}

extension Facts {
  // The questions that this answers: `answer(_:)`, `tier(of:)`, `openings`, `exposures(of:)`, `admissions(of:)`,
  // `bindings`, `publicSubnet(_:)`, `databaseTraffic(of:)`, each in a file of its name.
}
