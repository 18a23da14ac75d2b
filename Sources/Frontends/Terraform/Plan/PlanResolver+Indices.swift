import Documents
import TerraformLanguage

/// Indices that are computed.
///
/// `aws_subnet.app[each.value.zone].id` is listed as `aws_subnet.app`, `each.value.zone`. Where the value of the second
/// is known and the first has an instance with that key, it is taken for the index. `lookup` and `element` are listed
/// alike, and mean the same.
extension PlanResolver {
  /// The references of an expression with the indices that known values are; as they were where there are none.
  func indexed(_ list: ReferenceList, in scope: PlanScope, _ wanted: Wanted) -> ReferenceList {
    var mentions: [Traversal] = []
    var isChanged = false
    var position = 0
    while position < list.mentions.count {
      let mention = list.mentions[position]
      position += 1
      guard position < list.mentions.count, let keys = keysOfInstances(of: mention, in: scope) else {
        mentions.append(mention)
        continue
      }
      let next = list.mentions[position]
      if let key = key(in: next, in: scope, wanted) {
        mentions.append(keys.contains(key) ? mention.at(key) : mention)
        if !keys.contains(key) { continue }
      } else {
        mentions.append(mention)
        guard isUnknownIndex(next, among: keys, wanted) else { continue }
      }
      position += 1
      isChanged = true
    }
    return isChanged ? ReferenceList(mentions: mentions) : list
  }

  /// Whether a reference is an index of which a plan does not tell the value: `each.value.group` behind what has
  /// several instances is no group itself.
  private func isUnknownIndex(_ mention: Traversal, among keys: [Traversal.Key], _ wanted: Wanted) -> Bool {
    keys.count > 1 && mention.root == "each" && mention.steps.count > 1 && !Self.holdsMany(wanted.attribute)
  }

  /// The keys of the instances of what is named as a whole, without attribute or key.
  func keysOfInstances(of mention: Traversal, in scope: PlanScope) -> [Traversal.Key]? {
    guard mention.steps.count == (mention.root == "data" ? 2 : 1), case .attribute(let name)? = mention.steps.last
    else {
      return nil
    }
    switch mention.root {
    case "var", "local", "each", "count", "path", "terraform", "self": return nil
    case "module": return keys(ofCall: name, in: scope.module).compactMap { $0 }
    default:
      let address = PlanResource.resourceAddress(module: scope.module.address, local: "\(mention)")
      return instances[address]?.compactMap { plan.resources[$0].key }
    }
  }

  /// The key that a reference to a value is.
  ///
  /// The number of a variable may be a length, `slice(…, 0, var.zones)`, and is none. In a list the text of one may be
  /// what a `for` leaves out, `if k != var.role`.
  private func key(in mention: Traversal, in scope: PlanScope, _ wanted: Wanted) -> Traversal.Key? {
    guard mention.isElement || mention.root == "var" && !Self.holdsMany(wanted.attribute) else { return nil }
    let plain = Wanted(attribute: wanted.attribute, kind: nil, depth: wanted.depth + 1)
    let value = evaluate(mention, selecting: false, in: scope, plain)
    guard value.items.count == 1, case .known(let node) = value.items[0] else { return nil }
    if let text = node.string { return .name(text) }
    return mention.isElement ? node.int.map { .index($0) } : nil
  }
}

extension Traversal {
  fileprivate func at(_ key: Key) -> Traversal { Traversal(root: root, steps: steps + [.index(key)]) }
}
