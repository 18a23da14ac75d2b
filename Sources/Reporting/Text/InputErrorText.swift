import Documents

/// An input that cannot be used, with the place in its source where there is one.
package struct InputErrorText {
  private let error: InputError
  private let style: Style

  package init(_ error: InputError, style: Style) {
    self.error = error
    self.style = style
  }

  package var text: String {
    let head = style.apply(.failure, "error") + style.apply(.strong, ": \(error.message.printable)")
    var lines = [head]
    if let range = error.range, isText(range) {
      let gutter = SourceExcerpt.gutter(of: [range])
      lines += SourceExcerpt(range: range, style: style, role: .failure, gutter: gutter).lines
    } else {
      lines.append(style.apply(.faint, " -->") + " " + (error.range.map { "\($0)" } ?? error.path).printable)
    }
    if !error.help.isEmpty {
      lines.append(style.apply(.faint, "  = ") + style.apply(.help, "help: ") + error.help.printable)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Whether the line can be shown: an archive or an empty file has none worth it.
  private func isText(_ range: SourceRange) -> Bool {
    guard range.file.count > 0, let line = range.file.line(range.start.line) else { return false }
    return range.length > 0 && !line.contains("\u{FFFD}") && !line.utf8.contains(0)
  }
}
