import Documents
import TerraformLanguage

extension PlanResource {
  /// A resource of a state as it is printed.
  static func state(_ node: Node, module: String) -> Reading {
    guard let address = node["address"], let text = address.string, let identity = Identity(node) else {
      return .malformed("a resource without \"address\", \"type\" and \"name\"")
    }
    let deposed = node["deposed_key"]?.string
    return reading(
      node["values"], address: deposed.map { "\(text) (deposed \($0))" } ?? text, module: module, identity,
      key: node["index"], at: address.range)
  }

  /// An instance of a resource of a state file, which says the parts of the address and not the whole.
  ///
  /// An object that a replacement left behind is as real as its successor until it is destroyed.
  static func instance(_ node: Node, of resource: Node) -> Reading {
    guard let identity = Identity(resource), let name = resource["name"] else {
      return .malformed("a resource without \"type\" and \"name\"")
    }
    let module = resource["module"]?.string ?? ""
    let key = node["index_key"]
    var address = resourceAddress(
      module: module,
      local: identity.isData ? "data.\(identity.type).\(identity.name)" : "\(identity.type).\(identity.name)")
    address += key.flatMap(Self.key)?.description ?? ""
    if let deposed = node["deposed"]?.string { address += " (deposed \(deposed))" }
    if node["attributes"] == nil, node["attributes_flat"] != nil {
      return .malformed("the values of \(address) are in the form of Terraform 0.11")
    }
    return reading(
      node["attributes"], address: address, module: module, identity, key: key, at: key?.range ?? name.range)
  }

  /// What a resource is, wherever it stands.
  private struct Identity {
    let type: String
    let name: String
    let isData: Bool

    init?(_ node: Node) {
      guard let type = node["type"]?.string, let name = node["name"]?.string else { return nil }
      self.type = type
      self.name = name
      isData = node["mode"]?.string == "data"
    }
  }

  private static func reading(
    _ values: Node?, address: String, module: String, _ identity: Identity, key: Node?, at range: SourceRange
  ) -> Reading {
    guard let values, values.kind == .object else { return .malformed("the values of \(address) are not an object") }
    return .resource(
      PlanResource(
        address: address, module: module, type: identity.type, name: identity.name, key: key.flatMap(Self.key),
        isData: identity.isData, range: range, after: values, unknown: nil))
  }
}
