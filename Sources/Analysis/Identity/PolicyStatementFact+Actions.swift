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
      // Most policies spell their actions, and those are found by name.
      if !pattern.hasWildcards, let literal = text.literal,
        !ActionCatalogue.builtIn.actions(matching: literal).isEmpty
      {
        return nil
      }
      if Self.matchesSome(pattern.widened) {
        return pattern.hasOpenHoles && !Self.matchesSome(pattern)
          ? (text.asWritten, element.place, .unknown, text.unknowns) : nil
      }
      return (text.asWritten, element.place, .yes, [])
    }
  }

  private static func matchesSome(_ pattern: GlobPattern) -> Bool {
    pattern.isEverything
      || matching.value(pattern) { !ActionCatalogue.builtIn.actions(in: PatternSet([pattern])).isEmpty }
  }

  /// By the pattern: every combination of conditions has most statements in the same words.
  private static let matching = Memo<GlobPattern, Bool>()
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
