import AWSModel

extension CloudFormationAdapters {
  /// Reads `AWS::SSO::PermissionSet`: in each account that one is assigned in there is a role with its policies.
  ///
  /// Sources: https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sso-permissionset.html
  @Sendable static func permissionSet(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let inline = fields["InlinePolicy"].map { policy in
      Identity.InlinePolicy(
        name: nil, document: PolicyReader(context: resource.context).policy(policy), declaredBy: resource.id)
    }
    var managed = fields.links("ManagedPolicies", named: .policy)
    let references = fields.blocks("CustomerManagedPolicyReferences")
    managed.rest += references.rest
    for (reference, existence) in references.elements {
      guard existence.verdict == .yes, let link = reference.link("Name", named: .policy) else {
        managed.rest += existence.because
        continue
      }
      managed.elements.append(link)
    }
    let boundary = fields.block("PermissionsBoundary")
    draft.infrastructure.identities.append(
      .permissionSet(
        resource.declaration, inlinePolicies: PartialList(inline.map { [$0] } ?? []), managedPolicies: managed,
        boundary: boundary?.link("ManagedPolicyArn", named: .policy)
          ?? boundary?.namedPolicy("CustomerManagedPolicyReference", "Name")))
  }
}
