import AWSModel
import NetSpace

extension Caller {
  /// Requests that a caller cannot make at all, whatever policies say.
  ///
  /// Roles and keys are used with a signature. A role is taken on with the token or the assertion of an identity provider
  /// by actions of their own, which nobody uses who has no such thing.
  ///
  /// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html,
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
  func impossible(on subject: AccessSubject) -> RequestBounds {
    switch subject.kind {
    case .role: Self.requests(actionsOnRoles)
    case .resource(.key): Self.requests(self == .unsigned ? ["kms:*"] : [])
    case .resource: .empty
    }
  }

  private static let withToken = "sts:AssumeRoleWithWebIdentity"
  private static let withAssertion = "sts:AssumeRoleWithSAML"

  private var actionsOnRoles: [String] {
    switch self {
    case .identity, .outside, .account, .service: [Self.withToken, Self.withAssertion]
    case .federated(let provider):
      switch "\(provider.asWritten)" {
      case let name where name.contains(":saml-provider/"): ["sts:AssumeRole", Self.withToken]
      case let name where name.contains(":oidc-provider/"): ["sts:AssumeRole", Self.withAssertion]
      default: ["sts:AssumeRole"]
      }
    case .unsigned: ["sts:*"]
    case .somebody, .anonymous: []
    }
  }

  private static func requests(_ actions: [String]) -> RequestBounds {
    let patterns = PatternSet(actions.map { GlobPattern($0, foldingCase: true) })
    let set = RequestSet([RequestBox(actions: patterns, resources: PatternSet([GlobPattern("*")]))])
    return actions.isEmpty ? .empty : RequestBounds(must: set, may: set)
  }
}
