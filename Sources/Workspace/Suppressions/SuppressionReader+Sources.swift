import Documents
import Rules
import TerraformLanguage

extension SuppressionReader {
  /// The native files that a plan was made from, in which its findings are shown: their comments, and the members called
  /// `//` of those in JSON.
  ///
  /// What cannot be scanned has no findings either, and is told of by those who look for places.
  mutating func readSources(_ files: [SourceFile]) {
    for file in files {
      if file.path.hasSuffix(".json") {
        if let document = try? Document.json(file) { readMembers(of: document.root) }
      } else if let body = try? SourceBody(file) {
        for comment in body.comments { read(comment, in: body) }
      }
    }
  }

  /// A comment is about its line or, where it stands alone, about the next; of the first line of a block it is about all
  /// of the block.
  private mutating func read(_ comment: SourceComment, in body: SourceBody) {
    let file = comment.range.file
    var text = file.text(in: comment.range)[...]
    if text.hasPrefix("/*") { text = text.dropFirst(2).dropLast(2) } else { text = text.drop { "#/".contains($0) } }
    guard let remark = remark(text, at: comment.range) else { return }
    let line = ((comment.isAlone ? comment.next : nil) ?? comment.range).start.line
    let scope = body.block(onLine: line).map { Suppression.Scope.part($0.whole) } ?? .line(line, file)
    // Where the files lie depends on who looks, and not on what is accepted.
    add(remark, scope, owner: file.path.split(separator: "/").last.map(String.init) ?? file.path)
  }
}
