import AWSModel

extension Fields {
  /// Who may log in to the nodes of a cluster; nil where there is certainly no key to do it with.
  func remoteAccess(key: String, sources: String) -> NodeGroup.RemoteAccess? {
    guard let given = self[key] else { return nil }
    // Of a block that is not known it is not known either whether it is there.
    let doubt = if case .unknown(let why) = object.content { Optional(why) } else { given.doubt }
    return NodeGroup.RemoteAccess(
      sources: links(sources), place: place, existence: doubt.map { .possible([$0]) } ?? .certain)
  }
}
