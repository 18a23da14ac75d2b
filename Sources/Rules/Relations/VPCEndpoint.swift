import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let vpcEndpoint: Relation = Relation(of: Objects.vpcEndpoint) { context in
    context.infrastructure.vpcEndpoints.map { Row(Objects.vpcEndpoint, $0, context) }
  }
}

extension Objects {
  static let vpcEndpoint: ObjectType<VPCEndpoint> = ObjectType(
    resource: "vpc_endpoint", doc: "An endpoint of a VPC for a service.",
    fields: [
      "kind": .init(
        .string, "`Gateway`, `Interface`, `GatewayLoadBalancer`, `Resource` or `ServiceNetwork`.",
        at: { endpoint, _ in endpoint.anchor(endpoint.kind.place) }
      ) { endpoint, context in
        context.value(endpoint.kind) { .string($0.rawValue) }
      },
      "service": .init(
        .string, "The service that it is for: `com.amazonaws.eu-west-1.s3`.",
        at: { endpoint, _ in endpoint.anchor(endpoint.service.place) }
      ) { endpoint, context in
        context.value(endpoint.service)
      },
      "service_in_words": .init(
        .string, "The service that it is for, as far as it is known: `s3` of `com.amazonaws.${AWS::Region}.s3`."
      ) { endpoint, context in
        .string(endpoint.serviceInWords)
      },
      "vpc": .init(.object("vpc"), "The VPC that it is in.", at: { endpoint, _ in endpoint.anchor(endpoint.vpc.place) })
      { endpoint, context in
        context.vpc(endpoint.vpc)
      },
      "is_for_aws": .init(
        .bool, "Whether its service is one of AWS's own; those of others take no policy.",
        at: { endpoint, _ in endpoint.anchor(endpoint.service.place) }
      ) { endpoint, context in
        context.value(endpoint.isForAWS)
      },
      "has_policy": .init(
        .bool, "Whether a policy is written for it; AWS's default allows everything.",
        at: { endpoint, _ in endpoint.anchor(endpoint.policy?.place) }
      ) { endpoint, _ in
        .bool(endpoint.policy != nil)
      },
      "allows_everything": .init(
        .bool, "Whether its policy, or AWS's default, lets everybody do everything with the service in any account.",
        at: { endpoint, context in
          let places = context.openAccess(of: endpoint).grants.map(\.place)
          let all = places.isEmpty ? [endpoint.policy?.place] : places.map(Optional.some)
          return all.flatMap { endpoint.anchor($0) }
        }
      ) { endpoint, context in
        let access = context.openAccess(of: endpoint)
        return context.value(access.verdict, because: access.unknowns)
      },
    ])
}

extension LintContext {
  /// Whether an endpoint's policy allows everything to everybody; without one, AWS's does.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  fileprivate func openAccess(of endpoint: VPCEndpoint) -> (verdict: Verdict, grants: [Grant], unknowns: [Unknown]) {
    guard let policy = endpoint.policy else { return (.yes, [], []) }
    let everybody = identity.accessOfEverybody(by: policy, of: endpoint.declaration)
    let access = endpoint.actionPrefix.map { everybody.fullAccess(to: $0) } ?? everybody.adminAccess
    // Everything of a service that is not known may be what the policy allows.
    if access.verdict == .no, let why = endpoint.service.unknown, !everybody.grants.isEmpty {
      return (.unknown, access.grants, [why])
    }
    return (access.verdict, access.grants, access.unknowns)
  }
}

extension VPCEndpoint {
  /// Endpoint services of others are called `com.amazonaws.vpce.REGION.vpce-svc-ID`.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
  fileprivate var isForAWS: Certainty {
    guard let text = service.known else {
      return Certainty(.unknown, because: service.unknown.map { [$0] } ?? [])
    }
    switch text.parts.first {
    case .literal(let start):
      let isOthers = start.hasPrefix("com.amazonaws.vpce.")
      return Certainty(!isOthers && Self.ownPrefixes.contains { start.hasPrefix($0) } ? .yes : .no)
    case .attribute, nil: return Certainty(.no)
    case .unknown(let why): return Certainty(.unknown, because: [why])
    }
  }

  /// What of the service's name can be shown.
  fileprivate var serviceInWords: String {
    guard let text = service.known else { return "a service that is not known" }
    if let whole = text.literal { return whole }
    guard case .literal(let end)? = text.parts.last else { return "\(text)" }
    return end.hasPrefix(".") ? String(end.dropFirst()) : end
  }

  private static let ownPrefixes = ["com.amazonaws.", "cn.com.amazonaws.", "aws."]

  /// The prefix of the actions of its service, where the service's name says it: `ecr` of `com.amazonaws.REGION.ecr.dkr`.
  fileprivate var actionPrefix: String? {
    guard let parts = service.known?.parts, case .literal(let end)? = parts.last else { return nil }
    let names = end.split(separator: ".", omittingEmptySubsequences: false)
    // What stands before the last part ends with the region; otherwise the name has three parts before the service's.
    let own = parts.count > 1 ? names.dropFirst() : end.hasPrefix("com.amazonaws.") ? names.dropFirst(3) : []
    guard let name = own.first.map(String.init) else { return nil }
    return ActionCatalogue.builtIn.service(name) == nil ? nil : name
  }
}
