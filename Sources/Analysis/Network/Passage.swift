import AWSModel
import NetSpace

/// What a list or table is asked about one endpoint as the other end: the answer is the same for all endpoints that may
/// have the same addresses.
struct Passage: Hashable {
  enum Asked: Hashable {
    case networkACL(ResourceID, Direction)
    case routeTable(ResourceID, NextHop, isLocal: Bool)
  }

  let asked: Asked
  let ipv4: AddressSet
  let ipv6: AddressSet
}

extension Topology {
  /// What a filter lets through of some packets, evaluated once for all packets.
  func passed(
    _ asked: Passage.Asked, _ remote: Remote, of packets: HeaderSpace, _ filter: () -> Filter
  ) -> Bounds<HeaderSpace> {
    guard case .endpoint(_, let ipv4, let ipv6, _) = remote else {
      return filter().evaluate(packets, explains: false).passed
    }
    let all = passages.value(Passage(asked: asked, ipv4: ipv4, ipv6: ipv6)) {
      filter().evaluate(.full, explains: false).passed
    }
    return all.intersection(.exact(packets))
  }

  /// A list or table as a filter, made once for all endpoints that may have the same addresses.
  func filter(_ asked: Passage.Asked, _ remote: Remote, _ make: () -> Filter) -> Filter {
    guard case .endpoint(_, let ipv4, let ipv6, _) = remote else { return make() }
    return filters.value(Passage(asked: asked, ipv4: ipv4, ipv6: ipv6), make)
  }
}
