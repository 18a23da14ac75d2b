import AWSModel
import NetSpace

/// Reads policies into clauses: patterns from texts, bounds from what is not known.
struct PolicyReading {
  private(set) var names: ResourceNames
  /// Whether what is usual counts as it stands, where a plan does not hold all of a text: for judging a policy, not for
  /// saying what it lets through.
  let takesTheUsual: Bool
  /// What a question is about, if its ARN is not all spelled.
  var target: UnspelledTarget?
  /// What a question is about, if it spells an ARN.
  var spelled: SpelledTarget?

  /// - Parameters:
  ///   - caller: who has the policy, if it is of an identity: says what some variables stand for.
  ///   - ofResource: a statement without resources is about the one that has the policy.
  func clauses(
    of document: PolicyDocument, policy: Grant.Policy, existence: Existence = .certain, caller: Identity? = nil,
    ofResource: Bool = false
  ) -> [PolicyClause] {
    var reading = self
    reading.names = names.within(policy.declaredBy?.stack)
    return reading.read(document, policy: policy, existence: existence, caller: caller, ofResource: ofResource)
  }

  private func read(
    _ document: PolicyDocument, policy: Grant.Policy, existence: Existence, caller: Identity?, ofResource: Bool
  ) -> [PolicyClause] {
    let expandsVariables = document.version?.known == "2012-10-17"
    let variables = caller.map { PolicyVariables($0, names) }
    func pattern(_ text: PartialText) -> GlobPattern? {
      let pattern = names.resource(names.withOwnARN(text), expandingVariables: expandsVariables)
      return variables.map { pattern.filled($0) } ?? pattern
    }
    let read = document.statements.elements.map { written in
      let statement = written.naming(names)
      return PolicyClause(
        expandsVariables ? variables.map(statement.filled) ?? statement : statement,
        because: (takesTheUsual ? [] : Self.unheld(statement)) + unspelled(statement, pattern)
          + Self.unsettled(statement),
        reach: reach(statement, pattern, ofResource: ofResource), policy: policy, existence: existence)
    }
    let unread = document.statements.rest.distinct.map { why in
      PolicyClause(unknown: why, policy: policy, at: document.place, mayDeny: true, existence: existence)
    }
    return read + unread
  }

  /// The texts of which a plan holds no more than a reference.
  private static func unheld(_ statement: Statement) -> [Unknown] {
    (statement.resources?.patterns.elements ?? []).reduce(into: []) { all, element in
      guard element.origin == .usual, let text = element.known?.parts.first else { return }
      let why = Unknown(
        "the text around \(PartialText([text]).asWritten)", .unsupported("a plan does not hold it"),
        at: element.place.range)
      if !all.contains(why) { all.append(why) }
    }
  }

  /// Of ARNs that may have a field too few whether a star stands for two.
  private static func unsettled(_ statement: Statement) -> [Unknown] {
    (statement.resources?.patterns.elements ?? []).compactMap { element in
      guard let text = element.known?.literal, WrittenARN(text).isOfAnyFields else { return nil }
      return Unknown(
        "whether a star of \(text) reaches past a colon", .decidedByAWS("is said one way by IAM and another by S3"),
        at: element.place.range)
    }
  }

  /// Why it is not known whether the statement is about the target.
  private func unspelled(_ statement: Statement, _ pattern: (PartialText) -> GlobPattern?) -> [Unknown] {
    guard target != nil || spelled != nil, let resources = statement.resources else { return [] }
    return resources.patterns.elements.compactMap(\.known).flatMap { text -> [Unknown] in
      guard let pattern = pattern(text) else { return [] }
      let isAbout = target.map { target in names.covered(by: text).contains(where: target.isWithin) } ?? false
      return (isAbout ? [] : target?.reasons(pattern) ?? []) + (spelled?.reasons(pattern) ?? [])
    }.distinct
  }

  private func reach(
    _ statement: Statement, _ resource: (PartialText) -> GlobPattern?, ofResource: Bool
  ) -> RequestBounds {
    let actions = bounds(statement.actions) { names.action($0) }
    // Without a Resource the policy is not one for identities or buckets; what AWS makes of it is not said.
    let resources =
      statement.resources.map { bounds($0, resource) }
      ?? (must: ofResource ? .everything : .empty, may: .everything)
    return RequestBounds(
      must: Self.box(actions.must, resources.must), may: Self.box(actions.may, resources.may))
  }

  private static func box(_ actions: PatternSet, _ resources: PatternSet) -> RequestSet {
    actions.terms.isEmpty || resources.terms.isEmpty
      ? .empty : RequestSet([RequestBox(actions: actions, resources: resources)])
  }

  /// What a list of patterns certainly, and what it possibly matches; a text without a pattern matches nothing.
  private func bounds(
    _ list: Statement.Patterns, _ pattern: (PartialText) -> GlobPattern?
  ) -> (must: PatternSet, may: PatternSet) {
    var certain: [GlobPattern] = []
    var possible: [GlobPattern] = []
    for element in list.patterns.elements {
      if let text = element.known {
        guard let pattern = pattern(text) else { continue }
        if let literal = text.literal, WrittenARN(literal).isOfAnyFields {
          possible += [pattern, GlobPattern(text)]
        } else if element.origin == .usual, !takesTheUsual {
          possible.append(pattern)
        } else {
          certain += [pattern] + names.covered(by: text)
        }
      } else {
        possible += element.value.candidates?.compactMap(pattern) ?? [.everything]
      }
    }
    if !list.patterns.isComplete { possible.append(.everything) }
    var all = (certain + possible).map(\.widened)
    if let target, (certain + possible).contains(where: target.mayMatch) { all += target.arns }
    if let spelled, (certain + possible).contains(where: spelled.mayMatch) { all += spelled.arns }
    guard list.isNegated else { return (PatternSet(certain), PatternSet(all)) }
    return (PatternSet(allBut: all), PatternSet(allBut: certain.filter { !$0.hasOpenHoles }))
  }
}

extension Statement {
  /// With the resources of a stack in its conditions that these name by how the stack spells the names: some request has
  /// the ARN of such a one, whatever it is.
  fileprivate func naming(_ names: ResourceNames) -> Statement {
    let isOpen = conditions.elements.contains { $0.values.elements.contains { $0.known?.unknowns.isEmpty == false } }
    guard isOpen else { return self }
    return with(
      PartialList(
        conditions.elements.map { condition in
          let values = condition.values.elements.map { $0.map(names.naming) }
          return Condition(
            op: condition.op, key: condition.key, values: PartialList(values, rest: condition.values.rest),
            place: condition.place)
        }, rest: conditions.rest))
  }
}
