import NetSpace

/// The protocols and ports that a rule speaks of. ICMP type and code stand for the port (`type << 8 | code`).
package struct Traffic: Hashable, Sendable {
  package let protocols: Attribute<ProtocolSet>
  package let ports: Attribute<PortSet>

  package init(protocols: Attribute<ProtocolSet>, ports: Attribute<PortSet>) {
    self.protocols = protocols
    self.ports = ports
  }

  package var unknowns: [Unknown] { [protocols.unknown, ports.unknown].reduce(into: []) { if let why = $1 { $0.append(why) } } }

  /// The traffic that a rule with these protocols and ports certainly and possibly speaks of, between any addresses.
  package var bounds: Bounds<HeaderSpace> {
    let protocols = protocols.value.candidates ?? [.full]
    let ports = ports.value.candidates ?? [.full]
    let spaces = protocols.flatMap { proto in
      ports.map { HeaderSpace(protocols: proto, destinationPorts: $0) }
    }
    let may = HeaderSpace.union(of: spaces)
    guard self.protocols.unknown != nil || self.ports.unknown != nil else { return .exact(may) }
    guard self.protocols.value.candidates != nil, self.ports.value.candidates != nil else {
      return Bounds(must: .empty, may: may)
    }
    return Bounds(must: spaces.dropFirst().reduce(spaces[0]) { $0.intersection($1) }, may: may)
  }
}
