import AWSModel
import NetSpace

/// Whether rules that name security groups see those of the other end: not across every connection.
struct GroupReferences: Hashable, Sendable {
  let verdict: Verdict
  let because: [Unknown]

  init(_ verdict: Verdict, because: [Unknown] = []) {
    self.verdict = verdict
    self.because = verdict == .unknown ? because : []
  }

  /// Inside a VPC.
  static let kept = GroupReferences(.yes)
  static let lost = GroupReferences(.no)
}
