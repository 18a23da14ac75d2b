/// Finds where each decoded byte of a YAML scalar was written.
///
/// libyaml gives only the decoded text and the outer places. All text that is not white space stands in the source in
/// the same order, so its place is exact; white space that came of folding lines has that of a byte nearby, never after
/// what follows it.
struct YAMLScalarMap {
  private let decoded: UnsafeBufferPointer<UInt8>
  private let file: SourceFile
  private let source: SourceRange
  private let style: YAMLPlaces.Style
  private var segments: [Text.Segment] = []
  private var base: UnsafePointer<UInt8> { file.storage.base }

  init(decoded: UnsafeBufferPointer<UInt8>, source: SourceRange, style: YAMLPlaces.Style) {
    self.decoded = decoded
    self.source = source
    self.style = style
    file = source.file
  }

  var text: Text {
    var map = self
    let content = map.content
    let isMapped =
      switch style {
      case .doubleQuoted: map.decodeDoubleQuoted(content)
      case .none, .plain, .singleQuoted, .literal, .folded: map.align(content)
      }
    if !isMapped {
      map.segments = [Text.Segment(decoded: 0, source: source.offset, atomLength: source.length)]
    }
    return Text(file: file, bytes: ByteStorage(decoded), segments: map.segments, sourceEnd: content.upperBound)
  }

  /// The bytes between the quotes, or below the header of a block.
  private var content: Range<Int> {
    let whole = source.bytes
    switch style {
    case .none, .plain: return whole
    case .singleQuoted, .doubleQuoted:
      return whole.count >= 2 ? (whole.lowerBound + 1)..<(whole.upperBound - 1) : whole
    case .literal, .folded:
      var start = whole.lowerBound
      while start < whole.upperBound, base[start] != 0x0a, base[start] != 0x0d { start += 1 }
      return start..<whole.upperBound
    }
  }

  // MARK: Alignment

  private mutating func align(_ content: Range<Int>) -> Bool {
    let isBlock = style == .literal || style == .folded
    // The line break that ends a block lies after what counts as its place.
    let limit = isBlock ? file.count : content.upperBound
    var index = 0
    var offset = content.lowerBound
    while index < decoded.count {
      var spaceEnd = index
      while spaceEnd < decoded.count, Self.isSpace(decoded[spaceEnd]) { spaceEnd += 1 }
      let sourceSpace = offset..<spaceLimit(offset, limit)
      if spaceEnd == decoded.count {
        alignForward(index..<spaceEnd, sourceSpace)
        return true
      }
      alignBackward(index..<spaceEnd, sourceSpace)
      index = spaceEnd
      offset = sourceSpace.upperBound
      while index < decoded.count, !Self.isSpace(decoded[index]) {
        guard offset < content.upperBound, base[offset] == decoded[index] else { return false }
        let isQuotePair = style == .singleQuoted && decoded[index] == UInt8(ascii: "'")
        add(index, offset, isQuotePair ? 2 : 1)
        offset += isQuotePair ? 2 : 1
        index += 1
      }
    }
    return true
  }

  /// White space before text: the indentation next to the text goes with what is decoded next to it.
  private mutating func alignBackward(_ run: Range<Int>, _ space: Range<Int>) {
    var places: [(offset: Int, length: Int)] = []
    var end = space.upperBound
    for index in run.reversed() {
      if decoded[index] == 0x0a {
        while end > space.lowerBound, !Self.isBreak(base[end - 1]) { end -= 1 }
        end = max(space.lowerBound, end - 1)
        let isPair = end > space.lowerBound && base[end] == 0x0a && base[end - 1] == 0x0d
        let isNextLine = end > space.lowerBound && base[end] == 0x85
        places.append((end - (isPair || isNextLine ? 1 : 0), isPair || isNextLine ? 2 : 1))
        if isPair || isNextLine { end -= 1 }
      } else {
        end = max(space.lowerBound, end - 1)
        places.append((end, 1))
      }
    }
    for (index, place) in zip(run, places.reversed()) { add(index, place.offset, place.length) }
  }

  /// White space at the end of the text.
  private mutating func alignForward(_ run: Range<Int>, _ space: Range<Int>) {
    var offset = space.lowerBound
    for index in run {
      if decoded[index] == 0x0a {
        while offset < space.upperBound, !Self.isBreak(base[offset]) { offset += 1 }
        if offset + 1 < space.upperBound, base[offset] == 0x0d, base[offset + 1] == 0x0a { offset += 1 }
      }
      add(index, offset, offset < space.upperBound ? 1 : 0)
      offset = min(offset + 1, space.upperBound)
    }
  }

