import AWSModel
import Analysis
import Documents
import Rules

extension SARIFReport {
  func result(_ finding: Finding) -> JSONValue {
    let isDefinite = finding.verdict == .yes
    return .object([
      "ruleId": .string(finding.rule.id), "ruleIndex": ruleIndex[finding.rule.id].map(JSONValue.number),
      // Only a failure has a level other than none (section 3.27.10).
      "kind": isDefinite ? "fail" : "open",
      "level": isDefinite ? .string(SARIFRule.level(finding.severity)) : "none",
      "baselineState": finding.baselineState.map { .string($0.rawValue) },
      "message": .object(["text": .string(message(finding))]),
      "locations": .array([
        .object([
          "physicalLocation": ArtifactLocation.physical(finding.place.range),
          "logicalLocations": .array([logical(finding.resource, finding.place.path)] + construct(finding.resource)),
        ])
      ]),
      "relatedLocations": .array(finding.related.enumerated().map(related)).unlessEmpty,
      "codeFlows": .array(finding.traces.prefix(Finding.mostTraces).compactMap(codeFlow)).unlessEmpty,
      "fixes": finding.fix.flatMap(fix).map { .array([$0]) },
      "partialFingerprints": .object(["netlint/v1": .string(finding.fingerprint)]),
      "suppressions": .array(finding.suppressions.map(suppression)).unlessEmpty,
      "properties": properties(finding).unlessEmpty,
    ])
  }

  /// Section 3.55; nil where no text can be replaced.
  private func fix(_ fix: Fix) -> JSONValue? {
    guard let first = fix.edits.first else { return nil }
    return .object([
      "description": .object(["text": .string(fix.description)]),
      "artifactChanges": .array([
        .object([
          "artifactLocation": ArtifactLocation.json(first.range.file.path),
          "replacements": .array(
            fix.edits.map { edit in
              .object([
                "deletedRegion": ArtifactLocation.region(edit.range),
                "insertedContent": .object(["text": .string(edit.text)]),
              ])
            }),
        ])
      ]),
    ])
  }

  /// Section 3.35.
  private func suppression(_ suppression: Suppression) -> JSONValue {
    .object([
      "kind": .string(suppression.kind.rawValue), "status": "accepted", "justification": .string(suppression.reason),
      "location": .object(["physicalLocation": ArtifactLocation.physical(suppression.place)]),
      "properties": suppression.until.map { .object(["until": .string($0.description)]) },
    ])
  }

  private func message(_ finding: Finding) -> String {
    if finding.verdict == .yes { return finding.message }
    let reasons = finding.because.distinct.map(\.description).joined(separator: "; ")
    return "Undecided: \(finding.message)" + (reasons.isEmpty ? "" : " (\(reasons))")
  }

  private func properties(_ finding: Finding) -> JSONValue {
    let because = finding.because.distinct.map(\.description)
    return .object([
      "severity": .string(finding.severity.rawValue), "subject": .string(finding.subject.address),
      "security-severity": .string(SARIFRule.securitySeverity(finding.severity)),
      "subsumes": JSONValue.strings(finding.subsumes).unlessEmpty, "because": JSONValue.strings(because).unlessEmpty,
    ])
  }

  private func logical(_ resource: ResourceID, _ path: NodePath = NodePath()) -> JSONValue {
    let attribute = path.description
    return .object([
      "name": .string(resource.address),
      "fullyQualifiedName": .string(attribute.isEmpty ? resource.address : "\(resource.address) \(attribute)"),
      "kind": "resource",
    ])
  }

  /// The construct that a resource was synthesized from, where it has one.
  private func construct(_ resource: ResourceID) -> [JSONValue] {
    guard let path = report.constructPaths[resource] else { return [] }
    return [
      .object([
        "name": .string(path.split(separator: "/").last.map(String.init) ?? path),
        "fullyQualifiedName": .string(path), "kind": "object",
      ])
    ]
  }

  private func related(_ index: Int, _ related: Finding.Related) -> JSONValue {
    .object([
      "id": .number(index + 1), "physicalLocation": ArtifactLocation.physical(related.place),
      "logicalLocations": related.resource.map { .array([logical($0)]) },
      "message": .object(["text": .string(related.message)]),
    ])
  }

  // MARK: Traces

  /// A trace as the places of the entries that decide on it, in the order in which packets meet them.
  private func codeFlow(_ trace: Trace) -> JSONValue? {
    let locations = trace.hops.flatMap { hop in
      hop.steps.flatMap { step in step.decisions.map { location($0, of: step, at: hop) } }
    }
    if locations.isEmpty { return nil }
    return .object([
      "message": .object(["text": .string("\(Route(trace).words), \(trace.via)")]),
      "threadFlows": .array([.object(["locations": .array(locations)])]),
    ])
  }

  private func location(_ decision: Decision, of step: Step, at hop: Hop) -> JSONValue {
    let way = step.isReturn ? "the answer, at \(hop.node)" : "at \(hop.node)"
    return .object([
      "location": .object([
        "physicalLocation": ArtifactLocation.physical(decision.place),
        "logicalLocations": .array([logical(decision.resource)]),
        "message": .object(["text": .string("\(way): \(decision.text)")]),
      ]),
      "importance": decision.isImplied ? "unimportant" : "important",
    ])
  }
}
