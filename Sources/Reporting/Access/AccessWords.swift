import AWSModel
import Analysis

/// What a question about access is called in all formats.
enum AccessWords {
  static func caller(_ caller: Caller) -> String {
    switch caller {
    case .identity(let id): id.address
    case .account(let account): "account \(account.asWritten)"
    case .outside(let name), .service(let name), .federated(let name): name.asWritten
    case .somebody: "somebody who is signed in"
    case .anonymous: "anybody"
    case .unsigned: "whoever is not signed in"
    }
  }

  static func target(_ target: AccessQuestion.Target) -> String {
    switch target {
    case .pattern(let pattern): pattern
    case .resource(let id, let inner): id.address + inner
    }
  }

  static func question(_ question: AccessQuestion) -> String {
    "\(caller(question.caller)) can \(question.action) on \(target(question.target))"
  }

  static func piece(_ kind: AccessPiece.Kind) -> String {
    switch kind {
    case .identityPolicies: "identity policies"
    case .boundary: "permissions boundary"
    case .resourcePolicy(let id): id.map { "policy of \($0.address)" } ?? "policy of the resource"
    case .trustPolicy(let id): "trust policy of \(id.address)"
    case .blockPublicAccess(let id): "Block Public Access of \(id.address)"
    }
  }

  static func policy(_ policy: Grant.Policy) -> String {
    switch policy {
    case .inline(let id), .managed(let id), .resource(let id): id.address
    case .awsManaged(let name, _), .outside(let name, _): name
    }
  }

  /// `aws:SourceVpce is vpce-1`: what a request has to say, or must not.
  static func condition(_ condition: Statement.Condition) -> String {
    let values = condition.values.elements.map { $0.known.map { "\($0)" } ?? "(unknown)" }
    let all = values + condition.values.rest.map { "(unknown: \($0.subject))" }
    return "\(condition.op) \(condition.key) \(all.joined(with: " or "))"
  }

  static func requirement(_ requirement: Grant.Requirement) -> String {
    let text = condition(requirement.condition)
    let effect =
      switch requirement.confines {
      case .yes: "confines it to some callers"
      case .no: "confines nobody"
      case .unknown: "may confine it to some callers"
      }
    return requirement.isDenial ? "not \(text) (\(effect))" : "\(text) (\(effect))"
  }
}
