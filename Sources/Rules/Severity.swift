/// How bad a finding is.
package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  case critical
  case high
  case medium
  case low
  case info

  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    case .critical: 4
    }
  }
}
