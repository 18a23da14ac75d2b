import AWSModel
import NetSpace

/// What could stand in place of the wildcards in the actions of a statement.
///
/// Which actions an application needs nobody can tell from its policy; these are the ones that read, list and write what
/// the statement names. What decides on access, tags, and what can be used on none of its resources is left out, and on
/// S3 whatever is beyond `S3Excess.allowedActions`.
package struct NarrowerActions: Sendable {
  /// What one pattern becomes.
  package struct Edit: Sendable {
    package let pattern: Attribute<PartialText>
    package let actions: [CataloguedAction]
  }

  /// In the order of the patterns; those that stay are not among them.
  package let edits: [Edit]
  /// The actions as they would be: names, and the patterns that stay.
  package let list: [String]
  /// How many actions are left out, by level.
  package let leftOut: [(level: AccessLevel, count: Int)]
}

extension Grant {
  /// Longer lists nobody reads, and policies have room for no more than a few of them.
  private static let mostNarrowed = 60

  /// Nil: the statement has no wildcard of which less is left, or more is than anybody would write out.
  package var narrowerActions: NarrowerActions? {
    guard let statement, statement.effect.known == .allow, !statement.actions.isNegated,
      statement.actions.patterns.isComplete, statement.resources?.isNegated != true
    else { return nil }
    var edits: [NarrowerActions.Edit] = []
    var list: [String] = []
    var leftOut: Set<CataloguedAction> = []
    let scopes = granted.may.boxes.map { ($0, $0.resources.terms.map { S3Scope($0) }) }
    for element in statement.actions.patterns.elements {
      guard let text = element.known?.literal, text.contains(":") else { return nil }
      guard text.contains(where: { $0 == "*" || $0 == "?" }) else {
        list.append(text)
        continue
      }
      let all = ActionCatalogue.builtIn.actions(matching: text)
      let kept = all.filter { $0.isOrdinary && isOfUse($0, scopes) }
      if kept.isEmpty || kept.count > Self.mostNarrowed { return nil }
      if kept.count == all.count, !text.hasSuffix(":*") {
        list.append(text)
        continue
      }
      leftOut.formUnion(Set(all).subtracting(kept))
      let fresh = kept.filter { !list.contains($0.description) }
      edits.append(NarrowerActions.Edit(pattern: element, actions: fresh.isEmpty ? kept : fresh))
      list += fresh.map(\.description)
    }
    if edits.isEmpty { return nil }
    let levels = Dictionary(grouping: leftOut, by: \.level)
    return NarrowerActions(
      edits: edits, list: list,
      leftOut: levels.keys.sorted().map { level in (level, levels[level]?.count ?? 0) })
  }

  /// Whether it is granted on something that it can be used on.
  private func isOfUse(_ action: CataloguedAction, _ boxes: [(box: RequestBox, scopes: [S3Scope])]) -> Bool {
    let text = ActionCatalogue.text(action)
    return boxes.contains { box, scopes in
      guard box.actions.contains(text) else { return false }
      if action.service == "s3" { return scopes.contains { $0.fits(action) } }
      return box.resources.terms.contains { $0.isEverything || $0.mayBeTaken(by: action) }
    }
  }
}

extension PatternTerm {
  fileprivate var isEverything: Bool { include.allSatisfy(\.isEverything) }

  /// Whether some resource of it is of a kind that an action takes.
  fileprivate func mayBeTaken(by action: CataloguedAction) -> Bool {
    let patterns = include.map(\.withoutHoles)
    return action.resourceTypes.contains { type in
      let formats = ActionCatalogue.builtIn.formats(ofType: type.name, in: action.service)
      return formats.isEmpty || formats.contains { format in patterns.allSatisfy(format.intersects) }
    }
  }
}

extension CataloguedAction {
  /// Whether it reads or writes what a service keeps, as applications do.
  fileprivate var isOrdinary: Bool {
    if service == "s3" { return S3Excess.allowedActions.contains(name) }
    return level == .read || level == .list || level == .write
  }
}
