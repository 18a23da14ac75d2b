import AWSModel

extension CloudFormationAdapters {
  /// Reads `AWS::SSO::PermissionSet`.
  ///
  /// Policies of customers are referred to by name, in each account that the set is assigned in.
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sso-permissionset.html
  @Sendable static func permissionSet(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    var inline = PartialList<Identity.InlinePolicy>([])
    if let policy = fields["InlinePolicy"] {
      inline.elements.append(
        Identity.InlinePolicy(
          name: nil, document: PolicyReader(context: resource.context).policy(policy), declaredBy: resource.id))
    }
    var managed = fields.links("ManagedPolicies", named: .policy)
    let references = fields.blocks("CustomerManagedPolicyReferences")
    managed.rest += references.rest
    for reference in references.elements {
      let policy = reference.fields.link("Name", named: .policy)
      guard reference.existence.verdict == .yes, let policy else {
        managed.rest += reference.existence.because
        if policy == nil { managed.rest.append(resource.missing("CustomerManagedPolicyReferences.Name")) }
        continue
      }
      managed.elements.append(policy)
    }
    draft.infrastructure.identities.append(
      Identity(
        declaration: resource.declaration, kind: .permissionSet, name: fields.text("Name"), trust: nil,
        inlinePolicies: inline, managedPolicies: managed, boundary: boundary(resource)))
  }

  private static func boundary(_ resource: ResourceFields) -> Link? {
    guard let written = resource.fields["PermissionsBoundary"] else { return nil }
    let block = resource.fields.block("PermissionsBoundary")
    return block?.block("CustomerManagedPolicyReference")?.link("Name", named: .policy)
      ?? block?.link("ManagedPolicyArn", named: .policy)
      ?? Link(
        .unknown(Unknown("\(resource.id.address).PermissionsBoundary", .unreadable("names no policy"))),
        at: written.place)
  }
}
