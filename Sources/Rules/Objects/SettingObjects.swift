import AWSModel
import CEL
import Synchronization

/// Settings as expressions see them: further fields of a kind of resource, or objects of their own.
extension ObjectType where Subject: Resource {
  /// The settings of a kind of resource; none if it has none.
  static func settings(of kind: SettingKind?) -> Fields {
    guard let kind else { return [:] }
    return Fields(
      kind.settings.enumerated().map { position, setting in
        let value = { @Sendable (subject: Subject, context: LintContext) in
          context.setting(position, of: subject.id, kind)
        }
        let field = Field(
          setting.type, setting.doc,
          at: { subject, context in
            guard let value = value(subject, context) else { return subject.anchor(nil) }
            return [Anchor(value.place, value.declaredBy ?? subject.id)]
          },
          doubt: { subject, context in value(subject, context)?.doubt }
        ) { subject, context in value(subject, context).map(context.value) }
        return (setting.name, field)
      })
  }
}

/// The types of objects of which only settings are known, each made once: two objects are of one type if it is the same.
enum SettingObjects {
  private static let types = Mutex<[String: ObjectType<ResourceSettings>]>([:])

  /// Nil if nothing of that name has settings alone.
  static func type(named name: String) -> ObjectType<ResourceSettings>? {
    types.withLock { types in
      if let made = types[name] { return made }
      guard let kind = SettingKind.named(name), kind.standsAlone else { return nil }
      let type = ObjectType<ResourceSettings>(resource: kind.name, doc: kind.doc, fields: [:])
      types[name] = type
      return type
    }
  }

  /// The names of all of them.
  static var names: [String] { SettingKind.names.filter { SettingKind.named($0)?.standsAlone == true } }

  static func relation(named name: String) -> Relation? {
    guard let type = type(named: name) else { return nil }
    return Relation(of: type) { context in
      context.infrastructure.settings.filter { $0.kind.name == name }.map { Row(type, $0, context) }
    }
  }
}

extension Setting {
  /// What expressions take it for.
  fileprivate var type: CELType {
    switch form {
    case .bool, .presence: .bool
    case .int: .int
    case .text: .string
    case .texts: .list(.string)
    }
  }
}

extension LintContext {
  /// Nil if it is not set, or if the resource is of another kind.
  fileprivate func setting(_ position: Int, of id: ResourceID, _ kind: SettingKind) -> SettingValue? {
    let settings = settingsByResource.value {
      Dictionary(infrastructure.settings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }[id]
    return settings.flatMap { $0.kind === kind ? $0.values[position] : nil }
  }

  fileprivate func value(_ setting: SettingValue) -> CEL.Value {
    switch setting.content {
    case .bool(let attribute): value(attribute) { .bool($0) }
    case .int(let attribute): value(attribute) { .int($0) }
    case .text(let attribute): value(attribute)
    case .texts(let texts, _):
      list(texts.elements.map { (value: value($0), certainty: .yes) }, rest: texts.rest)
    }
  }
}
