import AWSModel
import NetSpace
import Synchronization

/// What targets let in, by what their filters see of a target and a source.
final class AdmissionMemo: Sendable {
  struct Question: Hashable {
    let target: Int
    /// The class among the source classes.
    let source: Int
    /// The one subnet of the target, if the source may be in it too.
    let shared: Endpoint.Site?
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
      /// Of those alike in the network only.
      let network: Int
    }

    /// Of those in the same subnets.
    let exact: Int
    /// Of those in one subnet each, with the same list and table; nil where that is not certain.
    let routed: Routed?
    let vpc: VPCKey?
  }

  /// Where a target is, as far as it matters to who gets in.
  private enum Whereabouts: Hashable {
    case exact([Endpoint.Site])
    case routed(VPCKey, table: ResourceID, acl: ResourceID, hasIPv6: Verdict)
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
    var networks: [Whereabouts: Int] = [:]
    var passed: [Crossing: Bounds<HeaderSpace>] = [:]

    mutating func number(of likeness: Likeness) -> Int {
      if let number = numbers[likeness] { return number }
      numbers[likeness] = numbers.count
      return numbers.count - 1
    }
  }

  private let state = Mutex(State())

  func classes(of target: Endpoint, _ facts: Facts) -> TargetClasses {
    if let known = state.withLock({ $0.classes[target.id] }) { return known }
    let whereabouts = Self.whereabouts(of: target, facts)
    return state.withLock { state in
      let classes = TargetClasses(
        exact: state.number(of: Likeness(target, .exact(target.sites))),
        routed: whereabouts.map { whereabouts in
          let network = state.networks[whereabouts] ?? state.networks.count
          state.networks[whereabouts] = network
          return TargetClasses.Routed(target: state.number(of: Likeness(target, whereabouts)), network: network)
        },
        vpc: target.sites.first.map { facts.topology.vpc(of: $0) })
      state.classes[target.id] = classes
      return classes
    }
  }

  /// The table and list of the one subnet of a target, if they are certain and nothing but the VPC's own routes leads to
  /// other subnets.
  private static func whereabouts(of target: Endpoint, _ facts: Facts) -> Whereabouts? {
    guard target.sites.count == 1, target.ownAddresses == nil, target.interfaces.isEmpty,
      case .subnet(let id) = target.sites[0]
    else {
      return nil
    }
    let topology = facts.topology
    let vpc = topology.vpc(of: target.sites[0])
    guard vpc.unknown == nil, let table = topology.routeTable(of: id).only, let acl = topology.networkACL(of: id).only,
      !topology.hasAppliances(in: vpc)
    else { return nil }
    let station = Station(site: target.sites[0], endpoint: target, topology: topology)
    return .routed(vpc, table: table.id, acl: acl.id, hasIPv6: station.hasIPv6.verdict)
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
