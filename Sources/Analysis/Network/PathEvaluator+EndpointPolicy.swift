import AWSModel

extension PathEvaluator {
  /// Says what the policy of an endpoint for a service of AWS allows: the service refuses other requests, though their
  /// packets arrive.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  func policy(of endpoint: VPCEndpoint, _ trace: inout TraceBuilder) {
    guard !trace.isSilent, endpoint.isForAWS else { return }
    trace.require(
      .endpointPolicy, "policy of \(endpoint.id.address)", .yes,
      decision: Decision(
        text: endpoint.policyInWords, place: (endpoint.policy?.place ?? endpoint.service.place).range,
        resource: endpoint.id, effect: .admits, isImplied: endpoint.policy == nil), code: nil, remedy: nil)
  }

  /// The same for the interfaces of an endpoint.
  func policy(of endpoint: Endpoint, _ trace: inout TraceBuilder) {
    guard !trace.isSilent, endpoint.kind == .serviceEndpoint else { return }
    if let declared = topology.infrastructure.vpcEndpoints.first(where: { $0.id == endpoint.id }) {
      policy(of: declared, &trace)
    }
  }
}

extension VPCEndpoint {
  /// Whether it is for a service of AWS; those of others take no policy.
  fileprivate var isForAWS: Bool {
    let name = service.known?.description ?? ""
    return name.hasPrefix("com.amazonaws.") && !name.contains(".vpce.")
  }

  fileprivate var policyInWords: String {
    guard let policy else { return "has no policy of its own: every request is let through" }
    let allows = policy.statements.elements.filter { $0.effect.known != .deny }
    let actions = allows.flatMap { statement in
      let named = statement.actions.patterns.elements.map { $0.known?.description ?? "an action that is not known" }
      return statement.actions.isNegated ? ["everything but \(named.joined(separator: ", "))"] : named
    }
    var words: [String] = []
    for action in actions where !words.contains(action) { words.append(action) }
    if words.isEmpty {
      return policy.statements.isComplete
        ? "its policy allows nothing: the service refuses every request" : "what its policy allows is not known"
    }
    let listed = words.prefix(3).joined(separator: ", ") + (words.count > 3 ? " and \(words.count - 3) more" : "")
    let isLimited = allows.contains { $0.isLimited } || policy.statements.elements.count > allows.count
    let open = policy.statements.isComplete ? "" : ", and what else is not known"
    return "its policy allows \(listed)" + (isLimited ? ", to some or on some resources" : " on everything") + open
  }
}

extension Statement {
  /// Whether it allows its actions not on everything, not to everybody, or under conditions.
  fileprivate var isLimited: Bool {
    let isEverything = resources.map { $0.patterns.elements.contains { $0.known?.literal == "*" } && !$0.isNegated }
    let isEverybody = principals.map {
      $0.principals.elements.contains { $0.identifier.known?.literal == "*" } && !$0.isNegated
    }
    return isEverything == false || isEverybody == false || !conditions.isEmpty
  }
}
