import Documents
import TerraformLanguage

/// Texts that are marked as sensitive: they count, and are not shown.
///
/// Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
struct SensitiveTexts {
  /// Shorter ones are words that anything may have: to leave them out would make reports unreadable and hide nothing.
  private static let shortest = 4

  private(set) var texts: Set<String> = []

  /// Takes the texts of a value where the marks beside it are true.
  mutating func add(_ value: Node?, marks: Node?) {
    guard let value, let marks else { return }
    switch marks.kind {
    case .boolean: if marks.bool == true { add(value) }
    case .object:
      for mark in marks.members where mark.value.kind != .boolean || mark.value.bool == true {
        add(value[mark.name], marks: mark.value)
      }
    case .array:
      for (element, mark) in zip(value.elements, marks.elements) { add(element, marks: mark) }
    case .string, .number, .null: return
    }
  }

  /// Takes all texts of a value.
  mutating func add(_ value: Node?) {
    guard let value else { return }
    switch value.kind {
    case .string:
      guard let text = value.string, text.utf8.count >= Self.shortest else { return }
      texts.insert(text)
      let range = value.range
      // Without the quotes.
      value.document.file.conceal(
        SourceRange(file: range.file, offset: range.offset + 1, length: max(0, range.length - 2)))
    case .array: for element in value.elements { add(element) }
    case .object: for member in value.members { add(member.value) }
    case .number, .boolean, .null: return
    }
  }

  /// Takes what the command line or a file gives to a variable.
  mutating func add(_ given: GivenVariable.Given) {
    switch given {
    case .node(let node): add(node)
    case .text(let text): add(text.string)
    case .expression(let text): add(Expression.expression(text))
    }
  }

  private mutating func add(_ text: String) { if text.utf8.count >= Self.shortest { texts.insert(text) } }

  private mutating func add(_ expression: Expression) {
    switch expression.content {
    case .text(let text):
      add(text)
      expression.range.file.conceal(text)
    case .tuple(let elements): for element in elements { add(element) }
    case .object(let items): for item in items { add(item.value) }
    default: add(expression.range.text)
    }
  }

  /// Takes the value at a path of a state file: `[{"type": "get_attr", "value": "password"}]`.
  mutating func add(_ value: Node, at path: Node) {
    var node = value
    for step in path.elements {
      guard let key = step["value"] else { return }
      let next = key.kind == .number ? key.int.flatMap { node[$0] } : key.string.flatMap { node[$0] }
      guard let next else { return add(node) }
      node = next
    }
    add(node)
  }
}

extension SensitiveTexts {
  /// Those of a plan.
  init(plan root: Node) {
    for change in root["resource_changes"]?.elements.map({ $0 }) ?? [] {
      guard let change = change["change"] else { continue }
      for (values, marks) in [("after", "after_sensitive"), ("before", "before_sensitive")] {
        // Most resources have nothing that is sensitive.
        guard let marks = change[marks], marks.kind != .boolean || marks.bool == true else { continue }
        add(change[values], marks: marks)
      }
    }
    for change in root["output_changes"]?.members.map({ $0.value }) ?? [] {
      add(change["after"], marks: change["after_sensitive"])
      add(change["before"], marks: change["before_sensitive"])
    }
    for variable in root["configuration"]?["root_module"]?["variables"]?.members.map({ $0 }) ?? []
    where variable.value["sensitive"]?.bool == true {
      add(root["variables"]?[variable.name]?["value"])
      add(variable.value["default"])
    }
    if let prior = root["prior_state"]?["values"] { add(state: prior) }
  }

  /// Takes those of a state, as it is printed.
  mutating func add(state values: Node) {
    for output in values["outputs"]?.members.map({ $0.value }) ?? [] where output["sensitive"]?.bool == true {
      add(output["value"])
    }
    if let module = values["root_module"] { add(module: module) }
  }

  private mutating func add(module: Node) {
    for resource in module["resources"]?.elements.map({ $0 }) ?? [] {
      add(resource["values"], marks: resource["sensitive_values"])
    }
    for child in module["child_modules"]?.elements.map({ $0 }) ?? [] { add(module: child) }
  }

  /// Those of a state file.
  init(stateFile root: Node) {
    for output in root["outputs"]?.members.map({ $0.value }) ?? [] where output["sensitive"]?.bool == true {
      add(output["value"])
    }
    for resource in root["resources"]?.elements.map({ $0 }) ?? [] {
      for instance in resource["instances"]?.elements.map({ $0 }) ?? [] {
        guard let values = instance["attributes"] else { continue }
        for path in instance["sensitive_attributes"]?.elements.map({ $0 }) ?? [] { add(values, at: path) }
      }
    }
  }

  /// Arguments that providers mark as sensitive, whichever resource has them.
  private static let secretArguments: Set<String> = [
    "password", "master_password", "secret_string", "secret_binary", "auth_token", "private_key", "preshared_key",
    "tunnel1_preshared_key", "tunnel2_preshared_key",
  ]

  /// Takes those of a module of a configuration.
  mutating func add(_ module: ConfigurationModule) {
    for variable in module.variables.values where variable.body["sensitive"]?.bool == true {
      add(variable.body["default"])
    }
    for resource in module.resources {
      for node in resource.body.nodes {
        for member in node.members where Self.secretArguments.contains(member.name) {
          // What is filled in is a name and no secret.
          if member.value.string?.contains("${") == false { add(member.value) }
        }
      }
    }
  }
}
