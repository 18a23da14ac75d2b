import AWSModel
import Analysis
import CEL

/// An instance, or what instances are made from.
struct Machine: Resource {
  let declaration: Declaration
  /// What it leaves out it has from a launch template.
  let hasTemplate: Bool
}

extension Relations {
  static let machine: Relation = Relation(of: Objects.machine) { context in
    let infrastructure = context.infrastructure
    let machines =
      infrastructure.instances.map { Machine(declaration: $0.declaration, hasTemplate: $0.launchTemplate != nil) }
      + infrastructure.launchTemplates.map { Machine(declaration: $0.declaration, hasTemplate: false) }
    return machines.filter { $0.declaration.kind == .declared }.map { Row(Objects.machine, $0, context) }
  }
}

extension Objects {
  static let machine: ObjectType<Machine> = ObjectType(
    resource: "machine", doc: "An EC2 instance, or a launch template or configuration that instances are made from.",
    fields: [
      "has_template": .init(.bool, "Whether it has what it leaves out from a launch template.") { machine, _ in
        .bool(machine.hasTemplate)
      }
    ])
}
