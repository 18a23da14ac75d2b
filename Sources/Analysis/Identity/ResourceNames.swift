import AWSModel
import NetSpace

/// How texts of a policy that name resources of the input become patterns.
///
/// The same bucket may be named by a literal ARN, by the attribute that holds its ARN, or by its name inside of an
/// ARN. All become one form, so that they are equal: `arn:aws:s3:::` and the name, or a hole that stands for it. The
/// account and the region of the stack have one form too, whichever way they are written.
struct ResourceNames {
  /// The account that a stack is deployed to, where the input does not say which.
  let homeAccount: Unknown
  let homeRegion: Unknown

  private let buckets: [ResourceID: Bucket]
  private let named: [ResourceID: NamedResource]
  private let identities: [ResourceID: Identity]
  private let qualifiers: [ResourceID: FunctionQualifier]
  let types: [ResourceID: String]
  private let unread: UnreadPolicies
  let accounts: [String: String]
  private let stacksOfOneAccount: [Set<String>]
  let written: WrittenResources
  /// Those that all resources of a stack have, where the input says so.
  private let regions: [String: String]
  private var spelledNames: [String: SpelledNames] = [:]
  /// The stack of which texts are; nil: any.
  private var stack: String?
  /// How the URLs of functions ask who calls; without those of which one may ask in another way.
  private(set) var urlTypes: [ResourceID: Set<String>] = [:]

