import Documents
import TerraformLanguage

extension Node {
  /// The value at some steps below; nil when there is none.
  func at(_ steps: [Traversal.Step]) -> Node? {
    var node = self
    for step in steps {
      let next: Node? =
        switch step {
        case .attribute(let name), .index(.name(let name)): node[name]
        case .index(.index(let index)): node[index]
        case .splat: node
        }
      guard let next else { return nil }
      node = next
    }
    return node
  }
}
