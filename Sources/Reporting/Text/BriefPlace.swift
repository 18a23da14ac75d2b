import Documents

extension SourceRange {
  /// `plan.json:120`; with the column where a line is so long that its number says nothing.
  var brief: String {
    let start = start
    return start.column > 200 ? "\(file.path):\(start)" : "\(file.path):\(start.line)"
  }
}
