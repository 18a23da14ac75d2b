import AWSModel
import Documents

extension CloudFormationAdapters {
  /// Reads `AWS::IAM::Role`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
  @Sendable static func role(_ resource: ResourceFields, into draft: inout Draft) {
    let trust =
      resource.fields["AssumeRolePolicyDocument"].map { PolicyReader(context: resource.context).policy($0) }
      ?? .unknown(resource.missing("AssumeRolePolicyDocument"), at: resource.place)
    draft.infrastructure.identities.append(identity(resource, .role, name: "RoleName", trust: trust))
  }

  /// Reads `AWS::IAM::User`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html
  @Sendable static func user(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.identities.append(identity(resource, .user, name: "UserName", trust: nil))
    let groups = resource.fields.links("Groups", named: .group)
    for group in groups.elements {
      draft.memberships.append((user: Link(.resource(resource.id), at: group.place), group: group))
    }
    for why in groups.rest {
      draft.memberships.append(
        (user: Link(.resource(resource.id), at: resource.place), group: Link(.unknown(why), at: resource.place)))
    }
  }

  /// Reads `AWS::IAM::Group`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-group.html
  @Sendable static func group(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.identities.append(identity(resource, .group, name: "GroupName", trust: nil))
  }

  /// Reads `AWS::IAM::UserToGroupAddition`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-usertogroupaddition.html
  @Sendable static func groupMembership(_ resource: ResourceFields, into draft: inout Draft) {
    let group = resource.required("GroupName", named: .group)
    let users = resource.fields.links("Users", named: .user)
    for user in users.elements { draft.memberships.append((user: resource.owner(user), group: group)) }
    for why in users.rest {
      draft.memberships.append((user: Link(.unknown(why), at: resource.place), group: group))
    }
  }

  /// One policy in each of the roles, users and groups that it names.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html
  @Sendable static func policy(_ resource: ResourceFields, into draft: inout Draft) {
    let policy = inlinePolicy(resource)
    for owner in owners(resource) {
      draft.standalonePolicies.append(StandalonePolicy(of: owner, policy: policy))
    }
  }

  /// Reads `AWS::IAM::RolePolicy`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html
  @Sendable static func rolePolicy(_ resource: ResourceFields, into draft: inout Draft) {
    let role = PolicyHolder(
      resource.required("RoleName", named: .role), .role, called: resource.fields.text("RoleName"))
    draft.standalonePolicies.append(StandalonePolicy(of: role, policy: inlinePolicy(resource)))
  }

  /// Reads `AWS::IAM::UserPolicy`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-userpolicy.html
  @Sendable static func userPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    let user = PolicyHolder(
      resource.required("UserName", named: .user), .user, called: resource.fields.text("UserName"))
    draft.standalonePolicies.append(StandalonePolicy(of: user, policy: inlinePolicy(resource)))
  }

  /// Reads `AWS::IAM::GroupPolicy`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-grouppolicy.html
  @Sendable static func groupPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    let group = PolicyHolder(
      resource.required("GroupName", named: .group), .group, called: resource.fields.text("GroupName"))
    draft.standalonePolicies.append(StandalonePolicy(of: group, policy: inlinePolicy(resource)))
  }

  /// Reads `AWS::IAM::ManagedPolicy`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
  @Sendable static func managedPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.managedPolicies.append(
      ManagedPolicy(
        declaration: resource.declaration, name: resource.fields.text("ManagedPolicyName"),
        document: document(resource)))
    for owner in owners(resource) {
      let policy = Link(.resource(resource.id), at: owner.link.place)
      let holder = PolicyHolder(resource.owner(owner.link), owner.kind, called: owner.name)
      draft.policyAttachments.append(PolicyAttachment(to: holder, policy: policy, declaredBy: resource.id))
    }
  }

  /// Reads `AWS::IAM::InstanceProfile`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html
  @Sendable static func instanceProfile(_ resource: ResourceFields, into draft: inout Draft) {
    let roles = resource.fields.links("Roles", named: .role)
    let role = roles.elements.first ?? roles.rest.first.map { Link(.unknown($0), at: resource.place) }
    draft.infrastructure.instanceProfiles.append(InstanceProfile(declaration: resource.declaration, role: role))
  }

  private static func identity(
    _ resource: ResourceFields, _ kind: Identity.Kind, name: String, trust: PolicyDocument?
  ) -> Identity {
    let fields = resource.fields
    let reader = PolicyReader(context: resource.context)
    let blocks = fields.blocks("Policies")
    var inline = PartialList<Identity.InlinePolicy>(rest: blocks.rest)
    inline.elements = blocks.elements.map { block in
      let document =
        block.fields["PolicyDocument"].map(reader.policy)
        ?? .unknown(resource.missing("Policies.PolicyDocument"), at: block.fields.place)
      return Identity.InlinePolicy(
        name: block.fields.text("PolicyName"), document: document, declaredBy: resource.id, existence: block.existence)
    }
    var identity = Identity(
      declaration: resource.declaration, kind: kind, name: fields.text(name), trust: trust, inlinePolicies: inline,
      managedPolicies: fields.links("ManagedPolicyArns", named: .policy),
      boundary: fields.link("PermissionsBoundary", named: .policy))
    identity.path = fields.text("Path")
    return identity
  }

  private static func inlinePolicy(_ resource: ResourceFields) -> Identity.InlinePolicy {
    Identity.InlinePolicy(
      name: resource.fields.text("PolicyName"), document: document(resource), declaredBy: resource.id,
      existence: resource.existence())
  }

  private static func document(_ resource: ResourceFields) -> PolicyDocument {
    resource.fields["PolicyDocument"].map { PolicyReader(context: resource.context).policy($0) }
      ?? .unknown(resource.missing("PolicyDocument"), at: resource.place)
  }

  /// Whom a policy is attached to; a list that is not known may name anybody.
  private static func owners(_ resource: ResourceFields) -> [PolicyHolder] {
    let keys: [(String, Identity.Kind)] = [("Roles", .role), ("Users", .user), ("Groups", .group)]
    return keys.flatMap { key, kind in resource.fields.holders(key, kind) }
  }
}
