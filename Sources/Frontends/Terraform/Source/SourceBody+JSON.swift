import Documents
import TerraformLanguage

extension SourceBody {
  /// The blocks of a file of configuration in JSON, as those of one in native syntax.
  ///
  /// What is an object, or a list of objects, may be written for blocks or for a value: it counts as blocks.
  /// Source: https://developer.hashicorp.com/terraform/language/syntax/json
  init(json root: Node) {
    let labelled = ["resource": 2, "data": 2, "module": 1, "variable": 1, "output": 1]
    self.init(
      blocks: root.members.flatMap { member in
        LabelledBlocks(member.value, labels: labelled[member.name] ?? 0).blocks.map { block in
          SourceBlock(
            type: member.name, labels: block.labels, header: block.range, body: SourceBody(members: block.body))
        }
      })
  }

  /// The arguments and nested blocks of a block.
  private init(members node: Node) {
    var arguments: [SourceBlock.Argument] = []
    var blocks: [SourceBlock] = []
    for member in node.members {
      let range = member.key.range
      if member.name == "dynamic" {
        blocks += LabelledBlocks(member.value, labels: 1).blocks.map { block in
          SourceBlock(type: "dynamic", labels: block.labels, header: block.range, body: SourceBody(members: block.body))
        }
      } else if member.value.kind == .object {
        blocks.append(
          SourceBlock(type: member.name, labels: [], header: range, body: SourceBody(members: member.value)))
      } else if member.value.kind == .array, member.value.elements.contains(where: { $0.kind == .object }) {
        blocks += member.value.elements.map { element in
          SourceBlock(type: member.name, labels: [], header: range, body: SourceBody(members: element))
        }
      } else {
        arguments.append(SourceBlock.Argument(name: member.name, range: range, value: member.value.range))
      }
    }
    self.init(arguments: arguments, blocks: blocks)
  }
}
