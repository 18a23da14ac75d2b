import Rules

/// Whether and how text is coloured; the executable decides whether, after a look at the terminal.
package struct Style: Sendable {
  package enum Role: Sendable {
    case severity(Severity)
    case failure
    case undecided
    case good
    case note
    case help
    /// The message of a finding, the name of a hop.
    case strong
    /// Gutters, arrows, places.
    case faint
  }

  package static let plain = Style(isColored: false)
  package static let colored = Style(isColored: true)

  private let isColored: Bool

  private init(isColored: Bool) { self.isColored = isColored }

  func apply(_ role: Role, _ text: String) -> String {
    isColored ? "\u{1B}[\(code(role))m\(text)\u{1B}[0m" : text
  }

  /// Of the sixteen colours that every terminal has and every theme makes readable.
  private func code(_ role: Role) -> String {
    switch role {
    case .severity(.critical): "1;35"
    case .severity(.high), .failure: "1;31"
    case .severity(.medium): "1;33"
    case .severity(.low), .undecided: "1;36"
    case .severity(.info), .note: "1;34"
    case .good, .help: "1;32"
    case .strong: "1"
    case .faint: "2"
    }
  }
}
