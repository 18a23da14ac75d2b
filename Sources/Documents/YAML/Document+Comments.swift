/// A comment of a YAML document.
package struct YAMLComment: Hashable, Sendable {
  /// From its `#` to the end of the line.
  package let range: SourceRange
  /// The line that it is about, from 1: its own, or the next one that holds more than a comment.
  package let line: Int
}

extension Document {
  /// The comments that hold some text; of a document that was not read as YAML none.
  ///
  /// Comments are no events of the parser: they are what looks like one and lies outside of all scalars. The tree is
  /// looked at only where the text occurs.
  package func comments(containing text: String) -> [YAMLComment] {
    guard case .yaml(let places) = places else { return [] }
    let wanted = Array(text.utf8)
    let lines = file.lines(containing: wanted)
    if lines.isEmpty { return [] }
    let scalars = scalarRanges(places)
    return lines.reduce(into: []) { all, number in
      guard let line = file.bytes(ofLine: number), let start = commentStart(in: line, outside: scalars) else { return }
      let range = SourceRange(file: file, offset: start, length: line.upperBound - start)
      if !file.holds(wanted, in: range.bytes) { return }
      all.append(YAMLComment(range: range, line: isBlank(line.lowerBound..<start) ? lineAfter(number) : number))
    }
  }

  /// The bytes in which a `#` is no comment, of a document.
  private func scalarRanges(_ places: YAMLPlaces) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in 0..<tape.count where !tape.nodes[index].isContainer {
      let place = places.places[index]
      var start = Int(place.valueStart)
      if place.style == .literal || place.style == .folded {
        // A comment may follow the `|` that begins the block.
        let position = file.position(at: start)
        start = file.bytes(ofLine: position.line)?.upperBound ?? start
      }
      if start < Int(place.valueEnd) { ranges.append(start..<Int(place.valueEnd)) }
    }
    return ranges
  }

  /// Where the comment of a line begins; nil if it has none.
  private func commentStart(in line: Range<Int>, outside scalars: [Range<Int>]) -> Int? {
    line.first { offset in
      guard file.storage.base[offset] == UInt8(ascii: "#") else { return false }
      let isSeparated = offset == line.lowerBound || isBlank(offset - 1..<offset)
      return isSeparated && !scalars.contains { $0.contains(offset) }
    }
  }

  /// The first line after one that holds more than a comment.
  private func lineAfter(_ number: Int) -> Int {
    var next = number + 1
    while let line = file.bytes(ofLine: next) {
      guard let first = line.first(where: { !isBlank($0..<$0 + 1) }) else {
        next += 1
        continue
      }
      if file.storage.base[first] != UInt8(ascii: "#") { break }
      next += 1
    }
    return next
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    range.allSatisfy { file.storage.base[$0] == 0x20 || file.storage.base[$0] == 0x09 }
  }
}
