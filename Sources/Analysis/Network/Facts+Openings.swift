import AWSModel
import NetSpace

extension Facts {
  /// What every group admits and lets out: one row for the traffic on which the same rules apply.
  package var openings: [Opening] {
    infrastructure.securityGroups.flatMap { group in
      Direction.allCases.flatMap { openings(of: group, $0) }
    }
  }

  /// The openings of one group in one direction.
  ///
  /// Rules whose protocols or ports are not known may speak of any traffic: they count where they may apply, and what
  /// depends on them alone exists only possibly.
  package func openings(of group: SecurityGroup, _ direction: Direction) -> [Opening] {
    let rules = group.rules.elements.filter { $0.direction == direction }
    let bounds = rules.map(\.traffic.bounds)
    // How much a rule admits is asked once: a rule may be in hundreds of openings.
    let sizes = rules.count > 1 ? rules.map { SourceSet.Builder(topology: topology).size(of: $0) } : [0]
    return Self.cells(bounds).map { traffic, indices in
      let ranked = indices.sorted { a, b in sizes[a] != sizes[b] ? sizes[a] > sizes[b] : a < b }
      return opening(group, direction, traffic, indices.map { (rules[$0], bounds[$0]) }, ranked.map { rules[$0] })
    }
  }

  private func opening(
    _ group: SecurityGroup, _ direction: Direction, _ traffic: Traffic,
    _ rules: [(rule: SecurityGroupRule, bounds: Bounds<Traffic>)], _ ranked: [SecurityGroupRule]
  ) -> Opening {
    var sources = SourceSet.Builder(topology: topology)
    var exists = Verdict.no
    var because: [Unknown] = []
    for (rule, bounds) in rules {
      let applies: Verdict = traffic.isSubset(of: bounds.must) ? .yes : .unknown
      let verdict = applies.and(rule.existence.verdict).and(group.declaration.existence.verdict)
      if verdict != .yes {
        because += rule.traffic.unknowns + rule.existence.because + group.declaration.existence.because
      }
      exists = exists.or(verdict)
      sources.add(rule, isCertain: verdict == .yes)
    }
    return Opening(
      group: group, direction: direction, traffic: traffic, source: sources.build(), rules: ranked,
      exists: exists, because: exists == .yes ? [] : because.distinct)
  }

  /// Splits traffic into cells on which the same rules apply, with the same certainty.
  ///
  /// Complexity: for every protocol range, the number of port ranges times the number of rules that overlap there.
  private static func cells(_ rules: [Bounds<Traffic>]) -> [(traffic: Traffic, rules: [Int])] {
    struct Key: Hashable {
      let active: [Int]
      let certain: [Int]
    }
    if rules.count == 1, rules[0].isExact { return rules[0].may.isEmpty ? [] : [(rules[0].may, [0])] }
    var cells: [(traffic: Traffic, rules: [Int])] = []
    var byRules: [Key: Int] = [:]
    for protocols in segments(rules.flatMap { ($0.may.ports.entries + $0.must.ports.entries).map(\.keys) }) {
      let ports = rules.map { $0.may.ports[protocols.lowerBound] }
      let certainPorts = rules.map { $0.must.ports[protocols.lowerBound] }
      let concerned = rules.indices.filter { !ports[$0].isEmpty }
      if concerned.isEmpty { continue }
      for range in segments(concerned.flatMap { ports[$0].ranges + certainPorts[$0].ranges }) {
        let active = concerned.filter { ports[$0].contains(range.lowerBound) }
        if active.isEmpty { continue }
        let key = Key(active: active, certain: active.filter { certainPorts[$0].contains(range.lowerBound) })
        let traffic = Traffic(ProtocolSet(protocols), ports: PortSet(range))
        if let i = byRules[key] {
          cells[i].traffic.formUnion(traffic)
        } else {
          byRules[key] = cells.count
          cells.append((traffic, active))
        }
      }
    }
    return cells
  }

  /// The ranges between all bounds of some ranges: each lies wholly inside or outside of every one of them.
  private static func segments<Bound: FixedWidthInteger & UnsignedInteger>(_ ranges: [ClosedRange<Bound>])
    -> [ClosedRange<Bound>]
  {
    var starts = Set<Bound>([0])
    for range in ranges {
      starts.insert(range.lowerBound)
      if range.upperBound < .max { starts.insert(range.upperBound + 1) }
    }
    let sorted = starts.sorted()
    return sorted.indices.map { i in sorted[i]...(i + 1 < sorted.count ? sorted[i + 1] - 1 : .max) }
  }
}
