import AWSModel
import NetSpace

/// What the action patterns of a statement stand for.
extension PolicyStatementFact {
  package typealias Finding = (text: String, place: Place, verdict: Verdict, because: [Unknown])

  /// Patterns that no action of AWS matches: the statement says nothing by them.
  package var unmatchedActions: [Finding] {
    statement.actions.patterns.elements.compactMap { element in
      guard let text = element.known else {
        return element.unknown.map { ($0.subject, element.place, .unknown, [$0]) }
      }
      let pattern = GlobPattern(text, foldingCase: true)
      if Self.matchesSome(pattern.widened) {
        return pattern.hasOpenHoles && !Self.matchesSome(pattern)
          ? (text.asWritten, element.place, .unknown, text.unknowns) : nil
      }
      return (text.asWritten, element.place, .yes, [])
    }
  }

  private static func matchesSome(_ pattern: GlobPattern) -> Bool {
    pattern.isEverything || !ActionCatalogue.builtIn.actions(in: PatternSet([pattern])).isEmpty
  }

  /// Patterns of actions on S3 of which none can be used on a resource of the statement: an Allow grants nothing by
  /// them.
  package var misfitActions: [Finding] {
    guard statement.effect.known != .deny, !statement.actions.isNegated, let resources = statement.resources,
      !resources.isNegated, ActionCatalogue.builtIn.service("s3") != nil
    else { return [] }
    let onS3 = statement.actions.patterns.elements.compactMap { element in
      element.known?.literal.flatMap { $0.lowercased().hasPrefix("s3:") ? ($0, element.place) : nil }
    }
    // What the resources are on S3 is asked only then: it takes much longer.
    if onS3.isEmpty { return [] }
    let named = resources.patterns.elements.map { NamedScopes($0, names) }
    let isComplete = resources.patterns.isComplete && named.allSatisfy(\.isComplete)
    let unknowns = resources.patterns.rest + named.flatMap(\.unknowns)
    return onS3.compactMap { text, place in
      let actions = ActionCatalogue.builtIn.actions(matching: text)
      if actions.isEmpty || actions.contains(where: { action in named.contains { $0.fits(action) } }) { return nil }
      let mayFit = actions.contains { action in named.contains { $0.mayFit(action) } }
      let isOpen = mayFit || !isComplete || statement.effect.unknown != nil
      return (
        text, place, isOpen ? .unknown : .yes, isOpen ? unknowns + [statement.effect.unknown].compactMap(\.self) : []
      )
    }
  }
}

/// What one resource of a statement means on S3, for each text that it may be.
private struct NamedScopes {
  private let certain: [S3Scope]
  private let possible: [S3Scope]
  /// Whether every text that it may be is known.
  let isComplete: Bool
  let unknowns: [Unknown]

  init(_ resource: Attribute<PartialText>, _ names: ResourceNames) {
    let texts = resource.value.candidates ?? []
    let patterns = texts.map { names.resource($0, expandingVariables: false) }
    certain = patterns.map { S3Scope(exactly: PatternTerm(include: [$0])) }
    possible = patterns.map { S3Scope(PatternTerm(include: [$0.widened])) }
    isComplete = resource.value.candidates != nil
    unknowns = (resource.value.unknown.map { [$0] } ?? []) + texts.flatMap(\.unknowns)
  }

  /// Whether it fits whichever of the texts it is.
  func fits(_ action: CataloguedAction) -> Bool { isComplete && certain.allSatisfy { $0.fits(action) } }

  func mayFit(_ action: CataloguedAction) -> Bool { possible.contains { $0.fits(action) } }
}

extension PolicyStatementFact {
  /// Whether the actions of an Allow hold, or may hold, one.
  package func mayAllow(_ action: String) -> Bool {
    guard statement.effect.known != .deny else { return false }
    let text = GlobPattern(action, foldingCase: true).symbols
    let isNamed = statement.actions.patterns.elements.contains { element in
      element.known.map { GlobPattern($0, foldingCase: true).widened.matches(text) } ?? true
    }
    return !statement.actions.patterns.isComplete || isNamed != statement.actions.isNegated
  }

  /// Whether the URL of a function has to ask for signatures for it to count.
  package var isForSignedURLs: Bool {
    statement.conditions.elements.contains { condition in
      condition.key.lowercased() == "lambda:functionurlauthtype"
        && ConditionTest(condition)?.isTrue(of: ["NONE"]) == false
    }
  }
}
