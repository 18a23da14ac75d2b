import AWSModel
import Analysis

/// The ways by hosts that are taken over one after the other as plain JSON: every chain with its answers.
package struct ChainJSON {
  private let query: Query
  private let chains: [Chain]
  private let isCut: Bool

  package init(_ query: Query, _ chains: [Chain], isCut: Bool) {
    self.query = query
    self.chains = chains
    self.isCut = isCut
  }

  package var text: String {
    JSONValue.object([
      "query": .string(Wording.query(query)), "verdict": .string("\(chains.first?.verdict ?? .no)"),
      "complete": .bool(!isCut),
      "chains": .array(
        chains.map { chain in
          .object([
            "verdict": .string("\(chain.verdict)"), "hosts": .strings(chain.hosts.map(\.address)),
            "links": .array(chain.links.map { ExplanationJSON($0).json }),
          ])
        }),
    ]).text
  }
}
