import AWSModel
import Analysis

/// Gives the names of a question about access their meaning in an infrastructure.
package struct AccessNames {
  private let infrastructure: Infrastructure
  private let resolver: NameResolver

  package init(_ facts: Facts, constructPaths: [ResourceID: String] = [:]) {
    infrastructure = facts.infrastructure
    resolver = NameResolver(facts, constructPaths: constructPaths)
  }

  // MARK: Callers

  package func caller(_ text: String) throws(NameError) -> Caller {
    if ["*", "anyone", "anybody", "everybody", "anonymous"].contains(text.lowercased()) { return .anonymous }
    if text.count == 12, text.allSatisfy(\.isNumber) { return .account(PartialText(text)) }
    if text.hasPrefix("arn:") { return outside(text) }
    let found = resolver.best(infrastructure.identities.map(\.id), for: NamePattern(text))
    if let only = found.first, found.count == 1 { return .identity(only) }
    if found.isEmpty, Self.providers.contains(text) { return .federated(PartialText(text)) }
    if found.isEmpty, text.hasSuffix(".amazonaws.com") { return .service(PartialText(text)) }
    throw error(text, found, among: infrastructure.identities.map(\.id), what: "role, user or group")
  }

  private func outside(_ arn: String) -> Caller {
    let text = PartialText(arn)
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else { return .outside(arn: text) }
    if fields[5] == "root" { return .account(PartialText(String(fields[4]))) }
    if fields[5].hasPrefix("oidc-provider/") || fields[5].hasPrefix("saml-provider/") { return .federated(text) }
    return .outside(arn: text)
  }

  /// Identity providers that a trust policy names by a host.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
  private static let providers: Set<String> = [
    "cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com",
  ]

  // MARK: Resources

  /// A resource by its ARN, or by its name with what is inside of it: `aws_s3_bucket.app/*`.
  package func target(_ text: String) throws(NameError) -> AccessQuestion.Target {
    if text == "*" || text.hasPrefix("arn:") { return .pattern(text) }
    let all = resources
    let whole = resolver.best(all, for: NamePattern(text))
    if whole.count == 1 { return .resource(whole[0], inner: "") }
    if whole.isEmpty, let slash = slash(in: text) {
      let found = resolver.best(all, for: NamePattern(String(text[..<slash])))
      if found.count == 1 { return .resource(found[0], inner: String(text[slash...])) }
      throw error(String(text[..<slash]), found, among: all, what: "resource")
    }
    throw error(text, whole, among: all, what: "resource")
  }

  private var resources: [ResourceID] {
    var seen: Set<ResourceID> = []
    let declared = infrastructure.allResources.map(\.id) + infrastructure.unmodelled.map(\.id)
    // What only declares a policy has no ARN.
    let policies = Set(infrastructure.resourcePolicies.map(\.id)).subtracting(named)
    return declared.filter { !policies.contains($0) && seen.insert($0).inserted }
  }

  private var named: [ResourceID] { infrastructure.buckets.map(\.id) + infrastructure.namedResources.map(\.id) }

  /// The first slash that is not in the quotes of a key.
  private func slash(in text: String) -> String.Index? {
    var isQuoted = false
    return text.indices.first { index in
      if text[index] == "\"" { isQuoted.toggle() }
      return text[index] == "/" && !isQuoted
    }
  }

  private func error(_ text: String, _ found: [ResourceID], among all: [ResourceID], what: String) -> NameError {
    if found.count > 1 {
      return NameError(
        "'\(text)' fits \(found.count) resources", help: "write one of them in full",
        candidates: found.map(\.address))
    }
    let names = all.map(\.address).sorted()
    let near = Spelling.nearest(to: text, among: names)
    if names.isEmpty { return NameError("'\(text)' is not in the input", help: "the input declares no \(what)") }
    return NameError(
      "'\(text)' is no \(what) of the input", help: near.isEmpty ? "these are:" : "did you mean one of these?",
      candidates: near.isEmpty ? names : near)
  }
}
