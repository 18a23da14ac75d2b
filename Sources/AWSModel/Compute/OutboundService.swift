import NetSpace

/// A service of AWS that sends into a VPC through interfaces of its own; most accept no connection on them.
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
    /// A project of CodeBuild, for its builds.
    case build = "build_project"
    /// The VPC connector of App Runner services.
    case connector = "vpc_connector"
    /// A canary of CloudWatch Synthetics.
    case canary
    /// A connection of Glue, for the jobs that use it.
    case dataJob = "data_job"
    /// An environment of Managed Workflows for Apache Airflow.
    case workflows = "workflow_environment"
    /// A notebook instance of SageMaker.
    case notebook
    /// A compute environment of Batch, for its jobs.
    case batch = "batch_environment"
    /// An endpoint of Route 53 Resolver, inbound or outbound.
    case resolver = "resolver_endpoint"
  }

  /// Whether its interfaces have a public IPv4 address.
  package enum PublicAddress: Sendable {
    case never
    /// As instances in the subnet have.
    case bySubnet
    case unknown(Unknown)
  }

  package let declaration: Declaration
  package let kind: Kind
  /// Empty: it has no interface in a VPC.
  package var subnets: PartialList<Link>
  /// None named: the default group of the VPC.
  package var groups: PartialList<Link>
  /// Whether it also sends IPv6; nil: as the subnet says.
  package let isDualStack: Attribute<Bool>?
  /// What it accepts connections on, whoever asks.
  package let serves: Bounds<Traffic>
  package let publicAddress: PublicAddress
  /// For whom it sends, if that is not itself.
  package var clients: ClientNetwork?

  package init(
    declaration: Declaration, kind: Kind, subnets: PartialList<Link>, groups: PartialList<Link>,
    isDualStack: Attribute<Bool>?, serves: Bounds<Traffic> = .empty, publicAddress: PublicAddress = .never,
    clients: ClientNetwork? = nil
  ) {
    self.declaration = declaration
    self.kind = kind
    self.subnets = subnets
    self.groups = groups
    self.isDualStack = isDualStack
    self.serves = serves
    self.publicAddress = publicAddress
    self.clients = clients
  }
}
