import Analysis
import Documents

/// Gives what is to be shown for a place of the input; nil for the place itself.
package typealias Placing = (SourceRange) -> SourceRange?

/// Places, the same in every JSON report.
enum JSONPlace {
  static func json(_ range: SourceRange) -> JSONValue {
    let start = range.start
    let end = range.end
    return .object([
      "file": .string(range.file.path), "line": .number(start.line), "column": .number(start.column),
      "end_line": .number(end.line), "end_column": .number(end.column),
    ])
  }
}

/// Traces, the same in reports and explanations.
enum JSONTrace {
  static func json(_ trace: Trace) -> JSONValue {
    .object([
      "verdict": .string("\(trace.verdict)"), "route": .string(Route(trace).words), "via": .string(trace.via),
      "hops": .array(trace.hops.map(hop)), "blockers": .array(trace.blockers.map(step)).unlessEmpty,
    ])
  }

  private static func hop(_ hop: Hop) -> JSONValue {
    .object(["node": .string("\(hop.node)"), "steps": .array(hop.steps.map(step)).unlessEmpty])
  }

  static func step(_ step: Step) -> JSONValue {
    .object([
      "component": .string(step.component), "return": step.isReturn ? .bool(true) : nil,
      "verdict": .string("\(step.verdict)"), "code": step.code.map(JSONValue.string),
      "remedy": step.remedy.map(JSONValue.string),
      "decisions": .array(step.decisions.map(decision)).unlessEmpty,
      "unknowns": JSONValue.strings(step.unknowns.map(\.description)).unlessEmpty,
    ])
  }

  static func decision(_ decision: Decision) -> JSONValue {
    let effect: JSONValue =
      switch decision.effect {
      case .admits: "admits"
      case .blocks: "blocks"
      case .undecided: "undecided"
      }
    return .object([
      "effect": effect, "text": .string(decision.text), "resource": .string(decision.resource.address),
      "default": decision.isImplied ? .bool(true) : nil, "place": JSONPlace.json(decision.place),
    ])
  }
}
