import Analysis
import Documents

/// A trace in the few lines that a finding has room for.
enum TraceText {
  static func route(of trace: Trace) -> String { Route(trace).words }

  /// The entries that let the packets through on their way there; what is so by default goes without saying.
  static func evidence(of trace: Trace) -> [(mark: String, text: String)] {
    var lines: [StepText.Line] = []
    for step in trace.steps where !step.isReturn && !step.decisions.allSatisfy(\.isImplied) {
      for line in StepText.lines(of: step) where !lines.contains(line) { lines.append(line) }
    }
    return lines.map { ($0.mark.rawValue, $0.text + ($0.place.map { " (\($0.brief))" } ?? "")) }
  }
}
