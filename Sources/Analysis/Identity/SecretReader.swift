import AWSModel
import NetSpace

/// Somebody of the input who may read a secret of the input, or a parameter that tasks get as one.
package struct SecretReader: Sendable {
  package let secret: NamedResource
  package let reader: ResourceID
  /// Whether what he may read is, for certain or possibly, that secret.
  package let verdict: Verdict
  package let because: [Unknown]
  /// The grants by which.
  package let grants: [Grant]
  /// Whether a task gets the secret by him before it starts: he is its execution role.
  package let isConsumer: Verdict
  /// Whether he may also write it: who rotates a secret has to read it.
  package let isManager: Bool
  /// Whether some task gets it at all.
  package let hasConsumers: Bool
}

extension IdentityFacts {
  /// Every pair of a secret and somebody who may read it, in the order of the secrets.
  ///
  /// Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
  package var secretReaders: [SecretReader] { SecretSearch(collection).readers(principals) }
}

private struct SecretSearch {
  private let infrastructure: Infrastructure
  private let names: ResourceNames

  /// How something secret is read, and how it is written.
  private struct Service {
    let kind: NamedResource.Kind
    let reading: [String]
    let writing: [String]
  }

  /// By the service authorization reference.
  ///
  /// Sources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html,
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
  private static let services = [
    Service(
      kind: .secret, reading: ["secretsmanager:getsecretvalue"],
      writing: ["secretsmanager:putsecretvalue", "secretsmanager:updatesecretversionstage"]),
    Service(
      kind: .parameter,
      reading: ["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath", "ssm:getparameterhistory"],
      writing: ["ssm:putparameter"]),
  ]

  init(_ collection: PolicyCollection) {
    infrastructure = collection.infrastructure
    names = collection.reading.names
  }

  func readers(_ principals: [PrincipalAccess]) -> [SecretReader] {
    Self.services.flatMap { readers(principals, of: $0) }
  }

  private func readers(_ principals: [PrincipalAccess], of service: Service) -> [SecretReader] {
    let secrets = infrastructure.namedResources.filter { $0.kind == service.kind }
    if secrets.isEmpty { return [] }
    let index = ActionIndex(service.reading + service.writing)
    let readers = principals.compactMap { access -> (id: ResourceID, held: HeldActions)? in
      guard case .identity(let id) = access.grantee else { return nil }
      let held = HeldActions(access.grants, among: index)
      return held.isEmpty ? nil : (id, held)
    }
    return secrets.flatMap { secret in
      let arn = names.arn(of: secret.id)
      let pattern = PatternSet([names.pattern(ofNormalized: arn)])
      let paths =
        secret.kind == .parameter ? Self.paths(to: arn).map { PatternSet([names.pattern(ofNormalized: $0)]) } : []
      let consumers = consumers(of: arn, named: secret)
      return readers.compactMap { id, held -> SecretReader? in
        let itself = held.holds(service.reading, context: [:]) { EscalationSubject.covers(pattern, $0) }
        let reads = paths.reduce(itself) { reads, path in
          reads.verdict == .yes
            ? reads : reads.or(held.holds(Self.readingPaths, context: [:]) { EscalationSubject.covers(path, $0) })
        }
        if reads.verdict == .no { return nil }
        let writes = held.holds(service.writing, context: [:]) { EscalationSubject.covers(pattern, $0) }
        return SecretReader(
          secret: secret, reader: id, verdict: reads.verdict, because: reads.because.distinct, grants: reads.grants,
          isConsumer: consumers[id] ?? .no, isManager: writes.verdict != .no,
          hasConsumers: consumers.values.contains(.yes))
      }
    }
  }

  private static let readingPaths = ["ssm:getparametersbypath"]

  /// The ARNs of the levels above a parameter: who may read one of them by its path gets all that is below.
  ///
  /// Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
  private static func paths(to arn: PartialText) -> [PartialText] {
    let start = ":parameter/"
    guard case .literal(let end)? = arn.parts.last, let mark = end.firstRange(of: start) else { return [] }
    let levels = end[mark.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
    return levels.indices.map { count in
      let path = levels.prefix(count).joined(separator: "/")
      return PartialText(arn.parts.dropLast() + [.literal(end[..<mark.upperBound] + path)])
    }
  }

  /// The execution roles of tasks that get a secret, or may.
  ///
  /// A parameter of the task's region may be given by its name.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
  private func consumers(of arn: PartialText, named secret: NamedResource) -> [ResourceID: Verdict] {
    let symbols = GlobPattern(arn).symbols
    let name = secret.kind == .parameter ? secret.name?.known?.literal : nil
    func names(_ text: PartialText, in stack: String) -> Bool {
      let spelled = self.names.within(stack).normalized(text)
      if let name, spelled.literal == name { return true }
      let given = GlobPattern(spelled).symbols
      if secret.kind == .parameter { return given == symbols || spelled == PartialText([.attribute(secret.id, "id")]) }
      // Behind the ARN stands which part of the secret it is.
      return given.starts(with: symbols)
    }
    return infrastructure.taskDefinitions.reduce(into: [:]) { all, task in
      guard case .resource(let role)? = task.executionRole?.target else { return }
      let supplies = task.containers.elements.map(\.supply)
      let texts = supplies.flatMap(\.secrets.elements)
      let isNamed = texts.contains { $0.known.map { names($0, in: task.id.stack) } ?? false }
      let isOpen =
        !task.containers.isComplete || supplies.contains { !$0.secrets.isComplete }
        || texts.contains { $0.known?.unknowns.isEmpty != true }
      let verdict: Verdict = isNamed ? .yes : isOpen ? .unknown : .no
      all[role] = (all[role] ?? .no) || verdict
    }
  }
}
