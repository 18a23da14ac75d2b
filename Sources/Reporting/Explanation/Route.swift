import Analysis

/// A trace as it is told: the connections it is made of, each with the way there and the way back.
struct Route {
  /// One connection: a load balancer on the way ends one and opens the next.
  struct Leg {
    let nodes: [Node]
    let there: [Stop]
    let back: [Stop]
  }

  /// A node and what is decided there in one direction.
  struct Stop {
    let node: Node
    let steps: [Step]
  }

  let legs: [Leg]

  init(_ trace: Trace) {
    // A hop whose steps forward is where one connection ends and the next begins.
    var starts = trace.hops.indices.filter { trace.hops[$0].steps.contains { $0.kind == .forwarding } }
    if starts.first != 0 { starts.insert(0, at: 0) }
    var legs: [Leg] = []
    for (position, start) in starts.enumerated() {
      let isLast = position == starts.count - 1
      let hops = trace.hops[start..<(isLast ? trace.hops.count : starts[position + 1])]
      let end = isLast ? trace.target : trace.hops[starts[position + 1]].node
      legs.append(Self.leg(Array(hops), to: end))
    }
    self.legs = legs
  }

  private static func leg(_ hops: [Hop], to end: Node) -> Leg {
    let arrival = hops.firstIndex { $0.node == end } ?? hops.count - 1
    var nodes: [Node] = []
    for hop in hops.prefix(arrival + 1) where nodes.last != hop.node { nodes.append(hop.node) }
    return Leg(nodes: nodes, there: stops(hops, isReturn: false), back: stops(hops, isReturn: true))
  }

  /// The hops where something is decided in one direction.
  private static func stops(_ hops: [Hop], isReturn: Bool) -> [Stop] {
    hops.reduce(into: []) { all, hop in
      let steps = hop.steps.filter { $0.isReturn == isReturn }
      if steps.isEmpty { return }
      if let last = all.last, last.node == hop.node {
        all[all.count - 1] = Stop(node: hop.node, steps: last.steps + steps)
      } else {
        all.append(Stop(node: hop.node, steps: steps))
      }
    }
  }

  /// The nodes in order: `internet -> aws_lb.web -> aws_subnet.app[0] -> aws_ecs_service.app`.
  var words: String {
    var nodes: [Node] = []
    for node in legs.flatMap(\.nodes) where nodes.last != node { nodes.append(node) }
    return nodes.map(\.description).joined(separator: " -> ")
  }
}
