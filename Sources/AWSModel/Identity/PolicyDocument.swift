/// An IAM policy: identity, resource or trust policy alike.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
package struct PolicyDocument: Hashable, Sendable {
  /// Nil: not given, which means `2008-10-17`.
  package let version: Attribute<String>?
  /// With a rest when statements, or the whole policy, are not known.
  package let statements: PartialList<Statement>
  package let place: Place
  /// How many characters it has at least, as AWS counts them: without white space.
  package let size: Int

  package init(version: Attribute<String>?, statements: PartialList<Statement>, place: Place, size: Int = 0) {
    self.version = version
    self.statements = statements
    self.place = place
    self.size = size
  }

  /// A policy of which nothing is known.
  package static func unknown(_ why: Unknown, at place: Place) -> PolicyDocument {
    PolicyDocument(version: nil, statements: PartialList(rest: [why]), place: place)
  }
}

/// One statement of a policy.
package struct Statement: Hashable, Sendable {
  package enum Effect: String, Hashable, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// `Action` or `NotAction`, `Resource` or `NotResource`: patterns, or everything but them.
  package struct Patterns: Hashable, Sendable {
    package let patterns: PartialList<Attribute<PartialText>>
    package let isNegated: Bool
    package let place: Place

    package init(_ patterns: PartialList<Attribute<PartialText>>, isNegated: Bool, place: Place) {
      self.patterns = patterns
      self.isNegated = isNegated
      self.place = place
    }
  }

  /// One principal of `Principal` or `NotPrincipal`.
  package struct Principal: Hashable, Sendable {
    /// `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for the bare star.
    package let kind: String
    package let identifier: Attribute<PartialText>

    package init(kind: String, identifier: Attribute<PartialText>) {
      self.kind = kind
      self.identifier = identifier
    }
  }

  package struct Principals: Hashable, Sendable {
    package let principals: PartialList<Principal>
    package let isNegated: Bool
    package let place: Place

    package init(_ principals: PartialList<Principal>, isNegated: Bool, place: Place) {
      self.principals = principals
      self.isNegated = isNegated
      self.place = place
    }
  }

  package struct Condition: Hashable, Sendable {
    /// As written, with set prefix and `IfExists`: `ForAnyValue:StringLike`.
    package let op: String
    package let key: String
    package let values: PartialList<Attribute<PartialText>>
    package let place: Place

    package init(op: String, key: String, values: PartialList<Attribute<PartialText>>, place: Place) {
      self.op = op
      self.key = key
      self.values = values
      self.place = place
    }
  }

  package let sid: String?
  package let effect: Attribute<Effect>
  package let principals: Principals?
  package let actions: Patterns
  /// Nil in a trust policy.
  package let resources: Patterns?
  package let conditions: PartialList<Condition>
  /// The whole statement.
  package let place: Place
  package let existence: Existence

  package init(
    sid: String?, effect: Attribute<Effect>, principals: Principals?, actions: Patterns, resources: Patterns?,
    conditions: PartialList<Condition>, place: Place, existence: Existence = .certain
  ) {
    self.sid = sid
    self.effect = effect
    self.principals = principals
    self.actions = actions
    self.resources = resources
    self.conditions = conditions
    self.place = place
    self.existence = existence
  }
}
