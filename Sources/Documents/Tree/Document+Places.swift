import Glibc

extension Document {
  /// The tape index after the subtree at `index`.
  @inline(__always)
  func next(after index: Int) -> Int {
    let node = tape.nodes[index]
    return node.isContainer ? index &+ 1 &+ node.payload : index &+ 1
  }

  /// Whether the key or string at `index`, decoded, is `wanted`.
  func string(at index: Int, equals wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    let node = tape.nodes[index]
    if node.kind == .escapedKey || node.kind == .escapedString {
      return decodeJSON(bytes.base, node.offset..<(node.offset + node.payload)).elementsEqual(wanted)
    }
    guard node.payload == wanted.count else { return false }
    guard let start = wanted.baseAddress else { return true }
    return memcmp(bytes.base + node.offset, start, wanted.count) == 0
  }

  /// Where the node at `index` was written.
  func range(at index: Int) -> SourceRange {
    switch places {
    case .file:
      let range = byteRange(at: index)
      return SourceRange(file: file, offset: range.lowerBound, length: range.count)
    case .text(let text): return text.range(of: byteRange(at: index))
    case .yaml(let places): return places.range(at: index, in: file)
    }
  }

  /// The bytes of the JSON value at `index`, quotes and brackets included.
  private func byteRange(at index: Int) -> Range<Int> {
    let node = tape.nodes[index]
    switch node.kind {
    case .object, .array: return node.offset..<containerEnd(at: index)
    case .string, .escapedString, .key, .escapedKey: return (node.offset - 1)..<(node.offset + node.payload + 1)
    case .number, .true, .false, .null: return node.offset..<(node.offset + node.payload)
    }
  }

  /// After the bracket that closes the container at `index`.
  ///
  /// The tape holds no ends: it is the first bracket after the end of the last child, which is found level by level.
  private func containerEnd(at index: Int) -> Int {
    var index = index
    var depth = 0
    var offset = tape.nodes[index].offset + 1
    // Down to the last leaf.
    while true {
      let node = tape.nodes[index]
      guard node.isContainer else {
        offset = byteRange(at: index).upperBound
        break
      }
      depth += 1
      offset = node.offset + 1
      guard node.payload > 0 else { break }
      let end = index + 1 + node.payload
      var child = index + 1
      while true {
        let next = next(after: child)
        if next >= end { break }
        child = next
      }
      index = child
    }
    // Up through the brackets, with only white space and brackets between.
    while depth > 0, offset < bytes.count {
      if bytes.base[offset] == 0x7d || bytes.base[offset] == 0x5d { depth -= 1 }
      offset += 1
    }
    return offset
  }
}
