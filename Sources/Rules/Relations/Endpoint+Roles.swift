import AWSModel
import Analysis
import CEL

extension Objects {
  /// What an endpoint may do in the account.
  static let endpointRoles: ObjectType<Endpoint>.Fields = [
    "roles": .init(
      .list(.object("principal")), "The roles that programs on it have: by the instance profile, or of the task."
    ) { endpoint, context in
      let roles = context.roles(of: endpoint)
      return context.list(
        roles.found.compactMap { id, certainty in
          context.identity.principal(id).map { (value: principal.value($0, context), certainty: certainty) }
        }, rest: roles.unknowns)
    }
  ]
}

extension LintContext {
  /// The roles of an endpoint as far as the input declares them, and why there may be others.
  fileprivate func roles(
    of endpoint: Endpoint
  ) -> (found: [(id: ResourceID, certainty: Certainty)], unknowns: [Unknown]) {
    switch endpoint.kind {
    case .instance:
      let instance = lookup.first(\.instances, endpoint.id)
      guard let profile = instance?.profile else { return roles(byTemplate: instance?.launchTemplate) }
      return roles(byProfile: profile)
    case .autoScalingGroup:
      return roles(byTemplate: lookup.first(\.autoScalingGroups, endpoint.id)?.launchTemplate)
    case .service:
      guard let task = lookup.first(\.services, endpoint.id)?.taskDefinition else { return ([], []) }
      return followed(task, \.taskDefinitions) { $0.taskRole }
    case .networkInterface, .loadBalancer, .database, .dataStore, .outbound, .controlPlane, .nodes, .serviceEndpoint:
      return ([], [])
    }
  }

  private func roles(byTemplate template: Link?) -> (
    found: [(id: ResourceID, certainty: Certainty)], unknowns: [Unknown]
  ) {
    guard let template, case .resource(let id) = template.target,
      let profile = lookup.first(\.launchTemplates, id)?.profile
    else { return ([], template?.target.unknown.map { [$0] } ?? []) }
    return roles(byProfile: profile)
  }

  private func roles(byProfile profile: Link) -> (found: [(id: ResourceID, certainty: Certainty)], unknowns: [Unknown])
  {
    followed(profile, \.instanceProfiles) { $0.role }
  }

  /// What the resources lead to that a link leads to; something outside of the input is not known.
  private func followed<Kind: Resource>(
    _ link: Link, _ kind: KeyPath<Infrastructure, [Kind]> & Sendable, _ next: (Kind) -> Link?
  ) -> (found: [(id: ResourceID, certainty: Certainty)], unknowns: [Unknown]) {
    var found: [(id: ResourceID, certainty: Certainty)] = []
    var unknowns: [Unknown] = []
    func role(of id: ResourceID, _ certainty: Certainty) {
      guard let role = lookup.first(kind, id).flatMap(next) else { return }
      switch role.target {
      case .resource(let role): found.append((role, certainty))
      case .oneOf(let roles, let why):
        found += roles.map { ($0, certainty.and(Certainty(.unknown, because: [why]))) }
      case .external(let name): unknowns.append(Unknown("what \(name) may do", .notInInput, at: role.place.range))
      case .unknown(let why): unknowns.append(why)
      }
    }
    switch link.target {
    case .resource(let id): role(of: id, .yes)
    case .oneOf(let ids, let why): for id in ids { role(of: id, Certainty(.unknown, because: [why])) }
    case .external(let name): unknowns.append(Unknown("the role of \(name)", .notInInput, at: link.place.range))
    case .unknown(let why): unknowns.append(why)
    }
    return (found, unknowns)
  }
}
