import AWSModel
import NetSpace

/// What a condition of a statement means for who can make use of the statement.
///
/// A condition is a choice of the request, not something unknown. It confines when an arbitrary caller cannot satisfy
/// it by his own choice: the keys that say who calls, and from where. Keys that the caller controls, a
/// `ForAllValues`, which is true of nothing, and `IfExists`, which is true of what is left out, confine nobody.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
struct PolicyCondition {
  let condition: Statement.Condition

  init(_ condition: Statement.Condition) { self.condition = condition }

  /// Whether an Allow with this condition is of use to a confined set of callers or resources only.
  var confinesAllow: Verdict {
    if let isMet = isMetByAbsence { return isMet.not }
    guard let op = Operator(condition.op), !op.isNegated, !op.isVacuous, Self.confines(condition.key) else {
      return .no
    }
    return valuesConfine(op)
  }

  /// Whether a Deny with this condition leaves the Allow to a confined set of callers or resources only.
  ///
  /// That is so when it denies all *but* those: `StringNotEquals aws:PrincipalOrgID`. A Deny of somebody, or one that
  /// the caller escapes by a choice of his own (`aws:SecureTransport`), leaves it to everybody else.
  var confinesByDenial: Verdict {
    if let isMet = isMetByAbsence { return isMet }
    if sparesServicesOnly { return .yes }
    guard let op = Operator(condition.op), op.isNegated, !op.isOfAnyValue, Self.confines(condition.key) else {
      return .no
    }
    return valuesConfine(op)
  }

  /// Of a condition on a key that no request has, whether every request meets it: if not, none does.
  ///
  /// Nil for other keys.
  private var isMetByAbsence: Verdict? {
    guard GlobalConditionKey.isOfNoRequest(condition.key) else { return nil }
    let test = ConditionTest(condition) ?? ConditionTest(op: condition.op, key: condition.key, values: [])
    return test.map { Verdict($0.isTrue(of: nil)) } ?? .unknown
  }

  /// Values are alternatives: one that confines nobody is enough.
  private func valuesConfine(_ op: Operator) -> Verdict {
    // To be equal to something is to be one of a few, whatever it is.
    if op.isExact { return .yes }
    let values = condition.values.elements.map { value -> Verdict in
      guard let text = value.known else { return .unknown }
      guard let literal = text.withPseudoParametersNamed.literal else { return text.unknowns.isEmpty ? .yes : .unknown }
      return Verdict(isSubject ? Self.namesSubject(literal) : op.confines(literal))
    }
    return Verdict.all(values) && (condition.values.isComplete ? .yes : .unknown)
  }

  /// Whether it is about whom an identity provider vouches for: `token.actions.githubusercontent.com:sub`.
  private var isSubject: Bool { Self.isSubject(condition.key.lowercased()) }

  private static func isSubject(_ key: String) -> Bool { key.hasSuffix(":sub") }

  /// Whether a pattern says more of a subject than its kind: `repo:acme/*`, and not `repo:*`.
  private static func namesSubject(_ pattern: String) -> Bool {
    let start = pattern.prefix { $0 != "*" && $0 != "?" }
    // Whoever likes calls himself as another and some letters more: `repo:acme*`.
    if start.hasPrefix("repo:"), start.count < pattern.count { return start.contains("/") }
    return start.count == pattern.count || start.split(separator: ":").count > 1
  }

  /// `aws:ViaAWSService` or `aws:PrincipalIsAWSService` being false: what a Deny for anybody but AWS itself adds.
  private var sparesServicesOnly: Bool {
    ["aws:viaawsservice", "aws:principalisawsservice"].contains(condition.key.lowercased())
      && ["bool", "boolifexists"].contains(condition.op.lowercased())
      && condition.values.isComplete && condition.values.elements.allSatisfy { $0.known?.literal == "false" }
  }

  /// Keys that say who calls, whom his provider vouches for, or from where, and tags of the resource, which the caller does not choose either.
  static func confines(_ key: String) -> Bool {
    let key = key.lowercased()
    return exactKeys.contains(key) || isSubject(key) || keyPrefixes.contains { key.hasPrefix($0) }
      || key.contains(":resourcetag/")
  }

