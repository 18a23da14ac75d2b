import AWSModel
import NetSpace

extension Facts {
  /// Whether everything of an endpoint is in one availability zone.
  ///
  /// Application load balancers and subnet groups of databases have to have two, and AWS refuses fewer, so that it
  /// chooses different ones where it may; for others subnets whose zone AWS chooses may all end up in one.
  /// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html,
  /// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
  package func isInOneZone(_ endpoint: Endpoint) -> (verdict: Verdict, because: [Unknown]) {
    var zones: [Value<String>] = []
    var because: [Unknown] = []
    for site in endpoint.sites {
      switch site {
      case .defaultVPC: return isInOneZoneOfDefaultVPC(endpoint)
      case .outside(let why), .unknown(let why): because.append(why)
      case .subnet(let id): zones.append(zone(of: id))
      }
    }
    let hasTwo = endpoint.kind == .database || endpoint.kind == .loadBalancer(.application)
    if let choice = endpoint.choice, because.isEmpty, !hasTwo, !zones.areTheSame { return (.unknown, [choice]) }
    if zones.count + because.count == 1 { return because.isEmpty ? (.yes, []) : (.unknown, because) }
    if Set(zones.compactMap(\.known)).count > 1 { return (.no, []) }
    if because.isEmpty, zones.areTheSame { return (.yes, []) }
    if hasTwo { return (.no, []) }
    // Who writes zones that only the deployment knows (`Fn::GetAZs`) does so to spread subnets over them.
    if zones.contains(where: { $0.candidates == nil && $0.unknown?.isChosenByAWS != true }) { return (.no, []) }
    return (.unknown, (because + zones.compactMap(\.unknown)).distinct)
  }

  /// The default VPC has a subnet in each zone: an auto scaling group is in those of the zones that it names, anything
  /// else may be in any.
  ///
  /// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html,
  /// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html (AvailabilityZones)
  private func isInOneZoneOfDefaultVPC(_ endpoint: Endpoint) -> (verdict: Verdict, because: [Unknown]) {
    guard let group = infrastructure.autoScalingGroups.first(where: { $0.id == endpoint.id }), !group.zones.isEmpty
    else { return (.no, []) }
    let zones = group.zones.elements.map(\.value)
    if Set(zones.compactMap(\.known)).count > 1 { return (.no, []) }
    if group.zones.rest.isEmpty, zones.allSatisfy({ $0 == zones[0] && (zones.count == 1 || $0.known != nil) }) {
      return (.yes, [])
    }
    // Who asks for all zones of the region gets them; one of them that may be left out is another matter.
    let because =
      group.zones.rest.filter { !$0.isOfRegionsZones || $0.position?.index != nil }
      + zones.compactMap(\.unknown).filter { !$0.isOfRegionsZones }
    return because.isEmpty ? (.no, []) : (.unknown, because.distinct)
  }

  private func zone(of id: ResourceID) -> Value<String> {
    topology.subnet(id)?.zone?.value
      ?? .unknown(
        Unknown(
          "the zone of \(id.address)", .decidedByAWS(Unknown.zoneIsChosen), at: topology.subnet(id)?.declaration.place))
  }
}

extension [Value<String>] {
  /// Whether all of them are one zone: by name, or by the same place in what only the deployment knows.
  fileprivate var areTheSame: Bool {
    guard let first = first else { return false }
    return allSatisfy { $0 == first } && (first.known != nil || first.unknown?.namesOneValue == true)
  }
}

extension Unknown {
  /// Whether it speaks of one value wherever it is met: a parameter, an element of a list of them or of `Fn::GetAZs`.
  fileprivate var namesOneValue: Bool { subject.hasPrefix("parameter ") || subject.hasPrefix("element ") }

  fileprivate static let zoneIsChosen = "is chosen by AWS"
  /// Whether it speaks of the zones of a region, or of one of them, as `Fn::GetAZs` tells them.
  fileprivate var isOfRegionsZones: Bool { if case .decidedByAWS = reason { true } else { false } }
  fileprivate var isChosenByAWS: Bool { reason == .decidedByAWS(Self.zoneIsChosen) }
}
