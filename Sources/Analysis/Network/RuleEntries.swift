import AWSModel
import NetSpace
import Synchronization

/// The rules of a security group as entries of a filter: those of each rule are made once for all other ends that its
/// peers see alike.
final class RuleEntries: Sendable {
  private let ingress: [RuleEntry]
  private let egress: [RuleEntry]
  /// Of rules that are not known.
  private let unlisted: [FilterEntry]

  init(_ group: SecurityGroup, in topology: Topology) {
    func entries(_ direction: Direction) -> [RuleEntry] {
      group.rules.elements.filter { $0.direction == direction }.flatMap { rule in
        let traffic = rule.traffic.bounds
        return rule.peers.elements.map { RuleEntry(rule, $0, traffic, of: group, in: topology) }
          + rule.peers.rest.map { RuleEntry(rule, unlisted: $0, traffic, of: group, in: topology) }
      }
    }
    ingress = entries(.ingress)
    egress = entries(.egress)
    unlisted = group.rules.rest.map { why in
      FilterEntry(
        label: "\(group.id.address): a rule that is not known", place: why.place ?? group.declaration.place,
        resource: group.id, allows: .yes, space: .atMost(.full), unknowns: [why])
    }
  }

  /// Those that speak of another end, or may.
  func entries(_ direction: Direction, remote: Remote, about traffic: Traffic) -> [FilterEntry] {
    let own = direction == .ingress ? ingress : egress
    return own.compactMap { $0.speaks(of: traffic) ? $0.entry(for: remote) : nil } + unlisted
  }
}

/// A rule for one of its peers.
private final class RuleEntry: Sendable {
  private let peer: RulePeer.Kind
  private let topology: Topology
  private let direction: Direction
  private let traffic: Bounds<Traffic>
  private let make: @Sendable (Bounds<HeaderSpace>, [Unknown]) -> FilterEntry
  /// Those without doubts, by the part of the header's dimension that the peer stands for.
  private let made = Memo<Bounds<AddressSet>, FilterEntry>()

  init(
    _ rule: SecurityGroupRule, _ peer: RulePeer, _ traffic: Bounds<Traffic>, of group: SecurityGroup,
    in topology: Topology
  ) {
    self.peer = peer.kind
    self.topology = topology
    direction = rule.direction
    self.traffic = traffic
    make = { space, because in
      let entry = FilterEntry(
        label: "\(group.id.address): \(rule.words(for: peer))", place: peer.place.range, resource: rule.declaredBy,
        allows: .yes, space: space, unknowns: rule.traffic.unknowns + because, isImplied: rule.origin == .default)
      return rule.existence.verdict == .yes ? entry : entry.possibly(rule.existence.because)
    }
  }

  /// A rule for peers that are not known.
  init(
    _ rule: SecurityGroupRule, unlisted why: Unknown, _ traffic: Bounds<Traffic>, of group: SecurityGroup,
    in topology: Topology
  ) {
    peer = .unknown(why)
    self.topology = topology
    direction = rule.direction
    self.traffic = traffic
    make = { space, because in
      FilterEntry(
        label: "\(group.id.address): \(rule.words(for: nil))", place: rule.place.range, resource: rule.declaredBy,
        allows: .yes, space: space, unknowns: because)
    }
  }

  /// Whether it says anything of some traffic, or may.
  func speaks(of traffic: Traffic) -> Bool { self.traffic.may.intersects(traffic) }

  func entry(for remote: Remote) -> FilterEntry? {
    let (dimension, because) =
      switch peer {
      case .block(let block): remote.match(block)
      case .prefixList(let list): topology.match(list, remote)
      case .group(let group): remote.dimension(ofGroup: group)
      case .unknown(let why): (.atMost(.full), [why])
      }
    if dimension.may.isEmpty { return nil }
    func entry() -> FilterEntry { make(traffic.headers(direction, remote: dimension), because) }
    // Its reasons may be those of the other end.
    return because.isEmpty ? made.value(dimension, entry) : entry()
  }
}
