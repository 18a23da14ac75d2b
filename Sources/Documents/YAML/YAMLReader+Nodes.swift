import CYaml

extension YAMLReader {
  mutating func scalar(_ event: yaml_event_t) throws(InputError) {
    let data = event.data.scalar
    let value = UnsafeBufferPointer(start: data.value, count: Int(data.length))
    let start = marks.offset(event.start_mark)
    var end = marks.offset(event.end_mark)
    guard value.count <= TapeNode.largestPayload, scalars.count + value.count <= Int(UInt32.max) else {
      throw InputError(
        at: range(start, end), message: "found text of more than 2^28 bytes, the most that can be read",
        help: "split the file")
    }
    let style = Self.style(data.style)
    if style == .literal || style == .folded { end = trimmed(end, above: start) }
    let place = place(start, end, hasProperties: data.anchor != nil || data.tag != nil)
    let tag = try tag(data.tag, at: place)

    let kind: TapeNode.Kind
    if try placeNode(end: end, at: place) {
      kind = .key
      if style == .plain, tag == .none { checkPlainKey(value, at: range(start, end)) }
    } else {
      kind = resolve(value, isPlain: style == .plain, tag: tag, at: range(start, end))
    }
    if let anchor = data.anchor { anchors[String(cString: anchor)] = Anchor(index: tape.count, height: 0) }
    append(kind, value, place, style: style, tag: tag)
  }

  mutating func open(
    _ kind: TapeNode.Kind, _ event: yaml_event_t, anchor: UnsafeMutablePointer<yaml_char_t>?,
    tag: UnsafeMutablePointer<yaml_char_t>?, isFlow: Bool
  ) throws(InputError) {
    let start = marks.offset(event.start_mark)
    // The end is not known before the end event.
    let place = place(start, file.count, hasProperties: anchor != nil || tag != nil)
    if try placeNode(end: start, at: place) {
      throw InputError(
        at: range(start, min(start + 1, file.count)),
        message: "found \(kind == .object ? "a mapping" : "a sequence") as a key, expected text",
        help: isFlow && kind == .object
          ? "quote a text that begins with {; a {{placeholder}} must be filled in before"
          : "keys are text: quote the key, or indent what belongs to it")
    }
    guard frames.count < Self.depthLimit else { throw tooDeep(at: start) }
    let name = anchor.map { String(cString: $0) }
    if let name { anchors[name] = Anchor(index: tape.count, height: nil) }
    frames.append(
      Frame(
        index: tape.count, isMapping: kind == .object, isFlow: isFlow, expectsKey: kind == .object,
        lastEnd: Int(place.valueStart), anchor: name))
    append(kind, UnsafeBufferPointer(start: nil, count: 0), place, style: .none, tag: try self.tag(tag, at: place))
  }

  mutating func close(_ event: yaml_event_t) throws(InputError) {
    guard let frame = frames.popLast() else { return }
    if frame.hasMergeKey { merge(mappingAt: frame.index) }
    let end = frame.isFlow ? marks.offset(event.end_mark) : frame.lastEnd
    let nodes = tape.count - frame.index - 1
    guard nodes <= TapeNode.largestPayload else {
      throw InputError(
        at: range(Int(places.places[frame.index].start), end),
        message: "found a value of more than 2^28 parts, the most that can be read", help: "split the file")
    }
    tape.setPayload(nodes, at: frame.index)
    places.places[frame.index].end = UInt32(truncatingIfNeeded: end)
    places.places[frame.index].valueEnd = UInt32(truncatingIfNeeded: end)
    if let anchor = frame.anchor { anchors[anchor] = Anchor(index: frame.index, height: frame.height + 1) }
    guard !frames.isEmpty else { return }
    let parent = frames.count - 1
    frames[parent].height = max(frames[parent].height, frame.height + 1)
    frames[parent].lastEnd = end
  }

