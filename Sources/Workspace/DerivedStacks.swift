import AWSModel
import Analysis
import Frontends

/// The stacks of a run with what was made of them, so that some can be made anew under other assumptions.
struct DerivedStacks: Sendable {
  /// What hangs together: one stack, or CloudFormation stacks that use each other's exports.
  private struct Group: Sendable {
    /// The path of the first: the order of a run.
    let path: String
    /// Numbers of CloudFormation roots; none for a stack of another tool.
    let roots: [Int]
    /// The stack of another tool, if it can be made anew: others are not kept, because what was read of a plan is large.
    let reader: (any PinnableReader)?
    let infrastructure: Infrastructure
  }

  private let stacks: CloudFormationStacks
  private let identifiers: [String: ResourceID]
  private let groups: [Group]

  /// The resources of all stacks; a literal identifier that two of them declare is the first one's.
  init(_ readers: [any StackReader], _ stacks: CloudFormationStacks) {
    self.stacks = stacks
    let count = stacks.rootNames.count
    let own = inParallel(Array(0..<count)) { stacks.identifiers(of: $0) }
    let named = readers.map { ($0.name, $0.identifiers) } + zip(stacks.rootNames, own).map { ($0, $1) }
    let identifiers = named.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.reduce(into: [:]) { all, one in
      all.merge(one.1) { first, _ in first }
    }
    self.identifiers = identifiers
    let others = inParallel(readers) {
      Group(
        path: $0.name, roots: [], reader: $0 as? any PinnableReader,
        infrastructure: $0.infrastructure(identifiers: identifiers))
    }
    let readings = inParallel(Array(0..<count)) { stacks.read([$0], identifiers: identifiers) }
    let linked = Self.components(of: readings.map(\.linked))
    let templates = inParallel(linked) { roots in
      // Stacks that use each other are put together as one: a rule of one may belong to a group of another.
      let reading = roots.count == 1 ? readings[roots[0]] : stacks.read(roots, identifiers: identifiers)
      return Group(
        path: stacks.rootNames[roots[0]], roots: roots, reader: nil, infrastructure: reading.infrastructure())
    }
    groups = (others + templates).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  var infrastructure: Infrastructure { Self.joined(groups.map(\.infrastructure)) }

  /// What to take as decided so that what these unknowns leave open is decided, one for each combination of values that
  /// can be deployed; nil if there are more than `limit`, and one that takes nothing as decided if nothing can be.
  ///
  /// - Parameter templatesOnly: not by variables of configurations, which may number the resources otherwise: who asks
  ///   about one of them would ask about another.
  func combinations(deciding unknowns: [Unknown], limit: Int, templatesOnly: Bool = false) -> [Pins]? {
    let others = templatesOnly ? [] : groups.compactMap { $0.reader?.domains(deciding: unknowns) }
    func combinations(withRules: Bool) -> [Pins]? {
      let ofTemplates = stacks.domains(deciding: unknowns, withRules: withRules)
      let domains = others.reduce(ofTemplates) { all, domains in all.merging(domains) { first, _ in first } }
      return Pins.combinations(of: domains, limit: limit)
    }
    return (combinations(withRules: true) ?? combinations(withRules: false)).map(stacks.deployable)
  }

  /// The resources when some of what was not decided is taken as decided.
  func infrastructure(pinned pins: Pins) -> Infrastructure {
    let pinned = stacks.pinned(pins)
    return Self.joined(
      groups.map { group in
        if let reader = group.reader {
          return pins.concern(reader.name)
            ? reader.pinned(pins).infrastructure(identifiers: identifiers) : group.infrastructure
        }
        let isConcerned = group.roots.contains { pins.concern(stacks.rootNames[$0]) }
        return isConcerned
          ? pinned.read(group.roots, identifiers: identifiers).infrastructure() : group.infrastructure
      })
  }

  private static func joined(_ parts: [Infrastructure]) -> Infrastructure {
    // Begun with the first: of a single stack nothing is copied.
    var all = parts.first ?? Infrastructure()
    for part in parts.dropFirst() { all.append(part) }
    all.placeStrayParts()
    return all
  }

  /// What hangs together, in order; each by its numbers.
  private static func components(of links: [Set<Int>]) -> [[Int]] {
    var leader = Array(links.indices)
    func find(_ i: Int) -> Int {
      var i = i
      while leader[i] != i { i = leader[i] }
      return i
    }
    for (i, linked) in links.enumerated() {
      for j in linked {
        let (a, b) = (find(i), find(j))
        leader[max(a, b)] = min(a, b)
      }
    }
    return Dictionary(grouping: links.indices, by: find).sorted { $0.key < $1.key }.map { $0.value.sorted() }
  }
}
