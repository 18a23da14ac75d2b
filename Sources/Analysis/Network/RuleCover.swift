import AWSModel
import NetSpace

/// The certain rules of one direction of a group, by what they stand for, so that those which may cover a rule are found
/// without asking all others.
///
/// Blocks lie within one another or apart: in the order of their addresses, the larger first, those within a block
/// follow it, and those that it lies within are a chain.
struct RuleCover {
  /// A block, or another peer, with the rules that name it.
  private struct Node {
    let bounds: ClosedRange<IPAddress>?
    /// In the order of the rules.
    var rules: [Int]
    /// The next larger block.
    let parent: Int?
    /// The first node behind those that lie within it.
    var end: Int
  }

  private let rules: [CertainRule]
  /// From the first to the last packet of each rule's traffic: what most comparisons end with.
  private let spans: [Span]
  private var isKept: [Bool]
  private var nodes: [Node] = []
  /// The nodes of each rule's peers; of a peer that is not known none.
  private var places: [[Int?]]

  init(_ rules: [CertainRule]) {
    self.rules = rules
    spans = rules.map { Span($0.traffic) }
    isKept = Array(repeating: true, count: rules.count)
    places = rules.map { Array(repeating: nil, count: $0.peers.count) }
    addBlocks()
    addOthers()
  }

  private mutating func addBlocks() {
    let blocks = rules.indices.flatMap { rule in
      rules[rule].peers.enumerated().compactMap { position, peer -> (prefix: IPPrefix, rule: Int, position: Int)? in
        if case .block(let prefix) = peer { (prefix, rule, position) } else { nil }
      }
    }.sorted { ($0.prefix, $0.rule) < ($1.prefix, $1.rule) }
    var open: [Int] = []
    for (prefix, rule, position) in blocks {
      let bounds = prefix.bounds
      while let last = open.last, let outer = nodes[last].bounds, outer.upperBound < bounds.lowerBound {
        open.removeLast()
        nodes[last].end = nodes.count
      }
      if let last = open.last, nodes[last].bounds == bounds {
        if nodes[last].rules.last != rule { nodes[last].rules.append(rule) }
      } else {
        nodes.append(Node(bounds: bounds, rules: [rule], parent: open.last, end: nodes.count + 1))
        open.append(nodes.count - 1)
      }
      places[rule][position] = open.last
    }
    for node in open { nodes[node].end = nodes.count }
  }

  private mutating func addOthers() {
    var known: [RulePeer.Kind: Int] = [:]
    for (rule, certain) in rules.enumerated() {
      for (position, peer) in certain.peers.enumerated() {
        guard case .other(let kind) = peer else { continue }
        // What is not known is not even itself.
        if case .unknown = kind { continue }
        let node = known[kind] ?? nodes.count
        if node == nodes.count {
          known[kind] = node
          nodes.append(Node(bounds: nil, rules: [], parent: nil, end: node + 1))
        }
        if nodes[node].rules.last != rule { nodes[node].rules.append(rule) }
        places[rule][position] = node
      }
    }
  }

  /// Takes the rules away that the others cover, the last first, and says which cover them.
  mutating func reduce() -> [(rule: Int, coveredBy: [Int])] {
    var redundant: [(rule: Int, coveredBy: [Int])] = []
    for rule in rules.indices.reversed() {
      isKept[rule] = false
      let cover = cover(of: rule)
      if cover.isEmpty { isKept[rule] = true } else { redundant.append((rule, cover)) }
    }
    return redundant.reversed()
  }

  /// The other rules that together let through all that one does, one if one alone does; none if they do not.
  private func cover(of rule: Int) -> [Int] {
    if let one = coveringAlone(rule) { return [one] }
    guard places[rule].allSatisfy({ $0.map { isCovered($0, rules[rule].traffic) } ?? false }) else { return [] }
    return speaking(with: rule)
  }

  /// The first rule that lets through all that another does.
  private func coveringAlone(_ rule: Int) -> Int? {
    guard let first = places[rule].first, let place = first else { return nil }
    var best: Int?
    for node in chain(from: place) {
      for other in nodes[node].rules where isKept[other] {
        if let best, other > best { break }
        if spans[other].contains(spans[rule]), rules[other].covers(rules[rule]) {
          best = other
          break
        }
      }
    }
    return best
  }

