extension Node {
  /// The way from this node to the innermost node below it that a place in the file lies in.
  ///
  /// Takes time in proportion to the members and elements on the way. Only of a document that was read from a file as
  /// JSON: of any other the way is empty.
  ///
  /// - Parameter offset: in bytes from the start of the file.
  package func path(to offset: Int) -> NodePath {
    guard case .file = document.places else { return NodePath() }
    var path = NodePath()
    var node = self
    while let (component, child) = node.child(at: offset) {
      path.components.append(component)
      node = child
    }
    return path
  }

  /// In bytes from the start of the file, where the document was read from it as JSON.
  package var start: Int {
    switch tapeNode.kind {
    case .string, .escapedString, .key, .escapedKey: tapeNode.offset - 1
    case .object, .array, .number, .true, .false, .null: tapeNode.offset
    }
  }

  /// The last child that begins at a place or before; a member begins with its key.
  private func child(at offset: Int) -> (NodePath.Component, Node)? {
    switch kind {
    case .object:
      var found: Member?
      for member in members {
        if member.key.start > offset { break }
        found = member
      }
      return found.map { (.key($0.name), $0.value) }
    case .array:
      var found: (Int, Node)?
      for (index, element) in elements.enumerated() {
        if element.start > offset { break }
        found = (index, element)
      }
      return found.map { (.index($0.0), $0.1) }
    case .string, .number, .boolean, .null: return nil
    }
  }
}
