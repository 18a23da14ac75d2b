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
        (0..<rule.peers.elements.count + rule.peers.rest.count).map {
          RuleEntry(rule, peer: $0, of: group.id, topology)
        }
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
///
/// Small, because a network has tens of thousands that stay as long as the run: what it says is found in the rule.
private final class RuleEntry: Sendable {
  private let rule: SecurityGroupRule
  /// Among the peers that are listed, and behind them those that are not known.
  private let position: Int
  private let group: ResourceID
  private let topology: Topology
  /// Those without doubts, by the part of the header's dimension that the peer stands for.
  ///
  /// There are few: of an end that is one point it is a family, both or nothing.
  private let made = Mutex<[(dimension: Bounds<AddressSet>, entry: FilterEntry)]>([])

  init(_ rule: SecurityGroupRule, peer position: Int, of group: ResourceID, _ topology: Topology) {
    self.rule = rule
    self.position = position
    self.group = group
    self.topology = topology
  }

  /// Nil for peers that are not known.
  private var peer: RulePeer? { position < rule.peers.elements.count ? rule.peers.elements[position] : nil }

  /// Whether it says anything of some traffic, or may.
  func speaks(of traffic: Traffic) -> Bool { rule.traffic.bounds.may.intersects(traffic) }

  func entry(for remote: Remote) -> FilterEntry? {
    guard let peer else { return unlisted(rule.peers.rest[position - rule.peers.elements.count]) }
    let (dimension, because) =
      switch peer.kind {
      case .block(let block): remote.match(block)
      case .prefixList(let list): topology.match(list, remote)
      case .group(let group): remote.dimension(ofGroup: group)
      case .unknown(let why): (.atMost(.full), [why])
      }
    if dimension.may.isEmpty { return nil }
    // Its reasons may be those of the other end.
    if !because.isEmpty { return entry(peer, dimension, because) }
    if let known = made.withLock({ $0.first { $0.dimension == dimension }?.entry }) { return known }
    let entry = entry(peer, dimension, [])
    made.withLock { $0.append((dimension, entry)) }
    return entry
  }

  private func entry(_ peer: RulePeer, _ dimension: Bounds<AddressSet>, _ because: [Unknown]) -> FilterEntry {
    let entry = FilterEntry(
      label: self.label, place: peer.place.range, resource: rule.declaredBy, allows: .yes, space: space(dimension),
      unknowns: rule.traffic.unknowns + because, isImplied: rule.origin == .default)
    return rule.existence.verdict == .yes ? entry : entry.possibly(rule.existence.because)
  }

  private func unlisted(_ why: Unknown) -> FilterEntry {
    FilterEntry(
      label: self.label, place: rule.place.range, resource: rule.declaredBy, allows: .yes,
      space: space(.atMost(.full)), unknowns: [why])
  }

  private func space(_ dimension: Bounds<AddressSet>) -> Bounds<HeaderSpace> {
    rule.traffic.bounds.headers(rule.direction, remote: dimension)
  }

  private var label: String { "\(group.address): \(rule.words(for: peer))" }
}
