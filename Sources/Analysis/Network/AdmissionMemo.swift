import AWSModel
import NetSpace
import Synchronization

/// What targets let in, by what their filters see of a target and a source.
final class AdmissionMemo: Sendable {
  struct Question: Hashable {
    let target: Int
    /// The class among the source classes.
    let source: Int
    /// For each subnet of the target the first place of the source that is in it too.
    let shared: [Int?]
    /// Which of the groups that the target's rules name the source has.
    let memberships: [Verdict]
    let traffic: Traffic
  }

  /// Whether private addresses get in.
  struct AddressQuestion: Hashable {
    let target: Int
    let addresses: AddressSet
    let traffic: Traffic
  }

  /// What lies between the interfaces of a source and a target in one VPC.
  struct Crossing: Hashable {
    /// The class of the target's subnet.
    let network: Int
    let source: Int
    /// The position among the source's sites.
    let site: Int
    let isSameSubnet: Bool
  }

  /// The numbers of the classes that a target is in.
  struct TargetClasses {
    struct Routed {
      /// Of targets that differ in nothing that matters inside the VPC.
      let target: Int
      /// Of its subnets, each of those alike in the network only.
      let networks: [Int]
    }

    /// Of those in the same subnets.
    let exact: Int
    /// Of those in subnets with the same lists and tables; nil where that is not certain.
    let routed: Routed?
    let vpc: VPCKey?
  }

  /// Where a target is, as far as it matters to who gets in.
  private enum Whereabouts: Hashable {
    case exact([Endpoint.Site])
    case routed([Surroundings])
  }

  /// What lies around an interface.
  private struct Surroundings: Hashable {
    let vpc: VPCKey
    let table: ResourceID
    let acl: ResourceID
    let hasIPv6: Verdict
  }

  /// What the filters of a target go by.
  private struct Likeness: Hashable {
    let whereabouts: Whereabouts
    let groups: [Reference]?
    let unknownGroups: [Unknown]
    let placement: Endpoint.Placement
    let serves: Bounds<Traffic>
    let hasIPv6: Value<Bool>?
    /// What has several interfaces is like nothing else.
    let several: ResourceID?

    init(_ endpoint: Endpoint, _ whereabouts: Whereabouts) {
      self.whereabouts = whereabouts
      groups = endpoint.groups?.elements.map(\.target)
      unknownGroups = endpoint.groups?.rest ?? []
      placement = endpoint.placement
      serves = endpoint.serves
      hasIPv6 = endpoint.hasIPv6?.value
      several = endpoint.interfaces.isEmpty ? nil : endpoint.id
    }
  }

  private struct State {
    var numbers: [Likeness: Int] = [:]
    var classes: [ResourceID: TargetClasses] = [:]
    var named: [Int: NamedGroups] = [:]
    var verdicts: [Question: Verdict] = [:]
    var verdictsOnAddresses: [AddressQuestion: Verdict] = [:]
    /// Those in which nothing is in doubt but where one of the ends is.
    var onlyPlaceIsOpen: Set<Question> = []
    var networks: [Surroundings: Int] = [:]
    var passed: [Crossing: Bounds<HeaderSpace>] = [:]

    mutating func number(of likeness: Likeness) -> Int {
      if let number = numbers[likeness] { return number }
      numbers[likeness] = numbers.count
      return numbers.count - 1
    }

    mutating func number(of network: Surroundings) -> Int {
      let number = networks[network] ?? networks.count
      networks[network] = number
      return number
    }
  }

  private let state = Mutex(State())

  func classes(of target: Endpoint, _ facts: Facts) -> TargetClasses {
    if let known = state.withLock({ $0.classes[target.id] }) { return known }
    let surroundings = Self.surroundings(of: target, facts)
    return state.withLock { state in
      let classes = TargetClasses(
        exact: state.number(of: Likeness(target, .exact(target.sites))),
        routed: surroundings.map { surroundings in
          TargetClasses.Routed(
            target: state.number(of: Likeness(target, .routed(surroundings))),
            networks: surroundings.map { state.number(of: $0) })
        },
        vpc: target.sites.first.map { facts.topology.vpc(of: $0) })
      state.classes[target.id] = classes
      return classes
    }
  }

  /// The tables and lists of the subnets of a target, if they are certain, all in one VPC, and nothing but the VPC's own
  /// routes leads to other subnets.
  private static func surroundings(of target: Endpoint, _ facts: Facts) -> [Surroundings]? {
    guard let first = target.sites.first, target.ownAddresses == nil, target.interfaces.isEmpty else { return nil }
    let topology = facts.topology
    let vpc = topology.vpc(of: first)
    guard vpc.unknown == nil, !topology.hasAppliances(in: vpc) else { return nil }
    var all: [Surroundings] = []
    for site in target.sites {
      guard case .subnet(let id) = site, topology.vpc(of: site) == vpc, let table = topology.routeTable(of: id).only,
        let acl = topology.networkACL(of: id).only
      else { return nil }
      let station = Station(site: site, endpoint: target, topology: topology)
      all.append(Surroundings(vpc: vpc, table: table.id, acl: acl.id, hasIPv6: station.hasIPv6.verdict))
    }
    return all
  }

  func namedGroups(of target: Endpoint, _ number: Int, _ facts: Facts) -> NamedGroups {
    if let known = state.withLock({ $0.named[number] }) { return known }
    let named = NamedGroups(ofRulesOf: target, facts)
    state.withLock { $0.named[number] = named }
    return named
  }

  /// What gets through between a source and a target's interface, of all packets.
  func passed(_ crossing: Crossing, _ ask: () -> Bounds<HeaderSpace>) -> Bounds<HeaderSpace> {
    if let known = state.withLock({ $0.passed[crossing] }) { return known }
    let passed = ask()
    state.withLock { $0.passed[crossing] = passed }
    return passed
  }

  func verdict(_ question: Question, _ ask: () -> Verdict) -> Verdict {
    if let known = state.withLock({ $0.verdicts[question] }) { return known }
    let verdict = ask()
    state.withLock { $0.verdicts[question] = verdict }
    return verdict
  }
  func verdict(_ question: AddressQuestion, _ ask: () -> Verdict) -> Verdict {
    if let known = state.withLock({ $0.verdictsOnAddresses[question] }) { return known }
    let verdict = ask()
    state.withLock { $0.verdictsOnAddresses[question] = verdict }
    return verdict
  }

  /// Whether nothing is in doubt but where one of the ends is.
  func isOnlyPlaceOpen(_ question: Question) -> Bool { state.withLock { $0.onlyPlaceIsOpen.contains(question) } }

  func noteOnlyPlaceIsOpen(_ question: Question) { state.withLock { _ = $0.onlyPlaceIsOpen.insert(question) } }
}
