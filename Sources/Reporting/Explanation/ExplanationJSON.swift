import AWSModel
import Analysis
import NetSpace

/// The answer to one query as plain JSON, for scripts.
package struct ExplanationJSON {
  private let answer: Answer
  private let chokePoints: [Decision]
  private let whatever: [Unknown]

  /// - Parameter whatever: what is not known, and makes no difference to the verdict: the answer is for one of its values.
  package init(_ answer: Answer, chokePoints: [Decision] = [], whatever: [Unknown] = []) {
    self.answer = answer
    self.chokePoints = chokePoints
    self.whatever = whatever
  }

  package var text: String { json.text }

  var json: JSONValue {
    .object([
      "query": .string(Wording.query(answer.query)), "verdict": .string(AnswerList.word(answer.verdict)),
      "gets_through": answer.verdict == .yes
        ? .strings(Wording.lines(answer.surviving, answer.forSomeAddress, limit: .max)) : nil,
      "but_not": JSONValue.strings(
        answer.verdict == .yes
          ? answer.deciding.first.map { Wording.lostPorts($0, answer.clientPorts) } ?? [] : []
      ).unlessEmpty,
      "which_depends_on": answer.deciding.first.flatMap { first in
        first.isForSome ? .strings(first.doubts.map(\.description)) : nil
      },
      "whatever": JSONValue.strings(whatever.distinct.map(\.subject)).unlessEmpty,
      "witness": JSONValue.strings(answer.deciding.first?.witnesses.map(\.description) ?? [])
        .unlessEmpty,
      "unknowns": JSONValue.strings(answer.unknowns.map(\.description)).unlessEmpty,
      "changes": .array(answer.changeSets.map { .array($0.steps.map(JSONTrace.step)) }).unlessEmpty,
      "choke_points": .array(chokePoints.map(JSONTrace.decision)).unlessEmpty,
      "traces": .array(answer.traces.map(JSONTrace.json)),
    ])
  }
}
