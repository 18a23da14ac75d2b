import Documents

/// What a run says about the parameters of its templates.
package struct ParameterValues: Sendable {
  /// A value for the parameters of one name.
  package struct Given: Sendable {
    /// Nil: the value that the stack has already, which is in no template.
    package let text: String?
    /// Where it was given; nil for one from the command line.
    package let place: SourceRange?

    package init(_ text: String?, at place: SourceRange? = nil) {
      self.text = text
      self.place = place
    }
  }

  package var given: [String: Given]
  /// Whether a parameter without a given value has its default.
  package var usesDefaults: Bool

  package init(_ given: [String: Given] = [:], usesDefaults: Bool = true) {
    self.given = given
    self.usesDefaults = usesDefaults
  }
}

/// Where and as what a stack is deployed, as far as that is known.
package struct Deployment: Hashable, Sendable {
  package var stackName: String?
  package var account: String?
  package var region: String?
  /// Values that are written down with the deployment, such as where the CDK uploads assets.
  package var parameters: [String: String] = [:]

  package init(stackName: String? = nil, account: String? = nil, region: String? = nil) {
    self.stackName = stackName
    self.account = account
    self.region = region
  }
}
