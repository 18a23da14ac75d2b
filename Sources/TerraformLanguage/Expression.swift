import Documents

/// What a Terraform expression means, with the place of every part.
///
/// Native syntax and strings of JSON come to it alike.
package struct Expression: Sendable {
  package indirect enum Content: Sendable {
    /// A text without anything to fill in.
    case literal(String)
    /// A template of several parts: `arn:aws:s3:::${var.name}/*`.
    case template([Expression])
    case reference(Traversal)
    /// Anything else: its text as written.
    case unevaluated(String)
  }

  package let content: Content
  package let range: SourceRange

  package init(_ content: Content, at range: SourceRange) {
    self.content = content
    self.range = range
  }
}
