import AWSModel
import NetSpace

/// Whether an endpoint's own side lets others in: asked once for all targets and all sources that no filter on the way
/// tells apart.
struct AdmissionInquiry {
  private let target: Endpoint
  private let facts: Facts
  private let classes: AdmissionMemo.TargetClasses
  private let named: NamedGroups

  init(_ target: Endpoint, _ facts: Facts) {
    self.target = target
    self.facts = facts
    classes = facts.admissionMemo.classes(of: target, facts)
    named = facts.admissionMemo.namedGroups(of: target, classes.exact, facts)
  }

  /// - Parameter position: that of the source among the endpoints of the facts.
  func verdict(on position: Int, _ traffic: Traffic) -> Verdict {
    let source = facts.endpoints[position]
    let isNear = isNear(source)
    let question = AdmissionMemo.Question(
      target: isNear ? classes.routed ?? classes.exact : classes.exact, source: facts.sourceClasses.classes[position],
      isSameSubnet: isNear && source.sites == target.sites,
      memberships: named.memberships(of: source, at: position), traffic: traffic)
    return facts.admissionMemo.verdict(question) { facts.verdictOfAdmitting(from: source, to: target, traffic) }
  }

  /// Whether the two are certainly in one VPC, so that only the list and the table of the target's subnet matter.
  private func isNear(_ source: Endpoint) -> Bool {
    guard classes.routed != nil, source.sites.count == 1, let vpc = classes.vpc else { return false }
    return facts.topology.vpc(of: source.sites[0]).isSame(as: vpc) == .yes
  }
}
