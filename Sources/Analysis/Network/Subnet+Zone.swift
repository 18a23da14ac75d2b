import AWSModel
import NetSpace

extension Subnet {
  /// Whether another subnet is in the same availability zone.
  func isInZone(of other: Subnet) -> (verdict: Verdict, because: [Unknown]) {
    let (a, b) = (zoneValue, other.zoneValue)
    if let x = a.known, let y = b.known { return (Verdict(x == y), []) }
    // The same thing that is not known is the same zone.
    if let x = zone?.unknown, x == other.zone?.unknown { return (.yes, []) }
    // No zone is twice in the list of a region's zones, which is one list for all subnets of a VPC.
    if let x = zone?.unknown?.position, let y = other.zone?.unknown?.position, x.list == y.list,
      let i = x.index, let j = y.index
    {
      return (Verdict(i == j), [])
    }
    return (.unknown, [a.unknown, b.unknown].reduce(into: []) { if let why = $1 { $0.append(why) } })
  }

  private var zoneValue: Value<String> {
    zone?.value ?? .unknown(Unknown("the zone of \(id.address)", .decidedByAWS("is chosen by AWS")))
  }
}
