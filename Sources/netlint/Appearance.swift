import Documents
import Glibc
import Reporting

/// How output looks.
struct Appearance {
  /// Never colours.
  var isPlain = false

  /// Colours only for a terminal, and only if nobody objects (https://no-color.org).
  func style(for descriptor: Int32) -> Style {
    let objection = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    return isPlain || objection || isDumb || isatty(descriptor) == 0 ? .plain : .colored
  }

  /// Says on standard error what could not be used.
  func report(_ failures: [InputError]) {
    let style = style(for: STDERR_FILENO)
    for failure in failures { Output.error(InputErrorText(failure, style: style).text) }
  }
}
