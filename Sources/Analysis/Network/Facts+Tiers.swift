import AWSModel
import NetSpace

extension Facts {
  /// The part that an endpoint plays, the first that fits: what the project says; a data store; a load balancer; a
  /// forwarding appliance (source/destination check off); the app, if it is a load balancer's target; a bastion, if it is
  /// compute with a public address that admits an admin port from outside the VPC; else the app.
  package func tier(of endpoint: Endpoint) -> Value<Tier> { tierDecision(of: endpoint).tier }

  /// The tier of an endpoint, and why it is that one.
  package func tierDecision(of endpoint: Endpoint) -> TierDecision {
    if let assigned = assignedTiers[endpoint.id] { return assigned }
    func decided(_ tier: Tier, _ reason: String) -> TierDecision { TierDecision(.known(tier), reason) }
    switch endpoint.kind {
    case .database, .dataStore: return decided(.data, "it is a data store")
    case .loadBalancer: return decided(.loadBalancer, "it is a load balancer")
    case .outbound(.instanceConnect): return decided(.bastion, "it is there to log in to machines")
    case .outbound(.clientVPN): return decided(.bastion, "it is there to let clients in")
    case .outbound(.dataJob), .outbound(.workflows), .outbound(.notebook), .outbound(.batch):
      return decided(.app, "it is compute that AWS manages")
    case .outbound(.resolver): return decided(.app, "it passes on questions for names")
    case .outbound: return decided(.app, "it is compute that accepts no connections")
    case .controlPlane: return decided(.app, "it is a cluster's control plane")
    case .serviceEndpoint: return decided(.app, "it is an endpoint for a service")
    case .instance, .autoScalingGroup, .networkInterface, .service, .scheduledTask, .nodes: break
    }
    if endpoint.sourceDestCheck == .no {
      return decided(.appliance, "it forwards: its source/destination check is off")
    }
    let bindings = bindings(to: endpoint.id)
    if let binding = bindings.first(where: { $0.exists == .yes }) {
      return decided(.app, "\(binding.balancer.address) forwards to it")
    }
    let (verdict, because) = isBastion(endpoint)
    switch verdict {
    case .no: return decided(.app, "it is compute, and no bastion")
    case .yes where bindings.isEmpty:
      return decided(.bastion, "it has a public address and admits an admin port from outside its VPC")
    case .yes, .unknown:
      let why = (because + bindings.flatMap(\.because)).first
      return TierDecision(
        .either(
          [.app, .bastion], why ?? Unknown("the tier of \(endpoint.address)", .decidedByAWS("is not known"))),
        "it may admit an admin port from outside its VPC by a public address")
    }
  }

  private func isBastion(_ endpoint: Endpoint) -> (verdict: Verdict, because: [Unknown]) {
    var verdict = Verdict.no
    var because: [Unknown] = []
    for station in stations(of: endpoint) {
      let (isPublic, reasons, _) = station.publicIPv4
      let (hasIPv6, ipv6Reasons) = station.publicIPv6
      let reachable = isPublic.or(hasIPv6)
      if reachable == .no { continue }
      let own = topology.addresses(of: station.vpc)
      let outside = own.may.complement
      let admitted = admitsAdministration(endpoint, from: outside.isEmpty ? .global : outside)
      var this = reachable.and(admitted.passed.nonEmpty)
      if this == .no, reachable != .no, !own.isExact {
        // No VPC has as many addresses as the world; of fewer, what is admitted may all be its own.
        let perhaps = admitsAdministration(endpoint, from: own.must.complement)
        let isMore = perhaps.passed.must.sources.isWorld()
        this = reachable.and(isMore ? .yes : perhaps.passed.nonEmpty == .no ? .no : .unknown)
      }
      if this == .unknown { because += reasons + ipv6Reasons + admitted.unknowns }
      verdict = verdict.or(this)
    }
    return (verdict, because)
  }

  private func admitsAdministration(_ endpoint: Endpoint, from sources: AddressSet) -> FilterResult {
    let remote = Remote.addresses(sources, couldBeMembers: false)
    let wanted = HeaderSpace(traffic: .adminPorts, sources: remote.addresses)
    return topology.securityGroupFilter(of: endpoint, .ingress, remote: remote).evaluate(wanted)
  }
}

extension Traffic {
  /// SSH, RDP and WinRM.
  package static let adminPorts = Traffic(.tcp, ports: PortSet([22...22, 3389...3389, 5985...5986]))
    .union(Traffic(.udp, ports: PortSet(3389)))

  /// The ports of the data stores that AWS offers: what a group that is attached to nothing is judged by.
  package static let databasePorts = Traffic(
    .tcp,
    ports: PortSet([
      1433...1433, 1521...1521, 2484...2484, 3306...3306, 5432...5432, 5439...5439, 6379...6380, 8182...8182,
      9042...9042, 9142...9142, 9200...9200, 9300...9300, 11211...11211, 27017...27019, 50000...50000,
    ])
  ).union(Traffic(.udp, ports: PortSet([1434...1434, 11211...11211])))
}
