extension Document {
  /// The decoded text of the string at `index`, with its map to the file.
  func text(at index: Int) -> Text {
    let node = tape.nodes[index]
    let raw = node.offset..<(node.offset + node.payload)
    switch places {
    case .file:
      if node.kind == .string || node.kind == .key {
        return Text(verbatim: SourceRange(file: file, offset: raw.lowerBound, length: raw.count))
      }
      var segments: [Text.Segment] = []
      let decoded = decodeJSON(bytes.base, raw) { decoded, input, atomLength in
        segments.append(Text.Segment(decoded: decoded, source: input, atomLength: atomLength))
      }
      return Text(file: file, bytes: ByteStorage(decoded), segments: segments, sourceEnd: raw.upperBound)
    case .text(let outer): return text(in: outer, raw)
    case .yaml(let places):
      let value = places.valueRange(at: index, in: file)
      let decoded = UnsafeBufferPointer(rebasing: bytes.buffer[raw])
      return YAMLScalarMap(decoded: decoded, source: value, style: places.places[index].style).text
    }
  }

  /// The text of a JSON string within another text: its runs, each split where the outer map changes.
  private func text(in outer: Text, _ raw: Range<Int>) -> Text {
    var runs: [(decoded: Int, input: Int, atomLength: Int?)] = []
    let decoded = decodeJSON(bytes.base, raw) { runs.append(($0, $1, $2)) }
    var segments: [Text.Segment] = []
    for (number, run) in runs.enumerated() {
      if let length = run.atomLength {
        let range = outer.range(of: run.input..<(run.input + length))
        segments.append(Text.Segment(decoded: run.decoded, source: range.offset, atomLength: range.length))
      } else {
        let count = (number + 1 < runs.count ? runs[number + 1].decoded : decoded.count) - run.decoded
        for part in outer.segments(in: run.input..<(run.input + count)) {
          segments.append(
            Text.Segment(decoded: run.decoded + part.decoded, source: part.source, atomLength: part.atomLength))
        }
      }
    }
    let end = outer.range(of: raw.upperBound..<raw.upperBound).offset
    return Text(file: file, bytes: ByteStorage(decoded), segments: segments, sourceEnd: end)
  }
}
