extension Document {
  package static func json(_ file: SourceFile) throws(InputError) -> Document {
    throw InputError(path: file.path, message: "", help: "")
  }
  package static func json(_ text: Text) throws(InputError) -> Document {
    throw InputError(path: text.file.path, message: "", help: "")
  }
  package static func yaml(_ file: SourceFile) throws(InputError) -> [Document] {
    throw InputError(path: file.path, message: "", help: "")
  }
  package static func looksLikeJSON(_ file: SourceFile) -> Bool { false }
  func collectWarnings(in node: Node) -> [DocumentWarning] { [] }
  func text(at: Int) -> Text? { nil }
}
struct NumberText {
  init(_ bytes: ByteStorage, _ range: Range<Int>, isYAML: Bool) {}
  var int: Int? { nil }
  var double: Double? { nil }
}
func decodeJSON(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> [UInt8] { [] }
