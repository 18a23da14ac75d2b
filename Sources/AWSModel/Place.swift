import Documents

/// Where something was written: the range of the source and the path inside its resource.
package struct Place: Hashable, Sendable {
  package let range: SourceRange
  /// From the resource's own attributes: `ingress[2].cidr_blocks[0]`; empty for the resource itself.
  package let path: NodePath

  package init(range: SourceRange, path: NodePath = NodePath()) {
    self.range = range
    self.path = path
  }
}
