extension YAMLReader {
  /// A key and its value on the tape.
  private struct Pair {
    let key: Int
    /// The node after the value.
    let end: Int
    var value: Int { key + 1 }
  }

  /// Puts the members of what `<<` names into the mapping that has just been read, where it does not have them itself.
  ///
  /// Source: https://yaml.org/type/merge.html
  mutating func merge(mappingAt index: Int) {
    let own = pairs(from: index + 1, to: tape.count)
    let merging = own.filter { isMergeKey($0.key) && canBeMerged($0) }
    if merging.isEmpty { return }
    var kept = own.filter { pair in !merging.contains { $0.key == pair.key } }
    moveAnchors(kept, from: index + 1)
    var names = Set(kept.map { name(of: $0.key) })
    for pair in merging {
      for source in mappings(at: pair.value) {
        let members = pairs(from: source + 1, to: source + 1 + tape.nodes[source].payload)
        kept += members.filter { names.insert(name(of: $0.key)).inserted }
      }
    }
    let nodes = kept.flatMap { pair in (pair.key..<pair.end).map { tape.nodes[$0] } }
    let places = kept.flatMap { self.places.places[$0.key..<$0.end] }
    tape.replace(from: index + 1, with: nodes)
    self.places.places.replaceSubrange((index + 1)..., with: places)
  }

  private func pairs(from start: Int, to end: Int) -> [Pair] {
    var pairs: [Pair] = []
    var index = start
    while index < end {
      let value = tape.nodes[index + 1]
      let next = index + 2 + (value.isContainer ? value.payload : 0)
      pairs.append(Pair(key: index, end: next))
      index = next
    }
    return pairs
  }

  private func isMergeKey(_ index: Int) -> Bool {
    places.places[index].style == .plain && name(of: index) == Array("<<".utf8)
  }

  private func name(of index: Int) -> [UInt8] {
    let node = tape.nodes[index]
    return Array(scalars[node.offset..<(node.offset + node.payload)])
  }

  /// Whether a value is a mapping or a sequence of them, and nothing in it can be referred to later.
  private func canBeMerged(_ pair: Pair) -> Bool {
    if anchors.values.contains(where: { (pair.key..<pair.end).contains($0.index) }) { return false }
    let value = tape.nodes[pair.value]
    if value.kind == .object { return true }
    guard value.kind == .array, value.payload > 0 else { return false }
    let elements = elements(of: pair.value)
    return elements.allSatisfy { tape.nodes[$0].kind == .object }
  }

  private func mappings(at index: Int) -> [Int] {
    tape.nodes[index].kind == .object ? [index] : elements(of: index)
  }

  private func elements(of index: Int) -> [Int] {
    var elements: [Int] = []
    var next = index + 1
    let end = next + tape.nodes[index].payload
    while next < end {
      elements.append(next)
      next += 1 + (tape.nodes[next].isContainer ? tape.nodes[next].payload : 0)
    }
    return elements
  }

  /// The pairs that stay close up: what is anchored in them moves with them.
  private mutating func moveAnchors(_ kept: [Pair], from start: Int) {
    var next = start
    for pair in kept {
      for (name, anchor) in anchors where (pair.key..<pair.end).contains(anchor.index) {
        anchors[name] = Anchor(index: anchor.index - pair.key + next, height: anchor.height)
      }
      next += pair.end - pair.key
    }
  }
}
