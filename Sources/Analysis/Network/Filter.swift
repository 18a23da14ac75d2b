import AWSModel
import Documents
import NetSpace

/// One entry of a filter: which packets it speaks of, and whether it lets them through.
///
/// A class: a rule's entry is made once and asked about many other ends.
final class FilterEntry: Sendable {
  /// What it says, for an explanation: `ingress tcp/5432 from aws_security_group.app`.
  var label: String { words.get }
  private let words: Derived<String>
  let place: SourceRange
  let resource: ResourceID
  /// Yes: lets through; no: drops; unknown: one of them.
  let allows: Verdict
  /// The packets it speaks of.
  let space: Bounds<HeaderSpace>
  let unknowns: [Unknown]
  /// Not written down: a default.
  let isImplied: Bool
  /// The one block that its space is made of, where it is not known where that lies.
  let block: UnknownBlock?

  init(
    label: @escaping @autoclosure @Sendable () -> String, place: SourceRange, resource: ResourceID, allows: Verdict,
    space: Bounds<HeaderSpace>, unknowns: [Unknown] = [], isImplied: Bool = false,
    block: UnknownBlock? = nil
  ) {
    words = Derived(label)
    self.place = place
    self.resource = resource
    self.allows = allows
    self.space = space
    self.unknowns = unknowns
    self.isImplied = isImplied
    self.block = block
  }
}

/// An ordered list of entries of which the first that matches decides, and which drops what none matches: a security
/// group (whose entries all allow, so that order does not matter), a network ACL, a route table asked about one link.
struct Filter {
  /// Nil: everything passes, because the filter is not asked.
  private let list: [FilterEntry]?

  init(entries: [FilterEntry]) { list = entries }

  private init() { list = nil }

  static var passingEverything: Filter { Filter() }

  /// What the filter lets through of some packets, with the entries that decide.
  ///
  /// An allowing entry certainly lets through what it must match and no earlier dropping entry may; possibly, what it
  /// may match and no earlier one must. Complexity: linear in the entries, times the cost of the set operations.
  ///
  /// - Parameter explains: false where nobody reads what decides.
  func evaluate(_ wanted: HeaderSpace, explains: Bool = true) -> FilterResult {
    var result = FilterResult()
    let wanted = Bounds.exact(wanted)
    guard let entries = list else {
      result.passed = wanted
      return result
    }
    if !explains, entries.allSatisfy({ $0.allows == .yes }) { return Self.united(entries, wanted) }
    var denied = Bounds<HeaderSpace>.empty
    var around = entries.contains { $0.block != nil && $0.allows != .yes } ? Surroundings() : nil
    for entry in entries {
      let matched = entry.space.intersection(wanted)
      if matched.may.isEmpty { continue }
      around?.meet(entry, matched)
      switch entry.allows {
      case .yes:
        let admitted = matched.subtracting(denied)
        if explains, !admitted.may.isEmpty, !admitted.may.isSubset(of: result.passed.must) {
          let isCertain = !admitted.must.isEmpty || around?.lastAdmitted.isEmpty == false
          result.admitting.append(Decision(entry, isCertain ? .admits : .undecided))
        }
        result.passed.formUnion(admitted)
      case .no:
        if explains, !matched.may.subtracting(result.passed.must).subtracting(denied.must).isEmpty {
          result.blocking.append(Decision(entry, matched.must.isEmpty ? .undecided : .blocks))
        }
        denied.formUnion(matched)
      case .unknown:
        result.passed.formUnion(.atMost(matched.may.subtracting(denied.must)))
        denied.formUnion(.atMost(matched.may))
        if explains { result.admitting.append(Decision(entry, .undecided)) }
      }
      if !matched.isExact || entry.allows == .unknown { result.unknowns += entry.unknowns }
    }
    // A filter only ever drops: what is not let through is gone, whatever the default of the next one.
    result.passed = result.passed.intersection(wanted)
    result.remainder = around?.remainder
    return result
  }
}

extension Filter {
  /// What entries that all allow let through together: their order does not matter, so that they are united in pairs.
  private static func united(_ entries: [FilterEntry], _ wanted: Bounds<HeaderSpace>) -> FilterResult {
    var result = FilterResult()
    var matches: [Bounds<HeaderSpace>] = []
    for entry in entries {
      let matched = entry.space.intersection(wanted)
      if matched.may.isEmpty { continue }
      matches.append(matched)
      if !matched.isExact { result.unknowns += entry.unknowns }
    }
    let must = HeaderSpace.union(of: matches.lazy.map(\.must))
    let isExact = matches.allSatisfy { $0.isExact }
    result.passed = isExact ? .exact(must) : Bounds(must: must, may: HeaderSpace.union(of: matches.lazy.map(\.may)))
    return result
  }
}

/// What entries let through but for the blocks of which it is not known where they lie.
private struct Surroundings {
  private(set) var remainder = Remainder(.empty)
  private(set) var lastAdmitted = HeaderSpace.empty
  private var denied = HeaderSpace.empty

  mutating func meet(_ entry: FilterEntry, _ matched: Bounds<HeaderSpace>) {
    lastAdmitted = .empty
    switch (entry.allows, entry.block) {
    case (.yes, _):
      lastAdmitted = matched.must.subtracting(denied)
      remainder = Remainder(remainder.packets.union(lastAdmitted), without: remainder.blocks)
    case (.no, let block?), (.unknown, let block?):
      denied.formUnion(matched.must)
      remainder = Remainder(remainder.packets, without: remainder.blocks + [block])
    case (.no, nil), (.unknown, nil): denied.formUnion(matched.may)
    }
  }
}

/// What a filter does with some packets.
struct FilterResult {
  var passed: Bounds<HeaderSpace> = .empty
  /// What passes for certain but for some blocks; nil where that is no more than `passed` says.
  var remainder: Remainder?
  var admitting: [Decision] = []
  var blocking: [Decision] = []
  /// Why the result is not exact; those of every entry whose match is not certain.
  var unknowns: [Unknown] = []
}

/// An entry that decided something on a path, with its place.
package struct Decision: Hashable, Sendable {
  package enum Effect: Hashable, Sendable {
    case admits
    case blocks
    case undecided
  }

  package let text: String
  package let place: SourceRange
  package let resource: ResourceID
  package let effect: Effect
  package let isImplied: Bool

  init(_ entry: FilterEntry, _ effect: Effect) {
    self.init(
      text: entry.label, place: entry.place, resource: entry.resource, effect: effect, isImplied: entry.isImplied)
  }

  package init(text: String, place: SourceRange, resource: ResourceID, effect: Effect, isImplied: Bool = false) {
    self.text = text
    self.place = place
    self.resource = resource
    self.effect = effect
    self.isImplied = isImplied
  }
}
