import NetSpace

/// How AWS reads the protocol and port fields of its rules, whichever tool wrote them down.
extension RuleTraffic {
  /// The traffic of a security group rule.
  ///
  /// `-1`, and any protocol but TCP, UDP, ICMP and ICMPv6, ignores the ports. For ICMP the first port is the type and
  /// the second the code, -1 meaning any.
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
  ///
  /// - Parameters:
  ///   - from: the first port, or ICMP type; nil when not given, which means all.
  ///   - to: the last port, or ICMP code; nil when not given.
  package static func securityGroup(
    proto: Attribute<String>, from: Attribute<Int>?, to: Attribute<Int>?
  ) -> RuleTraffic {
    rule(proto: proto, first: from, last: to, icmpType: from, icmpCode: to)
  }

  /// The traffic of a network ACL entry, which has fields of its own for the ICMP type and code.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
  package static func networkACL(
    proto: Attribute<String>, from: Attribute<Int>?, to: Attribute<Int>?, icmpType: Attribute<Int>?,
    icmpCode: Attribute<Int>?
  ) -> RuleTraffic {
    rule(proto: proto, first: from, last: to, icmpType: icmpType, icmpCode: icmpCode)
  }

  private static func rule(
    proto: Attribute<String>, first: Attribute<Int>?, last: Attribute<Int>?, icmpType: Attribute<Int>?,
    icmpCode: Attribute<Int>?
  ) -> RuleTraffic {
    let protocols = proto.flatMap { text -> Value<ProtocolSet> in
      ProtocolSet(named: text).map(Value.known)
        ?? .unknown(
          Unknown("protocol \"\(text)\"", .unreadable("not a protocol name or number"), at: proto.place.range))
    }
    func range(of known: ProtocolSet) -> Attribute<PortSet> {
      switch known {
      case ProtocolSet(.icmp), ProtocolSet(.icmpv6): icmp(icmpType, icmpCode, place: proto.place)
      case ProtocolSet(.tcp), ProtocolSet(.udp): ports(first, last, place: proto.place)
      default: Attribute(.known(.full), origin: .default, place: proto.place)
      }
    }
    switch protocols.value {
    case .known(let known): return RuleTraffic(protocols: protocols, ports: range(of: known))
    case .oneOf(let candidates, let why):
      return RuleTraffic(protocols: protocols, ports: either(candidates.map(range(of:)), why))
    case .unknown(let why):
      // It may be one that has no ports.
      let all = Attribute<PortSet>(.known(.full), place: proto.place)
      return RuleTraffic(protocols: protocols, ports: either([ports(first, last, place: proto.place), all], why))
    }
  }

  /// The ports that there may be.
  private static func either(_ ports: [Attribute<PortSet>], _ why: Unknown) -> Attribute<PortSet> {
    let place = ports[0].place
    if ports.allSatisfy({ $0.value == ports[0].value }) { return ports[0] }
    let sets = ports.map(\.value.candidates)
    if let hidden = sets.firstIndex(of: nil) { return Attribute(.unknown(ports[hidden].unknown ?? why), place: place) }
    return Attribute(.either(sets.flatMap { $0 ?? [] }, why), place: place)
  }

  /// From the first port to the last; all of them when none is given, or both are -1.
  private static func ports(_ first: Attribute<Int>?, _ last: Attribute<Int>?, place: Place) -> Attribute<PortSet> {
    guard let first = first ?? last, let last = last ?? Optional(first) else {
      return Attribute(.known(.full), origin: .default, place: place)
    }
    if let why = first.unknown ?? last.unknown {
      guard let sets = ranges(first.value, last.value) else {
        return Attribute(.unknown(why), place: first.place)
      }
      return Attribute(.either(sets, why), place: first.place)
    }
    return Attribute(.known(range(first.known ?? 0, last.known ?? 65535)), origin: first.origin, place: first.place)
  }

  /// The ranges that there may be; nil where nothing is known of either end.
  private static func ranges(_ first: Value<Int>, _ last: Value<Int>) -> [PortSet]? {
    if let firsts = first.candidates, let lasts = last.candidates {
      return firsts.flatMap { from in lasts.map { range(from, $0) } }
    }
    let (firsts, lasts) = (first.portNumbers, last.portNumbers)
    if firsts == nil, lasts == nil { return nil }
    let all = [0...65535]
    return (firsts ?? all).flatMap { from in (lasts ?? all).flatMap { ranges(from: from, to: $0) } }
  }

  /// The ranges that begin and end with one of some numbers.
  ///
  /// What lies between the ends in any case belongs to the range: AWS takes no range that ends before it begins. The
  /// least and the most that it can be stand for all that lies between.
  private static func ranges(from first: ClosedRange<Int>, to last: ClosedRange<Int>) -> [PortSet] {
    if first.lowerBound == -1 || last.lowerBound == -1 { return [.full] }
    let most = range(first.lowerBound, last.upperBound)
    if most.isEmpty { return [.empty] }
    let least = range(min(first.upperBound, last.upperBound), max(first.lowerBound, last.lowerBound))
    return least.isEmpty
      ? [range(first.lowerBound, first.lowerBound), range(last.upperBound, last.upperBound), most] : [least, most]
  }

  /// The ports from one to another; -1 stands for all, and a reversed or impossible range is empty.
  private static func range(_ from: Int, _ to: Int) -> PortSet {
    if from == -1 || to == -1 { return .full }
    let first = max(from, 0)
    let last = min(to, 65535)
    return first <= last ? PortSet(UInt16(first)...UInt16(last)) : .empty
  }

  /// Type and code as `type << 8 | code`; -1 and nothing mean any.
  private static func icmp(_ type: Attribute<Int>?, _ code: Attribute<Int>?, place: Place) -> Attribute<PortSet> {
    if let why = type?.unknown ?? code?.unknown { return Attribute(.unknown(why), place: place) }
    let type = type?.known ?? -1
    let code = code?.known ?? -1
    return Attribute(.known(.icmp(type: UInt8(exactly: type), code: UInt8(exactly: code))), place: place)
  }
}

extension Value<Int> {
  /// The number as a port.
  ///
  /// Of a number that is only bounded, the least and the greatest stand for one that is not known, and all between them
  /// for what it may be.
  package var port: Value<PortSet> {
    guard case .unknown(let why) = self, let numbers = portNumbers?.first else {
      return map { PortSet(UInt16(clamping: $0)) }
    }
    let (least, greatest) = (UInt16(clamping: numbers.lowerBound), UInt16(clamping: numbers.upperBound))
    return .either([PortSet(least), PortSet(greatest), PortSet(least...greatest)], why)
  }

  /// What it can be as a port, one for each candidate; nil where that is not known.
  fileprivate var portNumbers: [ClosedRange<Int>]? {
    if let candidates { return candidates.map { $0...$0 } }
    // A negative number may stand for all ports.
    guard let numbers = unknown?.numbers, numbers.lowerBound >= 0 else { return nil }
    return [numbers.clamped(to: 0...65536)]
  }
}

extension Attribute<Int> {
  /// The number as a port.
  package var port: Attribute<PortSet> { Attribute<PortSet>(value.port, origin: origin, place: place) }
}
