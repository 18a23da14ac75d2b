/// A service of AWS that sends into a VPC through interfaces of its own, and accepts no connection on them.
package struct OutboundService: Resource {
  package enum Kind: String, Hashable, Sendable {
    /// A Lambda function.
    case function
    /// The VPC link of an HTTP API.
    case vpcLink = "vpc_link"
    /// An EC2 Instance Connect Endpoint.
    case instanceConnect = "instance_connect_endpoint"
    /// A Client VPN endpoint, for its clients.
    case clientVPN = "client_vpn_endpoint"
  }

  package let declaration: Declaration
  package let kind: Kind
  /// Empty: it has no interface in a VPC.
  package var subnets: PartialList<Link>
  /// None named: the default group of the VPC.
  package var groups: PartialList<Link>
  /// Whether it also sends IPv6.
  package let isDualStack: Attribute<Bool>
  /// For whom it sends, if that is not itself.
  package var clients: ClientNetwork?

  package init(
    declaration: Declaration, kind: Kind, subnets: PartialList<Link>, groups: PartialList<Link>,
    isDualStack: Attribute<Bool>, clients: ClientNetwork? = nil
  ) {
    self.declaration = declaration
    self.kind = kind
    self.subnets = subnets
    self.groups = groups
    self.isDualStack = isDualStack
    self.clients = clients
  }
}
