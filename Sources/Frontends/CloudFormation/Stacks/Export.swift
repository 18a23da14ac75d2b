import AWSModel
import Documents
import NetSpace

/// An output that other stacks can import.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
struct Export: Sendable {
  /// What it may be called; a name often begins with that of the stack, which no template knows.
  let names: [PartialText]
  /// The number of the root.
  let root: Int
  /// The logical ids of the nested stacks that lead to it from the root.
  let instance: [String]
  let output: String

  static func all(of root: Int, in stacks: CloudFormationStacks) -> [Export] {
    let sections = stacks.roots[root].sections
    guard sections.hasNestedStacks || sections.hasExports else { return [] }
    let world = StackWorld(stacks) { _ in }
    defer { withExtendedLifetime(world) {} }
    return world.root(root).allInstances.flatMap { instance -> [Export] in
      guard instance.sections.hasExports else { return [] }
      return instance.outputs.reduce(into: []) { all, output in
        guard let name = output.body["Export"]?["Name"], instance.existence(of: output).verdict != .no else { return }
        let names = instance.ofOutput(output) { instance.texts(instance.resolve(name, path: NodePath())).options }
        all.append(Export(names: names, root: root, instance: instance.path, output: output.name))
      }
    }
  }

  /// Whether it is called that.
  ///
  /// What is not known in names of two stacks need not be the same.
  func isCalled(_ name: PartialText) -> Verdict {
    .any(names.map { $0.equals(name, fromOtherStack: true) })
  }
}
