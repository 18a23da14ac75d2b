import AWSModel

extension PartialList where Element == Link {
  /// Adds a link, unless the list has it: what a refreshed plan says of a resource repeats what others declare of it.
  mutating func add(_ link: Link) {
    switch link.target {
    case .resource, .external:
      if !elements.contains(where: { $0.target == link.target }) { elements.append(link) }
    case .oneOf: elements.append(link)
    case .unknown(let why): rest.append(why)
    }
  }
}
