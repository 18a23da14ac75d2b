import AWSModel

/// Reads the settings of resources, as the table of settings says where they are.
struct SettingReader {
  let kind: SettingKind
  let resource: ResourceFields

  /// Reads what a resource says, of itself or of the resource that it is a part of.
  func read(into draft: inout Draft) {
    let sources = kind.sources(of: resource.declaration.type)
    guard let first = sources.first?.source, let owner = first.owner else {
      if let key = kind.ownerName(of: resource.declaration.type), let name = resource.fields[key] {
        draft.ownerNames[resource.id] = resource.fields.text(name)
      }
      draft.infrastructure.settings.append(
        ResourceSettings(declaration: resource.declaration, kind: kind, values: values))
      return
    }
    guard let link = link(toOwner: owner, behind: first.ownerPrefix) else { return }
    let values = sources.compactMap { position, source in
      value(kind.settings[position], source).map { value in
        (position, SettingValue(value.content, doubt: value.doubt, declaredBy: resource.id))
      }
    }
    draft.settingParts.append(
      SettingPart(
        owner: resource.owner(link), ownerName: first.ownerPrefix.flatMap { _ in name(inPath: owner) },
        doubt: first.ownerPrefix.flatMap { _ in doubt(ofPath: owner) }, kind: kind, values: values))
  }

  /// The resource that it is a part of; nil if it is one of another kind.
  private func link(toOwner key: String, behind prefix: String?) -> Link? {
    let name = NamedKind(rawValue: kind.name)
    guard let prefix, let value = resource.fields[key] else { return resource.required(key, named: name) }
    let whole = resource.fields.text(value)
    if let text = whole.known, case .literal(let start)? = text.parts.first,
      !start.hasPrefix(String(prefix.prefix(start.count)))
    {
      return nil
    }
    let link = resource.fields.link(whole.map(\.lastSegment), named: name)
    // A name that is given may be that of a resource of the stack.
    guard case .unknown(let why) = link.target, why.reason == .parameter else { return link }
    let doubt = Unknown(why.subject, .unsupported("which resource a parameter names"), at: why.place)
    return Link(.unknown(doubt), at: link.place, origin: link.origin)
  }

  private func name(inPath key: String) -> PartialText? {
    resource.fields[key].flatMap { resource.fields.text($0).known?.lastSegment }
  }

  /// What of a path that ends with the name of the owner is not known: the cluster in `service/CLUSTER/NAME`.
  private func doubt(ofPath key: String) -> Unknown? {
    switch resource.fields[key].map({ resource.fields.text($0) })?.value {
    case .known(let path)?: path.unknowns.first
    case .oneOf(_, let why)?, .unknown(let why)?: why
    case nil: nil
    }
  }

  /// What the resource, or the part of it that is read, says itself.
  private var values: [SettingValue?] {
    kind.sources(of: resource.declaration.type).reduce(into: Array(repeating: nil, count: kind.settings.count)) {
      let (position, source) = $1
      guard let value = value(kind.settings[position], source) else { return }
      $0[position] = $0[position].map(value.joined) ?? value
    }
  }

  // MARK: One setting

  private func value(_ setting: Setting, _ source: Setting.Source) -> SettingValue? {
    let names = source.names
    guard let holder = names.dropLast().reduce(resource.fields, { $0?.block($1) }) else {
      return absent(setting, source, source.absentBlock)
    }
    if let key = source.key { return listed(setting, source, key, in: holder) }
    return written(setting, source, names[names.count - 1], in: holder) ?? inherited(setting, source)
      ?? absent(setting, source, source.absent)
  }

  /// The value that something else brings along, which the input does not show.
  private func inherited(_ setting: Setting, _ source: Setting.Source) -> SettingValue? {
    let heirs = source.heirOf.lazy.compactMap { name in
      resource.fields[name].flatMap { presence(of: $0) == nil ? nil : (name, $0.place) }
    }
    guard let (heir, place) = heirs.first else { return nil }
    let why = Unknown(
      name(of: source), .decidedByAWS("is that of its \(heir)"), at: place.range)
    return .unknown(why, setting.form, at: place)
  }