  /// The end of the white space at `offset`, U+0085 included, which libyaml reads as a line break.
  private func spaceLimit(_ offset: Int, _ limit: Int) -> Int {
    var offset = offset
    while offset < limit {
      if Self.isSpace(base[offset]) {
        offset += 1
      } else if base[offset] == 0xc2, base[offset + 1] == 0x85 {
        offset += 2
      } else {
        break
      }
    }
    return min(offset, limit)
  }

  /// Notes one decoded byte, joining it to the run before if it continues it.
  private mutating func add(_ index: Int, _ offset: Int, _ length: Int) {
    if length == 1, let last = segments.last, last.atomLength == nil,
      offset - last.source == index - last.decoded
    {
      return
    }
    segments.append(Text.Segment(decoded: index, source: offset, atomLength: length == 1 ? nil : length))
  }

  // MARK: Double quotes

  /// Decodes as libyaml does and compares: false if the result is another.
  private mutating func decodeDoubleQuoted(_ content: Range<Int>) -> Bool {
    var result: [UInt8] = []
    result.reserveCapacity(decoded.count)
    var offset = content.lowerBound
    while offset < content.upperBound {
      let byte = base[offset]
      if byte == UInt8(ascii: "\\") {
        if let escaped = escape(at: offset, content.upperBound) {
          segments.append(Text.Segment(decoded: result.count, source: offset, atomLength: escaped.length))
          result.append(contentsOf: UTF8.encode(escaped.scalar).map(Array.init) ?? [])
          offset += escaped.length
        } else {
          // A line break that is escaped joins the lines; empty lines after it are kept.
          let end = spaceLimit(offset + 1, content.upperBound)
          fold(offset..<end, &result, isEscaped: true)
          offset = end
        }
      } else if Self.isSpace(byte) || (byte == 0xc2 && base[offset + 1] == 0x85) {
        let end = spaceLimit(offset, content.upperBound)
        fold(offset..<end, &result, isEscaped: false)
        offset = end
      } else {
        add(result.count, offset, 1)
        result.append(byte)
        offset += 1
      }
    }
    return result.elementsEqual(decoded)
  }

  /// A run of white space: as it is within a line; one line break is a space, more are one less.
  private mutating func fold(_ run: Range<Int>, _ result: inout [UInt8], isEscaped: Bool) {
    var breaks: [Int] = []
    var offset = run.lowerBound + (isEscaped ? 1 : 0)
    while offset < run.upperBound {
      if base[offset] == 0x0d, offset + 1 < run.upperBound, base[offset + 1] == 0x0a { offset += 1 }
      if Self.isBreak(base[offset]) { breaks.append(offset) }
      offset += 1
    }
    if breaks.isEmpty {
      for offset in run {
        add(result.count, offset, 1)
        result.append(base[offset])
      }
    } else if breaks.count == 1 {
      if !isEscaped {
        add(result.count, breaks[0], 1)
        result.append(0x20)
      }
    } else {
      for offset in breaks.dropFirst() {
        add(result.count, offset, 1)
        result.append(0x0a)
      }
    }
  }

  /// The character of an escape; nil for an escaped line break.
  private func escape(at offset: Int, _ limit: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard offset + 1 < limit else { return nil }
    let digits: Int
    switch base[offset + 1] {
    case 0x0a, 0x0d, 0xc2: return nil
    case UInt8(ascii: "0"): return ("\0", 2)
    case UInt8(ascii: "a"): return ("\u{7}", 2)
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "t"), 0x09: return ("\t", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "v"): return ("\u{b}", 2)
    case UInt8(ascii: "f"): return ("\u{c}", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "e"): return ("\u{1b}", 2)
    case UInt8(ascii: "N"): return ("\u{85}", 2)
    case UInt8(ascii: "_"): return ("\u{a0}", 2)
    case UInt8(ascii: "L"): return ("\u{2028}", 2)
    case UInt8(ascii: "P"): return ("\u{2029}", 2)
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default: return (Unicode.Scalar(base[offset + 1]), 2)
    }
    let end = min(offset + 2 + digits, limit)
    let value = (offset + 2..<end).reduce(UInt32(0)) { value, index in value << 4 | (hexValue(base[index]) ?? 0) }
    return (Unicode.Scalar(value) ?? "\u{fffd}", end - offset)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isBreak(byte) && byte != 0x85 }
  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d || byte == 0x85 }
}
