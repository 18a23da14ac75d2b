import AWSModel
import Synchronization

/// A known way from some permissions to more.
///
/// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
package struct EscalationMethod: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// More permissions for the principal itself.
    case itself = "self"
    /// Those of another principal.
    case other = "other-principal"
    /// Those of a role that is passed to something new.
    case passing = "new-passrole"
    /// Those of a role that something has that runs already.
    case existing = "existing-role"
    /// What limits the principal is taken away.
    case guardrail
  }

  package let id: String
  package let kind: Kind
  /// All of these are needed, of each list one.
  package let needs: [[String]]
  /// The same, as policies are compared.
  let keys: [[Key]]
  /// To which a role is passed: `lambda.amazonaws.com`.
  package let service: String?
  /// The type of resource that the actions are on: `iam:role`, `lambda:function`.
  package let target: String?
  /// What kind of principal it is about.
  let subject: Identity.Kind
  /// What is done, without a subject: `new Lambda function with role, invoke it`.
  package let words: String

  init(id: String, kind: Kind, needs: [[String]], service: String?, target: String?, words: String) {
    self.id = id
    self.kind = kind
    self.needs = needs
    self.service = service
    self.target = target
    self.words = words
    keys = needs.map { $0.map(Key.init) }
    let spelled = target.flatMap { target in Self.subjects.first { "iam:\($0)" == target } }
    subject = spelled ?? keys.lazy.joined().compactMap(\.subject).first ?? .user
  }

  private static let subjects: [Identity.Kind] = [.user, .group, .role]

  /// An action that a method needs.
  struct Key: Hashable, Sendable {
    /// In lower case.
    let action: String
    /// The kind of principal that it is on; nil: a policy, a provider, or something of another service.
    let subject: Identity.Kind?

    init(_ action: String) {
      self.action = action.lowercased()
      subject = Self.subject(of: self.action)
    }

    var isOnPolicyVersions: Bool { subject == nil && action.contains("policyversion") }

    private static func subject(of action: String) -> Identity.Kind? {
      if action == "sts:assumerole" { return .role }
      guard action.hasPrefix("iam:") else { return nil }
      if ["policyversion", "provider", "virtualmfa"].contains(where: action.contains) { return nil }
      if action.contains("role") { return .role }
      if action.contains("group") { return .group }
      return .user
    }
  }
}

/// The methods that the binary carries; read when first asked for.
package final class EscalationMethods: Sendable {
  package static let builtIn = EscalationMethods(Tables.escalationMethods)

  private let table: TableText
  private let methods = Mutex<[EscalationMethod]?>(nil)

  init(_ table: StaticString) { self.table = TableText(table) }

  package var all: [EscalationMethod] {
    methods.withLock { methods in
      if let methods { return methods }
      let (keys, ranges) = table.index()
      let read = keys.compactMap { ranges[$0].flatMap { table.lines(in: $0).first } }.compactMap(Self.method)
      methods = read
      return read
    }
  }

  private static func method(_ columns: [Substring]) -> EscalationMethod? {
    guard columns.count == 6, let kind = EscalationMethod.Kind(rawValue: String(columns[1])) else { return nil }
    func text(_ column: Int) -> String? { columns[column].isEmpty ? nil : String(columns[column]) }
    let needs = columns[2].split(separator: " ").map { $0.split(separator: "|").map(String.init) }
    return EscalationMethod(
      id: String(columns[0]), kind: kind, needs: needs, service: text(3), target: text(4), words: String(columns[5]))
  }
}
