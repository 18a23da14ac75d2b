extension Document {
  package static func yaml(_ file: SourceFile) throws(InputError) -> [Document] {
    throw InputError(path: file.path, message: "", help: "")
  }
}
struct YAMLScalarMap {
  let decoded: UnsafeBufferPointer<UInt8>
  let source: SourceRange
  let style: YAMLPlaces.Style
  var text: Text { Text(verbatim: source) }
}
