import Analysis
import NetSpace

extension Wording {
  /// The source ports whose answers are lost on a way: a connection fails when its client uses one, or a NAT gateway
  /// takes one for it.
  static func lostPorts(_ trace: Trace, _ clientPorts: PortSet) -> [String] {
    [IPProtocol.tcp, .udp].reduce(into: []) { all, proto in
      guard !trace.surviving.must.destinationPorts(for: proto).isEmpty else { return }
      let lost = clientPorts.subtracting(trace.surviving.must.sourcePorts(for: proto))
      if !lost.isEmpty { all.append("\(proto) from source ports \(lost): the answers are dropped") }
      guard let translated = trace.translatedPorts else { return }
      let taken = translated.lost(proto)
      if !taken.isEmpty {
        all.append(
          "\(proto) from source ports \(taken) of \(translated.gateway), which takes any from 1024 on: the answers are dropped"
        )
      }
    }
  }
}
