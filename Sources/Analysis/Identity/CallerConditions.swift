import AWSModel
import NetSpace

/// Conditions on what a request says of its caller, as `aws:PrincipalArn` does, for one caller; or on the tags of one
/// resource.
///
/// Other conditions are choices of the request; these are met or missed whatever it asks for.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
struct CallerConditions {
  typealias Answer = (verdict: Verdict, because: [Unknown])

  private let value: (_ key: String) -> PolicyVariables.Value
  private let names: ResourceNames
  private let unsettled: Unknown
  /// Whom of anybody it is asked about; nil: all of them.
  var stranger: Stranger?

  /// Who anybody may be, as far as conditions tell them apart.
  enum Stranger: CaseIterable {
    /// Signed in to an account that is of no organization.
    case alone
    /// Signed in to one that is.
    case ofOrganization
    /// With no credentials.
    case unsigned

    fileprivate func has(_ key: String) -> Bool {
      switch self {
      case .alone: !key.hasPrefix("aws:principalorg")
      case .ofOrganization: true
      case .unsigned: false
      }
    }
  }

  /// - Parameter leavesOpen: whether a condition on what the input does not say, such as tags, stays one: for judging a
  ///   policy, not for saying what it lets through.
  init(_ identity: Identity, _ names: ResourceNames, leavesOpen: Bool = false) {
    let variables = PolicyVariables(identity, names)
    let value = { (key: String) -> PolicyVariables.Value in
      let value = variables.value(ofKey: key)
      if leavesOpen, case .unknown = value { return .ofRequest }
      return value
    }
    self.init(
      value, names,
      Unknown(
        "the ARN of \(identity.id.address)", .decidedByAWS("is made up when it is deployed"),
        at: identity.declaration.place))
  }

  /// - Parameter identity: the identity of the input that calls.
  init(_ caller: Caller, identity: Identity?, _ names: ResourceNames) {
    if let identity {
      self.init(identity, names)
    } else {
      self.init(
        PolicyVariables(caller, identity: nil, names).value(ofKey:), names,
        Unknown("who calls", .decidedByAWS("depends on what the values of a condition come to")))
    }
  }

  /// What conditions ask of the account and the tags of a resource that a request is about.
  ///
  /// Of the tags of buckets and objects S3 says only where its owner has turned that on.
  ///
  /// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag,
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount,
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
  init(of resource: ResourceID, _ names: ResourceNames) {
    let hasTags = names.kind(of: resource) != .bucket
    let value = { (key: String) -> PolicyVariables.Value in
      if Self.resourceAccount.contains(key.lowercased()) { return .text(names.account(of: resource.stack)) }
      let parts = key.split(separator: "/", maxSplits: 1)
      guard hasTags, parts.count == 2, parts[0].lowercased().hasSuffix(":resourcetag") else { return .ofRequest }
      return switch names.written.tag(String(parts[1]), of: resource) {
      case .text(let text): .text(text)
      case .absent: .absent
      case .unknown(let why): .unknown(why)
      }
    }
    self.init(value, names, Unknown("the tags of \(resource.address)", .decidedByAWS("depend on how it is deployed")))
  }

  /// What conditions ask of the account of a resource of which nothing else is known.
  init(ofResourceIn account: PartialText, _ names: ResourceNames) {
    self.init(
      { key in Self.resourceAccount.contains(key.lowercased()) ? .text(account) : .ofRequest }, names,
      Unknown("the account of the resource", .notInInput))
  }

  private static let resourceAccount: Set = ["aws:resourceaccount", "s3:resourceaccount"]

  private init(
    _ value: @escaping (_ key: String) -> PolicyVariables.Value, _ names: ResourceNames, _ unsettled: Unknown
  ) {
    self.value = value
    self.names = names
    self.unsettled = unsettled
  }

  /// The clause without the conditions that the caller meets, or may meet; nil if he misses one.
  func settled(_ clause: PolicyClause) -> PolicyClause? {
    guard let statement = clause.statement, !statement.conditions.elements.isEmpty else { return clause }
    var open: [Statement.Condition] = []
    var isMet = Verdict.yes
    var because: [Unknown] = []
    for condition in statement.conditions.elements {
      guard let answer = answer(condition) else {
        open.append(condition)
        continue
      }
      if answer.verdict == .no { return nil }
      isMet = isMet && answer.verdict
      because += answer.because
    }
    if open.count == statement.conditions.elements.count { return clause }
    let rest = clause.with(PartialList(open, rest: statement.conditions.rest))
    return isMet == .yes ? rest : rest.possibly(.unknown, because: because)
  }

