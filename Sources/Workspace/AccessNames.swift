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

  /// The caller that a text names, and the resource of the input that runs as him, if that is what it names.
  package func caller(_ text: String) throws(NameError) -> (caller: Caller, workload: ResourceID?) {
    if let caller = try principal(text) { return (caller, nil) }
    let found = resolver.best(resources, for: NamePattern(text))
    if let only = found.first, found.count == 1, providerTypes.contains(type(of: only)) {
      return (.federated(PartialText([.attribute(only, "arn")])), nil)
    }
    if let only = found.first, found.count == 1 { return (try role(of: only), only) }
    if found.count > 1 { throw error(text, found, among: resources, what: "role, user, group or permission set") }
    let callers = infrastructure.identities.map(\.id)
    throw error(text, [], among: callers, what: "role, user or group")
  }

  /// The one resource that a text names which runs as some role.
  package func workload(_ text: String) -> ResourceID? {
    let found = resolver.best(resources, for: NamePattern(text))
    return found.count == 1 ? found[0] : nil
  }

  /// Nil: the input declares no identity of that name.
  private func principal(_ text: String) throws(NameError) -> Caller? {
    switch text.lowercased() {
    case "*", "anyone", "anybody", "everybody", "internet": return .anonymous
    case "anonymous", "unsigned": return .unsigned
    default: break
    }
    if text.count == 12, text.allSatisfy(\.isNumber) { return .account(PartialText(text)) }
    if text.hasPrefix("arn:") { return outside(text) }
    let found = resolver.best(infrastructure.identities.map(\.id), for: NamePattern(text))
    if let only = found.first, found.count == 1 { return .identity(try caller(only)) }
    if found.count > 1 {
      throw error(text, found, among: infrastructure.identities.map(\.id), what: "role, user or group")
    }
    if Self.providers.contains(text) { return .federated(PartialText(text)) }
    return text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazon.com") ? .service(PartialText(text)) : nil
  }

  private func type(of id: ResourceID) -> String {
    infrastructure.unmodelled.first { $0.id == id }?.type ?? ""
  }

  private let providerTypes: Set = [
    "AWS::IAM::OIDCProvider", "AWS::IAM::SAMLProvider", "aws_iam_openid_connect_provider", "aws_iam_saml_provider",
  ]

  /// An identity that makes requests, as a group does not.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
  private func caller(_ id: ResourceID) throws(NameError) -> ResourceID {
    guard let group = infrastructure.identities.first(where: { $0.id == id }), group.kind == .group else { return id }
    let members = group.members.map(\.address)
    throw NameError(
      "'\(id.address)' is a group, and groups make no requests",
      help: members.isEmpty ? "the input declares no user who is in it" : "ask about its members:", candidates: members)
  }

  /// As what a workload runs.
  private func role(of id: ResourceID) throws(NameError) -> Caller {
    guard let roles = WorkloadRoles(infrastructure).roles(of: id) else {
      throw NameError(
        "'\(id.address)' makes no requests: it runs as no role", help: "write a role or user, or what runs as one",
        candidates: [])
    }
    if roles.found.count == 1, roles.found[0].verdict == .yes { return .identity(roles.found[0].id) }
    if let arn = roles.outside.first, arn.hasPrefix("arn:") { return outside(arn) }
    if roles.found.isEmpty, roles.outside.isEmpty, roles.unknowns.isEmpty {
      throw NameError("'\(id.address)' runs without a role: what is in it may do nothing", help: "give it a role")
    }
    if roles.unknowns.isEmpty, roles.found.allSatisfy({ $0.verdict == .yes }) {
      throw NameError(
        "'\(id.address)' runs as \(roles.found.count + roles.outside.count) roles", help: "write one of them",
        candidates: roles.found.map(\.id.address) + roles.outside)
    }
    let why = (roles.found.flatMap(\.because) + roles.unknowns).distinct.map { "\($0)" } + roles.outside
    throw NameError(
      "as what '\(id.address)' runs is not known: \(why.joined(separator: ", "))",
      help: roles.found.isEmpty ? "write the role" : "write one of these roles",
      candidates: roles.found.map(\.id.address))
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
    if text.contains("*"), let inside = inside(text, all) { return inside }
    let whole = resolver.best(all, for: NamePattern(text))
    if whole.count == 1 { return .resource(whole[0], inner: "") }
    if whole.isEmpty, let inside = inside(text, all) { return inside }
    if whole.isEmpty, let colon = marks(":", in: text).first {
      let found = resolver.best(all, for: NamePattern(String(text[..<colon])))
      if found.count == 1 { return .resource(found[0], inner: String(text[colon...])) }
    }
    if whole.isEmpty, let slash = marks("/", in: text).first {
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

  /// What is inside of a resource that is named without stars: names may have slashes in them.
  private func inside(_ text: String, _ all: [ResourceID]) -> AccessQuestion.Target? {
    for slash in marks("/", in: text).reversed() where !text[..<slash].contains("*") {
      let found = resolver.best(all, for: NamePattern(String(text[..<slash])))
      if found.count == 1 { return .resource(found[0], inner: String(text[slash...])) }
    }
    return nil
  }

  /// Where what is inside of a resource may begin, as the version of a function does with a colon: not in the quotes of a
  /// key.
  private func marks(_ mark: Character, in text: String) -> [String.Index] {
    var isQuoted = false
    return text.indices.filter { index in
      if text[index] == "\"" { isQuoted.toggle() }
      return text[index] == mark && !isQuoted
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
