/// The policy of a resource: who may use it, besides those whose own policies say so.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
package struct ResourcePolicy: Resource {
  /// The resource that spells the policy; what the policy is of, unless it is declared separately.
  package let declaration: Declaration
  package let kind: NamedResource.Kind
  /// What the policy is attached to.
  package let subject: Link
  package let document: PolicyDocument

  package init(declaration: Declaration, kind: NamedResource.Kind, subject: Link, document: PolicyDocument) {
    self.declaration = declaration
    self.kind = kind
    self.subject = subject
    self.document = document
  }
}

extension Infrastructure {
  package var bucketPolicies: [ResourcePolicy] { resourcePolicies.filter { $0.kind == .bucket } }
}
