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
      guard let sets = ranges(first.value.candidates, last.value.candidates) else {
        return Attribute(.unknown(why), place: first.place)
      }
      return Attribute(.either(sets, why), place: first.place)
    }
    return Attribute(.known(range(first.known ?? 0, last.known ?? 65535)), origin: first.origin, place: first.place)
  }

  /// The ranges that there may be; nil where neither end is known.
  ///
  /// The end that is known belongs to the range: AWS takes no range that ends before it begins. The least and the most
  /// that it can be stand for all that lies between.
  private static func ranges(_ firsts: [Int]?, _ lasts: [Int]?) -> [PortSet]? {
    switch (firsts, lasts) {
    case (nil, nil): nil
    case (let firsts?, nil): firsts.flatMap { [range($0, $0), range($0, 65535)] }
    case (nil, let lasts?): lasts.flatMap { [range($0, $0), range($0 == -1 ? -1 : 0, $0)] }
    case (let firsts?, let lasts?): firsts.flatMap { from in lasts.map { range(from, $0) } }
    }
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
