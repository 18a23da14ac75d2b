import AWSModel
import Analysis
import CEL

extension Relations {
  static let searchDomain: Relation = Relation(of: Objects.searchDomain) { context in
    context.infrastructure.dataStores.filter { $0.kind == .search }.map { Row(Objects.searchDomain, $0, context) }
  }
}

extension Objects {
  static let searchDomain: ObjectType<DataStore> = ObjectType(
    resource: "search_domain", doc: "An OpenSearch or Elasticsearch domain.",
    fields: [
      "has_public_endpoint": .init(
        .bool, "Whether it is in no VPC: its endpoint then answers on the internet.",
        at: { domain, _ in domain.anchor(domain.publiclyAccessible.place) }
      ) { domain, context in
        context.value(domain.publiclyAccessible) { .bool($0) }
      },
      "is_policy_public": .init(
        .bool, "Whether its access policy allows anything to everybody, without a condition that confines.",
        at: { domain, context in
          let grants = context.openGrants(of: domain)
          return grants.isEmpty ? domain.anchor(domain.policy?.place) : grants.flatMap { domain.anchor($0.place) }
        }
      ) { domain, context in
        context.value(context.isPolicyPublic(of: domain))
      },
    ])
}

extension LintContext {
  /// Policies that are declared beside their domain are not read: with one of these in its stack, what the domain
  /// allows is not known.
  private static let policyTypes = ["aws_opensearch_domain_policy", "aws_elasticsearch_domain_policy"]

  fileprivate func openGrants(of domain: DataStore) -> [Grant] {
    guard let policy = domain.policy else { return [] }
    return identity.accessOfEverybody(by: policy, of: domain.declaration).grants.filter { $0.isConfined != .yes }
  }

  fileprivate func isPolicyPublic(of domain: DataStore) -> Certainty {
    let beside = infrastructure.unmodelled.first {
      $0.id.stack == domain.id.stack && Self.policyTypes.contains($0.type)
    }
    let other = beside.map { policy in
      Certainty(
        .unknown, because: [Unknown(policy.id.address, .unsupported("its policy is not read"), at: policy.place)])
    }
    return openGrants(of: domain).reduce(other ?? Certainty(.no)) { result, grant in
      let open = Certainty(grant.isConfined.not, because: grant.unknowns)
      return result.or(open.and(Certainty(grant.existence.verdict, because: grant.existence.because)))
    }
  }
}
