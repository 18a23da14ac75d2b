import AWSModel
import Documents

/// What a project says of findings that it knows and accepts: which, why, and until when.
package struct Suppression: Hashable, Sendable {
  /// Whether it stands beside what it is about or apart from it, in the words of SARIF (2.1.0, section 3.35.2).
  package enum Kind: String, Hashable, Sendable { case inSource, external }

  /// What it is about.
  package enum Scope: Hashable, Sendable {
    /// Findings that point to a line of a file, counted from 1.
    case line(Int, SourceFile)
    /// Findings that point into a part of a file, and those about the resources that are declared in it.
    case part(SourceRange)
    /// Findings about resources with such an address, or that point to one.
    case resources(ResourcePattern)
  }

  package let rule: String
  package let reason: String
  /// The last day on which it counts; nil for ever.
  package let until: CalendarDate?
  package let kind: Kind
  package let scope: Scope
  /// What it belongs to, in words: a logical id, a block, an entry of the configuration, a file.
  package let owner: String
  /// Where it is written.
  package let place: SourceRange

  package init(
    rule: String, reason: String, until: CalendarDate?, kind: Kind, scope: Scope, owner: String, place: SourceRange
  ) {
    self.rule = rule
    self.reason = reason
    self.until = until
    self.kind = kind
    self.scope = scope
    self.owner = owner
    self.place = place
  }

  /// What a suppression that suppresses nothing is reported as.
  package static let unusedRule = RuleMetadata(
    id: "suppression-unused", group: "operations", title: "A suppression suppresses nothing", severity: .info,
    tags: ["suppression"],
    remediation: "Remove it: what it was written for is no longer found, or is found elsewhere.",
    why: """
      A suppression that is left behind hides the next finding that happens to fit it, with a reason that was given for \
      another.
      """)
}
