import AWSModel

extension Identity {
  /// The role of a permission set: Identity Center gives it its name, and lets in whom the set is assigned to.
  static func permissionSet(
    _ declaration: Declaration, inlinePolicies: PartialList<InlinePolicy>, managedPolicies: PartialList<Link>,
    boundary: Link?
  ) -> Identity {
    Identity(
      declaration: declaration, kind: .role, name: nil, trust: nil, inlinePolicies: inlinePolicies,
      managedPolicies: managedPolicies, boundary: boundary)
  }
}

extension Fields {
  /// The policy that a block refers to by its name: of the input, if that has one of the name.
  func namedPolicy(_ key: String, _ name: String) -> Link? { block(key)?.link(name, named: .policy) }
}
