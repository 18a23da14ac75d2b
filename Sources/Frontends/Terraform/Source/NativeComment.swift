import Documents
import TerraformLanguage

/// A comment of a file in native syntax, with what it is about.
package struct NativeComment: Sendable {
  package enum Subject: Sendable {
    /// A whole block: the comment is about its first line.
    case block(SourceRange)
    case line(Int)
  }

  /// With the marks that make it a comment.
  package let range: SourceRange
  /// Its own line or, where it stands alone, the next.
  package let subject: Subject

  /// The comments of a file, in order; none if it cannot be scanned.
  package static func all(in file: SourceFile) -> [NativeComment] {
    guard let body = try? SourceBody(file) else { return [] }
    return body.comments.map { comment in
      let line = ((comment.isAlone ? comment.next : nil) ?? comment.range).start.line
      return NativeComment(
        range: comment.range, subject: body.block(onLine: line).map { .block($0.whole) } ?? .line(line))
    }
  }
}
