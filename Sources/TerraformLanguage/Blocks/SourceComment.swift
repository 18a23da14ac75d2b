import Documents

/// A comment of a file in native syntax: `# …`, `// …` or `/* … */`.
///
/// Source: https://developer.hashicorp.com/terraform/language/syntax/configuration#comments
package struct SourceComment: Sendable {
  /// With the characters that make it a comment.
  package let range: SourceRange
  /// Whether nothing stands before it on its line.
  package let isAlone: Bool
  /// Where what follows it begins, beyond other comments; nil if nothing does.
  package internal(set) var next: SourceRange?
}