  init(_ infrastructure: Infrastructure) {
    buckets = Dictionary(infrastructure.buckets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    named = Dictionary(infrastructure.namedResources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    identities = Dictionary(infrastructure.identities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    qualifiers = Dictionary(
      infrastructure.functionQualifiers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    unread = UnreadPolicies(infrastructure.unmodelled)
    types = Dictionary(
      (infrastructure.unmodelled + infrastructure.allResources.map(\.declaration)).map { ($0.id, $0.type) },
      uniquingKeysWith: { first, _ in first })
    // In the words of the language; those of CloudFormation where both are there, since it may be the same account.
    let isTerraform = !types.isEmpty && !types.values.contains { $0.hasPrefix("AWS::") }
    let deployment = "depends on where and as what the stack is deployed"
    homeAccount =
      isTerraform
      ? Unknown("the account", .decidedByAWS("depends on whose credentials apply it"))
      : Unknown("AWS::AccountId", .decidedByAWS(deployment))
    homeRegion =
      isTerraform
      ? Unknown("the region", .decidedByAWS("depends on the provider that applies it"))
      : Unknown("AWS::Region", .decidedByAWS(deployment))
    accounts = infrastructure.accounts
    stacksOfOneAccount = infrastructure.stacksOfOneAccount
    written = WrittenResources(infrastructure)
    let written = Dictionary(grouping: infrastructure.namedResources, by: \.id.stack).compactMapValues { resources in
      let all = Set(resources.map(\.region))
      return all.count == 1 ? all.first ?? nil : nil
    }
    regions = infrastructure.regions.merging(written) { stack, _ in stack }
    readSpelledNames()
    urlTypes = types(ofURLs: infrastructure.entryPoints)
  }

  private func types(ofURLs entries: [EntryPoint]) -> [ResourceID: Set<String>] {
    var types: [ResourceID: Set<String>?] = [:]
    for url in entries where url.kind == .functionURL {
      for id in url.targets.elements.compactMap({ $0.target.id.map(nameGiver) }) {
        let type = url.authorization?.value.known
        types[id] = .some(type.flatMap { name in types[id, default: []]?.union([name]) })
      }
    }
    return types.compactMapValues { $0 }
  }

  /// The same for texts of one stack.
  func within(_ stack: String?) -> ResourceNames {
    guard let stack, spelledNames.count > 1 else { return self }
    var names = self
    names.stack = stack
    return names
  }

  /// The names of the stack of which texts are.
  private var spelled: SpelledNames {
    if let stack { return spelledNames[stack] ?? SpelledNames() }
    return spelledNames.count == 1 ? spelledNames.values.first ?? SpelledNames() : SpelledNames()
  }

  /// Reads the names of which a part is not known but the same wherever it is written.
  ///
  /// Parameters and the name of the stack are something else in each stack, and variables in each module: only within
  /// one they are the same. An attribute of a resource always is.
  private mutating func readSpelledNames() {
    let ids = Array(buckets.keys) + named.keys + identities.keys
    for (stack, ids) in Dictionary(grouping: ids, by: \.stack) {
      spelledNames[stack] = spelledNames(of: stack, ofAttributesOnly: !ids.allSatisfy(\.isOfOneTemplate))
    }
  }

  private func spelledNames(of stack: String, ofAttributesOnly: Bool) -> SpelledNames {
    var found = SpelledNames(ofAttributesOnly: ofAttributesOnly)
    for bucket in buckets.values where bucket.id.stack == stack {
      add(bucket.name?.spelled, NamedResource.Kind.bucket.arn, bucketName(bucket.id), to: &found)
    }
    for resource in named.values where resource.id.stack == stack {
      // Behind the name of a secret AWS writes letters of its own.
      if resource.kind == .secret { continue }
      add(resource.name?.spelled, resource.kind.arn, name(of: resource).parts, to: &found)
    }
    for identity in identities.values where identity.id.stack == stack && identity.kind != .permissionSet {
      let path = identity.path.map { $0.known ?? PartialText("?") } ?? PartialText("/")
      add(
        identity.name?.spelled, { name, _, _ in PartialText("arn:aws:iam:::\(identity.kind)") + path + name },
        expanded(identity, "name") ?? [], to: &found)
    }
    return found
  }

  private func add(
    _ name: PartialText?, _ arn: (_ name: PartialText, _ region: PartialText, _ account: PartialText) -> PartialText,
    _ stand: [PartialText.Part], to found: inout SpelledNames
  ) {
    guard let name, name.literal == nil, !name.unknowns.contains(where: \.isDerived),
      !found.ofAttributesOnly || name.unknowns.isEmpty
    else { return }
    let empty = PartialText("")
    found.add(
      arn(PartialText(name.parts.flatMap(expanded)), empty, empty), as: arn(PartialText(stand), empty, empty))
  }

  /// No action is called as a resource is: an attribute may stand for any of them.
  func action(_ text: PartialText) -> GlobPattern { GlobPattern(text.withoutAttributes, foldingCase: true) }

  func resource(_ text: PartialText, expandingVariables: Bool) -> GlobPattern {
    GlobPattern(completed(normalized(text)), expandingVariables: expandingVariables)
  }

  /// The text with the ARN of a resource in place of how a policy composes it of what a reference gives; itself if it
  /// composes none.
  func withOwnARN(_ text: PartialText) -> PartialText {
    guard text.parts.contains(where: { if case .attribute(_, "Ref") = $0 { true } else { false } }) else { return text }
    return withARN(ofReference: PartialText(withPartition(text.parts).flatMap(expanded))) ?? text
  }

  /// The text with a resource of the stack in place of the name that it spells; itself if it spells none.
  func naming(_ text: PartialText) -> PartialText {
    if text.literal != nil || spelled.isEmpty { return text }
    let expanded = PartialText(withPartition(text.parts).flatMap(expanded))
    let named = spelled.replaced(in: expanded)
    return named == expanded ? text : named
  }

  /// Resources whose names a pattern certainly matches although they are not all known.
  func covered(by text: PartialText) -> [GlobPattern] {
    spelled.isEmpty ? [] : spelled.covered(by: normalized(text)).map { pattern(ofNormalized: $0) }
  }

  /// Of a text in its one form, which is not the form of itself: an attribute that is an ARN stands behind a prefix.
  func pattern(ofNormalized text: PartialText) -> GlobPattern { GlobPattern(completed(text)) }

  /// The ARN of a bucket of the input, without the objects.
  func bucketARN(_ id: ResourceID) -> PartialText {
    PartialText([.literal("arn:aws:s3:::")] + bucketName(id))
  }

  /// Why the name of a resource is not known; nil if nobody gives it one.
  func unknownName(of id: ResourceID) -> [Unknown] {
    switch (named[id]?.name ?? buckets[id]?.name ?? identities[id]?.name)?.value {
    case .known(let text)?: text.unknowns
    case .oneOf(_, let why)?, .unknown(let why)?: [why]
    case nil: []
    }
  }

  /// What is known of the name that a resource is given; nil if nobody gives it one, or all of it is known.
  func spelledName(of id: ResourceID) -> GlobPattern? {
    guard let name = named[id]?.name ?? buckets[id]?.name ?? identities[id]?.name else { return nil }
    switch name.value {
    case .known(let text): return text.literal == nil ? GlobPattern(text).widened : nil
    case .oneOf, .unknown: return .everything
    }
  }

  /// The name of an identity as it is given, where not all of it is known.
  func givenName(of id: ResourceID) -> Attribute<PartialText>? {
    identities[id].flatMap { $0.kind == .permissionSet || $0.name?.known?.literal != nil ? nil : $0.name }
  }

  /// The resource whose name the ARN of another begins with: of an alias or a version the function.
  func nameGiver(of id: ResourceID) -> ResourceID { qualifiers[id]?.function.target.id ?? id }

  /// What kind of resource a name stands for; nil for identities and what policies of resources are not written for.
  func kind(of id: ResourceID) -> NamedResource.Kind? {
    if buckets[id] != nil { return .bucket }
    return qualifiers[id] == nil ? named[id]?.kind : .function
  }

  /// Whether requests come to a resource from one VPC alone.
  func isOfVPC(_ resource: Reference) -> Verdict { resource.id.flatMap { named[$0]?.isOfVPC } ?? .no }

  /// The ARN of a resource of the input.
  func arn(of id: ResourceID) -> PartialText {
    if let qualified = qualifiers[id].flatMap(arn) { return qualified }
    guard let resource = named[id] else { return normalized(PartialText([.attribute(id, "arn")])) }
    let arn = arn(of: resource)
    // What is asked about a log group is asked about its streams.
    return resource.kind == .logGroup ? arn + PartialText(":*") : arn
  }

  /// The ARN of a resource of the input itself, and nothing inside of it.
  func ownARN(of id: ResourceID) -> PartialText { named[id].map(arn) ?? arn(of: id) }

  /// Nil if it is not known of which function it is.
  private func arn(of qualifier: FunctionQualifier) -> PartialText? {
    guard let function = qualifier.function.target.id.flatMap({ named[$0] }) else { return nil }
    let unnamed = PartialText([.attribute(qualifier.id, "version")])
    let name = qualifier.name.map { $0.known ?? PartialText($0.unknown.map { [.unknown($0)] } ?? unnamed.parts) }
    return arn(of: function) + PartialText(":") + (name ?? unnamed)
  }

  private func arn(of resource: NamedResource) -> PartialText {
    let region = resource.region.map { PartialText($0) } ?? region(of: resource.id.stack)
    let arn = resource.kind.arn(name: name(of: resource), region: region, account: account(of: resource.id.stack))
    return resource.kind == .layer ? arn + PartialText([.literal(":"), .attribute(resource.id, "version")]) : arn
  }

  /// The text with all that names resources in its one form.
  func normalized(_ text: PartialText) -> PartialText {
    let text = PartialText(withPartition(withOwnARNs(text.parts)).flatMap(expanded))
    return spelled.isEmpty ? text : spelled.replaced(in: text)
  }

  /// Whether two stacks are in one account because one imports what the other exports.
  func areOfOneAccount(_ a: String, _ b: String?) -> Bool {
    guard let b else { return false }
    return stacksOfOneAccount.contains { $0.contains(a) && $0.contains(b) }
  }

  func account(of stack: String) -> PartialText {
    accounts[stack].map { PartialText($0) } ?? PartialText([.unknown(homeAccount)])
  }

  /// Where all of a stack is.
  func region(of stack: String) -> PartialText {
    regions[stack].map { PartialText($0) } ?? PartialText([.unknown(homeRegion)])
  }

  /// The partition of what is deployed is one, whatever its name; where it is not spelled it is written as `aws`.
  private func withPartition(_ parts: [PartialText.Part]) -> [PartialText.Part] {
    guard parts.count >= 3, case .literal("arn:") = parts[0], case .literal(let after) = parts[2], after.hasPrefix(":")
    else { return parts }
    switch parts[1] {
    case .literal: return parts
    case .attribute, .unknown: return [.literal("arn:aws")] + parts[2...]
    }
  }

  private func expanded(_ part: PartialText.Part) -> [PartialText.Part] {
    if case .unknown(let why) = part { return [.unknown(home(why))] }
    guard case .attribute(let id, let name) = part else { return [part] }
    let attribute = isOwnARN(name.lowercased(), of: id) ? "arn" : name.lowercased()
    if buckets[id] != nil {
      switch attribute {
      case "arn": return bucketARN(id).parts
      case "id", "bucket", "ref", "name", "bucket_name", "bucketname": return bucketName(id)
      default: return [part]
      }
    }
    if let resource = named[id] { return expanded(resource, attribute) ?? [part] }
    if let qualifier = qualifiers[id] { return expanded(qualifier, attribute) ?? [part] }
    if let identity = identities[id], identity.kind != .permissionSet { return expanded(identity, attribute) ?? [part] }
    if let place = deployment(id, attribute) { return place.parts }
    if let provider = provider(id, attribute) { return provider.parts }
    // Any other ARN: at least its service is known to be not S3, unless the resource is one of S3's.
    guard attribute == "arn" || attribute.hasSuffix("_arn") || attribute.hasSuffix(".arn") else {
      // What a resource merely holds, or another provider makes, may be any text.
      return PartialText([part]).isIdentifier ? [part] : [.unknown(Unknown(attribute: name, of: id))]
    }
    let service = isOfS3(id) ? "arn:aws:s3:" : "arn:aws:"
    return [.literal(service), .attribute(id, attribute)]
  }

  private func bucketName(_ id: ResourceID) -> [PartialText.Part] {
    if let name = buckets[id]?.name?.known?.literal { return [.literal(name)] }
    return [.attribute(id, "id")]
  }

  // MARK: Other resources

  private func expanded(_ resource: NamedResource, _ attribute: String) -> [PartialText.Part]? {
    let isARN =
      switch attribute {
      case "arn", "topicarn", "execution_arn", "registryarn", "tablebucketarn": true
      // By its reference a topic, a secret and a state machine are known by their ARN, in Terraform also these.
      case "ref": [.topic, .secret, .stateMachine, .layer, .streamCluster, .tableBucket].contains(resource.kind)
      case "id":
        [
          .topic, .secret, .stateMachine, .stream, .deliveryStream, .searchDomain, .streamCluster, .packageDomain,
        ].contains(resource.kind)
      default: false
      }
    if isARN {
      // In CloudFormation the ARN of a log group has the star for its streams.
      let hasStar = resource.kind == .logGroup && types[resource.id]?.hasPrefix("AWS::") == true
      return (hasStar ? arn(of: resource) + PartialText(":*") : arn(of: resource)).parts
    }
    if attribute == "streamarn" || attribute == "stream_arn" {
      return (arn(of: resource) + PartialText("/stream/") + PartialText([.attribute(resource.id, attribute)])).parts
    }
    return Self.names.contains(attribute) ? name(of: resource).parts : nil
  }

  private static let names: Set<String> = [
    "id", "ref", "name", "key_id", "keyid", "function_name", "domain_name", "queuename", "topicname", "domainname",
    "rolename", "username", "domain", "email", "email_identity", "emailidentity", "registryname",
  ]

  private func expanded(_ qualifier: FunctionQualifier, _ attribute: String) -> [PartialText.Part]? {
    switch attribute {
    case "arn", "id", "ref", "aliasarn", "functionarn": arn(of: qualifier)?.parts
    case "version": [.attribute(qualifier.id, "version")]
    default: nil
    }
  }

  private func name(of resource: NamedResource) -> PartialText {
    if let name = resource.name?.known?.literal { return PartialText(name) }
    return PartialText([.attribute(resource.id, "id")])
  }

  private func expanded(_ identity: Identity, _ attribute: String) -> [PartialText.Part]? {
    let name = PartialText(
      [identity.name?.known?.literal.map { .literal($0) } ?? .attribute(identity.id, "name")])
    if attribute == "arn" {
      let path =
        identity.path.map { path in path.known ?? PartialText(path.unknown.map { [.unknown($0)] } ?? []) }
        ?? PartialText("/")
      let account = account(of: identity.id.stack)
      return (PartialText("arn:aws:iam::") + account + PartialText(":\(identity.kind)") + path + name).parts
    }
    return Self.names.contains(attribute) ? name.parts : nil
  }

  /// What a data source says of where a stack is deployed.
  private func deployment(_ id: ResourceID, _ attribute: String) -> PartialText? {
    if id.address.contains("data.aws_caller_identity."), ["account_id", "id"].contains(attribute) {
      return account(of: id.stack)
    }
    if id.address.contains("data.aws_region."), ["name", "id", "region"].contains(attribute) {
      return region(of: id.stack)
    }
    return nil
  }

  private func home(_ why: Unknown) -> Unknown {
    switch why.subject {
    case "AWS::AccountId": homeAccount
    case "AWS::Region": homeRegion
    default: why
    }
  }

  /// Whether somebody who writes an ARN out may have written the name that this resource will have.
  ///
  /// One that the input leaves open, or an identifier that AWS alone gives; what a tool makes up nobody writes.
  func mayBeSpelled(_ id: ResourceID) -> Bool {
    switch kind(of: id) {
    case .key?, .api?, .fileSystem?: true
    default: !unknownName(of: id).isEmpty
    }
  }

  /// Why a resource of which the name, or where it is, is not known may have an ARN that is spelled; nil if it certainly
  /// has not, or if the ARN is its own.
  func reason(
    of id: ResourceID, _ kind: NamedResource.Kind, toHave arn: PartialText, as other: NamedResource.Kind
  ) -> Unknown? {
    if kind != other { return nil }
    let (own, spelled) = (pattern(ofNormalized: self.arn(of: id)), pattern(ofNormalized: arn))
    if let why = unknownName(of: id).first { return own.withoutHoles.intersects(spelled.withoutHoles) ? why : nil }
    return !own.intersects(spelled) && spelled.mayMatch(unspelled: own) ? homeAccount : nil
  }

  /// Whether two resources are of one kind, so that they have different names.
  func areOfOneKind(_ a: ResourceID, _ b: ResourceID) -> Bool {
    if let kind = kind(of: a) { return kind == self.kind(of: b) }
    return identities[a].map { $0.kind == identities[b]?.kind } ?? false
  }

  /// Whether nothing of the ARN of a resource is known but what it looks like.
  func hasMadeUpARN(_ id: ResourceID) -> Bool {
    kind(of: id) == nil && identities[id] == nil && qualifiers[id] == nil && types[id] != nil
  }

  /// Whether a resource may have a policy that is in the input and not read.
  func mayHavePolicyUnread(_ id: ResourceID) -> Bool {
    guard kind(of: id) == nil, identities[id] == nil, let type = types[id] else { return false }
    return unread.mayBeOf(id, ofType: type)
  }

  /// The resources of the input with a policy that is not read and may be about some requests.
  func policiesUnread(about requests: RequestBounds) -> [ResourceID] { unread.about(requests) }

  /// Whether nobody gives a resource its name: AWS makes up one that nothing else has.
  func isNamedByAWS(_ id: ResourceID) -> Bool { named[id].map { $0.name == nil } ?? false }

  /// Whether an attribute, the whole of a text or all behind `arn:aws:`, may be an ARN.
  func mayBeARN(_ id: ResourceID, _ attribute: String) -> Bool {
    let attribute = attribute.lowercased()
    return kind(of: id) == nil && identities[id] == nil && ["id", "ref"].contains(attribute)
      || attribute.hasSuffix("arn") || attribute.contains("arn_")
  }

  /// Whether a resource is made by CloudFormation, and not by Terraform.
  func isOfCloudFormation(_ id: ResourceID) -> Bool { types[id]?.hasPrefix("AWS::") == true }

  /// What ARNs of a type look like of which nothing is known.
  static let anyForm = GlobPattern("arn:*:*:*")

  /// What an ARN that is known only when its resource is there may look like.
  func forms(of id: ResourceID, _ attribute: String) -> [GlobPattern] {
    let isOwn = ["arn", "id", "ref"].contains(attribute.lowercased())
    if isOwn, let type = types[id] {
      let forms = ARNForm.forms(ofType: type) { property in
        guard
          case .text(let text)? = written.resource(id)?.attributes.first(where: { $0.key == property })?.value.content
        else { return nil }
        return text.literal
      }
      if !forms.isEmpty { return forms }
    }
    return isOfS3(id) ? [GlobPattern("arn:*:s3*:*")] : [Self.anyForm]
  }

  private func isOfS3(_ id: ResourceID) -> Bool {
    guard let type = types[id]?.lowercased() else { return false }
    return type.hasPrefix("aws_s3_") || type.hasPrefix("aws::s3::")
  }

  /// An ARN of fewer than six fields means any value of the others.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  private func completed(_ text: PartialText) -> PartialText {
    guard let literal = text.literal, literal.hasPrefix("arn:"), !literal.hasSuffix("*") else { return text }
    let colons = literal.utf8.count { $0 == UInt8(ascii: ":") }
    return colons >= 5 ? text : PartialText(literal + String(repeating: ":*", count: 5 - colons))
  }
}

extension Attribute<PartialText> {
  /// With a parameter as a part of it that is not known.
  fileprivate var spelled: PartialText? {
    switch value {
    case .known(let text): text
    case .unknown(let why) where why.reason == .parameter: PartialText([.unknown(why)])
    case .unknown, .oneOf: nil
    }
  }
}

extension ResourceID {
  /// Whether it is a logical id alone, and not that of a nested stack or of another tool.
  fileprivate var isOfOneTemplate: Bool { !address.contains { $0 == "." || $0 == "/" } }
}
