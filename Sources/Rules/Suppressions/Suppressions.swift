import AWSModel
import Documents

/// The suppressions of a run, and what becomes of its findings under them.
package struct Suppressions: Sendable {
  package struct Result: Sendable {
    /// The findings, of which some are suppressed, and one for each suppression that suppresses nothing.
    package let findings: [Finding]
    /// Suppressions that no longer count.
    package let diagnostics: [Diagnostic]
  }

  private let valid: [Suppression]
  private let expired: [Suppression]

  /// - Parameter today: nil to let none expire.
  package init(_ all: [Suppression], today: CalendarDate?) {
    func isOver(_ suppression: Suppression) -> Bool {
      guard let until = suppression.until, let today else { return false }
      return until < today
    }
    valid = all.filter { !isOver($0) }
    expired = all.filter(isOver)
  }

  /// - Parameters:
  ///   - declarations: of all resources: what stands in a part of a file may be what a finding elsewhere is about.
  ///   - constructPaths: other names of resources.
  ///   - rules: the ids of those that ran: what others would have found is not known.
  ///   - reportsUnused: whether the input is all that the suppressions were written for.
  package func applied(
    to findings: [Finding], declarations: @autoclosure () -> [Declaration], constructPaths: [ResourceID: String],
    rules: Set<String>, reportsUnused: (Suppression) -> Bool = { _ in true }
  ) -> Result {
    if valid.isEmpty { return Result(findings: findings, diagnostics: expired.map(Self.diagnostic)) }
    let byRule = Dictionary(grouping: valid.indices) { valid[$0].rule }
    let declarations = declarations()
    let residents = valid.map { suppression -> Set<ResourceID> in
      guard case .part(let part) = suppression.scope else { return [] }
      return Set(declarations.filter { part.contains($0.place) }.map(\.id))
    }
    var used: Set<Int> = []
    let result = findings.map { finding in
      let fitting = (byRule[finding.rule.id] ?? []).filter {
        fits(valid[$0], residents[$0], constructPaths, [finding.place.range], [finding.resource, finding.subject])
      }
      used.formUnion(fitting)
      // A mistake that another rule reports is not found again under this one: it is no reason to drop the suppression.
      for rule in finding.subsumes {
        let (places, resources) = (finding.related.map(\.place), finding.related.compactMap(\.resource))
        used.formUnion(
          (byRule[rule] ?? []).filter {
            fits(
              valid[$0], residents[$0], constructPaths, places + [finding.place.range],
              resources + [finding.resource, finding.subject])
          })
      }
      return fitting.isEmpty ? finding : finding.suppressed(by: fitting.map { valid[$0] })
    }
    let unused = valid.indices.filter { index in
      !used.contains(index) && rules.contains(valid[index].rule) && reportsUnused(valid[index])
    }
    let isReported = rules.contains(Suppression.unusedRule.id)
    return Result(
      findings: result + (isReported ? unused.map { valid[$0].unusedFinding } : []),
      diagnostics: expired.map(Self.diagnostic))
  }

  private func fits(
    _ suppression: Suppression, _ residents: Set<ResourceID>, _ constructPaths: [ResourceID: String],
    _ places: [SourceRange], _ resources: [ResourceID]
  ) -> Bool {
    switch suppression.scope {
    case .line(let line, let file): places.contains { $0.file.path == file.path && $0.start.line == line }
    case .part(let part): places.contains(where: part.contains) || resources.contains(where: residents.contains)
    case .resources(let pattern):
      resources.contains { pattern.contains($0, constructPath: constructPaths[$0]) }
    }
  }

  private static func diagnostic(_ suppression: Suppression) -> Diagnostic {
    let until = suppression.until.map { " on \($0)" } ?? ""
    return Diagnostic(
      .ineffective, "the suppression of \(suppression.rule) expired\(until): what it suppressed is reported",
      help: "mend what it was for, or give it a later date", at: suppression.place)
  }
}

extension Suppression {
  fileprivate var unusedFinding: Finding {
    let resource = ResourceID(stack: place.file.path, address: owner)
    return Finding(
      rule: Self.unusedRule, severity: Self.unusedRule.severity, verdict: .yes,
      message: "the suppression of \(rule) suppresses nothing", resource: resource,
      place: Place(range: place),
      fingerprint: Fingerprint.hash([Self.unusedRule.id, rule, owner, reason]))
  }
}
