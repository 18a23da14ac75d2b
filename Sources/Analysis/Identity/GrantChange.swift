import AWSModel
import Documents
import NetSpace

/// What one grant allows that was not allowed elsewhere: on the other side of a comparison.
package struct GrantChange: Sendable {
  package let grant: Grant
  /// What is allowed here and was not there.
  package let requests: [RequestBox]
  /// Yes or unknown: what changes nothing is no change.
  package let verdict: Verdict
  package let because: [Unknown]
  /// It was allowed there too, but to confined callers only.
  package let liftsConditions: Bool
  /// It was allowed there too, but under other conditions: what a request says that meets these and not those.
  package private(set) var choice: [(key: String, value: String)] = []
  package private(set) var isOfConditions = false

  /// A request that is allowed here for certain and was not there; nil where that is not certain, or none was found.
  package var witness: (action: String, resource: String)? {
    verdict == .yes ? requests.lazy.compactMap(\.witness).first : nil
  }

  /// The change as all of some alternatives have it, of which one is so; nil where none of them has it.
  ///
  /// - Parameter alternatives: for each what it has of this change.
  package func settled(by alternatives: [GrantChange?]) -> GrantChange? {
    let found = alternatives.compactMap(\.self)
    guard let first = found.first else { return nil }
    let isSame =
      found.count == alternatives.count && found.allSatisfy { $0.verdict == .yes && $0.requests == first.requests }
    return isSame ? first : self
  }

  fileprivate func under(_ choice: [(key: String, value: String)]) -> GrantChange {
    var change = self
    change.choice = choice
    change.isOfConditions = true
    return change
  }

  /// The same change, if it is one at all.
  package func possibly(_ because: [Unknown]) -> GrantChange {
    GrantChange(
      grant: grant, requests: requests, verdict: .unknown, because: because, liftsConditions: liftsConditions)
  }

  /// Whether another is of the same statement and callers, or of what stands in their place under some condition.
  package func isSame(as other: GrantChange) -> Bool { isAlike(other) && grant.callers == other.grant.callers }

  /// The same but for the callers.
  private func isAlike(_ other: GrantChange) -> Bool {
    grant.grantee == other.grant.grantee && grant.policy == other.grant.policy
      && liftsConditions == other.liftsConditions && isOfConditions == other.isOfConditions
      && grant.place.range.overlaps(other.grant.place.range)
  }

  /// One change for the callers of both, where they differ in nothing else.
  fileprivate func joined(_ other: GrantChange) -> GrantChange? {
    guard isAlike(other), grant.place == other.grant.place, requests == other.requests, verdict == other.verdict,
      choice.elementsEqual(other.choice, by: ==), let principals = other.grant.statement?.principals
    else { return nil }
    var change = GrantChange(
      grant: grant.naming(also: principals), requests: requests, verdict: verdict,
      because: (because + other.because).distinct, liftsConditions: liftsConditions)
    change.choice = choice
    change.isOfConditions = isOfConditions
    return change
  }
}

extension SourceRange {
  fileprivate func overlaps(_ other: SourceRange) -> Bool {
    file.path == other.file.path && bytes.overlaps(other.bytes)
  }
}

extension IdentityFacts {
  /// What these grants allow that others do not, whatever the statements are spelled like.
  ///
  /// - Parameter name: what a resource is called on both sides.
  package func grants(
    beyond others: IdentityFacts, _ name: (ResourceID) -> ResourceID, otherwise otherName: (ResourceID) -> ResourceID
  ) -> [GrantChange] {
    let known = Dictionary(grouping: others.reaches(otherName), by: \.holder)
    return reaches(name).reduce(into: []) { changes, mine in
      let theirs = (known[mine.holder] ?? []).filter { $0.covers(callersOf: mine) }
      guard
        let change = change(mine, theirs, \.granted, liftsConditions: false)
          ?? change(mine, theirs, \.unconfined, liftsConditions: true) ?? change(ofConditions: mine, theirs)
      else { return }
      // The callers of one statement follow each other.
      if let joined = changes.last?.joined(change) {
        changes[changes.count - 1] = joined
      } else {
        changes.append(change)
      }
    }
  }

