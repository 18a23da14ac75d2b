import AWSModel
import NetSpace

/// Endpoints that the filters of others can tell apart by nothing but their groups: of the same kind, in the same
/// subnets, with the same addresses.
///
/// What an endpoint lets in is asked once for all of a class that have the same of the groups that its rules name.
struct SourceClasses: Sendable {
  private struct Likeness: Hashable {
    let kind: Endpoint.Kind
    let sites: [Endpoint.Site]
    let placement: Endpoint.Placement
    let choice: Unknown?
    let hasGroups: Bool
    let hasIPv6: Value<Bool>?
    let sourceDestCheck: Verdict
    let ownAddresses: AddressSet?

    init(_ endpoint: Endpoint) {
      kind = endpoint.kind
      sites = endpoint.sites
      placement = endpoint.placement
      choice = endpoint.choice
      hasGroups = endpoint.groups != nil
      hasIPv6 = endpoint.hasIPv6?.value
      sourceDestCheck = endpoint.sourceDestCheck
      ownAddresses = endpoint.ownAddresses
    }
  }

  /// The endpoints of each class by position, in declaration order.
  let members: [[Int]]
  /// The class of each endpoint.
  let classes: [Int]
  private let byVPC: VPCIndex

  init(_ endpoints: [Endpoint], _ topology: Topology) {
    var numbers: [Likeness: Int] = [:]
    var members: [[Int]] = []
    var classes: [Int] = []
    for (i, endpoint) in endpoints.enumerated() {
      let number = numbers[Likeness(endpoint)] ?? members.count
      if number == members.count {
        numbers[Likeness(endpoint)] = number
        members.append([])
      }
      members[number].append(i)
      classes.append(number)
    }
    self.members = members
    self.classes = classes
    byVPC = VPCIndex(members.map { of in endpoints[of[0]].sites.map { topology.vpc(of: $0) } })
  }

  /// The classes that may be in one of some VPCs.
  func classes(in vpcs: Set<VPCKey>) -> [Int] { Set(vpcs.flatMap(byVPC.candidates)).sorted() }
}

/// The groups that the rules of an endpoint name: by these, and nothing else, it tells apart the members of a class.
struct NamedGroups {
  private let groups: [Reference]
  /// The endpoints that may have one of them; nil if any may.
  private let concerned: Set<Int>?

  init(ofRulesOf target: Endpoint, _ facts: Facts) {
    var found: Set<Reference> = []
    for link in target.groups?.elements ?? [] {
      let ids: [ResourceID] =
        switch link.target {
        case .resource(let id): [id]
        case .oneOf(let ids, _): ids
        case .external, .unknown: []
        }
      for case let group? in ids.map({ facts.topology.securityGroup($0) }) {
        for rule in group.rules.elements where rule.direction == .ingress {
          for peer in rule.peers.elements { if case .group(let group) = peer.kind { found.insert(group) } }
        }
      }
    }
    groups = Array(found)
    let ids = groups.compactMap(\.id)
    concerned = ids.count == groups.count ? Set(ids.flatMap(facts.memberPositions)) : nil
  }

  /// Which of the groups an endpoint has; empty for one that has none of them.
  func memberships(of endpoint: Endpoint, at position: Int) -> [Verdict] {
    if let concerned, !concerned.contains(position) { return [] }
    return groups.map { endpoint.isMember(of: $0).verdict }
  }
}