  /// Copies the anchored node, which is complete and therefore a slice of the tape.
  mutating func alias(_ event: yaml_event_t) throws(InputError) {
    let start = marks.offset(event.start_mark)
    let end = marks.offset(event.end_mark)
    let here = range(start, end)
    let name = event.data.alias.anchor.map { String(cString: $0) } ?? ""
    guard let anchor = anchors[name] else {
      throw InputError(
        at: here, message: "found an alias of \"\(name)\", expected the name of an anchor before it",
        help: "write &\(name) before the value meant, or quote the text \"*\(name)\"")
    }
    guard let height = anchor.height else {
      throw InputError(
        at: here, message: "found an alias of \"\(name)\" inside the value that it names",
        help: "a value cannot hold itself: remove the alias")
    }
    guard frames.count + height <= Self.depthLimit else { throw tooDeep(at: start) }
    let root = tape.nodes[anchor.index]
    let copied = anchor.index..<(anchor.index + (root.isContainer ? root.payload + 1 : 1))
    try checkExpansion(copied, at: here)
    var place = places.places[anchor.index]
    (place.start, place.end) = (UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end))
    let isKey = try placeNode(end: end, at: place)
    if isKey, root.isContainer {
      throw InputError(
        at: here, message: "found an alias of a mapping or sequence as a key, expected text",
        help: "CloudFormation keys are text; quote the key if it begins with *")
    }
    let copy = tape.count
    tape.appendCopy(of: copied)
    places.places.append(contentsOf: places.places[copied])
    places.places[copy] = place
    if isKey {
      tape.setKind(.key, at: copy)
    } else if root.kind == .key {
      tape.setKind(.string, at: copy)
    }
    if !frames.isEmpty { frames[frames.count - 1].height = max(frames[frames.count - 1].height, height) }
  }

  /// Keeps what aliases add within bounds: an alias bomb of a few lines stands for billions of values.
  private mutating func checkExpansion(_ copied: Range<Int>, at place: SourceRange) throws(InputError) {
    let ownNodes = tape.count - expandedNodes
    let text = copied.reduce(0) { sum, index in
      let node = tape.nodes[index]
      return node.isContainer ? sum : sum + node.payload
    }
    guard expandedNodes + copied.count <= ownNodes * Self.expansionFactor + Self.freeExpansion,
      expandedText + text <= (file.count + Self.freeExpansion) * Self.expansionFactor
    else {
      throw InputError(
        at: place, message: "found aliases that add more than \(Self.expansionFactor) times what the file holds",
        help: "write the values out; nothing that deploys needs so many")
    }
    expandedNodes += copied.count
    expandedText += text
  }

  /// Notes in the open container that a node comes, ending at `end`; true if it is a key.
  private mutating func placeNode(end: Int, at place: YAMLPlaces.Place) throws(InputError) -> Bool {
    guard let frame = frames.last else { return false }
    let last = frames.count - 1
    frames[last].lastEnd = max(frame.lastEnd, end)
    guard frame.isMapping else { return false }
    frames[last].expectsKey.toggle()
    return frame.expectsKey
  }

  private mutating func append(
    _ kind: TapeNode.Kind, _ value: UnsafeBufferPointer<UInt8>, _ place: YAMLPlaces.Place, style: YAMLPlaces.Style,
    tag: YAMLTag
  ) {
    var place = place
    place.tagAndStyle = style.rawValue
    if case .local(let name) = tag {
      let number = tagNumbers[name] ?? places.tags.count + 1
      if number > places.tags.count {
        places.tags.append(name)
        tagNumbers[name] = number
      }
      place.tagAndStyle |= UInt32(truncatingIfNeeded: number) << 3
    }
    let payload = kind == .object || kind == .array ? 0 : value.count
    tape.append(TapeNode(kind, offset: scalars.count, payload: payload))
    scalars.append(contentsOf: value)
    places.places.append(place)
  }

  private func place(_ start: Int, _ end: Int, hasProperties: Bool) -> YAMLPlaces.Place {
    let valueStart = hasProperties ? afterProperties(start, end) : start
    return YAMLPlaces.Place(
      start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
      valueStart: UInt32(truncatingIfNeeded: valueStart), valueEnd: UInt32(truncatingIfNeeded: end), tagAndStyle: 0)
  }

  /// Where the value after a tag and an anchor begins.
  private func afterProperties(_ start: Int, _ end: Int) -> Int {
    let base = file.storage.base
    var offset = start
    while offset < end {
      switch base[offset] {
      case 0x20, 0x09, 0x0a, 0x0d: offset += 1
      case UInt8(ascii: "#"):
        while offset < end, base[offset] != 0x0a, base[offset] != 0x0d { offset += 1 }
      case UInt8(ascii: "!"), UInt8(ascii: "&"):
        while offset < end, ![0x20, 0x09, 0x0a, 0x0d].contains(base[offset]) { offset += 1 }
      default: return offset
      }
    }
    return end
  }

  private func trimmed(_ end: Int, above start: Int) -> Int {
    var end = end
    while end > start, [0x20, 0x09, 0x0a, 0x0d].contains(file.storage.base[end - 1]) { end -= 1 }
    return end
  }

  private func tooDeep(at offset: Int) -> InputError {
    InputError(
      at: range(offset, offset + 1), message: "found more than \(Self.depthLimit) nested mappings and sequences",
      help: "no template nests so deeply; check how the file was written")
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLPlaces.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}
