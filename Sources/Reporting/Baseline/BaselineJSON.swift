import Rules

/// A baseline as its file has it.
package struct BaselineJSON {
  private let baseline: Baseline

  package init(_ baseline: Baseline) { self.baseline = baseline }

  package var text: String {
    JSONValue.object([
      "netlint_baseline": .number(Baseline.version), "findings": .array(baseline.entries.map(Self.entry)),
    ]).text
  }

  private static func entry(_ entry: Baseline.Entry) -> JSONValue {
    .object([
      "rule": .string(entry.rule), "path": .string(entry.path), "resource": .string(entry.resource),
      "fingerprint": .string(entry.fingerprint), "undecided": entry.isUndecided ? .bool(true) : nil,
    ])
  }
}
