import NetSpace

/// An endpoint of a VPC for a service.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/what-is-privatelink.html
package struct VPCEndpoint: Resource {
  package enum Kind: String, Hashable, Sendable {
    /// Routes to S3 or DynamoDB in the tables that it names.
    case gateway = "Gateway"
    /// A network interface in each of some subnets.
    case interface = "Interface"
    /// A target of routes: inspection behind a gateway load balancer.
    case gatewayLoadBalancer = "GatewayLoadBalancer"
    case resource = "Resource"
    case serviceNetwork = "ServiceNetwork"
  }

  package let declaration: Declaration
  package let kind: Attribute<Kind>
  package let vpc: Link
  /// `com.amazonaws.eu-west-1.s3`, an attribute of the `EndpointService` that it is for, or the ARN of the resource
  /// configuration or service network.
  package let service: Attribute<PartialText>
  package var subnets: PartialList<Link>
  /// None named: the default group of the VPC.
  ///
  /// Those that associations of their own name included.
  package var groups: PartialList<Link>
  /// The tables that get a gateway endpoint's routes; those that associations of their own name included.
  package var tables: PartialList<Link>
  /// Whether the service's public name leads to it inside the VPC.
  package var hasPrivateDNS: Attribute<Bool>
  /// Nil: AWS's default policy, which allows everything.
  package var policy: PolicyDocument?
  /// Whether the owner of the service accepts its connection; nil if the input does not say so.
  package var isAccepted: Attribute<Bool>?

  package init(
    declaration: Declaration, kind: Attribute<Kind>, vpc: Link, service: Attribute<PartialText>,
    subnets: PartialList<Link>, groups: PartialList<Link>, tables: PartialList<Link>, hasPrivateDNS: Attribute<Bool>,
    policy: PolicyDocument?, isAccepted: Attribute<Bool>? = nil
  ) {
    self.declaration = declaration
    self.kind = kind
    self.vpc = vpc
    self.service = service
    self.subnets = subnets
    self.groups = groups
    self.tables = tables
    self.hasPrivateDNS = hasPrivateDNS
    self.policy = policy
    self.isAccepted = isAccepted
  }
}

/// A service that others may reach by endpoints of their own VPCs (PrivateLink), behind load balancers.
package struct EndpointService: Resource {
  package let declaration: Declaration
  package let loadBalancers: PartialList<Link>
  /// Whether its owner has to accept each endpoint before that carries anything.
  package let requiresAcceptance: Attribute<Bool>

  package init(declaration: Declaration, loadBalancers: PartialList<Link>, requiresAcceptance: Attribute<Bool>) {
    self.declaration = declaration
    self.loadBalancers = loadBalancers
    self.requiresAcceptance = requiresAcceptance
  }
}

/// Makes a security group usable in another VPC of the region than its own.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
package struct GroupVPCAssociation: Resource {
  package let declaration: Declaration
  package let group: Link
  package let vpc: Link

  package init(declaration: Declaration, group: Link, vpc: Link) {
    self.declaration = declaration
    self.group = group
    self.vpc = vpc
  }
}

/// The account's setting that keeps internet gateways from passing anything, or anything inbound.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
package struct PublicAccessBlock: Resource {
  package enum Mode: String, Hashable, Sendable {
    case off
    case ingress = "block-ingress"
    case bidirectional = "block-bidirectional"
  }

  package let declaration: Declaration
  package let mode: Attribute<Mode>

  package init(declaration: Declaration, mode: Attribute<Mode>) {
    self.declaration = declaration
    self.mode = mode
  }
}

/// A VPC or subnet that a public access block leaves alone.
package struct PublicAccessExclusion: Resource {
  package enum Mode: String, Hashable, Sendable {
    case bidirectional = "allow-bidirectional"
    case egress = "allow-egress"
  }

  package enum Subject: Hashable, Sendable {
    case vpc(Link)
    case subnet(Link)
  }

  package let declaration: Declaration
  package let subject: Subject
  package let mode: Attribute<Mode>

  package init(declaration: Declaration, subject: Subject, mode: Attribute<Mode>) {
    self.declaration = declaration
    self.subject = subject
    self.mode = mode
  }
}
