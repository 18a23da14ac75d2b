import AWSModel

/// Permission sets of IAM Identity Center: in each account that one is assigned in there is a role with its policies, and
/// nobody else changes these.
///
/// Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
extension TerraformAdapters {
  /// Reads `aws_ssoadmin_permission_set`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssoadmin_permission_set
  static func permissionSet(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.identities.append(
      .permissionSet(resource.declaration, inlinePolicies: PartialList(), managedPolicies: PartialList(), boundary: nil)
    )
  }

  /// The one inline policy that a permission set may have.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssoadmin_permission_set_inline_policy
  static func permissionSetPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    let document =
      resource.fields["inline_policy"].map { PolicyReader(context: resource.context).policy($0) }
      ?? .unknown(resource.missing("inline_policy"), at: resource.place)
    draft.standalonePolicies.append(
      StandalonePolicy(
        of: permissionSet(of: resource),
        policy: Identity.InlinePolicy(
          name: nil, document: document, declaredBy: resource.id, existence: resource.declaration.existence)))
  }

  /// A managed policy, of AWS mostly.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssoadmin_managed_policy_attachment
  static func permissionSetAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    draft.policyAttachments.append(
      PolicyAttachment(
        to: permissionSet(of: resource), policy: resource.required("managed_policy_arn"), declaredBy: resource.id))
  }

  /// A policy that each account has under the same name.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssoadmin_customer_managed_policy_attachment
  static func permissionSetReference(_ resource: ResourceFields, into draft: inout Draft) {
    draft.policyAttachments.append(
      PolicyAttachment(
        to: permissionSet(of: resource),
        policy: resource.fields.namedPolicy("customer_managed_policy_reference", "name")
          ?? missing("customer_managed_policy_reference", of: resource), declaredBy: resource.id))
  }

  /// The limit of what the roles may do.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssoadmin_permissions_boundary_attachment
  static func permissionSetBoundary(_ resource: ResourceFields, into draft: inout Draft) {
    let block = resource.fields.block("permissions_boundary")
    let policy =
      block?.link("managed_policy_arn") ?? block?.namedPolicy("customer_managed_policy_reference", "name")
    draft.boundaryAttachments.append(
      PolicyAttachment(
        to: permissionSet(of: resource), policy: policy ?? missing("permissions_boundary", of: resource),
        declaredBy: resource.id))
  }

  private static func permissionSet(of resource: ResourceFields) -> PolicyHolder {
    PolicyHolder(resource.required("permission_set_arn"), .role, called: nil)
  }

  private static func missing(_ key: String, of resource: ResourceFields) -> Link {
    Link(.unknown(resource.missing(key)), at: resource.place)
  }
}
