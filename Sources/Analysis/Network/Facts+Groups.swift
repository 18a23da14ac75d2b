import AWSModel
import NetSpace

extension Facts {
  /// The endpoints that have a group, certainly or possibly.
  package func endpoints(attachedTo group: ResourceID) -> [(endpoint: Endpoint, verdict: Verdict)] {
    candidates(for: group).reduce(into: []) { all, endpoint in
      let verdict = endpoint.isMember(of: .resource(group)).verdict
      if verdict != .no { all.append((endpoint, verdict)) }
    }
  }

  /// The database traffic of a group: the ports of the data stores that have it; the ports of all data stores for a
  /// group that nothing has.
  package func databaseTraffic(of group: SecurityGroup) -> Bounds<Traffic> {
    let attached = endpoints(attachedTo: group.id)
    if attached.isEmpty { return .exact(.databasePorts) }
    let stores = attached.filter { $0.endpoint.isDataStore }
    return .union(
      of: stores.map { store in
        let traffic = databaseTraffic(of: store.endpoint)
        return store.verdict == .yes ? traffic : .atMost(traffic.may)
      })
  }

  /// The port that a data store listens on.
  package func databaseTraffic(of endpoint: Endpoint) -> Bounds<Traffic> {
    endpoint.isDataStore ? endpoint.serves : .empty
  }
}
