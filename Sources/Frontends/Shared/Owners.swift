import AWSModel

/// Finds what a separately declared part belongs to.
struct Owners {
  enum Owner {
    case certain(Int)
    case possible(Int, Unknown)
    case outside(String)
  }

  private let ids: [ResourceID]
  private let index: [ResourceID: Int]

  init(_ resources: [some Resource]) { self.init(ids: resources.map { $0.id }) }

  init(ids: [ResourceID]) {
    self.ids = ids
    index = Dictionary(ids.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  func owners(of link: Link) -> [Owner] {
    switch link.target {
    case .resource(let id): [index[id].map(Owner.certain) ?? .outside(id.address)]
    case .oneOf(let ids, let why):
      any(ids.reduce(into: []) { if let i = index[$1] { $0.append(.possible(i, why)) } }, or: why)
    case .external(let name): [.outside(name)]
    // What a parameter stands for was there before the stack.
    case .unknown(let why) where why.reason == .parameter && !why.isDerived: [.outside(why.subject)]
    // It may belong to any of them.
    case .unknown(let why): any(ids.indices.map { .possible($0, why) }, or: why)
    }
  }

  /// What the owner of a part is called, if it certainly is none that is here.
  func outside(_ link: Link) -> String? {
    if case .outside(let name)? = owners(of: link).first { name } else { nil }
  }

  /// Of nothing that is here it belongs to something that is not.
  private func any(_ owners: [Owner], or why: Unknown) -> [Owner] {
    owners.isEmpty ? [.outside(why.subject)] : owners
  }
}
