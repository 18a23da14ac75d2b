import AWSModel

/// Permission sets of IAM Identity Center and what is attached to them.
extension TerraformAdapters {
  static func permissionSet(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.identities.append(
      Identity(
        declaration: resource.declaration, kind: .permissionSet, name: resource.fields.text("name"), trust: nil,
        inlinePolicies: PartialList([]), managedPolicies: PartialList([]), boundary: nil))
  }

  static func permissionSetPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    let document =
      resource.fields["inline_policy"].map { PolicyReader(context: resource.context).policy($0) }
      ?? .unknown(resource.missing("inline_policy"), at: resource.place)
    let policy = Identity.InlinePolicy(
      name: nil, document: document, declaredBy: resource.id, existence: resource.declaration.existence)
    draft.standalonePolicies.append(
      StandalonePolicy(of: holder(resource), policy: policy))
  }

  static func permissionSetAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    draft.policyAttachments.append(attachment(of: resource.required("managed_policy_arn"), resource))
  }

  /// By name, in each account that the set is assigned in.
  static func permissionSetCustomerAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    let key = "customer_managed_policy_reference"
    let policy = resource.fields.block(key)?.link("name") ?? Link(.unknown(resource.missing(key)), at: resource.place)
    draft.policyAttachments.append(attachment(of: policy, resource))
  }

  static func permissionSetBoundary(_ resource: ResourceFields, into draft: inout Draft) {
    let block = resource.fields.block("permissions_boundary")
    let policy =
      block?.block("customer_managed_policy_reference")?.link("name") ?? block?.link("managed_policy_arn")
      ?? Link(.unknown(resource.missing("permissions_boundary")), at: resource.place)
    draft.boundaryAttachments.append(attachment(of: policy, resource))
  }

  private static func attachment(of policy: Link, _ resource: ResourceFields) -> PolicyAttachment {
    PolicyAttachment(to: holder(resource), policy: policy, declaredBy: resource.id)
  }

  private static func holder(_ resource: ResourceFields) -> PolicyHolder {
    PolicyHolder(resource.required("permission_set_arn"), .permissionSet, called: nil)
  }
}
