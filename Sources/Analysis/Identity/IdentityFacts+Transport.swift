import AWSModel
import NetSpace

/// Whether a bucket can be talked to over plain HTTP.
extension IdentityFacts {
  /// Whether the policies of a bucket together deny everybody every action on it and on its objects without TLS.
  ///
  /// One deny may be for the bucket and another for its objects. A deny that asks for more than plain HTTP spares those
  /// who miss the rest.
  /// Source: https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html
  package func enforcesTLS(
    _ bucket: ResourceID, _ statements: [PolicyStatementFact]
  ) -> (verdict: Verdict, because: [Unknown]) {
    let own = statements.filter { $0.kind == .resource(.bucket) && $0.mayBeOf(bucket) }
    guard let names = own.first?.names else { return (.no, []) }
    let arn = names.bucketARN(bucket)
    let patterns = [arn, arn + PartialText("/*")].map { names.pattern(ofNormalized: $0) }
    let asked = RequestSet([
      RequestBox(actions: PatternSet([GlobPattern("s3:*")]), resources: PatternSet(patterns))
    ])
    var rest = RequestBounds(must: asked, may: asked)
    var because: [Unknown] = []
    for statement in own {
      let clause = statement.clause.get
      let denies = Verdict.all([clause.denies, statement.existence.verdict, statement.deniesPlainHTTP])
      if denies == .no { continue }
      let isCertain = denies == .yes && statement.subject == .resource(bucket)
      rest = rest.subtracting(clause.reach, ifCertain: isCertain)
      because += clause.unknowns + statement.statement.conditionUnknowns + statement.existence.because
      if case .oneOf(_, let why) = statement.subject { because.append(why) }
      if case .unknown(let why) = statement.subject { because.append(why) }
    }
    if rest.may.isEmpty == .yes { return (.yes, []) }
    return rest.must.isEmpty == .no ? (.no, []) : (.unknown, because.distinct)
  }
}

extension PolicyStatementFact {
  /// Whether its policy is, or may be, that of a resource.
  fileprivate func mayBeOf(_ id: ResourceID) -> Bool {
    switch subject {
    case .resource(let target): target == id
    case .oneOf(let targets, _): targets.contains(id)
    case .external: false
    case .unknown: true
    }
  }

  /// Whether, being a Deny, it is for everybody and for nothing but plain HTTP.
  fileprivate var deniesPlainHTTP: Verdict {
    guard let principals = statement.principals else { return .no }
    let isForAll: Verdict =
      principals.isEverybody ? .yes : principals.isNegated || principals.possiblyEverybody.isEmpty ? .no : .unknown
    let conditions = statement.conditions
    if !conditions.isComplete { return isForAll && .unknown }
    return Verdict.all(conditions.elements.map(Self.isOfPlainHTTP)) && isForAll
  }

  private static func isOfPlainHTTP(_ condition: Statement.Condition) -> Verdict {
    guard condition.key.lowercased() == "aws:securetransport" else { return .no }
    guard let test = ConditionTest(condition) else { return .unknown }
    return Verdict(test.isTrue(of: ["false"]))
  }
}
