import Foundation

/// Output that was looked at by a person once and must not change unseen.
///
/// `NETLINT_RECORD_SNAPSHOTS=1 swift test` writes the files anew; the difference is then reviewed like code.
package enum Snapshot {
  /// What is wrong; nil if the text is what the snapshot holds.
  package static func difference(
    _ text: String, _ name: String, below folder: String = "Tests/Fixtures/snapshots"
  ) -> String? {
    let relative = "\(folder)/\(name)"
    let path = Repository.path(relative)
    if ProcessInfo.processInfo.environment["NETLINT_RECORD_SNAPSHOTS"] == "1" {
      do {
        let parent = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return nil
      } catch {
        return "cannot write \(relative): \(error)"
      }
    }
    guard let expected = try? String(contentsOfFile: path, encoding: .utf8) else {
      return "there is no snapshot \(relative); record it with NETLINT_RECORD_SNAPSHOTS=1"
    }
    return expected == text ? nil : describe(expected, text, relative)
  }

  private static func describe(_ expected: String, _ actual: String, _ name: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
    func shown(_ lines: [Substring]) -> String { line < lines.count ? "\(lines[line])" : "(nothing)" }
    return """
      \(name) differs in line \(line + 1)
        expected: \(shown(old))
        found:    \(shown(new))
      Record it anew with NETLINT_RECORD_SNAPSHOTS=1 if the change is meant.
      """
  }
}
