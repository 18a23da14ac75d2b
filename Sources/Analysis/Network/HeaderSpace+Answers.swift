import NetSpace

/// Requests and what answers them.
///
/// A TCP or UDP packet is answered by one with the ports swapped, an echo request by an echo reply, which network ACLs
/// see as a message of its own; other messages are taken to be answered in kind.
/// Source: https://www.rfc-editor.org/rfc/rfc792 and https://www.rfc-editor.org/rfc/rfc4443
extension HeaderSpace {
  /// The answers to these requests.
  var answers: HeaderSpace {
    Self.echoes.reduce(reversed) { space, echo in
      let requests = space.intersection(echo.requests)
      return requests.isEmpty ? space : space.subtracting(requests).union(requests.messages(ofType: echo.replyType))
    }
  }

  /// The requests that these answer.
  var requests: HeaderSpace {
    Self.echoes.reduce(reversed) { space, echo in
      let replies = space.intersection(echo.replies)
      return space.subtracting(echo.requests).union(replies.messages(ofType: echo.requestType))
    }
  }

  /// Whether all of some traffic is among these packets, from and to anybody, in one address family at least.
  func holdsAll(of traffic: Traffic) -> Bool {
    let all = HeaderSpace(traffic: traffic)
    return AddressFamily.allCases.contains { all.intersection(.family($0)).isSubset(of: self) }
  }

  private struct Echo {
    let requestType: UInt8
    let replyType: UInt8
    let requests: HeaderSpace
    let replies: HeaderSpace

    init(_ proto: IPProtocol, requestType: UInt8, replyType: UInt8) {
      self.requestType = requestType
      self.replyType = replyType
      requests = HeaderSpace(traffic: Traffic(proto, ports: .icmp(type: requestType)))
      replies = HeaderSpace(traffic: Traffic(proto, ports: .icmp(type: replyType)))
    }
  }

  private static let echoes = [
    Echo(.icmp, requestType: 8, replyType: 0), Echo(.icmpv6, requestType: 128, replyType: 129),
  ]

  /// The same messages with another type, of a space that has messages of one type only.
  private func messages(ofType type: UInt8) -> HeaderSpace {
    .union(
      of: boxes.map { box in
        let codes = box.destinationPorts.ranges.map { range in
          (UInt16(type) << 8 | range.lowerBound & 0xFF)...(UInt16(type) << 8 | range.upperBound & 0xFF)
        }
        return HeaderSpace(
          protocols: box.protocols, destinationPorts: PortSet(codes), destinations: box.destinations,
          sources: box.sources)
      })
  }
}
