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
        roles.found.compactMap { id, verdict, because in
          context.identity.principal(id).map {
            (value: principal.value($0, context), certainty: Certainty(verdict, because: because))
          }
        }, rest: roles.unknowns + roles.outside.map { Unknown("what \($0) may do", .notInInput) })
    }
  ]
}

extension LintContext {
  /// The roles of an endpoint as far as the input declares them, and why there may be others.
  fileprivate func roles(of endpoint: Endpoint) -> WorkloadRoles.Answer {
    switch endpoint.kind {
    case .instance, .autoScalingGroup, .service, .scheduledTask:
      workloadRoles.value { WorkloadRoles(infrastructure) }.roles(of: endpoint.id) ?? WorkloadRoles.Answer()
    case .networkInterface, .loadBalancer, .database, .dataStore, .outbound, .controlPlane, .nodes, .serviceEndpoint:
      WorkloadRoles.Answer()
    }
  }
}
