extension [String] {
  /// The texts with a separator between them.
  ///
  /// `joined(separator:)` of the standard library looks for its types at its first call, which takes longer than to write
  /// a finding.
  func joined(with separator: String) -> String {
    var text = ""
    for (i, part) in enumerated() {
      if i > 0 { text += separator }
      text += part
    }
    return text
  }
}
