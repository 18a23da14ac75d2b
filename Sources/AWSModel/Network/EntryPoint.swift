/// A way into the account that is no network interface: AWS answers on the internet and passes on what it gets.
package struct EntryPoint: Resource {
  package enum Kind: Hashable, Sendable {
    /// The URL of a Lambda function.
    case functionURL
    /// The VPC link of an API, to the load balancers behind it.
    case vpcLink
    /// A CloudFront origin inside a VPC.
    case vpcOrigin
    /// An endpoint group of Global Accelerator.
    case accelerator
    /// An EC2 Instance Connect Endpoint, to what it reaches.
    case instanceConnect
  }

  package let declaration: Declaration
  package let kind: Kind
  /// What it passes requests to: a load balancer, an instance, a function, an elastic address, all of a subnet.
  package var targets: PartialList<Link>
  /// `NONE` or `AWS_IAM` of a function's URL.
  package let authorization: Attribute<String>?

  package init(
    declaration: Declaration, kind: Kind, targets: PartialList<Link>, authorization: Attribute<String>? = nil
  ) {
    self.declaration = declaration
    self.kind = kind
    self.targets = targets
    self.authorization = authorization
  }
}

/// What an integration of an API sends by way of a VPC link.
package struct LinkIntegration: Sendable {
  package let declaration: Declaration
  package let link: Link
  /// A listener, a load balancer or a service of a registry.
  package let target: Link

  package init(declaration: Declaration, link: Link, target: Link) {
    self.declaration = declaration
    self.link = link
    self.target = target
  }
}
