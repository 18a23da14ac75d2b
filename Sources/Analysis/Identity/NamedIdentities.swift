import AWSModel
import NetSpace

/// The identities of an input by their names in ARNs: most policies name those that they are about.
struct NamedIdentities {
  private struct Entry {
    let identity: Identity
    let arn: GlobPattern
  }

  private let byKind: [Identity.Kind: [Entry]]
  private let byName: [Identity.Kind: [[GlobPattern.Symbol]: [Entry]]]

  init(_ infrastructure: Infrastructure, _ names: ResourceNames) {
    let entries = infrastructure.identities.map { identity in
      Entry(identity: identity, arn: names.pattern(ofNormalized: names.arn(of: identity.id)))
    }
    byKind = Dictionary(grouping: entries, by: \.identity.kind)
    byName = byKind.mapValues { Dictionary(grouping: $0) { Self.name(of: $0.arn) ?? [] } }
  }

  /// Those of a kind that some terms may be about, in their order.
  func named(by terms: [PatternTerm], _ kind: Identity.Kind) -> [Identity] {
    let all = byKind[kind] ?? []
    var found: [Identity] = []
    for term in terms {
      guard let entries = candidates(term, kind) else { return all.map(\.identity) }
      for entry in entries where !found.contains(where: { $0.id == entry.identity.id }) { found.append(entry.identity) }
    }
    return found
  }

  /// Whether a term may be about one of a kind.
  func match(_ term: PatternTerm, _ kind: Identity.Kind) -> Bool {
    (candidates(term, kind) ?? byKind[kind] ?? []).contains { entry in
      let arn = entry.arn.widened
      return term.include.allSatisfy { $0.widened.intersects(arn) }
    }
  }

  /// Those of the name that a term spells; nil: it spells none.
  private func candidates(_ term: PatternTerm, _ kind: Identity.Kind) -> [Entry]? {
    guard let name = term.include.lazy.compactMap(Self.name).first else { return nil }
    return byName[kind]?[name] ?? []
  }

  /// What stands behind the last slash; nil if it may be several.
  private static func name(of pattern: GlobPattern) -> [GlobPattern.Symbol]? {
    guard let slash = pattern.symbols.lastIndex(of: .literal("/")) else { return nil }
    let name = Array(pattern.symbols[(slash + 1)...])
    let isOne = name.allSatisfy { symbol in
      symbol.hole.map { !$0.isOpen } ?? !symbol.isWildcard
    }
    return isOne ? name : nil
  }
}