  private static let exactKeys: Set<String> = [
    "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:sourcevpc",
    "aws:sourcevpce", "aws:vpcsourceip", "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid",
    "aws:sourceorgpaths", "aws:sourceowner", "aws:sourceip", "aws:userid", "kms:calleraccount",
  ]
  private static let keyPrefixes = ["aws:principaltag/", "s3:dataaccesspoint"]
}

extension PartialText {
  /// With some name for each pseudo parameter: which account or region it is the deployment decides, but it is one.
  fileprivate var withPseudoParametersNamed: PartialText {
    guard unknowns.contains(where: { $0.subject.hasPrefix("AWS::") }) else { return self }
    return parts.reduce(PartialText("")) { text, part in
      switch part {
      case .unknown(let why) where why.subject.hasPrefix("AWS::"): text + PartialText("name")
      // A hole that stands for a resource is a name too, where nothing else is open.
      case .attribute: text + PartialText("name")
      case .literal, .unknown: text + PartialText([part])
      }
    }
  }
}

extension PolicyCondition {
  /// A condition operator without its set prefix and `IfExists`.
  struct Operator {
    let name: String
    /// `StringNotEquals`, `NotIpAddress`, …: true of what is absent.
    let isNegated: Bool
    /// True when the key is not in the request.
    let isVacuous: Bool
    /// `ForAnyValue`: false when the key is not in the request.
    let isOfAnyValue: Bool

    /// Nil for what no policy knows.
    init?(_ text: String) {
      var name = text.lowercased()
      var isVacuous = false
      isOfAnyValue = name.hasPrefix("foranyvalue:")
      if name.hasPrefix("forallvalues:") {
        isVacuous = true
        name.removeFirst("forallvalues:".count)
      } else if isOfAnyValue {
        name.removeFirst("foranyvalue:".count)
      }
      if name.hasSuffix("ifexists") {
        isVacuous = true
        name.removeLast("ifexists".count)
      }
      guard Self.known.contains(name) else { return nil }
      self.name = name
      self.isVacuous = isVacuous
      isNegated = name.contains("not")
    }

    private static let known: Set<String> = [
      "stringequals", "stringnotequals", "stringequalsignorecase", "stringnotequalsignorecase", "stringlike",
      "stringnotlike", "arnequals", "arnlike", "arnnotequals", "arnnotlike", "ipaddress", "notipaddress",
      "numericequals", "numericnotequals", "binaryequals",
    ]

    /// Whether values have no wildcards and are no blocks.
    var isExact: Bool { !name.contains("like") && !name.hasPrefix("arn") && !name.contains("ipaddress") }

    /// Whether to match this value is to be one of a few.
    func confines(_ value: String) -> Bool {
      switch name {
      case "stringlike", "stringnotlike", "arnlike", "arnnotlike", "arnequals", "arnnotequals":
        // A star for the whole name, or for the whole account, is anybody.
        return value.contains { $0 != "*" && $0 != "?" && $0 != ":" } && !Self.isAnyARN(value)
      case "ipaddress", "notipaddress":
        return Self.isNarrow(value)
      default: return true
      }
    }

    /// `arn:aws:iam::*:role/…`, and where the ARN has no account `arn:aws:s3:::*`: any account's.
    private static func isAnyARN(_ value: String) -> Bool {
      let fields = value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      guard fields.first == "arn", fields.count >= 5 else { return value.hasPrefix("arn:") && value.hasSuffix("*") }
      if fields[4].isEmpty, fields.count == 6 { return fields[5].allSatisfy { $0 == "*" || $0 == "?" } }
      return fields[4].contains("*") || fields[4].contains("?")
    }

    /// Narrow enough for AWS to call a policy on it not public: /8 of IPv4, /32 of IPv6.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    private static func isNarrow(_ value: String) -> Bool {
      let halves = value.split(separator: "/")
      guard halves.count == 2, let length = Int(halves[1]) else { return true }
      return value.contains(":") ? length >= 32 : length >= 8
    }
  }
}
