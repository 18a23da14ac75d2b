import Documents
import Glibc

/// Words that are in nearly every template or plan and nearly nothing else.
///
/// They tell a broken template, which must be reported, from a file that never was one.
enum TemplateMarks {
  private static let marks = [
    "AWSTemplateFormatVersion", "AWS::", "\"resource_changes\"", "\"planned_values\"", "\"terraform_version\"",
  ]

  static func areIn(_ file: SourceFile) -> Bool {
    if file.path.hasSuffix(".tf.json") { return true }
    return file.withBytes { bytes in marks.contains { contains(bytes, Array($0.utf8)) } }
  }

  private static func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ mark: [UInt8]) -> Bool {
    guard let base = bytes.baseAddress, let first = mark.first, bytes.count >= mark.count else { return false }
    var offset = 0
    while let found = memchr(base + offset, Int32(first), bytes.count - mark.count + 1 - offset) {
      if memcmp(found, mark, mark.count) == 0 { return true }
      offset = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      if offset > bytes.count - mark.count { break }
    }
    return false
  }
}