  /// Nil for a choice of the request.
  private func answer(_ condition: Statement.Condition) -> Answer? {
    switch value(condition.key) {
    case .ofRequest: return nil
    case .always: return present(condition)
    case .absent: return answer(absent(condition))
    case .unknown(let why): return (.unknown, [why])
    case .text(let own):
      if let literal = own.literal, let test = ConditionTest(condition) {
        return (Verdict(test.isTrue(of: [literal])), [])
      }
      return answer(verdict(condition, of: own))
    case .one(let patterns): return answer(condition, ofOneOf: patterns)
    case .stranger(let text): return answer(condition, ofStranger: text)
    }
  }

  private func answer(_ verdict: Verdict) -> Answer { (verdict, verdict == .unknown ? [unsettled] : []) }

  /// Of a request that has the key, with whatever it likes under it: nil where that makes a difference.
  private func present(_ condition: Statement.Condition) -> Answer? {
    let kind = ConditionTest(op: condition.op, key: condition.key, values: [])
    guard kind?.comparison == .presence else { return nil }
    return answer(ConditionTest(condition).map { Verdict($0.isTrue(of: [""])) } ?? .unknown)
  }

  /// Of a request without the key; what the values are makes no difference but for `Null`.
  private func absent(_ condition: Statement.Condition) -> Verdict {
    let test = ConditionTest(condition) ?? ConditionTest(op: condition.op, key: condition.key, values: [])
    guard let test else { return .unknown }
    if test.comparison == .presence, !condition.values.isComplete { return .unknown }
    return Verdict(test.isTrue(of: nil))
  }

  /// Somebody in a set may choose to meet a condition that some of them can; nil.
  private func answer(_ condition: Statement.Condition, ofOneOf patterns: [GlobPattern]) -> Answer? {
    guard let test = ConditionTest(op: condition.op, key: condition.key, values: []) else {
      return (.unknown, [unsettled])
    }
    // A service that acts for no resource leaves the key out.
    if test.key == "aws:sourcearn", test.isTrue(of: nil) { return nil }
    guard [.string(ignoresCase: false), .pattern, .arn].contains(test.comparison), condition.values.isComplete else {
      return nil
    }
    let isExact = test.comparison == .string(ignoresCase: false)
    let values = condition.values.elements.compactMap { $0.known.map(names.normalized) }
      .map { isExact ? GlobPattern(spelling: $0) : GlobPattern($0) }
      // An attribute may be the ARN of anything.
      .map { test.key == "aws:sourcearn" ? $0.withoutHoles : $0 }
    guard values.count == condition.values.elements.count else { return nil }
    if test.isNegated {
      let isExcluded = patterns.allSatisfy { pattern in
        values.contains { PatternSet([pattern]).isSubset(of: PatternSet([$0])) == .yes }
      }
      return isExcluded ? (.no, []) : nil
    }
    return values.contains { value in patterns.contains { value.fieldsIntersect($0) } } ? nil : (.no, [])
  }

  /// Of whoever there may be, signed in elsewhere or not at all: where that makes a difference it is not known.
  private func answer(_ condition: Statement.Condition, ofStranger text: String) -> Answer {
    let values = condition.values.elements.map { spelled($0.known) }
    let known = values.compactMap(\.self)
    let isComplete = condition.values.isComplete && known.count == values.count
    guard let test = ConditionTest(op: condition.op, key: condition.key, values: known) else {
      return (.unknown, [unsettled])
    }
    let absent = test.isTrue(of: nil)
    let present = test.isTrue(of: [text])
    // One value more can only add to what is met.
    if !isComplete, test.isNegated ? present : !present { return (.unknown, [unsettled]) }
    if absent == present { return (Verdict(absent), []) }
    if let stranger { return (Verdict(stranger.has(condition.key.lowercased()) ? present : absent), []) }
    return (.unknown, [Unknown("whether the caller is signed in", .decidedByAWS("depends on who calls"))])
  }