  /// Nil if it is left out.
  private func written(_ setting: Setting, _ source: Setting.Source, _ key: String, in fields: Fields) -> SettingValue?
  {
    guard let value = fields[key] else { return nil }
    let content: SettingValue.Content? =
      if let on = source.on {
        fields.string(key).map { text in .bool(text.map { $0 == on }) }
      } else {
        switch setting.form {
        case .bool: bool(key, source, in: fields).map(SettingValue.Content.bool)
        case .int: int(key, source, in: fields).map(SettingValue.Content.int)
        case .text: .text(text(value, source, in: fields))
        case .texts: texts(value, in: fields)
        case .presence: presence(of: value)
        case .link(let kind): .link(fields.link(value, named: NamedKind(rawValue: kind)))
        case .parts(let kind): SettingKind.named(kind).map { parts(value, source, key, $0) }
        case .leak:
          .bool(
            PlainSecret.isWritten(
              in: value, named: kind.nameKey(in: resource.declaration.type).flatMap { fields.string($0) }))
        case .password: .bool(PlainSecret.isShownPassword(value))
        case .sensitiveName: .bool(fields.text(value).flatMap(PlainSecret.isSensitiveName))
        }
      }
    return content.map { SettingValue($0, doubt: source.absent == .unset ? value.doubt ?? fields.doubt : nil) }
  }

  /// What may be left out is the default then, if there is one.
  private func bool(_ key: String, _ source: Setting.Source, in fields: Fields) -> Attribute<Bool>? {
    if case .bool(let usual) = source.absent { fields.bool(key, default: usual) } else { fields.bool(key) }
  }

  private func int(_ key: String, _ source: Setting.Source, in fields: Fields) -> Attribute<Int>? {
    if case .int(let usual) = source.absent { fields.int(key, default: usual) } else { fields.int(key) }
  }

  private func text(_ value: Resolved, _ source: Setting.Source, in fields: Fields) -> Attribute<PartialText> {
    if case .text(let usual) = source.absent { fields.text(value, absent: usual) } else { fields.text(value) }
  }

  private func texts(_ value: Resolved, in fields: Fields) -> SettingValue.Content {
    let elements = Fields.elements(of: value)
    var texts = PartialList<Attribute<PartialText>>(rest: elements.rest)
    for element in elements.elements {
      if element.existence.verdict == .yes {
        texts.elements.append(fields.text(element.value))
      } else {
        texts.rest += element.existence.because
      }
    }
    return .texts(texts, place: value.place)
  }

  /// Nil if there is certainly nothing.
  private func presence(of value: Resolved) -> SettingValue.Content? {
    // States say of what is not there that it is an empty text.
    if case .text(let text) = value.content, text.literal == "" { return nil }
    let elements = Fields.elements(of: value)
    if elements.elements.contains(where: { $0.existence.verdict == .yes }) {
      return .bool(Attribute(.known(true), origin: value.origin, place: value.place))
    }
    let why = elements.rest.first ?? elements.elements.first?.existence.because.first
    return why.map { .bool(Attribute(.unknown($0), origin: value.origin, place: value.place)) }
  }

  /// The parts that are written as a value; where there may be more, one that may be there and is not known.
  private func parts(_ value: Resolved, _ source: Setting.Source, _ key: String, _ kind: SettingKind)
    -> SettingValue.Content
  {
    let elements: PartialList<Fields.Element> =
      switch source.notation {
      case .blocks: Fields.elements(of: value)
      case .json: value.elementsInJSON().elements
      case .map: value.pairs
      case .value: PartialList([Fields.Element(value: value.named(key), existence: .certain)])
      }
    var parts: [ResourceSettings] = []
    var keys: Set<String> = []
    for element in elements.elements {
      let fields = Fields(element.value, resource.context)
      let name = kind.nameKey(in: resource.declaration.type).flatMap { fields.string($0)?.known }
      let place = fields.place
      let unique = name.flatMap { keys.insert($0).inserted ? $0 : nil } ?? "\(place.path)"
      let part = ResourcePart(
        key: unique, words: name.map { "\(kind.noun) \($0)" } ?? "a \(kind.noun)", place: place,
        existence: element.existence)
      let reader = SettingReader(kind: kind, resource: ResourceFields(resource.declaration, fields))
      parts.append(
        ResourceSettings(declaration: resource.declaration, part: part, kind: kind, values: reader.values))
    }
    if let why = elements.rest.first {
      let part = ResourcePart(
        key: "\(value.place.path)", words: "a \(kind.noun)", place: value.place, existence: .possible(elements.rest))
      let values = kind.settings.map { SettingValue.unknown(why, $0.form, at: value.place) }
      parts.append(ResourceSettings(declaration: resource.declaration, part: part, kind: kind, values: values))
    }
    return .parts(parts, place: value.place)
  }

