import AWSModel
import Documents

@testable import Analysis

/// Infrastructures of a role and a few buckets, with policies written as JSON.
///
/// In a text `<bucket.arn>` is that attribute of the resource, and `<?x>` a part that is not known.
struct PolicyFixtures {
  static let stack = "test"
  static func id(_ address: String) -> ResourceID { ResourceID(stack: stack, address: address) }

  var infrastructure = Infrastructure()

  init() {
    for (address, name) in [("bucket", nil), ("other", nil), ("named", "my-app-data")] {
      infrastructure.buckets.append(
        Bucket(
          declaration: Self.declaration(address, "aws_s3_bucket"),
          name: name.map { Attribute(.known(PartialText($0)), place: Self.place()) }))
    }
    infrastructure.unmodelled = [
      Self.declaration("queue", "aws_sqs_queue"), Self.declaration("random_pet", "random_pet"),
    ]
  }

  static func declaration(_ address: String, _ type: String, existence: Existence = .certain) -> Declaration {
    Declaration(id: id(address), type: type, place: place().range, existence: existence)
  }

  static func place() -> Place { Place(range: .start(of: SourceFile(path: "test.json", bytes: []))) }

  /// The role `role` with inline and managed policies; a managed one is an ARN, or the address of a policy.
  mutating func addRole(
    _ policies: [String] = [], managed: [String] = [], unknown: [String] = [], boundary: String? = nil
  ) throws {
    let inline = try policies.map {
      Identity.InlinePolicy(name: nil, document: try Self.policy($0), declaredBy: Self.id("role"))
    }
    func link(_ text: String) -> Link {
      let target: Reference = text.hasPrefix("arn:") ? .external(text) : .resource(Self.id(text))
      return Link(target, at: Self.place())
    }
    infrastructure.identities.append(
      Identity(
        declaration: Self.declaration("role", "aws_iam_role"), kind: .role, name: nil, trust: nil,
        inlinePolicies: PartialList(inline),
        managedPolicies: PartialList(managed.map(link), rest: unknown.map { Unknown($0, .parameter) }),
        boundary: boundary.map(link)))
  }

  mutating func addPolicy(_ address: String, _ json: String) throws {
    infrastructure.managedPolicies.append(
      ManagedPolicy(
        declaration: Self.declaration(address, "aws_iam_policy"), name: nil, document: try Self.policy(json)))
  }

  mutating func addBucketPolicy(of bucket: String, _ json: String) throws {
    infrastructure.resourcePolicies.append(
      ResourcePolicy(
        declaration: Self.declaration("policy", "aws_s3_bucket_policy"), kind: .bucket,
        subject: Link(.resource(Self.id(bucket)), at: Self.place()), document: try Self.policy(json)))
  }

  /// A role or user of that name, with inline policies.
  mutating func addIdentity(
    _ kind: Identity.Kind, name: String, _ policies: [String], boundary: String? = nil, trust: String? = nil
  ) throws {
    let id = Self.id(name)
    let inline = try policies.map {
      Identity.InlinePolicy(name: nil, document: try Self.policy($0), declaredBy: id)
    }
    infrastructure.identities.append(
      Identity(
        declaration: Self.declaration(name, "aws_iam_\(kind)"), kind: kind,
        name: Attribute(.known(PartialText(name)), place: Self.place()), trust: try trust.map(Self.policy),
        inlinePolicies: PartialList(inline), managedPolicies: PartialList(),
        boundary: boundary.map { Link(.resource(Self.id($0)), at: Self.place()) }))
  }

  mutating func addResource(_ id: ResourceID, _ kind: NamedResource.Kind, name: String?) throws {
    let declaration = Declaration(id: id, type: "aws_\(kind.rawValue)", place: Self.place().range)
    let name = name.map { Attribute<PartialText>(.known(PartialText($0)), place: Self.place()) }
    if kind == .bucket {
      infrastructure.buckets.append(Bucket(declaration: declaration, name: name))
    } else {
      infrastructure.namedResources.append(NamedResource(declaration: declaration, kind: kind, name: name))
    }
  }

  mutating func addPolicy(of subject: ResourceID, _ kind: NamedResource.Kind, _ json: String) throws {
    let id = ResourceID(stack: subject.stack, address: "policy of \(subject.address)")
    infrastructure.resourcePolicies.append(
      ResourcePolicy(
        declaration: Declaration(id: id, type: "policy", place: Self.place().range), kind: kind,
        subject: Link(.resource(subject), at: Self.place()), document: try Self.policy(json)))
  }

  var facts: IdentityFacts { IdentityFacts(infrastructure) }

  // MARK: Reading

  /// The policy of an array of statements, or of one.
  static func policy(_ json: String) throws -> PolicyDocument {
    let document = try Document.json(SourceFile(path: "policy.json", bytes: Array(json.utf8)))
    let root = document.root
    let statements = root.kind == .array ? Array(root.elements) : [root]
    let place = Place(range: root.range)
    return PolicyDocument(
      version: Attribute(.known("2012-10-17"), place: place),
      statements: PartialList(try statements.map(statement)), place: place)
  }

  private struct Malformed: Error {}

  private static func statement(_ node: Documents.Node) throws -> Statement {
    let place = Place(range: node.range)
    guard let effect = node["Effect"]?.string.flatMap(Statement.Effect.init),
      let actions = patterns(node, "Action")
    else { throw Malformed() }
    let conditions = (node["Condition"].map { Array($0.members) } ?? []).flatMap { op in
      op.value.members.map { key in
        Statement.Condition(
          op: op.name, key: key.name, values: PartialList(texts(key.value)), place: Place(range: key.value.range))
      }
    }
    return Statement(
      sid: nil, effect: Attribute(.known(effect), place: place), principals: principals(node), actions: actions,
      resources: patterns(node, "Resource"), conditions: PartialList(conditions), place: place)
  }

  private static func patterns(_ node: Documents.Node, _ key: String) -> Statement.Patterns? {
    guard let value = node[key] ?? node["Not" + key] else { return nil }
    return Statement.Patterns(
      PartialList(texts(value)), isNegated: node[key] == nil, place: Place(range: value.range))
  }

  private static func principals(_ node: Documents.Node) -> Statement.Principals? {
    guard let value = node["Principal"] ?? node["NotPrincipal"] else { return nil }
    let named =
      value.kind == .object
      ? value.members.flatMap { member in
        texts(member.value).map { Statement.Principal(kind: member.name, identifier: $0) }
      } : texts(value).map { Statement.Principal(kind: "*", identifier: $0) }
    return Statement.Principals(
      PartialList(named), isNegated: node["Principal"] == nil, place: Place(range: value.range))
  }

  private static func texts(_ node: Documents.Node) -> [Attribute<PartialText>] {
    (node.kind == .array ? Array(node.elements) : [node]).map { element in
      Attribute(.known(text(element.scalar ?? "")), place: Place(range: element.range))
    }
  }

  static func text(_ string: String) -> PartialText {
    var parts: [PartialText.Part] = []
    var rest = Substring(string)
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      parts.append(.literal(String(rest[..<open])))
      let name = rest[rest.index(after: open)..<close]
      if name.hasPrefix("?") {
        parts.append(.unknown(Unknown(String(name.dropFirst()), .parameter)))
      } else {
        let halves = name.split(separator: ".", maxSplits: 1)
        parts.append(.attribute(id(String(halves[0])), halves.count > 1 ? String(halves[1]) : "id"))
      }
      rest = rest[rest.index(after: close)...]
    }
    return PartialText(parts + [.literal(String(rest))])
  }
}
