import AWSModel
import NetSpace

/// The ways to databases by proxies of RDS, which end the connections of their clients and open their own.
///
/// Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html
extension Facts {
  func byWayOfProxies(_ query: Query, to database: ResourceID) -> Direct {
    guard let target = endpoint(database) else { return Direct() }
    return proxies(of: target).reduce(into: Direct()) { all, known in
      let (proxy, verdict, because) = known
      guard let middle = endpoint(proxy.id), query.source != .endpoint(proxy.id) else { return }
      let outer = direct(
        Query(
          source: query.source, target: .endpoint(proxy.id), traffic: middle.serves.may, joinsLoadBalancers: false,
          usesPublicAddresses: query.usesPublicAddresses))
      if outer.verdict == .no { return }
      let step = Step.forwarding(
        by: "proxy \(proxy.id.address)", "proxy for \(database.address)", verdict, at: proxy.declaration.place,
        proxy.id, because: because)
      all.add(
        between(stations(of: middle), middle.placement, stations(of: target), target.placement) { station, end in
          paths(from: station, to: end, query.traffic).flatMap { inner in
            outer.traces.map { join($0, at: proxy.id, step, inner, keepsClient: false) }
          }
        })
    }
  }

  /// The proxies that stand before a database, or may.
  func proxies(of target: Endpoint) -> [(proxy: DataStore, verdict: Verdict, because: [Unknown])] {
    if target.kind != .database { return [] }
    return infrastructure.dataStores.reduce(into: []) { all, proxy in
      guard proxy.kind == .proxy else { return }
      let (verdict, because) = proxy.databases.verdict(holds: target.id)
      if verdict != .no { all.append((proxy, verdict, because)) }
    }
  }
}
