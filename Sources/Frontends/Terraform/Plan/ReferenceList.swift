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
        if traversal.isElement, !references.contains(traversal) { references.append(traversal) }
      case "path", "terraform", "self": continue
      default: if !references.contains(traversal) { references.append(traversal) }
      }
    }
    self.references = references
    self.mentions = mentions
    self.usesInstance = usesInstance
  }

  /// What is left of a list when some of it is understood.
  init(mentions: [Traversal]) {
    self.mentions = mentions
    references = mentions.reduce(into: []) { all, mention in
      if !mention.isOfInstance || mention.isElement, !all.contains(mention) { all.append(mention) }
    }
    usesInstance = mentions.contains(where: \.isOfInstance)
  }

  /// Whether something is referred to more than once: in a list it would be there twice, so that it is taken out of
  /// others (`setsubtract`), compared with them (`setintersection`), or in both branches of a choice.
  var isRepetitive: Bool {
    let own = mentions.filter { !$0.isOfInstance }
    return Set(own).count < own.count
  }

  /// Whether something is counted beside being used, as in `length(aws_subnet.a) > 0 ? aws_subnet.a[0].id : …`.
  var counts: Bool {
    mentions.contains { whole in
      !whole.isOfInstance && whole.endsBeforeAnIndex
        && mentions.contains {
          $0.root == whole.root && $0.steps.count > whole.steps.count && $0.steps.starts(with: whole.steps)
        }
    }
  }

  /// Whether an index is computed of the instance's own, `count.index > 1 ? count.index - 2 : count.index`.
  var computesIndex: Bool {
    zip(mentions, mentions.dropFirst()).contains { $0.isOfInstance && !$0.isElement && $0 == $1 }
  }

  /// Whether `count.index` or `each.key` is used for something else than as an index, or the workspace: for a condition.
  ///
  /// An index follows what it is an index of, which ends there.
  var hasCondition: Bool {
    mentions.indices.contains { position in
      let mention = mentions[position]
      if mention.root == "terraform" { return true }
      guard mention.isOfInstance, !mention.isElement else { return false }
      return position == 0 || !mentions[position - 1].endsBeforeAnIndex
    }
  }

  private static func isShortened(_ text: String, of previous: String) -> Bool {
    guard previous.utf8.count > text.utf8.count, previous.hasPrefix(text) else { return false }
    let next = previous.utf8[previous.utf8.index(previous.startIndex, offsetBy: text.utf8.count)]
    return next == UInt8(ascii: ".") || next == UInt8(ascii: "[")
  }
}

extension Traversal {
  /// Whether it is `count.index`, `each.key` or `each.value`.
  fileprivate var isOfInstance: Bool { root == "count" || root == "each" }

  /// Whether an index can follow that is not written out: a resource, a module, a variable or a local value as a whole.
  fileprivate var endsBeforeAnIndex: Bool {
    switch root {
    case "var", "local", "module": true
    case "data": steps.count == 2
    case "count", "each": isElement
    default: steps.count == 1
    }
  }

  /// Whether it is `each.value` or something in it.
  var isElement: Bool { root == "each" && steps.first == .attribute("value") }
}
