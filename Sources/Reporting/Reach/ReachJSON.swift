import AWSModel
import Analysis
import NetSpace

/// Who reaches what, as plain JSON for scripts, with the places that say so.
package struct ReachJSON {
  private let rows: [ReachRow]
  private let facts: Facts
  private let tool: Tool
  private let place: Placing

  package init(_ rows: [ReachRow], in facts: Facts, tool: Tool, placedBy place: @escaping Placing = { _ in nil }) {
    self.rows = rows
    self.facts = facts
    self.tool = tool
    self.place = place
  }

  package var text: String {
    JSONValue.object([tool.name: .string(tool.version), "reach": json]).text
  }

  var json: JSONValue { .array(rows.map(row)) }

  private func row(_ row: ReachRow) -> JSONValue {
    .object([
      "target": peer(row.target), "traffic": .string("\(row.traffic)"), "verdict": .string("\(row.verdict)"),
      "sources": .object([
        "internet": row.internet.isEmpty
          ? nil
          : .object([
            "description": .string(row.someOf + row.internet.internetWords),
            "only_some": row.isForSome ? .bool(true) : nil,
            "prefixes": .strings(row.internet.prefixes.map(\.description)),
          ]),
        "endpoints": .array(row.endpoints.map { peer(.endpoint($0)) }).unlessEmpty,
        "addresses": JSONValue.strings(row.addresses.prefixes.map(\.description)).unlessEmpty,
        "unknown": JSONValue.strings(row.unknown.map(\.description)).unlessEmpty,
      ]),
      "by_way_of": JSONValue.strings(row.balancers.map(\.address)).unlessEmpty,
      "because": JSONValue.strings(row.because.map(\.description)).unlessEmpty,
      "evidence": .array(evidence(row).map(decision)).unlessEmpty,
    ])
  }

  private func peer(_ peer: Peer) -> JSONValue {
    guard case .endpoint(let id) = peer, let endpoint = facts.endpoint(id) else { return .string(peer.words) }
    let declared = endpoint.declaration.place
    return .object([
      "resource": .string(id.address), "stack": .string(id.stack), "place": JSONPlace.json(place(declared) ?? declared),
    ])
  }

  /// The entries of the input that let the traffic through or leave it open, each once.
  private func evidence(_ row: ReachRow) -> [Decision] {
    var seen: Set<Decision> = []
    return row.traces.flatMap(\.steps).filter { !$0.isReturn }.flatMap(\.decisions).filter {
      $0.effect != .blocks && !$0.isImplied && seen.insert($0).inserted
    }
  }

  private func decision(_ decision: Decision) -> JSONValue {
    .object([
      "text": .string(decision.text), "resource": .string(decision.resource.address),
      "place": JSONPlace.json(place(decision.place) ?? decision.place),
    ])
  }
}
