import AWSModel
import Analysis
import Documents
import NetSpace

/// The answers to questions about access as plain JSON, for scripts.
package struct AccessJSON {
  private let decisions: [AccessDecision]
  /// What runs as the callers.
  private let workloads: [ResourceID: [ResourceID]]
  private let isList: Bool

  /// - Parameter workload: what was asked about and runs as the caller.
  package init(_ decision: AccessDecision, of workload: ResourceID? = nil) {
    decisions = [decision]
    if case .identity(let role) = decision.question.caller, let workload {
      workloads = [role: [workload]]
    } else {
      workloads = [:]
    }
    isList = false
  }

  /// The answer to who can.
  package init(all decisions: [AccessDecision], workloads: [ResourceID: [ResourceID]] = [:]) {
    self.decisions = decisions
    self.workloads = workloads
    isList = true
  }

  package var text: String {
    isList ? JSONValue.array(decisions.map(json)).text : decisions.first.map { json($0).text } ?? ""
  }

  private func json(_ decision: AccessDecision) -> JSONValue {
    .object([
      "query": .string(AccessWords.question(decision.question)),
      "workloads": JSONValue.strings(runs(decision.question.caller).map(\.address)).unlessEmpty,
      "verdict": .string(AccessVerdict.word(decision.verdict)),
      "extent": .string(decision.extent.rawValue),
      "allowed": JSONValue.strings(decision.allowed.must.boxes.map(\.words)).unlessEmpty,
      "not_allowed": JSONValue.strings(decision.refused.boxes.map(\.words)).unlessEmpty,
      "grants": JSONValue.array(decision.grants.map(grant)).unlessEmpty,
      "policies": .array(decision.pieces.map(piece)),
      "witness": JSONValue.strings(decision.witness.map { "\($0.key)=\($0.value)" }).unlessEmpty,
      "unknowns": JSONValue.strings(decision.unknowns.map(\.description)).unlessEmpty,
      "assumptions": JSONValue.strings(decision.assumptions).unlessEmpty,
      "whatever": JSONValue.strings(decision.whatever.distinct.map(\.subject)).unlessEmpty,
    ])
  }

  private func runs(_ caller: Caller) -> [ResourceID] {
    if case .identity(let id) = caller { workloads[id] ?? [] } else { [] }
  }

  private func grant(_ grant: Grant) -> JSONValue {
    .object([
      "policy": .string(AccessWords.policy(grant.policy)), "place": place(grant.place),
      "conditions": JSONValue.array(
        grant.requirements.map { requirement in
          .object([
            "condition": .string(AccessWords.condition(requirement.condition)),
            "must_hold": .bool(!requirement.isDenial), "confines": .string("\(requirement.confines)"),
          ])
        }
      ).unlessEmpty,
      "may_require": JSONValue.strings(grant.mayRequire.map(\.description)).unlessEmpty,
    ])
  }

  private func piece(_ piece: AccessPiece) -> JSONValue {
    .object([
      "policy": .string(AccessWords.piece(piece.kind)), "allows": .string("\(piece.allows)"),
      "needed": .string("\(piece.isNeeded)"),
      "statements": JSONValue.array(
        piece.lines.map { line in
          .object([
            "policy": .string(AccessWords.policy(line.policy)), "effect": line.isDeny ? "Deny" : "Allow",
            "applies": .string("\(line.verdict)"), "place": place(line.place),
          ])
        }
      ).unlessEmpty,
    ])
  }

  private func place(_ place: Place) -> JSONValue? {
    place.range.file.path.isEmpty ? nil : .string("\(place.range)")
  }
}

enum AccessVerdict {
  static func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .yes: "allowed"
    case .no: "denied"
    case .unknown: "undecided"
    }
  }
}
