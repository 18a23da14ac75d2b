import NetSpace

/// A virtual private gateway: the AWS end of VPN connections and Direct Connect.
///
/// A `GatewayAttachment` attaches it.
///
/// Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
package struct VPNGateway: Resource {
  package let declaration: Declaration
  package init(declaration: Declaration) { self.declaration = declaration }
}

/// A connection from a network outside of AWS to a virtual private gateway or a transit gateway.
///
/// That is a VPN connection, or the association of a Direct Connect gateway with a virtual private gateway.
///
/// One to a transit gateway is also a `TransitAttachment`.
package struct VPNConnection: Resource {
  package let declaration: Declaration
  /// The virtual private gateway or transit gateway.
  package let gateway: Link
  /// The blocks behind it that it routes statically.
  ///
  /// With dynamic routing the other end announces them, so the list has a rest.
  package var blocks: PartialList<Attribute<AddressBlock>>

  package init(declaration: Declaration, gateway: Link, blocks: PartialList<Attribute<AddressBlock>>) {
    self.declaration = declaration
    self.gateway = gateway
    self.blocks = blocks
  }
}

/// A table that learns the routes of a virtual private gateway.
package struct RoutePropagation: Resource {
  package let declaration: Declaration
  package let table: Link
  package let gateway: Link

  package init(declaration: Declaration, table: Link, gateway: Link) {
    self.declaration = declaration
    self.table = table
    self.gateway = gateway
  }
}

/// A carrier gateway: the way between a Wavelength zone and a carrier's network.
package struct CarrierGateway: Resource {
  package let declaration: Declaration
  package let vpc: Link

  package init(declaration: Declaration, vpc: Link) {
    self.declaration = declaration
    self.vpc = vpc
  }
}