  /// What is allowed under conditions that were others: a value more, or a condition less.
  ///
  /// A request that meets these and misses those of all grants that let some of it through is one that is new, whatever
  /// it is of.
  private func change(ofConditions mine: GrantReach, _ theirs: [GrantReach]) -> GrantChange? {
    guard mine.granted.must.isEmpty == .no, mine.grant.mayRequire.isEmpty else { return nil }
    let others = theirs.filter { mine.granted.must.intersection($0.granted.may, .upper).isEmpty != .yes }
    let formulas = others.map(\.grant.formula.unplaced)
    let formula = mine.grant.formula.unplaced
    guard !formulas.isEmpty, !formulas.contains(formula), others.allSatisfy(\.grant.mayRequire.isEmpty),
      let choice = formula.choice(missing: formulas)
    else { return nil }
    let change = GrantChange(
      grant: mine.grant, requests: mine.granted.must.boxes, verdict: .yes, because: [], liftsConditions: false)
    let written = ([mine] + others).flatMap(\.grant.requirements).map(\.condition.key)
    return change.under(
      choice.map { said in (written.first { $0.lowercased() == said.key.lowercased() } ?? said.key, said.value) })
  }

  /// The grants of principals and of the policies of buckets, then those of all other resources and of trust policies:
  /// to each of the callers whom a statement names, so that one more of them is one more.
  private func reaches(_ name: (ResourceID) -> ResourceID) -> [GrantReach] {
    let names = collection.reading.names
    return grants.flatMap(\.toEachCaller).map { GrantReach($0, name) }
      + statements.flatMap { fact -> [GrantReach] in
        guard fact.isOfOtherResource, let grant = fact.effective.get else { return [] }
        // The policy may be declared in one place or another; what it is of is the same.
        guard case .resource(let subject) = fact.subject else { return grant.toEachCaller.map { GrantReach($0, name) } }
        let own = PatternSet([names.pattern(ofNormalized: names.arn(of: subject))])
        return grant.toEachCaller.map { GrantReach($0, name, of: (subject, own)) }
      }
  }

  private func change(
    _ mine: GrantReach, _ theirs: [GrantReach], _ part: KeyPath<GrantReach, RequestBounds>, liftsConditions: Bool
  ) -> GrantChange? {
    let before = theirs.reduce(RequestBounds.empty) { $0.union($1[keyPath: part]) }
    func result(_ requests: RequestSet, _ verdict: Verdict) -> GrantChange {
      GrantChange(
        grant: mine.grant, requests: requests.boxes, verdict: verdict,
        because: verdict == .yes ? [] : (mine.grant.unknowns + mine.grant.existence.because).distinct,
        liftsConditions: liftsConditions)
    }
    let certain = mine[keyPath: part].must.leaving(before.must).subtracting(before.may, .lower).withoutVoidRests
    if certain.isEmpty == .no { return result(certain, .yes) }
    // What was as open before is no news.
    let possible = mine[keyPath: part].may.leaving(before.may).subtracting(before.may, .upper).withoutVoidRests
    return possible.isEmpty == .yes ? nil : result(possible, .unknown)
  }
}

/// What a grant allows, with names that are the same on both sides.
private struct GrantReach {
  let grant: Grant
  /// Whose grant it is, or which resource's.
  let holder: ResourceID
  let granted: RequestBounds
  let unconfined: RequestBounds
  /// Whom a resource's policy names; nil for an identity's own grants.
  private let callers: [String]?
  private let isForEverybody: Bool

  /// - Parameter resource: of whose policy it is, and what that resource is called: `*` in it is the resource.
  init(_ grant: Grant, _ name: (ResourceID) -> ResourceID, of resource: (id: ResourceID, arns: PatternSet)? = nil) {
    self.grant = grant
    holder = name(resource?.id ?? grant.grantee.id)
    let isCertain = grant.existence.verdict == .yes
    func bounds(_ bounds: RequestBounds) -> RequestBounds {
      func own(_ requests: RequestSet) -> RequestSet {
        (resource.map { requests.naming($0.arns) } ?? requests).renamed(name)
      }
      return RequestBounds(must: isCertain ? own(bounds.must) : .empty, may: own(bounds.may))
    }
    granted = bounds(grant.granted)
    unconfined = bounds(grant.unconfined)
    isForEverybody = grant.statement?.principals?.isEverybody ?? false
    callers = grant.callers
  }

  func covers(callersOf other: GrantReach) -> Bool {
    // An identity's own grants are another matter than those of its trust policy.
    if (callers == nil) != (other.callers == nil) { return false }
    return isForEverybody || callers == other.callers
  }
}

