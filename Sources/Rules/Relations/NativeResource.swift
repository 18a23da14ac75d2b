import AWSModel
import Analysis
import CEL

extension Relations {
  static let resource: Relation = Relation(of: Objects.resource) { context in
    context.nativeResources.map { Row(Objects.resource, $0, context) }
  }
}

extension Objects {
  static let resource: ObjectType<NativeResource> = ObjectType(
    resource: "resource",
    doc: "Any resource, by its native type and the native names of its attributes: for what no other relation has.",
    fields: [
      "attributes": .init(
        .map(.string, .dyn),
        "Its attributes by the names of its tool, `BucketName` or `bucket`, as deep as they go. One that is not set is "
          + "not in the map: ask `has(resource.attributes.name)` first. One that is not known, or that is secret, is an "
          + "unknown value. Blocks of Terraform are lists.",
        below: { resource, path in resource.anchor(below: path) }
      ) { resource, context in
        .map(context.map(resource.attributes, rest: resource.rest))
      }
    ])
}

extension NativeResource {
  /// The place of an attribute, or of as much of its path as there is; that of the resource if there is nothing of it.
  fileprivate func anchor(below path: ArraySlice<String>) -> Anchor {
    guard let first = path.first, var value = attributes.first(where: { $0.key == first })?.value else {
      return Anchor(declaration)
    }
    for key in path.dropFirst() {
      guard let next = value[key] else { break }
      value = next
    }
    return Anchor(value.place, id, key: path.joined(separator: "."), words: path.joined(separator: "."))
  }
}

extension LintContext {
  fileprivate func map(_ members: [NativeValue.Member], rest: [Unknown]) -> MapValue {
    MapValue(
      members.map { member in
        MapValue.Entry(.string(member.key), value(member.value), possibility: member.doubt.map { ids([$0]) })
      }, rest: rest.isEmpty ? nil : ids(rest))
  }

  private func value(_ native: NativeValue) -> Value {
    switch native.content {
    case .bool(let flag): .bool(flag)
    case .number(let digits): Int(digits).map(Value.int) ?? Double(digits).map(Value.double) ?? .string(digits)
    case .text(let text): text.literal.map(Value.string) ?? unknown(text.firstUnknown(at: native.place))
    case .unknown(let why): unknown(why)
    case .object(let members, let rest): .map(map(members, rest: rest))
    case .list(let elements, let rest):
      .list(
        ListValue(
          elements: elements.map { element in
            ListValue.Element(value(element.value), possibility: element.doubt.map { ids([$0]) })
          }, rest: rest.isEmpty ? nil : ids(rest)))
    }
  }
}
