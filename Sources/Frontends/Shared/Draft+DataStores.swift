import AWSModel
import NetSpace

extension Draft {
  /// The port of a proxy for a family of engines.
  func ports(ofProxy family: Attribute<String>) -> Attribute<PortSet> {
    family.flatMap { name in
      DataStore.proxyPort(ofFamily: name).map(Value.known)
        ?? .unknown(Unknown("engine family \"\(name)\"", .unreadable("its port is not known"), at: family.place.range))
    }
  }

  /// The databases that proxies stand before, and the endpoints of a proxy with its port and databases.
  func completeProxies(_ result: inout Infrastructure) {
    let proxies = Dictionary(
      result.dataStores.enumerated().filter { $0.element.kind == .proxy }.map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    for target in proxyTargets {
      switch target.proxy.target {
      case .resource(let id): if let i = proxies[id] { result.dataStores[i].databases.elements.append(target.database) }
      case .oneOf(let ids, let why):
        for case let i? in ids.map({ proxies[$0] }) { result.dataStores[i].databases.rest.append(why) }
      case .unknown(let why): for i in proxies.values { result.dataStores[i].databases.rest.append(why) }
      case .external: continue
      }
    }
    for i in result.dataStores.indices {
      guard result.dataStores[i].kind == .proxy, let owner = result.dataStores[i].owner?.target.id,
        let j = proxies[owner], j != i
      else { continue }
      result.dataStores[i] = result.dataStores[i].endpoint(of: result.dataStores[j])
    }
  }
}

extension DataStore {
  /// Another endpoint of a proxy has its port and databases.
  fileprivate func endpoint(of proxy: DataStore) -> DataStore {
    DataStore(
      declaration: declaration, kind: kind, engine: proxy.engine, placement: placement, groups: groups,
      ports: proxy.ports, publiclyAccessible: publiclyAccessible, isDualStack: isDualStack, owner: owner,
      databases: proxy.databases)
  }
}
