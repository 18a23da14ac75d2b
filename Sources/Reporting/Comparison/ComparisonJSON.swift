import AWSModel
import Analysis

/// What was opened and what was closed, as plain JSON for scripts.
package struct ComparisonJSON {
  private let comparison: Comparison
  private let tool: Tool
  private let place: Placing

  package init(_ comparison: Comparison, tool: Tool, placedBy place: @escaping Placing = { _ in nil }) {
    self.comparison = comparison
    self.tool = tool
    self.place = place
  }

  package var text: String {
    JSONValue.object([
      tool.name: .string(tool.version), "opened": changes(comparison.opened), "closed": changes(comparison.closed),
    ]).text
  }

  private func changes(_ changes: Comparison.Changes) -> JSONValue {
    .object([
      "flows": ReachJSON(changes.flows, in: changes.facts, tool: tool, placedBy: place).json,
      "grants": .array(changes.grants.map(grant)),
    ])
  }

  private func grant(_ change: GrantChange) -> JSONValue {
    let grant = change.grant
    return .object([
      "principal": .string(GrantWords(change: change).principal), "stack": .string(grant.grantee.id.stack),
      "verdict": .string("\(change.verdict)"),
      "requests": .array(
        change.requests.map {
          .object(["actions": .string($0.actions.words), "resources": .string($0.resources.words)])
        }),
      "witness": change.witness.map { .object(["action": .string($0.action), "resource": .string($0.resource)]) },
      "lifts_conditions": change.liftsConditions ? .bool(true) : nil,
      "other_conditions": change.isOfConditions
        ? .array(change.choice.map { .object(["key": .string($0.key), "value": .string($0.value)]) }) : nil,
      "declared_by": grant.policy.declaredBy.map { .string($0.address) },
      "place": JSONPlace.json(place(grant.place.range) ?? grant.place.range),
      "because": JSONValue.strings(change.because.map(\.description)).unlessEmpty,
    ])
  }
}
