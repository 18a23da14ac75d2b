import NetSpace

/// The protocols and ports that a rule speaks of, as far as they are known.
package struct RuleTraffic: Hashable, Sendable {
  package let protocols: Attribute<ProtocolSet>
  /// Ports, or ICMP messages as `type << 8 | code`.
  package let ports: Attribute<PortSet>
  /// The traffic that the rule certainly and possibly speaks of.
  package let bounds: Bounds<Traffic>

  package init(protocols: Attribute<ProtocolSet>, ports: Attribute<PortSet>) {
    self.protocols = protocols
    self.ports = ports
    bounds = Self.bounds(protocols, ports)
  }

  /// Why it is not known exactly; empty when it is.
  package var unknowns: [Unknown] {
    [protocols.unknown, ports.unknown].reduce(into: []) { if let why = $1 { $0.append(why) } }
  }

  // What is certain and possible follows from the two.
  package static func == (a: Self, b: Self) -> Bool { a.protocols == b.protocols && a.ports == b.ports }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(protocols)
    hasher.combine(ports)
  }

  private static func bounds(_ protocols: Attribute<ProtocolSet>, _ ports: Attribute<PortSet>) -> Bounds<Traffic> {
    if let protocols = protocols.known, let ports = ports.known { return .exact(Traffic(protocols, ports: ports)) }
    let alternatives = (protocols.value.candidates ?? [.full]).flatMap { protocols in
      (ports.value.candidates ?? [.full]).map { Bounds.exact(Traffic(protocols, ports: $0)) }
    }
    let either = Bounds.either(alternatives)
    let isBounded = protocols.value.candidates != nil && ports.value.candidates != nil
    return isBounded ? either : .atMost(either.may)
  }
}
