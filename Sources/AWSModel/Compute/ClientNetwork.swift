/// The clients of a Client VPN endpoint: which addresses they have, and where they may go.
///
/// What they send over IPv4 has the address of the endpoint's interface in an associated subnet, and its groups.
/// Sources: https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html,
/// https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/client-authorization.html
package struct ClientNetwork: Sendable {
  /// The addresses that the endpoint assigns.
  package var blocks: PartialList<Attribute<AddressBlock>>
  /// The networks that an authorization rule grants some client access to; all others are denied.
  package var authorized: PartialList<Attribute<AddressBlock>>
  /// The networks that it routes to by an associated subnet, besides the VPC of that.
  package var routes: PartialList<Attribute<AddressBlock>>

  package init(
    blocks: PartialList<Attribute<AddressBlock>>, authorized: PartialList<Attribute<AddressBlock>> = PartialList(),
    routes: PartialList<Attribute<AddressBlock>> = PartialList()
  ) {
    self.blocks = blocks
    self.authorized = authorized
    self.routes = routes
  }
}
