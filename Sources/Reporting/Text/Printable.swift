extension String {
  /// The text with control characters made visible: a template must not be able to write to the terminal.
  var printable: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
        result.append(scalar == "\t" || scalar == "\n" ? " " : "\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The beginning, up to the end of a word, with an ellipsis for the rest.
  func shortened(to limit: Int) -> String {
    guard count > limit else { return self }
    let start = prefix(limit)
    let end = start.lastIndex(of: " ") ?? start.endIndex
    return start[..<end] + "…"
  }

  func padded(to width: Int) -> String {
    let missing = width - count
    return missing > 0 ? self + String(repeating: " ", count: missing) : self
  }
}

/// `1 finding`, `2 findings`.
func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
}
