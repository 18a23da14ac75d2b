/// A service of AWS that sends into a VPC through interfaces of its own, and accepts no connection on them.
package struct OutboundService: Resource {
  package enum Kind: String, Hashable, Sendable {
    /// A Lambda function.
    case function
    /// The VPC link of an HTTP API.
    case vpcLink = "vpc_link"
    /// An EC2 Instance Connect Endpoint.
    case instanceConnect = "instance_connect_endpoint"
  }

  package let declaration: Declaration
  package let kind: Kind
  /// Empty: it has no interface in a VPC.
  package let subnets: PartialList<Link>
  /// None named: the default group of the VPC.
  package let groups: PartialList<Link>
  /// Whether it also sends IPv6.
  package let isDualStack: Attribute<Bool>

  package init(
    declaration: Declaration, kind: Kind, subnets: PartialList<Link>, groups: PartialList<Link>,
    isDualStack: Attribute<Bool>
  ) {
    self.declaration = declaration
    self.kind = kind
    self.subnets = subnets
    self.groups = groups
    self.isDualStack = isDualStack
  }
}
