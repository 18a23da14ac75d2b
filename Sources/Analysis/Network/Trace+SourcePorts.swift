import AWSModel
import NetSpace

/// What network ACLs let back to a NAT gateway on a way: it takes any port of 1024 to 65535 for its end, whatever the
/// client's port is.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
package struct TranslatedPorts: Sendable {
  /// The NAT gateway.
  package let gateway: Node
  /// The requests whose answers come back to it, by the source port that it takes.
  fileprivate let answered: Bounds<HeaderSpace>
  /// What gets through for certain if it takes a port that is answered.
  fileprivate let traffic: Traffic

  /// The ports that it may take and is not certainly answered on, in a protocol of which something gets through.
  package func lost(_ proto: IPProtocol) -> PortSet {
    if traffic.destinationPorts(for: proto).isEmpty { return .empty }
    let everywhere = answered.must.restricting(to: traffic)
    return PortSet.balancerPorts.subtracting(everywhere.sourcePorts(for: proto))
  }

  /// What is answered whichever port it takes.
  fileprivate var always: Bounds<HeaderSpace> {
    answered.map(monotone: { $0.flowsForAllSourcePorts(in: .balancerPorts) })
  }
}

extension Trace {
  /// The NAT gateway on the way with the source ports that it is answered on; nil where none translates.
  package var translatedPorts: TranslatedPorts? {
    let answers = steps.compactMap(\.translated)
    guard let first = answers.first,
      let gateway = hops.first(where: { $0.steps.contains { $0.kind == .natGateway } })?.node
    else { return nil }
    let begun = client ?? Connection(surviving, remainder)
    return TranslatedPorts(
      gateway: gateway, answered: answers.dropFirst().reduce(first) { $0.intersection($1) },
      traffic: begun.forSomeAddress.traffic)
  }

  /// The traffic that arrives whichever port a client uses for its end, and a NAT gateway takes for it; on a way by load
  /// balancers whichever the last of these uses, if the client reaches the first from each of its own.
  package func trafficFromEveryPort(of ports: PortSet) -> Bounds<Traffic> {
    let ends = connections + [Connection(surviving, remainder)]
    let always = translatedPorts?.always.map(monotone: \.traffic)
    let each = ends.enumerated().map { i, end in
      let passed = Self.fromEveryPort(of: i == 0 ? ports : .balancerPorts, end)
      return i == 0 ? always.map(passed.intersection) ?? passed : passed
    }
    guard let arriving = each.last else { return .empty }
    let reached = Verdict.all(each.dropLast().map(\.nonEmpty))
    return verdict.and(reached) == .yes ? arriving : reached == .no ? .empty : .atMost(arriving.may)
  }

  private static func fromEveryPort(of ports: PortSet, _ end: Connection) -> Bounds<Traffic> {
    Bounds(
      must: end.forSomeAddress.flowsForAllSourcePorts(in: ports).traffic,
      may: end.surviving.may.flowsForAllSourcePorts(in: ports).traffic)
  }
}

extension Step {
  /// What this step alone lets through whichever port a client uses for its end, or a NAT gateway takes for it.
  func passedFromEveryPort(of ports: PortSet) -> Bounds<HeaderSpace> {
    if let translated { return translated.map(monotone: { $0.flowsForAllSourcePorts(in: .balancerPorts) }) }
    return passed.map(monotone: { $0.flowsForAllSourcePorts(in: ports) })
  }
}
