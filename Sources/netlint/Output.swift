import AWSModel
import Glibc

/// Where text goes.
enum Output {
  static func standard(_ text: String) { write(text, to: STDOUT_FILENO) }
  static func error(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Says beside an answer what was assumed or could not be used.
  static func note(_ note: Diagnostic) { error("note: \(note.message)\(note.place.map { " --> \($0)" } ?? "")\n") }

  /// Writes a file anew.
  ///
  /// - Returns: why it could not be written.
  static func file(_ path: String, _ text: String) -> String? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    let failure = write(text, to: descriptor)
    return close(descriptor) == 0 ? failure : String(cString: strerror(errno))
  }

  /// Writes all of the text, unless the other end no longer wants it.
  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, base + written, bytes.count - written)
        if count < 0, errno == EINTR { continue }
        if count < 0 { return errno == EPIPE ? nil : String(cString: strerror(errno)) }
        written += count
      }
      return nil
    }
  }
}
