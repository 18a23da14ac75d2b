import AWSModel
import Synchronization

/// The resources of an input as they are written, for what questions ask of all kinds alike: their tags, and as what
/// they run.
///
/// They are read when the first question asks: few policies have a condition on tags.
final class WrittenResources: Sendable {
  enum Tag {
    case text(PartialText)
    case absent
    case unknown(Unknown)
  }

  private let native: [NativeResources]
  private let known = Mutex<[ResourceID: NativeResource]?>(nil)

  init(_ infrastructure: Infrastructure) { native = infrastructure.native }

  /// What a resource has under a key; the case of keys makes no difference in conditions.
  ///
  /// A plan holds all tags. Elsewhere those that the stack is deployed with, or that the provider adds to all resources,
  /// come on top of what is written.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  func tag(_ key: String, of id: ResourceID) -> Tag {
    guard let resource = resources[id] else { return .unknown(Unknown("the tags of \(id.address)", .notInInput)) }
    let attributes = Dictionary(
      resource.attributes.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    if let all = attributes["tags_all"] { return Self.tag(key, in: all) ?? .absent }
    if let found = attributes["tags"].flatMap({ Self.tag(key, in: $0) }) { return found }
    if let why = resource.rest.first { return .unknown(why) }
    return .unknown(
      Unknown("the tag \(key) of \(id.address)", .decidedByAWS("may be one that all of the stack is given")))
  }

  private static func tag(_ key: String, in tags: NativeValue) -> Tag? {
    switch tags.content {
    case .object(let members, let rest):
      if let member = members.first(where: { $0.key.lowercased() == key.lowercased() }) {
        return member.doubt.map(Tag.unknown) ?? text(member.value)
      }
      return rest.first.map(Tag.unknown)
    case .list(let elements, let rest):
      for element in elements {
        guard let name = element.value["Key"] ?? element.value["key"] else {
          if case .unknown(let why) = element.value.content { return .unknown(why) }
          continue
        }
        guard case .text(let spelled) = name.content, let literal = spelled.literal else {
          return .unknown(Unknown("the key of a tag", .notInInput, at: name.place.range))
        }
        if literal.lowercased() != key.lowercased() { continue }
        return element.doubt.map(Tag.unknown)
          ?? (element.value["Value"] ?? element.value["value"]).map(text) ?? .text(PartialText(""))
      }
      return rest.first.map(Tag.unknown)
    case .unknown(let why): return .unknown(why)
    case .bool, .number, .text: return nil
    }
  }

  private static func text(_ value: NativeValue) -> Tag {
    switch value.content {
    case .text(let text): .text(text)
    case .number(let digits): .text(PartialText(digits))
    case .bool(let flag): .text(PartialText(flag ? "true" : "false"))
    case .unknown(let why): .unknown(why)
    case .list, .object: .absent
    }
  }

  func resource(_ id: ResourceID) -> NativeResource? { resources[id] }
  var ids: [ResourceID] { Array(resources.keys) }

  private var resources: [ResourceID: NativeResource] {
    known.withLock { known in
      if let known { return known }
      let read = Dictionary(native.flatMap { $0.read() }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      known = read
      return read
    }
  }
}
