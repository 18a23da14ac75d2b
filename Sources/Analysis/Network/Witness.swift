import NetSpace

/// A packet that gets through: proof that a way exists.
package struct Witness: Hashable, Sendable {
  package let source: Node
  package let target: Node
  /// Its header; addresses of endpoints of the input are made up, because nobody knows them yet.
  package let flow: Flow
}

extension Witness: CustomStringConvertible {
  /// The packet, with the names of endpoints in place of addresses that are not known:
  /// `tcp 203.0.113.10:49152 -> aws_lb.web:443`.
  package var description: String {
    let ports = flow.protocol.hasPorts
    let source = name(of: source, flow.source) + (ports ? ":\(flow.sourcePort)" : "")
    let target = name(of: target, flow.destination) + (ports ? ":\(flow.destinationPort)" : "")
    let message = flow.icmpType.map { " type \($0)" } ?? ""
    return "\(flow.protocol)\(message) \(source) -> \(target)"
  }

  private func name(of node: Node, _ address: IPAddress) -> String {
    switch node {
    case .internet, .addresses: address.family == .ipv6 && flow.protocol.hasPorts ? "[\(address)]" : "\(address)"
    case .resource(let id): id.address
    case .other(let name): name
    }
  }
}
