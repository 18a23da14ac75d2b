extension Document {
  /// Reads a file that holds one JSON value (RFC 8259, strict; a byte order mark is accepted).
  ///
  /// - Parameter unread: keys of the outermost object. Objects and arrays that stand there are read like the rest, but
  ///   what is kept of each is a null in its place.
  package static func json(_ file: SourceFile, leavingOut unread: [StaticString] = []) throws(InputError) -> Document {
    try json(
      file.storage, from: file.byteOrderMarkLength, leavingOut: unread, file: file, places: .file, noun: "file",
      place: { SourceRange(file: file, offset: $0.lowerBound, length: $0.count) })
  }

  /// Reads JSON that is written inside another document: a policy in a string or block scalar.
  ///
  /// All places, those of errors too, lie in the outer file.
  package static func json(_ text: Text) throws(InputError) -> Document {
    try json(
      text.padded, from: 0, file: text.file, places: .text(text), noun: "text",
      place: { text.range(of: $0) })
  }

  /// Whether the first byte that is not white space opens a JSON object or array.
  package static func looksLikeJSON(_ file: SourceFile) -> Bool {
    let bytes = file.storage.buffer
    let first = bytes[file.byteOrderMarkLength...].first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private static func json(
    _ bytes: ByteStorage, from start: Int, leavingOut unread: [StaticString] = [], file: SourceFile, places: Places,
    noun: String,
    place: @escaping (Range<Int>) -> SourceRange
  ) throws(InputError) -> Document {
    if let offset = firstInvalidUTF8(bytes.buffer) { throw invalidUTF8(bytes.buffer, at: offset, place: place) }
    var reader = JSONReader(bytes, from: start, leavingOut: unread)
    do throws(JSONFailure) {
      try reader.read()
    } catch {
      let diagnosis = JSONDiagnosis(
        failure: error, bytes: bytes.buffer, start: start, openContainer: reader.openContainer, noun: noun,
        place: place)
      throw diagnosis.error
    }
    return Document(
      file: file, bytes: bytes, places: places, tape: reader.takeTape(), mayHoldLoneSurrogates: reader.sawSurrogate)
  }

  /// The error for a file that is not UTF-8.
  static func invalidUTF8(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, place: (Range<Int>) -> SourceRange
  ) -> InputError {
    let range = place(offset..<(offset + 1))
    if bytes.count >= 2, (bytes[0], bytes[1]) == (0xff, 0xfe) || (bytes[0], bytes[1]) == (0xfe, 0xff) {
      return InputError(
        at: range, message: "found UTF-16 text, expected UTF-8", help: "save the file with the encoding UTF-8")
    }
    if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
      return InputError(
        at: range, message: "found a zip archive (a binary Terraform plan is one), expected text",
        help: "write the plan as JSON: terraform show -json plan.tfplan > plan.json")
    }
    return InputError(
      at: range, message: "found the byte 0x\(hex(bytes[offset])), which is not valid UTF-8 here",
      help: "save the file with the encoding UTF-8")
  }
}
