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
    if let x = zone?.unknown?.zonePosition, let y = other.zone?.unknown?.zonePosition, x.list == y.list {
      return (Verdict(x.position == y.position), [])
    }
    return (.unknown, [a.unknown, b.unknown].reduce(into: []) { if let why = $1 { $0.append(why) } })
  }

  private var zoneValue: Value<String> {
    zone?.value ?? .unknown(Unknown("the zone of \(id.address)", .decidedByAWS("is chosen by AWS")))
  }
}

extension Unknown {
  /// Which element of the zones of a region it is: `element 1 of the availability zones`.
  fileprivate var zonePosition: (position: Int, list: Substring)? {
    let words = subject.split(separator: " ", maxSplits: 3)
    guard words.count == 4, words[0] == "element", words[2] == "of", words[3].hasPrefix("the availability zones"),
      let position = Int(words[1])
    else { return nil }
    return (position, words[3])
  }
}
