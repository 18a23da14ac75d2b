import Documents

/// Findings that a project knew at some time: what is found beside them is new.
package struct Baseline: Sendable {
  /// The name that is looked for and written unless another is given.
  package static let standardPath = "netlint-baseline.json"
  package static let version = 1

  /// A finding as far as it can be found again.
  package struct Entry: Hashable, Sendable {
    package let rule: String
    package let path: String
    package let resource: String
    package let fingerprint: String
    /// Whether it could not be decided: a finding that is certain says more.
    package let isUndecided: Bool

    fileprivate init(_ finding: Finding) {
      rule = finding.rule.id
      path = finding.place.range.file.path
      resource = finding.resource.address
      fingerprint = finding.fingerprint
      isUndecided = finding.verdict != .yes
    }

    init(rule: String, path: String, resource: String, fingerprint: String, isUndecided: Bool) {
      self.rule = rule
      self.path = path
      self.resource = resource
      self.fingerprint = fingerprint
      self.isUndecided = isUndecided
    }

    fileprivate var order: (String, String, String, String, Int) {
      (path, rule, resource, fingerprint, isUndecided ? 1 : 0)
    }
  }

  /// In a fixed order; equal ones stand for as many findings.
  package let entries: [Entry]

  /// What becomes of findings beside a baseline.
  package struct Comparison: Sendable {
    /// Each with its state, but for suppressed ones, which a baseline says nothing about.
    package let findings: [Finding]
    /// Entries that no finding fits any more.
    package let gone: [Entry]
    /// Entries of rules that did not run: what these would have found is not known.
    package let unasked: [Entry]

    /// What is left of the baseline, at the places where it is now.
    package var pruned: Baseline {
      Baseline(findings.filter { $0.baselineState == .unchanged }.map(Entry.init) + unasked)
    }
  }

  package init(_ entries: [Entry]) { self.entries = entries.sorted { $0.order < $1.order } }

  /// The findings that are not suppressed.
  package init(of findings: [Finding]) {
    self.init(findings.filter { $0.suppressions.isEmpty }.map(Entry.init))
  }

  /// Finds findings again: in the same file first, then those of files that are no longer there in others.
  ///
  /// Each entry stands for one finding, so that the second of two that are alike is new if there was one.
  ///
  /// - Parameters:
  ///   - paths: of the inputs.
  ///   - rules: the ids of those that ran.
  package func compared(to findings: [Finding], in paths: [String], rules: Set<String>) -> Comparison {
    let present = Set(paths + findings.map(\.place.range.file.path))
    var left = Matches(entries, present)
    var states = findings.map { $0.suppressions.isEmpty ? BaselineState.new : nil }
    let keys = findings.map(Entry.init)
    // What is certain is covered only by what was certain; what is not by either, an equal first.
    for isElsewhere in [false, true] {
      for (index, key) in keys.enumerated() where states[index] == .new {
        if left.take(key, isElsewhere: isElsewhere, isUndecided: key.isUndecided) { states[index] = .unchanged }
      }
      for (index, key) in keys.enumerated() where states[index] == .new && key.isUndecided {
        if left.take(key, isElsewhere: isElsewhere, isUndecided: false) { states[index] = .unchanged }
      }
    }
    return Comparison(
      findings: zip(findings, states).map { finding, state in state.map { finding.compared(as: $0) } ?? finding },
      gone: left.entries.filter { rules.contains($0.rule) }, unasked: left.entries.filter { !rules.contains($0.rule) })
  }
}

/// Entries that no finding has been matched with yet.
private struct Matches {
  private struct Key: Hashable {
    /// Nil for those of files that are no longer there.
    let path: String?
    let fingerprint: String
    let isUndecided: Bool
  }

  private var byKey: [Key: [Baseline.Entry]] = [:]

  init(_ entries: [Baseline.Entry], _ present: Set<String>) {
    for entry in entries {
      let path = present.contains(entry.path) ? entry.path : nil
      byKey[Key(path: path, fingerprint: entry.fingerprint, isUndecided: entry.isUndecided), default: []].append(entry)
    }
  }

  var entries: [Baseline.Entry] { Baseline(byKey.values.flatMap(\.self)).entries }

  mutating func take(_ finding: Baseline.Entry, isElsewhere: Bool, isUndecided: Bool) -> Bool {
    let key = Key(
      path: isElsewhere ? nil : finding.path, fingerprint: finding.fingerprint, isUndecided: isUndecided)
    return byKey[key]?.popLast() != nil
  }
}
