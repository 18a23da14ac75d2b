import AWSModel

/// What one state of an infrastructure lets through that another does not, and the other way round: changed reach, not
/// changed text.
package struct Comparison: Sendable {
  /// A state, and where it was read from: stacks are called by their place below that.
  package struct Side: Sendable {
    package let facts: Facts
    /// Who reaches what.
    fileprivate let reaches: [Reach]
    package let root: String
    /// What the other side calls resources that it has moved, by their addresses here.
    fileprivate let moved: [String: String]

    /// - Parameters:
    ///   - reaches: the matrix, when more is known of it than the facts alone tell.
    ///   - moved: what the other side calls resources that it has moved.
    package init(_ facts: Facts, reaches: [Reach]? = nil, root: String, moved: [String: String] = [:]) {
      self.facts = facts
      self.reaches = reaches ?? facts.matrix
      self.root = root
      self.moved = moved
    }

    /// What a resource is called on both sides, but for its stack.
    fileprivate func address(_ id: ResourceID) -> String { moved[id.address] ?? id.address }
  }

  /// What changed in one direction.
  package struct Changes: Sendable {
    /// The side on which it is so.
    package let facts: Facts
    package let flows: [ReachRow]
    package let grants: [GrantChange]

    package var isEmpty: Bool { flows.isEmpty && grants.isEmpty }
  }

  package let opened: Changes
  package let closed: Changes

  package init(old: Side, new: Side) {
    let names = SharedNames(old, new)
    let before = Matrix(old, names)
    let after = Matrix(new, names)
    let grants = Self.grants(old: old, new: new)
    opened = Changes(facts: new.facts, flows: after.beyond(before), grants: grants.opened)
    closed = Changes(facts: old.facts, flows: before.beyond(after), grants: grants.closed)
  }

  private init(opened: Changes, closed: Changes) {
    self.opened = opened
    self.closed = closed
  }

  /// The same comparison, when more is known of what is granted.
  package func replacing(grants: Grants) -> Comparison {
    Comparison(
      opened: Changes(facts: opened.facts, flows: opened.flows, grants: grants.opened),
      closed: Changes(facts: closed.facts, flows: closed.flows, grants: grants.closed))
  }

  /// What is granted by one state and not by the other.
  package struct Grants: Sendable {
    package let opened: [GrantChange]
    package let closed: [GrantChange]

    package init(opened: [GrantChange], closed: [GrantChange]) {
      self.opened = opened
      self.closed = closed
    }
  }

  package static func grants(old: Side, new: Side) -> Grants {
    let names = SharedNames(old, new)
    let (before, after) = (IdentityFacts(old.facts.infrastructure), IdentityFacts(new.facts.infrastructure))
    return Grants(
      opened: after.grants(beyond: before, { names.name($0, new) }, otherwise: { names.name($0, old) }),
      closed: before.grants(beyond: after, { names.name($0, old) }, otherwise: { names.name($0, new) }))
  }
}

/// What resources are called on both sides: by their address, and by their stack where several have the same.
struct SharedNames {
  private let ambiguous: Set<String>

  init(_ sides: Comparison.Side...) {
    var ambiguous: Set<String> = []
    for side in sides {
      var seen: Set<String> = []
      for address in side.facts.infrastructure.allResources.map({ side.address($0.id) })
      where !seen.insert(address).inserted {
        ambiguous.insert(address)
      }
    }
    self.ambiguous = ambiguous
  }

  func name(_ id: ResourceID, _ side: Comparison.Side) -> ResourceID {
    let address = side.address(id)
    guard ambiguous.contains(address) else { return ResourceID(stack: "", address: address) }
    let stack = id.stack.hasPrefix(side.root) ? String(id.stack.dropFirst(side.root.count)) : id.stack
    return ResourceID(stack: stack, address: address)
  }
}

/// Who reaches what on one side, by names that are the same on both.
private struct Matrix {
  private struct Key: Hashable {
    enum Source: Hashable {
      case internet
      case addresses
      case endpoint(ResourceID)
      case unknown(String)
    }

    let source: Source
    let target: Peer
    let balancers: [ResourceID]

    /// Whether nobody that is not known can be the source: what comes by a load balancer, or over the internet, is
    /// listed as such.
    var hidesNobody: Bool { source == .internet || !balancers.isEmpty }
  }

  private var order: [Key] = []
  private var reaches: [Key: Reach] = [:]

  init(_ side: Comparison.Side, _ names: SharedNames) {
    for reach in side.reaches {
      let source: Key.Source =
        switch reach.source {
        case .internet: .internet
        case .addresses: .addresses
        case .endpoint(let id): .endpoint(names.name(id, side))
        case .unknown(let why): .unknown(why.subject)
        }
      let target: Peer =
        switch reach.target {
        case .endpoint(let id): .endpoint(names.name(id, side))
        case .internet, .addresses: reach.target
        }
      let key = Key(source: source, target: target, balancers: reach.balancers.map { names.name($0, side) })
      if let known = reaches[key] {
        reaches[key] = known.union(reach)
      } else {
        order.append(key)
        reaches[key] = reach
      }
    }
  }

  func beyond(_ other: Matrix) -> [ReachRow] {
    ReachRow.rows(
      of: order.compactMap { key in
        reaches[key]?.beyond(other.reaches[key])?.unlessAmong(key.hidesNobody ? [] : other.strangers(key.target))
      })
  }

  /// Those that reach a target and of whom it is not known who they are.
  private func strangers(_ target: Peer) -> [Reach] {
    order.reduce(into: []) { all, key in
      if key.target == target, case .unknown = key.source, let reach = reaches[key] { all.append(reach) }
    }
  }
}
