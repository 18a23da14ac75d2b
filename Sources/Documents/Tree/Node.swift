/// What a node is.
package enum NodeKind: Hashable, Sendable { case object, array, string, number, boolean, null }

/// A value in a document: a cursor of a document and a place on its tape.
package struct Node: Sendable, Hashable {
  package let document: Document
  let storedIndex: UInt32

  init(document: Document, index: Int) {
    self.document = document
    storedIndex = UInt32(truncatingIfNeeded: index)
  }

  var index: Int { Int(storedIndex) }
  var tapeNode: TapeNode { document.tape.nodes[index] }

  package static func == (left: Node, right: Node) -> Bool {
    left.document === right.document && left.storedIndex == right.storedIndex
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(document))
    hasher.combine(storedIndex)
  }

  package var kind: NodeKind {
    switch tapeNode.kind {
    case .object: .object
    case .array: .array
    case .string, .escapedString, .key, .escapedKey: .string
    case .number: .number
    case .true, .false: .boolean
    case .null: .null
    }
  }

  /// The number of members of an object or elements of an array, else 0.
  ///
  /// Takes time in proportion to the result.
  package var count: Int {
    switch kind {
    case .object: members.reduce(0) { count, _ in count + 1 }
    case .array: elements.reduce(0) { count, _ in count + 1 }
    case .string, .number, .boolean, .null: 0
    }
  }

  /// The key that this is the value of; nil for an element of an array, and for what stands for a whole document.
  package var key: Node? {
    // Every key is followed by its value, so that what comes before any other node is none.
    guard index > 0 else { return nil }
    switch document.tape.nodes[index - 1].kind {
    case .key, .escapedKey: return Node(document: document, index: index - 1)
    case .object, .array, .string, .escapedString, .number, .true, .false, .null: return nil
    }
  }

  /// The members of an object in order, duplicates included; of anything else none.
  package var members: Members { Members(self) }
  /// The elements of an array; of anything else none.
  package var elements: Elements { Elements(self) }

  /// The value of a member; of duplicates the last, as JSON parsers do.
  ///
  /// Takes time in proportion to the number of members: of a large object read `members` once.
  package subscript(_ key: String) -> Node? {
    guard tapeNode.kind == .object else { return nil }
    var key = key
    let found: Int? = key.withUTF8 { wanted in
      var found: Int?
      var index = self.index + 1
      let end = index + tapeNode.payload
      while index < end {
        if document.string(at: index, equals: wanted) { found = index + 1 }
        index = document.next(after: index + 1)
      }
      return found
    }
    return found.map { Node(document: document, index: $0) }
  }

  /// The element of an array at `position`.
  ///
  /// Takes time in proportion to `position`.
  package subscript(_ position: Int) -> Node? {
    guard tapeNode.kind == .array, position >= 0 else { return nil }
    var index = self.index + 1
    let end = index + tapeNode.payload
    var left = position
    while index < end, left > 0 {
      index = document.next(after: index)
      left -= 1
    }
    return index < end ? Node(document: document, index: index) : nil
  }

  /// A member of an object.
  package struct Member: Sendable {
    package let key: Node
    package let value: Node
    package var name: String { key.string ?? "" }
  }

  package struct Members: Sequence, IteratorProtocol, Sendable {
    private let document: Document
    private var index: Int
    private let end: Int

    init(_ node: Node) {
      document = node.document
      index = node.index + 1
      end = node.tapeNode.kind == .object ? index + node.tapeNode.payload : index
    }

    package mutating func next() -> Member? {
      guard index < end else { return nil }
      let member = Member(
        key: Node(document: document, index: index), value: Node(document: document, index: index + 1))
      index = document.next(after: index + 1)
      return member
    }
  }

  package struct Elements: Sequence, IteratorProtocol, Sendable {
    private let document: Document
    private var index: Int
    private let end: Int

    init(_ node: Node) {
      document = node.document
      index = node.index + 1
      end = node.tapeNode.kind == .array ? index + node.tapeNode.payload : index
    }

    package mutating func next() -> Node? {
      guard index < end else { return nil }
      let node = Node(document: document, index: index)
      index = document.next(after: index)
      return node
    }
  }
}
