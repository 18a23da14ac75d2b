import Glibc

extension Document {
  /// Warnings found while reading and those found by a pass over the keys below `node`.
  func collectWarnings(in node: Node) -> [DocumentWarning] {
    let end = next(after: node.index)
    var finder = DuplicateKeyFinder(self)
    for index in node.index..<end where tape.nodes[index].kind == .object && tape.nodes[index].payload > 2 {
      finder.search(objectAt: index)
    }
    // A node that is aliased stands on the tape several times.
    var found = Set(finder.found.map { duplicateKey($0.later, $0.earlier) })
    if mayHoldLoneSurrogates { found.formUnion(loneSurrogates(in: node.index..<end)) }
    let whole = node.range
    found.formUnion(
      readingWarnings.filter { node.index == 0 || whole.bytes.contains($0.range.offset) })
    return found.sorted { ($0.range, $0.message) < ($1.range, $1.message) }
  }

  private func duplicateKey(_ later: Int, _ earlier: Int) -> DocumentWarning {
    let name = Node(document: self, index: later).string ?? ""
    return DocumentWarning(
      kind: .duplicateKey, range: range(at: later), related: range(at: earlier),
      message: "the key \"\(name)\" is repeated in the same object; the last one counts")
  }

  private func loneSurrogates(in indices: Range<Int>) -> [DocumentWarning] {
    indices.flatMap { index -> [DocumentWarning] in
      let node = tape.nodes[index]
      guard node.kind == .escapedString || node.kind == .escapedKey else { return [] }
      var found: [DocumentWarning] = []
      let raw = node.offset..<(node.offset + node.payload)
      let halves = (0xd800...0xdfff)
      _ = decodeJSON(bytes.base, raw) { _, input, length in
        guard let length, length == 6, let unit = Int(bytes.string((input + 2)..<(input + 6)), radix: 16),
          halves.contains(unit)
        else { return }
        let range =
          switch places {
          case .text(let text): text.range(of: input..<(input + length))
          case .file, .yaml: SourceRange(file: file, offset: input, length: length)
          }
        found.append(
          DocumentWarning(
            kind: .loneSurrogate, range: range, related: nil,
            message: "half a surrogate pair is no character; read as U+FFFD"))
      }
      return found
    }
  }
}

/// Finds keys that occur twice in one object, with one small hash table for all objects.
private struct DuplicateKeyFinder {
  private struct Slot {
    /// The object that filled the slot: none is ever cleared.
    var object: UInt32
    var key: UInt32
    var hash: UInt64
  }

  private static let slotCount = 1024
  /// Half the slots, so that a search ends soon; larger objects are few.
  private static let smallObject = slotCount / 2

  private let document: Document
  private var slots: [Slot]
  private(set) var found: [(later: Int, earlier: Int)] = []

  init(_ document: Document) {
    self.document = document
    slots = Array(repeating: Slot(object: .max, key: 0, hash: 0), count: Self.slotCount)
  }

  mutating func search(objectAt object: Int) {
    let end = object + 1 + document.tape.nodes[object].payload
    let base = document.bytes.base
    let isSmall = slots.withUnsafeMutableBufferPointer { slots -> Bool in
      var left = Self.smallObject
      var index = object + 1
      while index < end {
        let key = document.tape.nodes[index]
        left -= 1
        guard left > 0, key.kind == .key else { return false }
        let hash = Self.hash(base + key.offset, key.payload)
        var slot = Int(truncatingIfNeeded: hash >> 32) & (Self.slotCount - 1)
        while slots[slot].object == UInt32(truncatingIfNeeded: object) {
          if slots[slot].hash == hash {
            let other = document.tape.nodes[Int(slots[slot].key)]
            if other.payload == key.payload, memcmp(base + other.offset, base + key.offset, key.payload) == 0 {
              return false
            }
          }
          slot = (slot + 1) & (Self.slotCount - 1)
        }
        slots[slot] = Slot(
          object: UInt32(truncatingIfNeeded: object), key: UInt32(truncatingIfNeeded: index), hash: hash)
        index = document.next(after: index + 1)
      }
      return true
    }
    if !isSmall { searchByText(objectAt: object, end: end) }
  }

  /// The search for large objects, for those with escapes in a key, and for naming the duplicates.
  private mutating func searchByText(objectAt object: Int, end: Int) {
    var last: [[UInt8]: Int] = [:]
    var index = object + 1
    while index < end {
      let key = document.tape.nodes[index]
      let raw = key.offset..<(key.offset + key.payload)
      let text =
        key.kind == .escapedKey ? decodeJSON(document.bytes.base, raw) : Array(document.bytes.buffer[raw])
      if let earlier = last.updateValue(index, forKey: text) { found.append((later: index, earlier: earlier)) }
      index = document.next(after: index + 1)
    }
  }

  /// Of the length, the first and the last eight bytes.
  @inline(__always)
  private static func hash(_ key: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(key)
    var word = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
    if count < 8 {
      word &= (1 << UInt64(count * 8)) - 1
    } else {
      let last = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      word ^= (last << 23) | (last >> 41)
    }
    let mixed = (word ^ UInt64(count)) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ (mixed >> 29)
  }
}
