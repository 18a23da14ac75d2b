import Documents

/// Where something was written: the range of the source and the path inside its resource.
public struct Place: Hashable, Sendable {
  package let range: SourceRange
  /// From the resource's own attributes: `ingress[2].cidr_blocks[0]`; empty for the resource itself.
  package let path: NodePath
  /// Where the value was written that is used here: a parameter's default, an output of another stack.
  package let definition: SourceRange?

  package init(range: SourceRange, path: NodePath = NodePath(), definition: SourceRange? = nil) {
    self.range = range
    self.path = path
    self.definition = definition
  }

  /// The same place, with a value that was written elsewhere; what was said of that before comes first.
  package func defined(at range: SourceRange?) -> Place {
    guard definition == nil, let range else { return self }
    if self.range.contains(range) { return self }
    return Place(range: self.range, path: path, definition: range)
  }
}
