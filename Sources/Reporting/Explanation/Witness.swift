import Analysis
import NetSpace

/// One packet that gets through, as one line.
///
/// An endpoint's own address is not known before deployment: it is called by its name.
enum Witness {
  static func lines(of trace: Trace, query: Query) -> [String] {
    guard let flow = trace.witness else { return [] }
    guard let client = trace.client?.must, let first = trace.balancers.first, let outer = client.anyFlow else {
      return [line(flow, trace.surviving.must, source: name(query.source), target: name(query.target))]
    }
    return [
      line(outer, client, source: name(query.source), target: first.address),
      line(flow, trace.surviving.must, source: first.address, target: name(query.target)),
    ]
  }

  private static func name(_ peer: Peer) -> String? {
    switch peer {
    case .internet, .addresses: nil
    case .endpoint(let id): id.address
    }
  }

  private static func line(_ flow: Flow, _ space: HeaderSpace, source: String?, target: String?) -> String {
    let from = end(flow.source, space.sources, name: source)
    let to = end(flow.destination, space.destinations, name: target)
    if flow.protocol.hasPorts {
      return "\(flow.protocol) \(from):\(flow.sourcePort) -> \(to):\(flow.destinationPort)"
    }
    let message = flow.icmpType.flatMap { type in flow.icmpCode.map { " type \(type) code \($0)" } } ?? ""
    return "\(flow.protocol) \(from) -> \(to)\(message)"
  }

  /// The name of an end whose address nothing confines, else an address.
  private static func end(_ address: IPAddress, _ addresses: AddressSet, name: String?) -> String {
    if let name, AddressSet(address.family).isSubset(of: addresses) { return name }
    switch address {
    case .v4: return "\(address)"
    case .v6: return "[\(address)]"
    }
  }
}
