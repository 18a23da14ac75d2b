import NetSpace

/// The texts that match every one of some patterns and none of others: a regular set.
package struct PatternTerm: Hashable, Sendable {
  package let include: [GlobPattern]
  package let exclude: [GlobPattern]

  package init(include: [GlobPattern] = [], exclude: [GlobPattern] = []) {
    self.include = include
    self.exclude = exclude
  }

  /// The service that all of its texts are actions of; nil if its patterns do not spell one.
  var service: String? { include.lazy.compactMap(\.spelledService).first }

  /// Nil if the term is seen to be empty without a search; patterns that change nothing are left out.
  static func simplified(include: [GlobPattern], exclude: [GlobPattern]) -> PatternTerm? {
    var kept: [GlobPattern] = []
    for pattern in include where !pattern.isEverything && !kept.contains(pattern) {
      if !kept.allSatisfy(pattern.intersects) { return nil }
      kept.append(pattern)
    }
    var dropped: [GlobPattern] = []
    for pattern in exclude where !dropped.contains(pattern) {
      if pattern.isEverything || kept.contains(pattern) { return nil }
      guard kept.allSatisfy(pattern.intersects) else { continue }
      if kept.contains(where: { !$0.hasWildcards && pattern.matches($0.symbols) }) { return nil }
      dropped.append(pattern)
    }
    return PatternTerm(include: kept, exclude: dropped)
  }

  /// The term without what a pattern matches; nil if it is seen to be empty without a search.
  ///
  /// The same as simplifying all of it anew, which long lists of actions would pay with the cube of their length.
  func excluding(_ pattern: GlobPattern) -> PatternTerm? {
    if exclude.contains(pattern) { return self }
    if pattern.isEverything || include.contains(pattern) { return nil }
    guard include.allSatisfy(pattern.intersects) else { return self }
    if include.contains(where: { !$0.hasWildcards && pattern.matches($0.symbols) }) { return nil }
    return PatternTerm(include: include.filter { !$0.isEverything }, exclude: exclude + [pattern])
  }

  /// What of the term a pattern matches too; nil if that is seen to be empty without a search.
  func including(_ pattern: GlobPattern) -> PatternTerm? {
    if pattern.isEverything || include.contains(pattern) { return self }
    if exclude.contains(pattern) || !include.allSatisfy(pattern.intersects) { return nil }
    if !pattern.hasWildcards, exclude.contains(where: { $0.matches(pattern.symbols) }) { return nil }
    return PatternTerm(
      include: include.filter { !$0.isEverything } + [pattern], exclude: exclude.filter(pattern.intersects))
  }

  package func contains(_ text: [GlobPattern.Symbol]) -> Bool {
    include.allSatisfy { $0.matches(text) } && !exclude.contains { $0.matches(text) }
  }

  /// Whether no text is in it; unknown if the search for one takes more than `PatternSearch.maximumStates` states.
  package var isEmpty: Verdict {
    if exclude.isEmpty, include.count <= 1 { return .no }
    if exclude.isEmpty, include.count == 2 { return Verdict(!include[0].intersects(include[1])) }
    if let text = include.first(where: { !$0.hasWildcards }) { return Verdict(!contains(text.symbols)) }
    return PatternSearch(self).isEmpty()
  }

  var hasOpenHoles: Bool { include.contains(where: \.hasOpenHoles) || exclude.contains(where: \.hasOpenHoles) }
}
