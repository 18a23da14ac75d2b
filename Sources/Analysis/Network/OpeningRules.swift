import AWSModel
import NetSpace

/// The rules of one direction of a group, of which its openings are made.
///
/// What openings share: which of the rules make one up is kept as bits, because a thousand rules may be in each of a
/// thousand openings.
package final class OpeningRules: Sendable {
  /// Some of the rules, by position.
  package struct Selection: Hashable, Sendable {
    private var words: [UInt64]

    package init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    package mutating func insert(_ position: Int) { words[position >> 6] |= 1 << UInt64(position & 63) }

    /// Those that are not in another of the same rules.
    func subtracting(_ other: Selection) -> Selection {
      var left = self
      for index in words.indices { left.words[index] &= ~other.words[index] }
      return left
    }

    mutating func toggle(_ position: Int) { words[position >> 6] ^= 1 << UInt64(position & 63) }

    func contains(_ position: Int) -> Bool { words[position >> 6] >> UInt64(position & 63) & 1 == 1 }

    /// In ascending order.
    func forEach(_ body: (Int) -> Void) {
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          body(index << 6 | rest.trailingZeroBitCount)
          rest &= rest - 1
        }
      }
    }
  }

  let group: SecurityGroup
  let direction: Direction
  /// In declaration order.
  package let rules: [SecurityGroupRule]
  private let topology: Topology
  private let ranking = Once<[Int]>()

  init(_ group: SecurityGroup, _ direction: Direction, _ topology: Topology) {
    self.group = group
    self.direction = direction
    self.topology = topology
    rules = group.rules.elements.filter { $0.direction == direction }
  }

  /// The positions of all rules, the one that admits most addresses first, then in declaration order.
  package var ranked: [Int] {
    ranking.value {
      let sizes = rules.map { SourceSet.Builder(topology: topology).size(of: $0) }
      return rules.indices.sorted { a, b in sizes[a] != sizes[b] ? sizes[a] > sizes[b] : a < b }
    }
  }

  /// The openings: traffic on which the same rules apply, with the same certainty.
  ///
  /// Rules whose protocols or ports are not known may speak of any traffic: they count where they may apply, and what
  /// depends on them alone exists only possibly.
  ///
  /// - Complexity: a sweep over the bounds of the rules' traffic; at each the work is that of the rules and blocks that
  ///   begin or end there, and linear in the number of bounds of blocks.
  func openings() -> [Opening] {
    var sweep = OpeningSweep(rules, isGroupCertain: group.declaration.existence.verdict == .yes)
    return sweep.cells().map(opening)
  }

  private func opening(_ cell: OpeningSweep.Cell) -> Opening {
    var sources = SourceSet.Builder(topology: topology, addresses: cell.addresses)
    var exists = Verdict(cell.hasPlainRule)
    var because: [Unknown] = []
    let existence = group.declaration.existence
    for position in cell.others {
      let rule = rules[position]
      let applies: Verdict = cell.certain.contains(position) ? .yes : .unknown
      let verdict = applies.and(rule.existence.verdict).and(existence.verdict)
      if verdict != .yes { because += rule.traffic.unknowns + rule.existence.because + existence.because }
      exists = exists.or(verdict)
      sources.add(rule, isCertain: verdict == .yes)
    }
    return Opening(
      self, cell.active, traffic: Traffic(numbers: IntervalSet(cell.ranges)), source: sources.build(),
      exists: exists, because: exists == .yes ? [] : because.distinct)
  }
}

/// Walks through all traffic in order and notes where rules begin and end to speak of it.
private struct OpeningSweep {
  struct Cell {
    var ranges: [ClosedRange<UInt32>]
    let active: OpeningRules.Selection
    /// Those that certainly speak of it.
    let certain: OpeningRules.Selection
    /// What the plain rules admit.
    let addresses: AddressSet
    let hasPlainRule: Bool
    /// The rules that are not plain.
    let others: [Int]
  }

  private struct Key: Hashable {
    let active: OpeningRules.Selection
    let certain: OpeningRules.Selection
  }

  /// Where a rule begins or ends to speak of traffic.
  private struct Event {
    let number: UInt32
    let rule: Int
    /// 1 where it begins, -1 where it ends.
    let change: Int
    let isCertain: Bool
  }

