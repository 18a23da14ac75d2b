/// An internet gateway; without an attachment it gives nothing.
package struct InternetGateway: Resource {
  package let declaration: Declaration
  package init(declaration: Declaration) { self.declaration = declaration }
}

/// What attaches an internet or virtual private gateway to a VPC.
package struct GatewayAttachment: Resource {
  package enum Kind: Hashable, Sendable {
    case internet
    case virtualPrivate
  }

  package let declaration: Declaration
  package let gateway: Link
  package let vpc: Link
  /// What kind of gateway it attaches, which is known even where the gateway is not.
  package let kind: Kind

  package init(declaration: Declaration, gateway: Link, vpc: Link, kind: Kind = .internet) {
    self.declaration = declaration
    self.gateway = gateway
    self.vpc = vpc
    self.kind = kind
  }
}

/// An egress-only internet gateway: IPv6, outbound only.
package struct EgressOnlyInternetGateway: Resource {
  package let declaration: Declaration
  package let vpc: Link

  package init(declaration: Declaration, vpc: Link) {
    self.declaration = declaration
    self.vpc = vpc
  }
}

/// A NAT gateway.
package struct NATGateway: Resource {
  package let declaration: Declaration
  /// Nil for a regional NAT gateway, which belongs to no subnet.
  package let subnet: Link?
  package let vpc: Link?
  /// False: a private NAT gateway, which never gives internet.
  package let isPublic: Attribute<Bool>
  /// The elastic address that it has; nil for a private one, and for a regional one whose addresses AWS manages.
  package let address: Link?

  package init(
    declaration: Declaration, subnet: Link?, vpc: Link?, isPublic: Attribute<Bool>, address: Link? = nil
  ) {
    self.declaration = declaration
    self.subnet = subnet
    self.vpc = vpc
    self.isPublic = isPublic
    self.address = address
  }
}

/// An elastic IP address and what it is associated with, if its own declaration says so.
package struct ElasticIP: Resource {
  package let declaration: Declaration
  /// Nil before it is assigned.
  package let address: Attribute<AddressBlock>?

  package init(declaration: Declaration, address: Attribute<AddressBlock>? = nil) {
    self.declaration = declaration
    self.address = address
  }
}

/// What gives an instance or a network interface an elastic IP address.
package struct AddressAssociation: Resource {
  package let declaration: Declaration
  /// The instance or network interface.
  package let holder: Link
  /// The elastic address; nil where it is not given as such.
  package let address: Link?

  package init(declaration: Declaration, holder: Link, address: Link? = nil) {
    self.declaration = declaration
    self.holder = holder
    self.address = address
  }
}

/// An elastic network interface declared on its own.
package struct NetworkInterface: Resource {
  package let declaration: Declaration
  package let subnet: Link
  /// None named: the default group of the VPC.
  ///
  /// Those that attachments of their own name included.
  package var groups: PartialList<Link>
  package let sourceDestCheck: Attribute<Bool>
  /// The instance it is attached to, if declared.
  package var instance: Link?
  /// Private addresses that are written down; empty when AWS chooses.
  package let addresses: PartialList<Attribute<AddressBlock>>

  package init(
    declaration: Declaration, subnet: Link, groups: PartialList<Link>, sourceDestCheck: Attribute<Bool>,
    instance: Link?,
    addresses: PartialList<Attribute<AddressBlock>> = .init()
  ) {
    self.declaration = declaration
    self.subnet = subnet
    self.groups = groups
    self.sourceDestCheck = sourceDestCheck
    self.instance = instance
    self.addresses = addresses
  }
}

/// A prefix list: of the customer, or one of AWS that a data source found.
package struct PrefixList: Resource {
  package let declaration: Declaration
  /// Of a list of AWS it says what the list holds: `com.amazonaws.eu-west-1.s3`.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
  package let name: Attribute<PartialText>?
  package var entries: PartialList<Attribute<AddressBlock>>

  package init(
    declaration: Declaration, name: Attribute<PartialText>? = nil, entries: PartialList<Attribute<AddressBlock>>
  ) {
    self.declaration = declaration
    self.name = name
    self.entries = entries
  }
}
