/// A CloudFront distribution.
package struct Distribution: Resource {
  /// Where it gets what it has not in its caches.
  package struct Origin: Hashable, Sendable {
    /// The name that it asks, as written: an attribute of a resource, or a literal name.
    package let domain: Attribute<PartialText>
    /// The resource that the name is of, when it says that.
    package let target: Link
    /// Whether CloudFront comes by an interface of its own in the origin's VPC.
    package let isInVPC: Value<Bool>
    /// The names of the headers that it adds, in lower case.
    package let headers: PartialList<Attribute<String>>
    package let existence: Existence
    package let place: Place

    package init(
      domain: Attribute<PartialText>, target: Link, isInVPC: Value<Bool>, headers: PartialList<Attribute<String>>,
      existence: Existence = .certain, place: Place
    ) {
      self.domain = domain
      self.target = target
      self.isInVPC = isInVPC
      self.headers = headers
      self.existence = existence
      self.place = place
    }
  }

  package let declaration: Declaration
  /// The names that it answers for, beside its own.
  package let aliases: PartialList<Attribute<PartialText>>
  package let origins: PartialList<Origin>

  package init(
    declaration: Declaration, aliases: PartialList<Attribute<PartialText>>, origins: PartialList<Origin>
  ) {
    self.declaration = declaration
    self.aliases = aliases
    self.origins = origins
  }
}

/// Puts a web ACL of AWS WAF before a load balancer, an API or the like.
package struct WebACLAssociation: Resource {
  package let declaration: Declaration
  package let subject: Link

  package init(declaration: Declaration, subject: Link) {
    self.declaration = declaration
    self.subject = subject
  }
}
