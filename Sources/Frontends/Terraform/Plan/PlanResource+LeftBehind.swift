import Documents

/// What is there after the plan is applied although Terraform gives it up.
extension PlanResource {
  /// The object that a change takes out of the state and leaves alone; nil if there is none.
  ///
  /// Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
  static func forgotten(_ node: Node, _ texts: inout SharedTexts) -> Reading? {
    hasAction("forget", node) ? asItWas(node, &texts) : nil
  }

  /// The object of AWS's own that a change destroys in name only, which stays as long as its VPC; nil if there is none.
  static func givenUp(_ node: Node, _ texts: inout SharedTexts) -> Reading? {
    guard let before = node["change"]?["before"], before.kind == .object, hasAction("delete", node),
      isOnlyGivenUp(node, before)
    else { return nil }
    return asItWas(node, &texts)
  }

  private static func asItWas(_ node: Node, _ texts: inout SharedTexts) -> Reading? {
    guard let change = node["change"], change.kind == .object else { return nil }
    // Another object takes its address, or has it already.
    let note = node["deposed"]?.string.map { "deposed \($0)" } ?? (hasAction("create", node) ? "given up" : nil)
    return read(node, after: change["before"], unknown: nil, marked: change, "before_sensitive", called: note, &texts)
  }

  private static func hasAction(_ action: String, _ node: Node) -> Bool {
    node["change"]?["actions"]?.elements.contains { $0.isString(action) } ?? false
  }

  /// The VPC that a change destroys; nil if it destroys none.
  static func destroyedVPC(_ node: Node) -> String? {
    guard node["type"]?.isString("aws_vpc") == true || node["type"]?.isString("aws_default_vpc") == true,
      hasAction("delete", node), let before = node["change"]?["before"], !isOnlyGivenUp(node, before)
    else { return nil }
    return before["id"]?.string
  }

  /// Whether it is an object of AWS's own, adopted, which Terraform cannot destroy.
  ///
  /// It stays with the rules, entries or routes that it has. The default VPC and its subnets are destroyed if that is
  /// forced.
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
  private static func isOnlyGivenUp(_ node: Node, _ before: Node) -> Bool {
    switch node["type"]?.string {
    case "aws_default_network_acl", "aws_default_route_table", "aws_default_security_group": true
    case "aws_default_subnet", "aws_default_vpc": before["force_destroy"]?.bool != true
    default: false
    }
  }
}
