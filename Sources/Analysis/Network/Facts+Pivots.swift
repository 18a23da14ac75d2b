import AWSModel
import NetSpace

/// A chain of connections, each made by whoever has taken over the host that the one before it reaches.
package struct Chain: Sendable {
  /// From the source to the first host, from there to the next, and so on to the target; never empty.
  package let links: [Answer]
  package let verdict: Verdict

  /// The hosts on the way that have to be taken over.
  package var hosts: [ResourceID] {
    links.dropLast().reduce(into: []) { all, link in
      if case .endpoint(let id) = link.query.target { all.append(id) }
    }
  }
}

extension Facts {
  /// More hosts than this in a row are not looked for.
  private static let longestChain = 5
  /// As many questions are asked at most, so that a large network ends with what was found.
  private static let mostQuestions = 50_000

  /// The chains by which a source gets to a target when every host on the way that it reaches on any port is taken over,
  /// the shortest first.
  ///
  /// Hosts are compute that accepts connections, and functions that are called by a URL; a data store or load balancer is
  /// none. A chain without a host is the
  /// direct way. Complexity: a question for each pair of a reached host and another endpoint.
  ///
  /// - Parameters:
  ///   - all: every chain without a host twice; else none that is longer than the shortest certain one.
  ///   - verdict: whether all of some connections can be made.
  /// - Returns: the chains, and whether something was left out because there are too many.
  package func chains(
    _ query: Query, all: Bool, verdict: ([Answer]) -> Verdict = { .all($0.map(\.verdict)) }
  ) -> (chains: [Chain], isCut: Bool) {
    let hosts = endpoints.filter { canBeTakenOver($0) && Peer.endpoint($0.id) != query.target }
    var found: [Chain] = []
    var asked = 0
    var known: [Query: Answer] = [:]
    func ask(_ source: Peer, _ target: Peer, _ traffic: Traffic) -> Answer {
      let question = Query(
        source: source, target: target, traffic: traffic, joinsLoadBalancers: query.joinsLoadBalancers,
        usesPublicAddresses: query.usesPublicAddresses)
      if let answer = known[question] { return answer }
      asked += 1
      let answer = answer(question)
      known[question] = answer
      return answer
    }
    var open: [[Answer]] = [[]]
    var seen: Set<ResourceID> = []
    for _ in 0...Self.longestChain where !open.isEmpty && (all || !found.contains { $0.verdict == .yes }) {
      var next: [[Answer]] = []
      for links in open {
        let source = links.last?.query.target ?? query.source
        let last = ask(source, query.target, query.traffic)
        let whole = last.verdict == .no ? .no : verdict(links + [last])
        if whole != .no {
          found.append(Chain(links: links + [last], verdict: whole))
          if !all, whole == .yes { continue }
        }
        let visited = Set(links.map(\.query.target))
        for host in hosts where asked < Self.mostQuestions {
          let target = Peer.endpoint(host.id)
          if target == query.source || visited.contains(target) || (!all && seen.contains(host.id)) { continue }
          let step = ask(source, target, .full)
          let soFar = step.verdict == .no ? .no : verdict(links + [step])
          if soFar == .no { continue }
          if soFar == .yes { seen.insert(host.id) }
          next.append(links + [step])
        }
      }
      open = next
    }
    let ranked = found.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.verdict != y.verdict { return x.verdict > y.verdict }
      return (x.links.count, a.offset) < (y.links.count, b.offset)
    }
    return (ranked.map(\.element), asked >= Self.mostQuestions)
  }

  private func canBeTakenOver(_ endpoint: Endpoint) -> Bool {
    endpoint.isCompute && (!endpoint.serves.may.isEmpty || hasPublicURL(endpoint.id))
  }
}
