import Analysis

/// Traces on which the same things are in the way: one for each subnet of a service, say.
struct Way {
  let via: String
  let route: String
  let blockers: [Step]
  let count: Int

  /// The ways with the fewest blockers first: they are the ones that somebody could open by mistake.
  static func all(_ traces: [Trace]) -> [Way] {
    var ways: [Key: Way] = [:]
    var order: [Key] = []
    for trace in traces {
      let key = Key(trace)
      if let way = ways[key] {
        ways[key] = Way(via: way.via, route: way.route, blockers: way.blockers, count: way.count + 1)
      } else {
        order.append(key)
        ways[key] = Way(via: trace.via, route: Route(trace).words, blockers: trace.blockers, count: 1)
      }
    }
    let found = order.reduce(into: [Way]()) { all, key in if let way = ways[key] { all.append(way) } }
    return found.enumerated()
      .sorted { ($0.element.blockers.count, $0.offset) < ($1.element.blockers.count, $1.offset) }.map(\.element)
  }

  /// What makes two traces alike: what decides, not the subnet that it decides in.
  private struct Key: Hashable {
    let via: String
    let blockers: [[String]]

    init(_ trace: Trace) {
      via = trace.via
      blockers = trace.blockers.map { step in
        [step.code ?? "", "\(step.kind)", "\(step.isReturn)"] + step.decisions.map { "\($0.text) \($0.place)" }
          + (step.decisions.isEmpty ? [step.component] : [])
      }
    }
  }
}