  /// Whether a peer's packets of some traffic are let through by the rules that are kept.
  private func isCovered(_ place: Int, _ traffic: IntervalSet<UInt32>) -> Bool {
    let rest = subtract(chain(from: place).lazy.flatMap { nodes[$0].rules }, from: traffic)
    guard !rest.isEmpty else { return true }
    guard let bounds = nodes[place].bounds else { return false }
    return isCovered(bounds, by: place + 1..<nodes[place].end, rest)
  }

  /// Whether a block's packets of some traffic are let through by the rules for smaller blocks: those of each half must
  /// be.
  private func isCovered(
    _ bounds: ClosedRange<IPAddress>, by inner: Range<Int>, _ traffic: IntervalSet<UInt32>
  ) -> Bool {
    if inner.isEmpty { return false }
    guard let (low, high) = bounds.halves else { return false }
    let middle = inner.partitionPoint { nodes[$0].bounds.map { $0.lowerBound >= high.lowerBound } ?? true }
    return [(low, inner.lowerBound..<middle), (high, middle..<inner.upperBound)].allSatisfy { half, nodes in
      guard let first = nodes.first, self.nodes[first].bounds == half else {
        return isCovered(half, by: nodes, traffic)
      }
      let rest = subtract(self.nodes[first].rules, from: traffic)
      return rest.isEmpty || isCovered(half, by: first + 1..<nodes.upperBound, rest)
    }
  }

  private func subtract(_ others: some Sequence<Int>, from traffic: IntervalSet<UInt32>) -> IntervalSet<UInt32> {
    let span = Span(traffic)
    var ranges: [ClosedRange<UInt32>] = []
    for other in others where isKept[other] && spans[other].overlaps(span) { ranges += rules[other].traffic.ranges }
    return traffic.subtracting(IntervalSet(ranges))
  }

  /// The rules that say something of a rule's traffic from or to its peers, in their order.
  private func speaking(with rule: Int) -> [Int] {
    var found: Set<Int> = []
    for place in places[rule].lazy.compactMap(\.self) {
      for node in [Array(chain(from: place)), Array(place + 1..<nodes[place].end)].joined() {
        for other in nodes[node].rules where isKept[other] && spans[other].overlaps(spans[rule]) {
          if rules[other].traffic.intersects(rules[rule].traffic) { found.insert(other) }
        }
      }
    }
    return found.sorted()
  }

  /// A node, and those of the blocks that it lies within.
  private func chain(from place: Int) -> some Sequence<Int> { sequence(first: place) { nodes[$0].parent } }
}

/// All between two packets, and maybe more than a set that it is of.
private struct Span {
  let lower: UInt32
  let upper: UInt32

  /// That of nothing lies within every other and overlaps none.
  init(_ set: IntervalSet<UInt32>) {
    lower = set.first ?? .max
    upper = set.last ?? 0
  }

  func contains(_ other: Span) -> Bool { lower <= other.lower && upper >= other.upper }
  func overlaps(_ other: Span) -> Bool { lower <= other.upper && upper >= other.lower }
}

extension ClosedRange<IPAddress> {
  /// The two halves of a block; nil of one address.
  fileprivate var halves: (low: Self, high: Self)? {
    switch (lowerBound, upperBound) {
    case (.v4(let lower), .v4(let upper)) where lower < upper:
      let middle = lower + (upper - lower) / 2
      return (.v4(lower) ... .v4(middle), .v4(middle + 1) ... .v4(upper))
    case (.v6(let lower), .v6(let upper)) where lower < upper:
      let middle = lower + (upper - lower) / 2
      return (.v6(lower) ... .v6(middle), .v6(middle + 1) ... .v6(upper))
    case (.v4, _), (.v6, _): return nil
    }
  }
}

extension Range<Int> {
  /// The first number for which something holds that holds of all behind it.
  fileprivate func partitionPoint(_ holds: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
