import AWSModel
import NetSpace

/// Whether an endpoint's own side lets others in: asked once for all targets and all sources that no filter on the way
/// tells apart.
struct AdmissionInquiry {
  private let target: Endpoint
  private let facts: Facts
  private let memo: AdmissionMemo
  private let classes: AdmissionMemo.TargetClasses
  private let named: NamedGroups

  init(_ target: Endpoint, _ facts: Facts) {
    self.target = target
    self.facts = facts
    memo = facts.admissionMemo
    classes = memo.classes(of: target, facts)
    named = memo.namedGroups(of: target, classes.exact, facts)
  }

  /// Whether the target's rules name a group that an endpoint has, or may have.
  func namesGroup(of position: Int) -> Bool { named.concern(position) }

  /// What the filters on the way see of a source.
  struct Sight: Hashable {
    let source: Int
    let memberships: [Verdict]
  }

  /// Nil where they see more of it than others: a membership that is not known, for reasons of its own.
  func sight(of source: Endpoint) -> Sight? {
    guard let position = facts.position(of: source) else { return nil }
    let memberships = named.memberships(of: source, at: position)
    return memberships.contains(.unknown)
      ? nil : Sight(source: facts.sourceClasses.classes[position], memberships: memberships)
  }

  /// - Parameter position: that of the source among the endpoints of the facts.
  func verdict(on position: Int, _ traffic: Traffic) -> Verdict {
    let source = facts.endpoints[position]
    let routed = isNear(source) ? classes.routed : nil
    let question = question(position, traffic, routed)
    return memo.verdict(question) {
      routed.map { near(source, $0, question) } ?? facts.admits(from: source, to: target, traffic).verdict
    }
  }

  /// Whether addresses get in, asked about once for all targets that are alike.
  ///
  /// Not those of the internet: for these the public address of a target counts.
  func verdict(on addresses: AddressSet, _ traffic: Traffic, _ ask: () -> Verdict) -> Verdict {
    if target.ownAddresses != nil || addresses.intersects(.global) { return ask() }
    return memo.verdict(.init(target: classes.exact, addresses: addresses, traffic: traffic), ask)
  }

  private func question(
    _ position: Int, _ traffic: Traffic, _ routed: AdmissionMemo.TargetClasses.Routed?
  ) -> AdmissionMemo.Question {
    let source = facts.endpoints[position]
    return AdmissionMemo.Question(
      target: routed?.target ?? classes.exact, source: facts.sourceClasses.classes[position],
      shared: routed == nil ? [] : target.sites.map { source.sites.firstIndex(of: $0) },
      memberships: named.memberships(of: source, at: position), traffic: traffic)
  }

  /// Why it is not certain whether a source is let in; nil where only the place of one of the two is not known.
  ///
  /// Which doubts there are is said in words of the two ends; that there are none holds of all that are alike.
  func doubtsAboutWays(from source: Endpoint, _ traffic: Traffic) -> [Unknown]? {
    func doubts() -> [Unknown]? { facts.doubtsAboutWays(from: source, to: target, traffic) }
    // Between VPCs more of a source counts than its class.
    guard let position = facts.position(of: source), isInside(source), isInside(target) else { return doubts() }
    let question = question(position, traffic, classes.routed)
    if question.memberships.contains(.unknown) { return doubts() }
    if memo.isOnlyPlaceOpen(question) { return nil }
    let found = doubts()
    if found == nil { memo.noteOnlyPlaceIsOpen(question) }
    return found
  }

  /// Whether the two are certainly in one VPC, so that only the lists and the tables of the target's subnets matter.
  private func isNear(_ source: Endpoint) -> Bool { classes.routed != nil && isInside(source) }

  /// Whether an endpoint is certainly in the target's VPC.
  private func isInside(_ endpoint: Endpoint) -> Bool {
    guard let vpc = classes.vpc else { return false }
    return endpoint.sites.allSatisfy { facts.topology.vpc(of: $0).isSame(as: vpc) == .yes }
  }

  private func near(
    _ source: Endpoint, _ routed: AdmissionMemo.TargetClasses.Routed, _ question: AdmissionMemo.Question
  ) -> Verdict {
    let paths = PathEvaluator(topology: facts.topology, explains: false)
    let verdicts = facts.stations(of: source).enumerated().map { index, station -> Verdict in
      let perSite = target.sites.indices.map { site -> Verdict in
        let crossing = AdmissionMemo.Crossing(
          network: routed.networks[site], source: question.source, site: index,
          isSameSubnet: station.site == target.sites[site])
        let network = passedByNetwork(crossing, station, target.sites[site], paths)
        let wanted = HeaderSpace(traffic: question.traffic).intersection(network.may)
        if wanted.isEmpty { return .no }
        let interface = paths.passedByInterface(of: target, from: station, wanted)
        return (network.isExact ? interface : interface.intersection(network)).nonEmpty
      }
      return Facts.weigh(perSite, target.placement)
    }
    return Facts.weigh(verdicts, source.placement)
  }

  /// What lies between the two is the same for all targets in subnets with one list and table, whatever their groups.
  private func passedByNetwork(
    _ crossing: AdmissionMemo.Crossing, _ station: Station, _ site: Endpoint.Site, _ paths: PathEvaluator
  ) -> Bounds<HeaderSpace> {
    memo.passed(crossing) {
      let end = Station(site: site, endpoint: target, topology: facts.topology)
      return paths.connect(from: station, to: end, traffic: .full, asking: .targetNetwork).surviving
    }
  }
}
