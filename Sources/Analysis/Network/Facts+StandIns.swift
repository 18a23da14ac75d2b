import AWSModel

extension Facts {
  /// The endpoints that stand for resources which have none of their own: the cluster for its instances, the replication
  /// group for its nodes, the mount targets for their file system.
  package var standIns: [ResourceID: [ResourceID]] {
    var all: [ResourceID: [ResourceID]] = [:]
    func add(_ id: ResourceID, for resource: ResourceID) {
      if endpoint(id) != nil, endpoint(resource) == nil { all[resource, default: []].append(id) }
    }
    for database in infrastructure.databases {
      if let cluster = database.cluster?.target.id { add(cluster, for: database.id) }
    }
    for store in infrastructure.dataStores {
      guard let owner = store.owner?.target.id else { continue }
      add(owner, for: store.id)
      if store.kind == .fileSystem { add(store.id, for: owner) }
    }
    return all
  }
}
