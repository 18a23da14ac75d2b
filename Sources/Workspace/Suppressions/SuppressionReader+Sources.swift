import Documents
import Frontends
import Rules

extension SuppressionReader {
  /// The native files that a plan was made from, in which its findings are shown: their comments, and the members called
  /// `//` of those in JSON.
  ///
  /// What cannot be scanned has no findings either, and is told of by those who look for places.
  mutating func readSources(_ files: [SourceFile]) {
    for file in files {
      if file.path.hasSuffix(".json") {
        if let document = try? Document.json(file) { readMembers(of: document.root) }
      } else {
        for comment in NativeComment.all(in: file) { read(comment, in: file) }
      }
    }
  }

  private mutating func read(_ comment: NativeComment, in file: SourceFile) {
    var text = file.text(in: comment.range)[...]
    if text.hasPrefix("/*") { text = text.dropFirst(2).dropLast(2) } else { text = text.drop { "#/".contains($0) } }
    guard let remark = remark(text, at: comment.range) else { return }
    let scope: Suppression.Scope =
      switch comment.subject {
      case .block(let range): .part(range)
      case .line(let line): .line(line, file)
      }
    // Where the files lie depends on who looks, and not on what is accepted.
    add(remark, scope, owner: file.path.split(separator: "/").last.map(String.init) ?? file.path)
  }
}
