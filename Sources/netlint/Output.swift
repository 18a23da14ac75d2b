import AWSModel
import Glibc
import Reporting
import Workspace

/// Where text goes.
enum Output {
  static func standard(_ text: String) { write(text, to: STDOUT_FILENO) }
  static func error(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Writes to standard output what is made piece by piece.
  static func standard(_ pieces: (_ sink: (String) -> Void) -> Void) { write(pieces, to: STDOUT_FILENO) }

  /// Says beside an answer what was assumed or could not be used.
  static func note(_ note: Diagnostic?, _ redaction: Redaction = Redaction([])) {
    guard let note else { return }
    let place = note.place.map { " --> \($0)" } ?? ""
    let help = note.help.map { "\n  help: \($0)" } ?? ""
    error(redaction.applied(to: "note: \(note.message)\(place)\(help)\n"))
  }

  /// Says beside an answer what it rests on.
  ///
  /// - Parameter isOfAll: whether it claims to be all that there is.
  static func premises(of workspace: Workspace, isOfAll: Bool = false, _ redaction: Redaction) {
    let premises = Premises(workspace.infrastructure.diagnostics, isOfAll: isOfAll)
    for premise in premises.notes { note(premise, redaction) }
  }

  /// Writes a file anew, of what is made piece by piece.
  ///
  /// - Returns: why it could not be written.
  static func file(_ path: String, _ pieces: (_ sink: (String) -> Void) -> Void) -> String? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    let failure = write(pieces, to: descriptor)
    return close(descriptor) == 0 ? failure : String(cString: strerror(errno))
  }

  /// Makes a folder that is not there yet.
  ///
  /// - Returns: why it could not be made.
  static func newFolder(_ path: String) -> String? { mkdir(path, 0o777) == 0 ? nil : String(cString: strerror(errno)) }

  private static let bufferSize = 1 << 16

  @discardableResult
  private static func write(_ pieces: (_ sink: (String) -> Void) -> Void, to descriptor: Int32) -> String? {
    var buffer = ""
    var failure: String?
    pieces { piece in
      buffer += piece
      if buffer.utf8.count < bufferSize { return }
      if failure == nil { failure = write(buffer, to: descriptor) }
      buffer.removeAll(keepingCapacity: true)
    }
    return failure ?? write(buffer, to: descriptor)
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
