import AWSModel
import Documents
import NetSpace
import Rules

@testable import Reporting

/// Findings made by hand, over a source made by hand.
enum Samples {
  static let file = SourceFile(
    path: "stacks/my plan.yaml",
    bytes: Array("Resources:\n  Größe: \u{1F600} 0.0.0.0/0 # world\n  B: 10.0.0.0/8\n".utf8))

  /// The place of the first occurrence of some text.
  static func range(_ text: String) -> SourceRange {
    let bytes = file.withBytes { Array($0) }
    let wanted = Array(text.utf8)
    let offset = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return SourceRange(file: file, offset: offset, length: wanted.count)
  }

  static func finding(
    _ rule: String = "port-open", severity: Severity = .high, verdict: Verdict = .yes, at text: String = "0.0.0.0/0",
    message: String = "Web admits \"everyone\"\non tcp/22", related: [Finding.Related] = [], because: [Unknown] = [],
    subsumes: [String] = []
  ) -> Finding {
    Finding(
      rule: metadata(rule, severity), severity: severity, verdict: verdict, message: message,
      resource: ResourceID(stack: "s", address: "Web"),
      place: Place(range: range(text), path: NodePath([.key("Ingress"), .index(0), .key("CidrIp")])), related: related,
      because: because, fingerprint: "f-\(rule)", subsumes: subsumes)
  }

  static func metadata(_ id: String, _ severity: Severity) -> RuleMetadata {
    RuleMetadata(
      id: id, group: "network", title: "A port is open", severity: severity, tags: ["network"],
      remediation: "Close it.", why: "Everyone\ncan come in.\n\nMore.", references: ["https://example.com/a"],
      sameAs: [(tool: "checkov", ids: ["CKV_AWS_24"])])
  }

  static func report(
    _ findings: [Finding], failures: [InputError] = [], diagnostics: [Diagnostic] = [], skipped: Int = 0
  ) -> Report {
    Report(
      inputs: [.init(path: file.path, format: "CloudFormation template")], failures: failures, skippedCount: skipped,
      diagnostics: diagnostics, findings: findings, rules: [metadata("port-open", .high), metadata("quiet", .low)])
  }
}
