/// A role, user, group or permission set: somebody whom identity policies are attached to.
package struct Identity: Resource {
  package enum Kind: Hashable, Sendable {
    case role
    case user
    case group
    /// Of IAM Identity Center, which makes a role of it in each account that it is assigned in, and lets nobody else
    /// change that.
    ///
    /// Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
    case permissionSet

    /// Whether requests come from sessions of a role.
    package var isRole: Bool { self == .role || self == .permissionSet }
  }

  /// A policy written inside the identity, or attached to this one alone.
  package struct InlinePolicy: Hashable, Sendable {
    package let name: Attribute<PartialText>?
    package let document: PolicyDocument
    /// The resource that declares the policy: the identity itself for inline ones.
    package let declaredBy: ResourceID
    package let existence: Existence

    package init(
      name: Attribute<PartialText>?, document: PolicyDocument, declaredBy: ResourceID, existence: Existence = .certain
    ) {
      self.name = name
      self.document = document
      self.declaredBy = declaredBy
      self.existence = existence
    }
  }

  package let declaration: Declaration
  package let kind: Kind
  package let name: Attribute<PartialText>?
  /// What stands before the name in the ARN; nil: a slash.
  package var path: Attribute<PartialText>?
  /// Who may assume the role; nil for users and groups.
  package let trust: PolicyDocument?
  package var inlinePolicies: PartialList<InlinePolicy>
  /// Managed policies: of the input, or literal ARNs (AWS's own).
  package var managedPolicies: PartialList<Link>
  package var boundary: Link?
  /// Of a group: the users that are in it, or may be, as far as the input says.
  package var members: [ResourceID] = []
  /// What runs as the role that is made for it alone: a serverless function that names none.
  package var workload: ResourceID?

  package init(
    declaration: Declaration, kind: Kind, name: Attribute<PartialText>?, trust: PolicyDocument?,
    inlinePolicies: PartialList<InlinePolicy>, managedPolicies: PartialList<Link>, boundary: Link?
  ) {
    self.declaration = declaration
    self.kind = kind
    self.name = name
    self.trust = trust
    self.inlinePolicies = inlinePolicies
    self.managedPolicies = managedPolicies
    self.boundary = boundary
  }
}

/// A customer-managed policy.
package struct ManagedPolicy: Resource {
  package let declaration: Declaration
  package let name: Attribute<PartialText>?
  package let document: PolicyDocument

  package init(declaration: Declaration, name: Attribute<PartialText>?, document: PolicyDocument) {
    self.declaration = declaration
    self.name = name
    self.document = document
  }
}

/// Whom a separately declared policy is for.
package struct PolicyHolder: Sendable {
  package let link: Link
  package let kind: Identity.Kind
  /// What it is called, where it is referred to by a name; parts of it may be unknown.
  package let name: Attribute<PartialText>?

  package init(_ link: Link, _ kind: Identity.Kind, called name: Attribute<PartialText>?) {
    self.link = link
    self.kind = kind
    self.name = name
  }
}

/// A separately declared attachment of a managed policy.
package struct PolicyAttachment: Sendable {
  package let holder: PolicyHolder
  package let policy: Link
  package let declaredBy: ResourceID

  package init(to holder: PolicyHolder, policy: Link, declaredBy: ResourceID) {
    self.holder = holder
    self.policy = policy
    self.declaredBy = declaredBy
  }
}

/// A separately declared inline policy.
package struct StandalonePolicy: Sendable {
  package let holder: PolicyHolder
  package let policy: Identity.InlinePolicy

  package init(of holder: PolicyHolder, policy: Identity.InlinePolicy) {
    self.holder = holder
    self.policy = policy
  }
}

/// An instance profile: the role of an instance.
package struct InstanceProfile: Resource {
  package let declaration: Declaration
  package let role: Link?

  package init(declaration: Declaration, role: Link?) {
    self.declaration = declaration
    self.role = role
  }
}
