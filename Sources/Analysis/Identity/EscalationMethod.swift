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
  /// The same in lower case, as policies are compared.
  let keys: [[String]]
  /// To which a role is passed: `lambda.amazonaws.com`.
  package let service: String?
  /// The type of resource that the actions are on: `iam:role`, `lambda:function`.
  package let target: String?
  /// What is done, without a subject: `new Lambda function with role, invoke it`.
  package let words: String
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
      id: String(columns[0]), kind: kind, needs: needs, keys: needs.map { $0.map { $0.lowercased() } },
      service: text(3),
      target: text(4), words: String(columns[5]))
  }
}