  /// A text with something in place of what is not spelled that no stranger has; nil if it could be a wildcard.
  private func spelled(_ text: PartialText?) -> String? {
    guard let text else { return nil }
    if text.literal?.contains("${") == true { return nil }
    return text.parts.reduce(into: String?.some("")) { spelled, part in
      switch part {
      case .literal(let literal): spelled? += literal
      case .attribute: spelled? += "(name)"
      case .unknown(let why):
        spelled = why.subject == names.homeAccount.subject ? spelled.map { $0 + "(account)" } : nil
      }
    }
  }

  /// Of a text with parts that are not known: equal to the same parts of itself.
  private func verdict(_ condition: Statement.Condition, of own: PartialText) -> Verdict {
    guard let test = ConditionTest(op: condition.op, key: condition.key, values: []) else { return .unknown }
    var own = own
    var texts = condition.values.elements.map { $0.known.map(names.normalized) }
    switch test.comparison {
    case .string(ignoresCase: false), .pattern, .arn: break
    case .string(ignoresCase: true):
      own = own.lowercased
      texts = texts.map { $0?.lowercased }
    case .presence: return ConditionTest(condition).map { Verdict($0.isTrue(of: [""])) } ?? .unknown
    case .number, .date, .bool, .address: return .unknown
    }
    let isMet =
      Verdict.any(texts.map { $0.map { matches($0, own, test.comparison) } ?? .unknown })
      || (condition.values.isComplete ? .no : .unknown)
    return test.isNegated ? isMet.not : isMet
  }

  private func matches(
    _ wanted: PartialText, _ own: PartialText, _ comparison: ConditionTest.Comparison
  ) -> Verdict {
    let isPattern = !comparison.isOfStrings
    if comparison == .arn, !wanted.mayHaveAllFields { return .no }
    // Nothing that calls has a wildcard in its name.
    if !isPattern, let literal = wanted.literal, literal.contains("*") || literal.contains("?") { return .no }
    let pattern = isPattern ? GlobPattern(wanted) : GlobPattern(spelling: wanted)
    let text = GlobPattern(spelling: own)
    if pattern.matches(text.symbols) { return .yes }
    if wanted.parts.contains(where: { if case .literal(let text) = $0 { text.contains("${") } else { false } }) {
      return .unknown
    }
    // A name that AWS makes up is no other's, unlike any that somebody writes out, and has no slash.
    func slashes(_ pattern: GlobPattern) -> Int { pattern.symbols.count { $0 == .literal("/") } }
    if slashes(pattern) > slashes(text) { return .no }
    if pattern.widened.mayMatch(unspelled: text) { return spelledMatch(pattern, wanted, own) == .yes ? .yes : .unknown }
    return spelledMatch(pattern, wanted, own)
  }

  /// Whether it is the name that an identity is given, of which a part is not known.
  private func spelledMatch(_ pattern: GlobPattern, _ wanted: PartialText, _ own: PartialText) -> Verdict {
    guard let spelled = names.spelledOut(own).map(GlobPattern.init(spelling:)) else { return .no }
    // What is not known is something else in another stack.
    if wanted.unknowns.allSatisfy({ $0 == names.homeAccount }), pattern.matches(spelled.symbols) { return .yes }
    return pattern.fieldsIntersect(spelled) ? .unknown : .no
  }
}

extension GlobPattern {
  /// Whether two ARNs may be the same field by field: a star in the middle stays inside of its field.
  func fieldsIntersect(_ other: GlobPattern) -> Bool {
    let a = symbols.split(separator: .literal(":"), maxSplits: 5, omittingEmptySubsequences: false)
    let b = other.symbols.split(separator: .literal(":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard a.count == 6, b.count == 6 else { return widened.intersects(other.widened) }
    return zip(a, b).allSatisfy { GlobPattern(Array($0)).widened.intersects(GlobPattern(Array($1)).widened) }
  }
}

extension ConditionTest.Comparison {
  fileprivate var isOfStrings: Bool { if case .string = self { true } else { false } }
}

extension PartialText {
  fileprivate var lowercased: PartialText {
    PartialText(
      parts.map { part in
        if case .literal(let text) = part { .literal(text.lowercased()) } else { part }
      })
  }

  /// Whether it can be an ARN with all of its six fields, or is a star for any.
  fileprivate var mayHaveAllFields: Bool {
    guard let literal else { return true }
    return literal == "*" || literal.utf8.count { $0 == UInt8(ascii: ":") } >= 5
  }
}
