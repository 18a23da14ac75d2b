import AWSModel
import Documents

/// The policy that the transform makes of `Auth.ResourcePolicy` of a serverless API.
///
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html
struct ServerlessAPIPolicy {
  private let fields: Fields
  private let resource: ResourceFields

  /// Nil for an API without one.
  init?(_ resource: ResourceFields) {
    guard let fields = resource.fields.block("Auth")?.block("ResourcePolicy") else { return nil }
    self.fields = fields
    self.resource = resource
  }

  var document: PolicyDocument {
    if case .unknown(let why) = fields.object.content { return .unknown(why, at: fields.place) }
    var statements = PartialList<Statement>()
    for (property, effect) in [("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")] {
      if let accounts = fields[property] { statements.elements.append(statement(effect, accounts, nil)) }
    }
    for (property, op) in [("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")] {
      if let ranges = fields[property] { add(op, [("aws:SourceIp", ranges)], to: &statements) }
    }
    for (suffix, op) in [("Whitelist", "StringNotEquals"), ("Blacklist", "StringEquals")] {
      add(op, sources(suffix), to: &statements)
    }
    if let custom = fields["CustomStatements"] {
      let own = policy(of: custom)
      statements.elements += own.statements.elements
      statements.rest += own.statements.rest
    }
    return PolicyDocument(version: nil, statements: statements, place: fields.place)
  }

  /// VPCs and endpoints: literal ones in one list, told apart by their names, others in a list of their own.
  private func sources(_ suffix: String) -> [(key: String, values: Resolved)] {
    var all: [(key: String, values: Resolved)] = []
    let mixed = fields["SourceVpc\(suffix)"]
    for (key, prefix, property) in [
      ("aws:SourceVpc", "vpc-", "IntrinsicVpc\(suffix)"), ("aws:SourceVpce", "vpce-", "IntrinsicVpce\(suffix)"),
    ] {
      let lists = [mixed, fields[property]].compactMap(\.self).map { Fields.elements(of: $0) }
      var values: [Resolved] = []
      var rest = lists.flatMap(\.rest)
      for (position, list) in lists.enumerated() {
        let isMixed = mixed != nil && position == 0
        for element in list.elements where !isMixed || literal(element.value)?.hasPrefix(prefix) ?? true {
          if element.existence.verdict == .yes {
            values.append(element.value)
          } else {
            rest += element.existence.because
          }
        }
      }
      if values.isEmpty, rest.isEmpty { continue }
      all.append((key, Resolved(.list(values, rest: rest), at: (fields[property] ?? mixed)?.place ?? fields.place)))
    }
    return all
  }

  private func literal(_ value: Resolved) -> String? { fields.text(value).known?.literal }

  /// Everybody is let in, and then all but those that are listed, or those that are, are turned away.
  private func add(
    _ op: String, _ conditions: [(key: String, values: Resolved)], to statements: inout PartialList<Statement>
  ) {
    guard let place = conditions.first?.values.place else { return }
    let everybody = Resolved(.text(PartialText("*")), at: place)
    let confined = object([(op, object(conditions, at: place))], at: place)
    statements.elements += [statement("Allow", everybody, nil), statement("Deny", everybody, confined)]
  }

  private func statement(_ effect: String, _ callers: Resolved, _ condition: Resolved?) -> Statement {
    let place = callers.place
    func text(_ value: String) -> Resolved { Resolved(.text(PartialText(value)), at: place) }
    var members: [(String, Resolved)] = [
      ("Effect", text(effect)), ("Action", text("execute-api:Invoke")), ("Resource", text("execute-api:/*")),
      ("Principal", object([("AWS", callers)], at: place)),
    ]
    if let condition { members.append(("Condition", condition)) }
    return policy(of: object(members, at: place)).statements.elements[0]
  }

  /// With the version that the transform writes.
  private func policy(of statements: Resolved) -> PolicyDocument {
    let version = Resolved(.text(PartialText("2012-10-17")), at: statements.place)
    return PolicyReader(context: fields.context).policy(
      object([("Version", version), ("Statement", statements)], at: statements.place))
  }

  private func object(_ members: [(String, Resolved)], at place: Place) -> Resolved {
    Resolved(
      .object(
        members.map { Resolved.Member(key: $0.0, keyRange: place.range, value: $0.1) }, rest: []), at: place)
  }
}
