import AWSModel
import Documents
import Rules

/// A report in the Static Analysis Results Interchange Format, version 2.1.0, as code scanning services take it.
///
/// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
package struct SARIFReport: Sendable {
  static let schema = "https://json.schemastore.org/sarif-2.1.0.json"

  let report: Report
  let tool: Tool
  /// The rules that ran and those of the findings, each once, in the order of their ids.
  let rules: [RuleMetadata]
  let ruleIndex: [String: Int]
  private let showsUndecided: Bool

  package init(_ report: Report, tool: Tool, showsUndecided: Bool = true) {
    self.report = report
    self.tool = tool
    self.showsUndecided = showsUndecided
    let all = report.rules + report.all.map(\.rule)
    rules = Set(all).sorted { $0.id < $1.id }
    ruleIndex = Dictionary(
      rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  package var text: String { json.text }

  /// Writes the report piece by piece.
  package func write(to sink: (String) -> Void) { json.write(to: sink) }

  var json: JSONValue {
    .object(["$schema": .string(Self.schema), "version": "2.1.0", "runs": .array([run])])
  }

  private var run: JSONValue {
    let hidden = Set((showsUndecided ? [] : report.undecided).map(ObjectIdentifier.init))
    let findings = report.all.filter { !hidden.contains(ObjectIdentifier($0)) }
    return .object([
      "tool": .object(["driver": driver]), "invocations": .array([invocation]),
      "originalUriBaseIds": .object([
        "%SRCROOT%": .object(["description": .object(["text": "The directory that the run began in."])])
      ]),
      "artifacts": .array(
        report.inputs.map { input in
          .object([
            "location": ArtifactLocation.json(input.path), "description": .object(["text": .string(input.format)]),
          ])
        }
      ).unlessEmpty,
      "columnKind": "utf16CodeUnits", "results": .each(findings, result),
    ])
  }

  private var driver: JSONValue {
    .object([
      "name": .string(tool.name), "version": .string(tool.version), "semanticVersion": .string(tool.version),
      "rules": .array(rules.map(SARIFRule.json)),
      "notifications": .array(
        Notification.allCases.map { notification in
          .object([
            "id": .string(notification.rawValue), "shortDescription": .object(["text": .string(notification.summary)]),
          ])
        }),
    ])
  }

  // MARK: What happened beside the findings

  private enum Notification: String, CaseIterable {
    case unusableInput = "unusable-input"
    case unreadable
    case assumed
    case unsupported
    case ineffective

    init(_ kind: Diagnostic.Kind) {
      self =
        switch kind {
        case .unreadable: .unreadable
        case .assumed: .assumed
        case .unsupported: .unsupported
        case .ineffective: .ineffective
        }
    }

    var summary: String {
      switch self {
      case .unusableInput: "An input could not be used."
      case .unreadable: "A part of an input could not be read; what depends on it is undecided."
      case .assumed: "Something was assumed, such as a parameter's default."
      case .unsupported: "A part of an input is not modelled; what depends on it is undecided."
      case .ineffective: "A suppression has no effect."
      }
    }

    var level: JSONValue {
      switch self {
      case .unusableInput: "error"
      case .unreadable, .ineffective: "warning"
      case .assumed, .unsupported: "note"
      }
    }
  }

  private var invocation: JSONValue {
    let failures = report.failures.map { error in
      notification(.unusableInput, Self.sentence(error.message, error.help), error.range.map { [$0] } ?? [], error.path)
    }
    let diagnostics = report.diagnostics.map { group in
      let count = group.count > 1 ? " (\(group.count) places)" : ""
      return notification(
        Notification(group.kind), Self.sentence(group.message + count, group.help ?? ""), group.places, nil)
    }
    return .object([
      "executionSuccessful": .bool(report.failures.isEmpty),
      "toolExecutionNotifications": .array(failures + diagnostics).unlessEmpty,
    ])
  }

  private static func sentence(_ message: String, _ help: String) -> String {
    help.isEmpty ? message : "\(message); help: \(help)"
  }

  /// More places than this of one notification are counted in its message only.
  private static let placeLimit = 20

  private func notification(
    _ notification: Notification, _ message: String, _ places: [SourceRange], _ path: String?
  ) -> JSONValue {
    var locations = places.prefix(Self.placeLimit).map { range in
      JSONValue.object(["physicalLocation": ArtifactLocation.physical(range)])
    }
    if locations.isEmpty, let path {
      locations = [.object(["physicalLocation": .object(["artifactLocation": ArtifactLocation.json(path)])])]
    }
    return .object([
      "descriptor": .object(["id": .string(notification.rawValue)]), "level": notification.level,
      "message": .object(["text": .string(message)]), "locations": .array(locations).unlessEmpty,
    ])
  }
}
