import AWSModel
import Documents

/// The names under which the internet knows resources.
extension PlanResource {
  /// Those that are known, as they are compared; the names of records are no names of their own.
  var publicNames: [String] { type == "aws_route53_record" ? [] : Self.publicNames(of: type, in: after) }

  private static func publicNames(of type: String, in values: Node?) -> [String] {
    // All buckets of a region share the domain of their websites.
    let attributes = (ResourceKind.publicName.heldBy[type] ?? []).subtracting(["website_domain"])
    return attributes.sorted().reduce(into: []) { names, attribute in
      guard let text = values?[attribute]?.string, text.contains(".") else { return }
      names.append(PublicName.normal(text))
    }
  }

  /// The names that a resource change takes away: those of what is deleted, or replaced by something with other names.
  static func departedNames(_ node: Node) -> [DepartedName] {
    guard let change = node["change"], let actions = change["actions"], let type = node["type"]?.string,
      let address = node["address"]?.string, actions.elements.contains(where: { $0.string == "delete" })
    else { return [] }
    let staying = publicNames(of: type, in: change["after"])
    return publicNames(of: type, in: change["before"]).filter { !staying.contains($0) }
      .map { DepartedName(name: $0, resource: address) }
  }
}