  /// Rules that are certain in every way and name blocks: most are.
  private let plainBlocks: [[ClosedRange<IPAddress>]?]
  private let events: [Event]
  private var active: OpeningRules.Selection
  private var certain: OpeningRules.Selection
  private var v4: CoverCounter<UInt32>
  private var v6: CoverCounter<UInt128>
  private var plainCount = 0
  private var others: Set<Int> = []

  /// One behind the last port of the last protocol.
  private static let end: UInt32 = 1 << 24

  init(_ rules: [SecurityGroupRule], isGroupCertain: Bool) {
    let bounds = rules.map(\.traffic.bounds)
    plainBlocks = rules.indices.map { i in
      isGroupCertain && bounds[i].isExact && rules[i].existence.verdict == .yes ? rules[i].knownBlocks : nil
    }
    var events: [Event] = []
    events.reserveCapacity(4 * rules.count)
    for i in rules.indices {
      let may = bounds[i].may.numbers
      Self.append(may, of: i, isCertain: false, to: &events)
      let must = bounds[i].isExact ? may : bounds[i].must.numbers
      Self.append(must, of: i, isCertain: true, to: &events)
    }
    self.events = events.sorted { $0.number < $1.number }
    active = OpeningRules.Selection(count: rules.count)
    certain = active
    var (ipv4, ipv6): ([ClosedRange<UInt32>], [ClosedRange<UInt128>]) = ([], [])
    for case let blocks? in plainBlocks {
      for block in blocks {
        switch (block.lowerBound, block.upperBound) {
        case (.v4(let first), .v4(let last)): ipv4.append(first...last)
        case (.v6(let first), .v6(let last)): ipv6.append(first...last)
        case (.v4, .v6), (.v6, .v4): break
        }
      }
    }
    v4 = CoverCounter(ipv4)
    v6 = CoverCounter(ipv6)
  }

  private static func append(
    _ numbers: IntervalSet<UInt32>, of rule: Int, isCertain: Bool, to events: inout [Event]
  ) {
    for range in numbers.ranges {
      events.append(Event(number: range.lowerBound, rule: rule, change: 1, isCertain: isCertain))
      events.append(Event(number: range.upperBound + 1, rule: rule, change: -1, isCertain: isCertain))
    }
  }

  mutating func cells() -> [Cell] {
    var cells: [Cell] = []
    var positions: [Key: Int] = [:]
    var next = 0
    while next < events.count {
      let number = events[next].number
      while next < events.count, events[next].number == number {
        apply(events[next])
        next += 1
      }
      if plainCount == 0, others.isEmpty { continue }
      let range = number...(next < events.count ? events[next].number : Self.end) - 1
      let key = Key(active: active, certain: certain)
      if let position = positions[key] {
        cells[position].ranges.append(range)
      } else {
        positions[key] = cells.count
        cells.append(
          Cell(
            ranges: [range], active: active, certain: certain,
            addresses: AddressSet(v4: v4.covered, v6: v6.covered), hasPlainRule: plainCount > 0,
            others: others.sorted()))
      }
    }
    return cells
  }

  private mutating func apply(_ event: Event) {
    if event.isCertain { return certain.toggle(event.rule) }
    active.toggle(event.rule)
    guard let blocks = plainBlocks[event.rule] else {
      if event.change > 0 { others.insert(event.rule) } else { others.remove(event.rule) }
      return
    }
    plainCount += event.change
    for block in blocks {
      switch (block.lowerBound, block.upperBound) {
      case (.v4(let first), .v4(let last)): v4.count(first...last, by: event.change)
      case (.v6(let first), .v6(let last)): v6.count(first...last, by: event.change)
      case (.v4, .v6), (.v6, .v4): break
      }
    }
  }
}

extension SecurityGroupRule {
  /// The blocks of its peers, if they are all that it has and known.
  fileprivate var knownBlocks: [ClosedRange<IPAddress>]? {
    guard peers.isComplete else { return nil }
    var blocks: [ClosedRange<IPAddress>] = []
    for peer in peers.elements {
      guard case .block(let block) = peer.kind, let prefix = block.prefix.known else { return nil }
      blocks.append(prefix.bounds)
    }
    return blocks
  }
}
