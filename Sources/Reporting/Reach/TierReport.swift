import AWSModel
import Analysis

/// Every endpoint with its tier, and why it is that one.
package struct TierReport {
  private let tiers: [(endpoint: Endpoint, decision: TierDecision)]

  package init(_ facts: Facts) { tiers = facts.endpoints.map { ($0, facts.tierDecision(of: $0)) } }

  package func table(style: Style) -> String {
    if tiers.isEmpty { return "the input declares nothing that packets could come from or go to\n" }
    let rows = tiers.map { endpoint, decision in
      [
        endpoint.address.printable, Self.words(decision),
        decision.reason.printable + (decision.place.map { " (\($0.brief))" } ?? ""),
      ]
    }
    let columns = [
      TextTable.Column("ENDPOINT", isBreakable: true), .init("TIER", isBreakable: true),
      .init("WHY", isBreakable: true),
    ]
    return TextTable(columns: columns, rows: rows, width: 100, style: style).lines.joined(separator: "\n") + "\n"
  }

  package var csv: String {
    CSV.text(
      ["endpoint", "tier", "why"], tiers.map { [$0.endpoint.address, Self.words($0.decision), $0.decision.reason] })
  }

  package func json(tool: Tool, placedBy place: Placing = { _ in nil }) -> String {
    JSONValue.object([
      tool.name: .string(tool.version),
      "tiers": .array(
        tiers.map { endpoint, decision in
          .object([
            "resource": .string(endpoint.address), "stack": .string(endpoint.id.stack),
            "place": JSONPlace.json(place(endpoint.declaration.place) ?? endpoint.declaration.place),
            "tier": decision.tier.known.map { .string($0.word) },
            "candidates": decision.tier.known == nil
              ? .strings(decision.tier.candidates?.map(\.word) ?? Tier.allCases.map(\.word)) : nil,
            "why": .string(decision.reason), "set_at": decision.place.map(JSONPlace.json),
            "because": decision.tier.unknown.map { .strings(["\($0)"]) },
          ])
        }),
    ]).text
  }

  /// The tier, or those that it may be.
  private static func words(_ decision: TierDecision) -> String {
    if let known = decision.tier.known { return known.word }
    let candidates = decision.tier.candidates?.map(\.word) ?? Tier.allCases.map(\.word)
    return candidates.joined(separator: " or ") + " (unknown: \(decision.tier.unknown.map { "\($0)" } ?? ""))"
  }
}
