import Documents

/// Something about the input that a report must not hide: unreadable, unsupported, assumed or without effect.
///
/// Never a finding.
package struct Diagnostic: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// It could not be read; what depends on it is undecided.
    case unreadable
    /// It is understood to be there, but not modelled; what depends on it is undecided.
    case unsupported
    /// It was taken as something, and the report says so (a parameter's default).
    case assumed
    /// It was said to this tool, and has no effect: a suppression without a reason or past its date.
    case ineffective
  }

  package let kind: Kind
  package let message: String
  package let help: String?
  package let place: SourceRange?
  /// Equal groups are reported as one line with a count: `aws_foo is not modelled (12 resources)`.
  package let group: String?

  package init(_ kind: Kind, _ message: String, help: String? = nil, at place: SourceRange? = nil, group: String? = nil)
  {
    self.kind = kind
    self.message = message
    self.help = help
    self.place = place
    self.group = group
  }
}
