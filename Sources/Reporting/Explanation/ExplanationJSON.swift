import AWSModel
import Analysis
import NetSpace

/// The answer to one query as plain JSON, for scripts.
package struct ExplanationJSON {
  private let answer: Answer

  package init(_ answer: Answer) { self.answer = answer }

  package var text: String {
    let verdict: JSONValue =
      switch answer.verdict {
      case .yes: "reachable"
      case .no: "not reachable"
      case .unknown: "undecided"
      }
    return JSONValue.object([
      "query": .string(Wording.query(answer.query)), "verdict": verdict,
      "gets_through": answer.verdict == .yes ? .strings(Wording.lines(answer.surviving.must, limit: .max)) : nil,
      "witness": JSONValue.strings(answer.deciding.first?.witnesses.map(\.description) ?? [])
        .unlessEmpty,
      "unknowns": JSONValue.strings(answer.unknowns.map(\.description)).unlessEmpty,
      "traces": .array(answer.traces.map(JSONTrace.json)),
    ]).text
  }
}
