import NetSpace

extension Station {
  /// Of more addresses of a family than this each is not asked about: a delegated prefix of IPv6 has billions.
  private static let mostAddresses = 64

  /// The station once for each address that its endpoint is given, where the input gives several: whoever connects to it
  /// chooses one of them.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
  var atEachAddress: [Station] {
    guard endpoint?.ownAddresses != nil else { return [self] }
    let (ipv4, ipv6) = addresses
    let (v4, v6) = (Self.points(ipv4.v4), Self.points(ipv6.v6))
    if v4.count == 1, v6.count == 1 { return [self] }
    return v4.flatMap { first in
      v6.map { second in
        Station(site: site, endpoint: endpoint, topology: topology, within: AddressSet(v4: first, v6: second))
      }
    }
  }

  /// The addresses of a set one by one; the set itself where there are none, or too many.
  private static func points<Bound>(_ set: IntervalSet<Bound>) -> [IntervalSet<Bound>] {
    let isSmall = set.ranges.allSatisfy { $0.upperBound - $0.lowerBound < Bound(mostAddresses) }
    let all = isSmall && set.ranges.count <= mostAddresses ? set.ranges.flatMap { Array($0) } : []
    return all.isEmpty || all.count > mostAddresses ? [set] : all.map { IntervalSet($0) }
  }
}

extension Endpoint {
  /// Whether the input gives it more than one address of a family.
  var hasSeveralAddresses: Bool {
    guard let own = ownAddresses else { return false }
    return own.v4.ranges.count > 1 || own.v6.ranges.count > 1
      || own.v4.ranges.contains { $0.lowerBound < $0.upperBound }
      || own.v6.ranges.contains { $0.lowerBound < $0.upperBound }
  }
}