extension PolicyStatementFact {
  /// Whether it is of a policy whose grants are not those of a principal or of a bucket.
  fileprivate var isOfOtherResource: Bool {
    switch kind {
    case .trust: true
    case .resource(let kind): kind != .bucket
    case .identity, .managed: false
    }
  }
}

extension RequestSet {
  /// Without boxes that another set has in the same words: what is not known is equal to itself.
  fileprivate func leaving(_ other: RequestSet) -> RequestSet {
    RequestSet(boxes.filter { !other.boxes.contains($0) })
  }

  /// Without what is left of patterns when none of the actions that AWS lists is left: `iam:Get*` but for
  /// `iam:*Boundary` is `iam:Get*`.
  fileprivate var withoutVoidRests: RequestSet {
    RequestSet(boxes.filter { !$0.actions.isVoidRest })
  }

  /// With these resources where it says all.
  fileprivate func naming(_ resources: PatternSet) -> RequestSet {
    RequestSet(
      boxes.map { RequestBox(actions: $0.actions, resources: $0.resources == .everything ? resources : $0.resources) })
  }

  fileprivate func renamed(_ name: (ResourceID) -> ResourceID) -> RequestSet {
    RequestSet(
      boxes.map { RequestBox(actions: $0.actions.renamed(name), resources: $0.resources.renamed(name)) })
  }
}

extension PatternSet {
  /// Whether it is patterns without others, and no action of the services it speaks of.
  fileprivate var isVoidRest: Bool {
    !terms.contains { $0.exclude.isEmpty && $0.include.count < 2 }
      && !ActionCatalogue.builtIn.serviceNames(in: self).isEmpty && ActionCatalogue.builtIn.actions(in: self).isEmpty
  }

  fileprivate func renamed(_ name: (ResourceID) -> ResourceID) -> PatternSet {
    PatternSet(
      terms: terms.map { term in
        PatternTerm(include: term.include.map { $0.renamed(name) }, exclude: term.exclude.map { $0.renamed(name) })
      }, isExact: isExact)
  }

  /// The set in words: patterns, and what is left out of them.
  package var words: String {
    let all = terms.map { term in
      let kept = term.include.isEmpty ? "*" : term.include.map(\.description).joined(separator: " and ")
      let left = term.exclude.map(\.description).joined(separator: ", ")
      return left.isEmpty ? kept : "\(kept) except \(left)"
    }
    return all.prefix(6).joined(separator: ", ") + (all.count > 6 ? " and \(all.count - 6) more" : "")
  }
}

extension GlobPattern {
  fileprivate func renamed(_ name: (ResourceID) -> ResourceID) -> GlobPattern {
    GlobPattern(
      symbols.map { symbol in
        guard case .fixed(let id, let attribute)? = symbol.hole else { return symbol }
        return .hole(.fixed(name(id), attribute))
      })
  }
}

extension Grant {
  /// Whom a resource's policy names, in words; nil for an identity's own grants.
  fileprivate var callers: [String]? {
    statement?.principals.map { principals in
      (principals.principals.elements.map(\.words) + principals.principals.rest.map { "\($0)" }).sorted()
        + [principals.isNegated ? "but" : ""]
    }
  }

  /// The same grant to each of those whom the statement names, who have it each for himself.
  fileprivate var toEachCaller: [Grant] {
    guard let principals = statement?.principals, !principals.isNegated, !principals.isEverybody else { return [self] }
    let (named, rest) = (principals.principals.elements, principals.principals.rest)
    guard named.count + (rest.isEmpty ? 0 : 1) > 1 else { return [self] }
    return named.map { naming(PartialList([$0])) } + (rest.isEmpty ? [] : [naming(PartialList(rest: rest))])
  }

  fileprivate func naming(also others: Statement.Principals) -> Grant {
    guard let own = statement?.principals?.principals else { return self }
    return naming(
      PartialList(own.elements + others.principals.elements, rest: own.rest + others.principals.rest))
  }
}

extension Statement.Principal {
  /// Kind and name; an account and its root are the same.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
  fileprivate var words: String {
    let name = identifier.known.map { "\($0)" } ?? "?"
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    let isRoot = kind == "AWS" && parts.count == 6 && parts[0] == "arn" && parts[2] == "iam" && parts[5] == "root"
    return "\(kind) \(isRoot ? String(parts[4]) : name)"
  }
}
