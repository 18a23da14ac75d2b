import AWSModel
import Analysis
import NetSpace

/// The ways by hosts that are taken over one after the other, for people.
package struct ChainText {
  private let query: Query
  private let chains: [Chain]
  private let isCut: Bool
  private let style: Style

  package init(_ query: Query, _ chains: [Chain], isCut: Bool, style: Style) {
    self.query = query
    self.chains = chains
    self.isCut = isCut
    self.style = style
  }

  package var text: String {
    guard let first = chains.first else {
      return headline(.failure, "not reachable") + "\n  by no chain of hosts either\n" + cut
    }
    let isReachable = first.verdict == .yes
    var blocks = [
      headline(isReachable ? .good : .undecided, isReachable ? "reachable" : "undecided") + "\n" + assumption(first)
    ]
    if chains.count > 1 {
      blocks.append((["\(chains.count) chains:"] + chains.map { "  \(listed($0))" }).joined(separator: "\n"))
    }
    blocks += first.links.map { ExplanationText($0, style: style).text.trimmingEnd }
    return blocks.joined(separator: "\n\n") + "\n" + cut
  }

  private func headline(_ role: Style.Role, _ word: String) -> String {
    style.apply(role, word) + style.apply(.strong, ": \(Wording.query(query).printable)")
  }

  private func assumption(_ chain: Chain) -> String {
    if chain.hosts.isEmpty { return "  directly, without a host in between" }
    let hosts = chain.hosts.map(\.address).joined(separator: ", ").printable
    return "  \(route(chain))\n  if \(hosts) \(chain.hosts.count == 1 ? "is" : "are") taken over"
  }

  /// The chain in one line: `internet -> aws_instance.bastion (tcp/22) -> aws_db_instance.main (tcp/5432)`.
  private func route(_ chain: Chain) -> String {
    chain.links.reduce("\(chain.links.first.map { Wording.peer($0.query.source) } ?? "")") { text, link in
      let traffic = link.surviving.may.traffic
      return text + " -> \(Wording.peer(link.query.target)) (\(traffic))"
    }.printable
  }

  /// A chain among others, of which not all need be certain.
  private func listed(_ chain: Chain) -> String {
    chain.verdict == .yes ? route(chain) : "\(route(chain)), undecided"
  }

  private var cut: String {
    isCut ? "  there are too many hosts to try every chain: not all were followed\n" : ""
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
