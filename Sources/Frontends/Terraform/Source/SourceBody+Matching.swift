import Documents
import TerraformLanguage

extension SourceBody {
  /// The block that an element of a plan comes from, written or `dynamic`; nil if it cannot be told.
  ///
  /// Literals that differ rule a block out; of those that are left the one is meant that says most of what is in the
  /// element and least of what is not.
  func block(_ type: String, like element: Node) -> SourceBlock? {
    let generators = generators(of: type)
    let written = blocks(type)
    if written.count == 1, generators.isEmpty { return written[0] }
    let rated = written.compactMap { block in block.body.likeness(to: element).map { (block, $0) } }
    let most = rated.map(\.1).max() ?? 0
    let best = rated.filter { $0.1 == most }
    if best.isEmpty || most <= 0 && !generators.isEmpty { return generators.only }
    return best.map(\.0).only
  }

  /// How much of an element is written here, less what is not; nil if something differs.
  private func likeness(to element: Node) -> Int? {
    var likeness = 0
    for member in element.members {
      if let argument = arguments.first(where: { $0.name == member.name }) {
        if let literal = argument.literal {
          let same = literal.filter { !$0.isEmpty }.map { $0.lowercased() }.sorted() == member.value.scalars.sorted()
          if !same { return nil }
        }
        likeness += member.value.isEmptyValue && argument.literal == nil ? -1 : 1
      } else if !member.value.isEmptyValue {
        likeness += blocks(member.name).isEmpty && generators(of: member.name).isEmpty ? -1 : 1
      }
    }
    return likeness
  }
}

extension Array {
  /// The element of an array that has one.
  var only: Element? { count == 1 ? self[0] : nil }
}

extension Node {
  /// What is not empty of a list, or of this alone; in lower case, to which the provider brings some of them.
  fileprivate var scalars: [String] {
    kind == .array ? elements.flatMap(\.scalars) : [scalar].compactMap { $0?.lowercased() }.filter { !$0.isEmpty }
  }
}
