import AWSModel

/// IAM roles, users, groups, their policies and attachments.
extension TerraformAdapters {
  static func role(_ resource: ResourceFields, into draft: inout Draft) { identity(resource, .role, into: &draft) }
  static func user(_ resource: ResourceFields, into draft: inout Draft) { identity(resource, .user, into: &draft) }
  static func group(_ resource: ResourceFields, into draft: inout Draft) { identity(resource, .group, into: &draft) }

  private static func identity(_ resource: ResourceFields, _ kind: Identity.Kind, into draft: inout Draft) {
    let fields = resource.fields
    let reader = PolicyReader(context: resource.context)
    let blocks = fields.blocks("inline_policy")
    var inline = PartialList<Identity.InlinePolicy>(rest: blocks.rest)
    for block in blocks.elements {
      // A block without a policy says that there are no other inline policies.
      guard let policy = block.fields["policy"] else { continue }
      inline.elements.append(
        Identity.InlinePolicy(
          name: block.fields.text("name"), document: reader.policy(policy), declaredBy: resource.id,
          existence: block.existence))
    }
    var identity = Identity(
      declaration: resource.declaration, kind: kind, name: fields.text("name"),
      trust: fields["assume_role_policy"].map(reader.policy), inlinePolicies: inline,
      managedPolicies: fields.links("managed_policy_arns"), boundary: fields.link("permissions_boundary"))
    identity.path = fields.text("path")
    draft.infrastructure.identities.append(identity)
  }

  static func managedPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.managedPolicies.append(
      ManagedPolicy(
        declaration: resource.declaration, name: resource.fields.text("name"), document: document(resource)))
  }

  private static func document(_ resource: ResourceFields) -> PolicyDocument {
    guard let policy = resource.fields["policy"] else {
      return .unknown(resource.missing("policy"), at: resource.place)
    }
    return PolicyReader(context: resource.context).policy(policy)
  }

  // MARK: Inline policies on their own

  static func rolePolicy(_ resource: ResourceFields, into draft: inout Draft) {
    standalone(resource, "role", .role, into: &draft)
  }

  static func userPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    standalone(resource, "user", .user, into: &draft)
  }

  static func groupPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    standalone(resource, "group", .group, into: &draft)
  }

  private static func standalone(
    _ resource: ResourceFields, _ key: String, _ kind: Identity.Kind, into draft: inout Draft
  ) {
    let policy = Identity.InlinePolicy(
      name: resource.fields.text("name"), document: document(resource), declaredBy: resource.id,
      existence: resource.declaration.existence)
    draft.standalonePolicies.append(StandalonePolicy(of: holder(resource, key, kind), policy: policy))
  }

  // MARK: Attachments

  static func rolePolicyAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    attachment(resource, holder(resource, "role", .role), into: &draft)
  }

  static func userPolicyAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    attachment(resource, holder(resource, "user", .user), into: &draft)
  }

  static func groupPolicyAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    attachment(resource, holder(resource, "group", .group), into: &draft)
  }

  private static func holder(_ resource: ResourceFields, _ key: String, _ kind: Identity.Kind) -> PolicyHolder {
    guard let value = resource.fields[key] else { return PolicyHolder(resource.required(key), kind, called: nil) }
    return PolicyHolder(resource.fields.link(value), kind, called: resource.fields.text(value))
  }

  private static func attachment(_ resource: ResourceFields, _ holder: PolicyHolder, into draft: inout Draft) {
    draft.policyAttachments.append(
      PolicyAttachment(to: holder, policy: resource.required("policy_arn"), declaredBy: resource.id))
  }

  /// The exclusive attachment of one policy to any number of identities.
  static func policyAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    let kinds: [(String, Identity.Kind)] = [("roles", .role), ("users", .user), ("groups", .group)]
    for (key, kind) in kinds {
      for holder in resource.fields.holders(key, kind) { attachment(resource, holder, into: &draft) }
    }
  }

  static func instanceProfile(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.instanceProfiles.append(
      InstanceProfile(declaration: resource.declaration, role: resource.fields.link("role")))
  }
}
