import AWSModel
import Analysis
import NetSpace

/// A part of the matrix of who reaches what: the ends that were chosen, and the traffic.
package struct ReachQuestion: Sendable {
  /// Nil for everybody.
  private let sources: [ChosenPeer]?
  private let targets: [ChosenPeer]
  private let traffic: Traffic

  /// - Parameters:
  ///   - from: nobody in particular if it is empty.
  ///   - to: all endpoints if it is empty.
  ///   - constructPaths: other names of resources.
  package init(
    from: [WhoText], to: [WhoText], traffic: Traffic, in facts: Facts, constructPaths: [ResourceID: String] = [:]
  ) throws(NameError) {
    let resolver = NameResolver(facts, constructPaths: constructPaths)
    sources = from.isEmpty ? nil : try Self.peers(from, resolver)
    targets =
      to.isEmpty ? facts.endpoints.map { ChosenPeer(.endpoint($0.id)) } : try Self.peers(to, resolver)
    self.traffic = traffic
    guard let sources, !sources.contains(where: \.isEndpoint), !targets.contains(where: \.isEndpoint) else { return }
    throw NameError(
      "neither end is a resource of the input",
      help: "name instances, services, databases or load balancers as source or target")
  }

  /// Everybody that is meant by any of the words, each once.
  private static func peers(_ texts: [WhoText], _ resolver: NameResolver) throws(NameError) -> [ChosenPeer] {
    var peers: [ChosenPeer] = []
    var index: [Peer: Int] = [:]
    for text in texts {
      for chosen in try resolver.who(text) {
        if let known = index[chosen.peer] {
          if chosen.isChosen > peers[known].isChosen { peers[known] = chosen }
        } else {
          index[chosen.peer] = peers.count
          peers.append(chosen)
        }
      }
    }
    return peers
  }

  /// What gets through, target by target.
  package func reaches(in facts: Facts) -> [Reach] {
    targets.flatMap { target in
      facts.reach(target.peer, from: sources, traffic).map { $0.given(target.isChosen, because: target.because) }
    }
  }
}

extension ChosenPeer {
  var isEndpoint: Bool { if case .endpoint = peer { true } else { false } }
}
