import AWSModel
import NetSpace
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

  /// Whether Block Public Access of an access point is on for policies: unless it is switched off in a block of its own.
  ///
  /// In CloudFormation what a block leaves out is off, in Terraform on.
  ///
  /// Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-accesspoint-publicaccessblockconfiguration.html,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_access_point
  func blocksPublicPolicies(_ id: ResourceID) -> (verdict: Verdict, because: [Unknown]) {
    guard let resource = resources[id] else { return (.unknown, [Unknown(id.address, .notInInput)]) }
    let names = ["PublicAccessBlockConfiguration", "public_access_block_configuration"]
    guard let member = resource.attributes.first(where: { names.contains($0.key) }) else {
      return resource.rest.isEmpty ? (.yes, []) : (.unknown, resource.rest)
    }
    if let doubt = member.doubt { return (.unknown, [doubt]) }
    var block = member.value
    if case .list(let elements, let rest) = block.content {
      guard let first = elements.first else { return rest.isEmpty ? (.yes, []) : (.unknown, rest) }
      block = first.value
    }
    let isTerraform = member.key == names[1]
    let settings =
      (isTerraform
      ? ["block_public_policy", "restrict_public_buckets"] : ["BlockPublicPolicy", "RestrictPublicBuckets"])
      .map { name -> (Verdict, [Unknown]) in
        switch block[name]?.content {
        case .bool(let flag)?: (Verdict(flag), [])
        case .text(let text)?:
          text.literal.map { (Verdict($0.lowercased() == "true"), []) } ?? (.unknown, [text.firstUnknown()])
        case .unknown(let why)?: (.unknown, [why])
        case nil: (Verdict(isTerraform), [])
        case .number?, .list?, .object?: (.unknown, [Unknown("\(id.address).\(name)", .unreadable("is no switch"))])
        }
      }
    // A policy that is public is not taken at all with the one, and shut with the other.
    return (Verdict.any(settings.map(\.0)), settings.flatMap(\.1))
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

extension WrittenResources {
  /// What makes sessions with a policy of their own: the type, and its properties for the policy and for the roles.
  ///
  /// Sources: https://docs.aws.amazon.com/transfer/latest/userguide/users-policies-session.html,
  /// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
  private static let sessions: [String: (policy: String, roles: String)] = [
    "AWS::Transfer::User": ("Policy", "Role"), "aws_transfer_user": ("policy", "role"),
    "AWS::RolesAnywhere::Profile": ("SessionPolicy", "RoleArns"),
    "aws_rolesanywhere_profile": ("session_policy", "role_arns"),
  ]

  /// The resources of the input that pass a session policy where they take on a role.
  ///
  /// - Parameter isRole: whether a text names the role.
  func sessionPolicies(_ declared: [ResourceID: String], where isRole: (PartialText) -> Bool) -> [ResourceID] {
    declared.compactMap { id, type in
      guard let (policy, roles) = Self.sessions[type], let resource = resource(id),
        let text = resource.attributes.first(where: { $0.key == policy })?.value, !Self.isEmpty(text),
        let value = resource.attributes.first(where: { $0.key == roles })?.value
      else { return nil }
      let named: [NativeValue] =
        if case .list(let elements, _) = value.content { elements.map(\.value) } else { [value] }
      return named.contains { if case .text(let text) = $0.content { isRole(text) } else { false } } ? id : nil
    }.sorted { $0.address < $1.address }
  }

  private static func isEmpty(_ value: NativeValue) -> Bool {
    if case .text(let text) = value.content { text.literal == "" } else { false }
  }
}