  /// The value of a key in a list of objects with `Key` and `Value`, or `name` and `value`.
  private func listed(_ setting: Setting, _ source: Setting.Source, _ key: String, in holder: Fields) -> SettingValue? {
    let pairs = holder.blocks(source.names[source.names.count - 1])
    var doubts = pairs.rest
    for (fields, existence) in pairs.elements {
      guard let name = ["Key", "Name", "name"].lazy.compactMap({ fields.string($0) }).first else { continue }
      switch name.value {
      case .known(key) where existence.verdict == .yes:
        return written(setting, source, fields.has("Value") ? "Value" : "value", in: fields)
          ?? absent(setting, source, source.absent)
      case .known(key): doubts += existence.because
      case .known: break
      case .oneOf(let names, let why): if names.contains(key) { doubts.append(why) }
      case .unknown(let why): doubts.append(why)
      }
    }
    return doubts.first.map { .unknown($0, setting.form, at: holder.place) } ?? absent(setting, source, source.absent)
  }

  /// What is left out, as it would be written.
  private func name(of source: Setting.Source) -> String { "\(resource.id.address).\(source.path)" }

  private func absent(_ setting: Setting, _ source: Setting.Source, _ absent: Setting.Absent) -> SettingValue? {
    let fields = resource.fields
    switch absent {
    case .unset:
      // What has no parts has an empty list of them.
      if case .parts = setting.form { return SettingValue(.parts([], place: fields.place)) }
      return nil
    case .bool(let value): return SettingValue(.bool(fields.defaulted(value)))
    case .int(let value): return SettingValue(.int(fields.defaulted(value)))
    case .text(let value): return SettingValue(.text(fields.defaulted(PartialText(value))))
    case .unknown(let how):
      let why = Unknown(name(of: source), .decidedByAWS(how), at: resource.place.range)
      return .unknown(why, setting.form, at: resource.place)
    }
  }
}

extension PartialText {
  /// What is behind the last slash.
  fileprivate var lastSegment: PartialText {
    guard
      let i = parts.lastIndex(where: { if case .literal(let text) = $0 { text.contains("/") } else { false } }),
      case .literal(let text) = parts[i], let slash = text.lastIndex(of: "/")
    else { return self }
    return PartialText([.literal(String(text[text.index(after: slash)...]))] + parts[(i + 1)...])
  }
}

extension SettingValue {
  /// With what another attribute says: the parts of both, or what is written rather than what is left out.
  fileprivate func joined(to before: SettingValue) -> SettingValue {
    guard case .parts(let parts, let place) = content, case .parts(let first, _) = before.content else {
      return isDefault ? before : self
    }
    return SettingValue(.parts(first + parts, place: place), doubt: doubt ?? before.doubt, declaredBy: declaredBy)
  }

  private var isDefault: Bool {
    switch content {
    case .bool(let attribute): attribute.origin == .default
    case .int(let attribute): attribute.origin == .default
    case .text(let attribute): attribute.origin == .default
    case .texts, .link, .parts: false
    }
  }
}

extension SettingKind {
  /// Under which key a resource type writes the name of a part of this kind; nil if such parts have none.
  fileprivate func nameKey(in type: String) -> String? {
    sources(of: type).first { ["name", "path"].contains(settings[$0.setting].name) }?.source.path
  }

  fileprivate var noun: String { name.replacing("_", with: " ") }
}

extension Resolved {
  /// The members of an object as objects with `name` and `value`.
  fileprivate var pairs: PartialList<Fields.Element> {
    switch content {
    case .object(let members, let rest):
      return PartialList(
        members.filter { !$0.value.isNull }.map { member in
          Fields.Element(value: member.value.named(member.key), existence: .certain)
        }, rest: rest)
    case .list(let elements, let rest):
      return elements.reduce(into: PartialList(rest: rest)) { $0.append(contentsOf: $1.pairs) }
    case .oneOf(_, let why), .unknown(let why): return PartialList(rest: [why])
    case .null, .bool, .number, .text: return PartialList()
    }
  }

  /// An object with a name and this value.
  fileprivate func named(_ name: String) -> Resolved {
    func member(_ key: String, _ value: Resolved) -> Member { Member(key: key, keyRange: place.range, value: value) }
    return Resolved(
      .object([member("name", Resolved(.text(PartialText(name)), at: place)), member("value", self)], rest: []),
      at: place)
  }
}

extension Fields {
  /// Why nobody knows which members there are.
  fileprivate var doubt: Unknown? {
    if case .unknown(let why) = object.content { why } else { nil }
  }
}
