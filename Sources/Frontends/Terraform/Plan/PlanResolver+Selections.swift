import Documents
import TerraformLanguage

/// Instances of a resource of which an expression may take some.
///
/// A plan lists `aws_subnet.app[*].id`, `slice(aws_subnet.app[*].id, 0, 2)`, `[for s in aws_subnet.app : s.id if …]` and
/// `[lookup(aws_subnet.app, "a").id]` all as `aws_subnet.app`, and a set that holds an unknown element is unknown as a
/// whole, its size too. Instances that are alike are taken all; those that are made to be told apart may be told apart
/// by the expression.
extension PlanResolver {
  /// Whether an expression that names a resource as a whole may take some of its instances only.
  ///
  /// Each group of a resource is for a role of its own: nearly nothing has all of them. Other things are of several sorts
  /// when a switch, a tag, or a word of their keys that is in more than one sets some apart from the others.
  func isOfSorts(_ indices: [Int], _ wanted: Wanted) -> Bool {
    guard indices.count > 1, let kind = wanted.kind else { return false }
    if !kind.types.isDisjoint(with: ResourceKind.securityGroup.types) { return true }
    let resources = indices.map { plan.resources[$0] }
    return differInSwitch(resources) || haveSorts(resources.map(Self.words)) || haveSorts(resources.map(Self.tags))
  }

  private func differInSwitch(_ resources: [PlanResource]) -> Bool {
    let names = Set(resources.flatMap { $0.after?.members.filter { $0.value.kind == .boolean }.map(\.name) ?? [] })
    return names.contains { name in Set(resources.map { $0.after?[name]?.bool ?? false }).count > 1 }
  }

  /// Whether one of the marks is on more than one thing and not on all.
  private func haveSorts(_ marks: [Set<String>]) -> Bool {
    var counts: [String: Int] = [:]
    for mark in marks.joined() { counts[mark, default: 0] += 1 }
    return counts.values.contains { $0 > 1 && $0 < marks.count }
  }

  private static func words(_ resource: PlanResource) -> Set<String> {
    guard case .name(let key)? = resource.key else { return [] }
    return Set(key.split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }

  private static func tags(_ resource: PlanResource) -> Set<String> {
    Set(resource.after?["tags"]?.members.map { "\($0.name)=\($0.value.string ?? "")" } ?? [])
  }

  /// What is in a list of instances if something else is not of them: a value that chooses among so many things.
  ///
  /// Nothing that is no identifier can be an element itself. What names every instance, or counts all, chooses all.
  func chooses(_ part: Evaluation, among holes: [Evaluation.Item]) -> Bool {
    guard holes.count > 1, part.holes.isEmpty else { return false }
    if part.isOther { return true }
    return part.items.contains { item in
      guard case .known(let node) = item else { return false }
      switch node.kind {
      case .null, .boolean: return false
      case .number: return node.int.map { $0 < holes.count } ?? true
      case .string, .array, .object: return !isAll(node, of: holes)
      }
    }
  }

  /// Whether a value names all of the instances, or none: identifiers beside them, or nothing at all.
  private func isAll(_ node: Node, of holes: [Evaluation.Item]) -> Bool {
    let texts = (node.kind == .object ? node.members.map(\.name) : node.texts).filter { !$0.isEmpty }
    if texts.allSatisfy(isIdentifier) { return true }
    return holes.allSatisfy { hole in
      guard case .attribute(let id, _) = hole, let index = index(of: id),
        case .name(let key)? = plan.resources[index].key
      else { return false }
      return texts.contains(key)
    }
  }
}
