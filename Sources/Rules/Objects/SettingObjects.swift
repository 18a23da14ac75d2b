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
          if let settings = subject as? ResourceSettings { return settings.values[position] }
          return context.setting(position, of: subject.id, kind)
        }
        let field = Field(
          setting.type, setting.doc,
          at: { subject, context in
            guard let value = value(subject, context) else { return subject.anchor(nil) }
            return [Anchor(value.place, value.declaredBy ?? subject.id)]
          },
          doubt: { subject, context in value(subject, context)?.doubt }
        ) { subject, context in value(subject, context).map { context.value($0, setting.form) } }
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
      let type = ObjectType<ResourceSettings>(resource: kind.name, doc: kind.doc, fields: whole(of: kind))
      types[name] = type
      return type
    }
  }

  /// The names of all of them.
  static var names: [String] { SettingKind.standAloneNames }

  static func relation(named name: String) -> Relation? {
    guard let type = type(named: name) else { return nil }
    return Relation(of: type) { context in
      context.settings(named: name).map { Row(type, $0, context) }
    }
  }

  /// The way from a part to what it is a part of.
  private static func whole(of kind: SettingKind) -> ObjectType<ResourceSettings>.Fields {
    guard let whole = kind.whole else { return [:] }
    return [
      whole: .init(.object(whole), "What it is a part of.") { part, context in
        context.settings(of: part.id, whole).flatMap { settings in
          type(named: whole).map { $0.value(settings, context) }
        }
      }
    ]
  }
}

extension Setting {
  /// What expressions take it for.
  fileprivate var type: CELType {
    switch form {
    case .bool, .presence, .leak, .password, .sensitiveName: .bool
    case .int: .int
    case .text: .string
    case .texts: .list(.string)
    case .link(let kind): .object(kind)
    case .parts(let kind): .list(.object(kind))
    }
  }
}

extension LintContext {
  /// Nil if it is not set, or if the resource is of another kind.
  fileprivate func setting(_ position: Int, of id: ResourceID, _ kind: SettingKind) -> SettingValue? {
    settings(of: id, kind.name).flatMap { $0.values[position] }
  }

  /// What the settings of a resource are that it has as one of a kind; nil if it is none.
  func settings(of id: ResourceID, _ kind: String) -> ResourceSettings? {
    settingsByResource.value { Dictionary(grouping: infrastructure.settings) { $0.id } }[id]?
      .first { $0.kind.name == kind }
  }

  /// All resources of a kind, or all parts if it is one of those.
  func settings(named name: String) -> [ResourceSettings] {
    settingsByKind.value {
      Dictionary(grouping: infrastructure.settings.flatMap { [$0] + $0.allParts }) { $0.kind.name }
    }[name] ?? []
  }

  fileprivate func value(_ setting: SettingValue, _ form: Setting.Form) -> CEL.Value {
    switch setting.content {
    case .bool(let attribute): value(attribute) { .bool($0) }
    case .int(let attribute): value(attribute) { .int($0) }
    case .text(let attribute): value(attribute)
    case .texts(let texts, _):
      list(texts.elements.map { (value: value($0), certainty: .yes) }, rest: texts.rest)
    case .link(let link): value(link, form)
    case .parts(let parts, _):
      list(
        parts.compactMap { part in
          SettingObjects.type(named: part.kind.name).map { type in
            let existence = part.part?.existence ?? .certain
            return (type.value(part, self), Certainty(existence.verdict, because: existence.because))
          }
        }, rest: parts.isEmpty ? setting.doubt.map { [$0] } ?? [] : [])
    }
  }

  /// What a link leads to, if it is in the input.
  private func value(_ link: Link, _ form: Setting.Form) -> CEL.Value {
    guard case .link(let kind) = form, let id = link.target.id else {
      return unknown(link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range))
    }
    let found: CEL.Value? =
      switch kind {
      case "bucket": lookup.first(\.buckets, id).map { Objects.bucket.value($0, self) }
      case "database": storedData(id).map { Objects.database.value($0, self) }
      default:
        settings(of: id, kind).flatMap { SettingObjects.type(named: kind)?.value($0, self) }
      }
    return found ?? unknown(Unknown(id.address, .notInInput, at: link.place.range))
  }
}
