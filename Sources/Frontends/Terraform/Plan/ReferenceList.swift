import Documents
import TerraformLanguage

extension Node {
  /// The value of a constant expression.
  ///
  /// Of a configuration in JSON a plan writes the template as if it were constant, beside what it refers to.
  var planConstant: Node? {
    if self["references"]?.elements.contains(where: { _ in true }) ?? false { return nil }
    return self["constant_value"]
  }
}

/// The references of an expression in a plan.
///
/// Each is listed in full, then shortened step by step (`aws_subnet.a[0].id`, `aws_subnet.a[0]`, `aws_subnet.a`); an index
/// that is computed ends it, so that `aws_subnet.a[count.index].id` and `aws_subnet.a[*].id` are both `aws_subnet.a`.
struct ReferenceList {
  let references: [Traversal]
  /// The same, each as often as it is written.
  let mentions: [Traversal]
  /// Whether the expression uses `count.index`, `each.key` or `each.value`.
  let usesInstance: Bool

  init(_ expression: Node) {
    var references: [Traversal] = []
    var mentions: [Traversal] = []
    var usesInstance = false
    var previous = ""
    for node in expression["references"]?.elements.map({ $0 }) ?? [] {
      guard let text = node.string else { continue }
      defer { previous = text }
      if Self.isShortened(text, of: previous) { continue }
      guard let traversal = Traversal(text) else {
        references.append(Traversal(root: text, steps: []))
        continue
      }
      mentions.append(traversal)
      switch traversal.root {
      case "count": usesInstance = true
      case "each":
        usesInstance = true
        if case .attribute("value")? = traversal.steps.first, !references.contains(traversal) {
          references.append(traversal)
        }
      case "path", "terraform", "self": continue
      default: if !references.contains(traversal) { references.append(traversal) }
      }
    }
    self.references = references
    self.mentions = mentions
    self.usesInstance = usesInstance
  }

  private static func isShortened(_ text: String, of previous: String) -> Bool {
    guard previous.utf8.count > text.utf8.count, previous.hasPrefix(text) else { return false }
    let next = previous.utf8[previous.utf8.index(previous.startIndex, offsetBy: text.utf8.count)]
    return next == UInt8(ascii: ".") || next == UInt8(ascii: "[")
  }
}
