import AWSModel
import NetSpace

/// Whether a node of a load balancer sends to a target, by the availability zones of both.
struct ZoneReach {
  let verdict: Verdict
  let because: [Unknown]
  /// What Reachability Analyzer calls it, and what would change it, where it does not.
  let code: String?
  let remedy: String?
}

extension Facts {
  /// Whether a node sends to a target: with cross-zone load balancing to those of every zone that the balancer is
  /// enabled for, else to those of its own.
  ///
  /// Only zones that are certainly others count. One that AWS or the deployment chooses is taken to fit: a load balancer
  /// whose targets are in none of its zones serves nobody, and it is not for that that it is declared.
  ///
  /// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html,
  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
  /// (`Target.NotInUse`)
  func reach(of binding: Binding, from node: Station, to target: Station) -> ZoneReach {
    // What is outside of its VPC is in all of its zones.
    guard let own = target.subnet, node.subnet != nil, node.vpc.isSame(as: target.vpc) == .yes,
      isOutside(node, own)
    else { return .certain }
    let balancer = binding.balancer
    let nodes = stations(of: balancer)
    if nodes.allSatisfy({ isOutside($0, own) }) {
      return ZoneReach(
        verdict: .no, because: [], code: "ELB_INSTALLED_AZ_RESTRICTION",
        remedy: "add a subnet in the zone of \(own.id.address) to \(balancer.address)")
    }
    let crosses = crossesZones(binding)
    if crosses.verdict == .yes { return .certain }
    return ZoneReach(
      verdict: crosses.verdict, because: crosses.because, code: "ELB_NOT_CROSSZONE",
      remedy: "turn on cross-zone load balancing of \(balancer.address)")
  }

  /// Whether a node is certainly in another zone than a subnet.
  func isOutside(_ node: Station, _ subnet: Subnet) -> Bool {
    node.subnet.map { $0.isInZone(of: subnet).verdict == .no } ?? false
  }

  /// Whether nodes send to targets of other zones, which a target group may say for itself: always by default for an
  /// application load balancer, and not for others.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
  private func crossesZones(_ binding: Binding) -> (verdict: Verdict, because: [Unknown]) {
    if let own = binding.targetGroup.crossesZones {
      switch own.known {
      case "true": return (.yes, [])
      case "false": return (.no, [])
      case nil: return (.unknown, own.unknown.map { [$0] } ?? [])
      default: break
      }
    }
    let balancer = infrastructure.loadBalancers.first { $0.id == binding.balancer.id }
    if balancer?.kind.known == .application { return (.yes, []) }
    if let explicit = balancer?.crossesZones {
      return (explicit.value.verdict, explicit.unknown.map { [$0] } ?? [])
    }
    guard let why = balancer?.kind.unknown else { return (.no, []) }
    return (.unknown, [why])
  }
}

extension ZoneReach {
  static let certain = ZoneReach(verdict: .yes, because: [], code: nil, remedy: nil)

  /// What a trace says of it.
  func decision(_ node: Station, _ balancer: Endpoint) -> Decision {
    Decision(
      text: "its node in \(node.node) sends to no target of another zone", place: balancer.declaration.place,
      resource: balancer.id, effect: verdict == .no ? .blocks : .undecided)
  }
}
