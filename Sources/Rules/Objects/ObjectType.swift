import AWSModel
import Analysis
import CEL

/// A kind of object that expressions see: its fields with their types, meanings, values and places, declared in one piece.
///
/// A class: every object of the kind holds it.
final class ObjectType<Subject: Sendable>: Sendable {
  struct Field: Sendable {
    let type: CELType
    let doc: String
    fileprivate let access: Entity.Access

    /// - Parameters:
    ///   - anchors: where the value was written; nil: where the object is.
    ///   - first: the first of these places, where it is found without making all.
    ///   - doubt: why the field may not be set though it has a value; nil if it never is in doubt.
    ///   - beyond: these places but for those that are known, where they are found without making all.
    ///   - below: the place of what a path leads to from here, of a field that holds a map.
    ///   - value: nil for a field that is not set.
    init(
      _ type: CELType, _ doc: String, at anchors: (@Sendable (Subject, LintContext) -> [Anchor])? = nil,
      first: (@Sendable (Subject, LintContext) -> Anchor?)? = nil,
      doubt: (@Sendable (Subject, LintContext) -> Unknown?)? = nil,
      beyond: (@Sendable (Subject, inout KnownPlaces, LintContext) -> [Anchor])? = nil,
      below: (@Sendable (Subject, ArraySlice<String>) -> Anchor?)? = nil,
      _ value: @escaping @Sendable (Subject, LintContext) -> Value?
    ) {
      self.type = type
      self.doc = doc
      var places: (@Sendable (Entity) -> [Anchor])?
      if let anchors { places = { entity in anchors(EntityOf<Subject>.subject(of: entity), entity.context) } }
      var firstPlace: (@Sendable (Entity) -> Anchor?)?
      if let first { firstPlace = { entity in first(EntityOf<Subject>.subject(of: entity), entity.context) } }
      var presence: (@Sendable (Entity) -> Unknown?)?
      if let doubt { presence = { entity in doubt(EntityOf<Subject>.subject(of: entity), entity.context) } }
      var newPlaces: (@Sendable (Entity, inout KnownPlaces) -> [Anchor])?
      if let beyond {
        newPlaces = { entity, known in beyond(EntityOf<Subject>.subject(of: entity), &known, entity.context) }
      }
      var placeBelow: (@Sendable (Entity, ArraySlice<String>) -> Anchor?)?
      if let below { placeBelow = { entity, path in below(EntityOf<Subject>.subject(of: entity), path) } }
      access = Entity.Access(
        value: { entity in value(EntityOf<Subject>.subject(of: entity), entity.context) }, anchors: places,
        firstAnchor: firstPlace, newAnchors: newPlaces, doubt: presence,
        anchorBelow: placeBelow)
    }
  }

  struct Method: Sendable {
    let schema: MethodSchema
    fileprivate let call: Entity.Call

    init(
      _ parameters: [CELType], _ result: CELType, _ doc: String,
      _ call: @escaping @Sendable (Subject, [Value], LintContext) -> Value?
    ) {
      schema = MethodSchema(parameters, result: result, doc: doc)
      self.call = { call(EntityOf<Subject>.subject(of: $0), $1, $0.context) }
    }
  }

  /// Fields by name, in the order in which they were declared.
  struct Fields: ExpressibleByDictionaryLiteral, Sendable {
    fileprivate var all: [(name: String, field: Field)]

    init(dictionaryLiteral all: (String, Field)...) { self.init(all) }

    init(_ all: [(String, Field)]) { self.all = all.map { (name: $0, field: $1) } }

    static func + (a: Fields, b: Fields) -> Fields {
      var sum = a
      sum.all += b.all
      return sum
    }
  }

  let name: String
  let doc: String
  /// Equal for the same object and for no other.
  let key: @Sendable (Subject) -> String
  let anchors: @Sendable (Subject, LintContext) -> [Anchor]
  private let fields: Fields
  private let methods: [String: Method]
  private let kind: Entity.Kind
  private let madeSchema = Once<ObjectSchema>()

  convenience init(
    _ name: String, doc: String, key: @escaping @Sendable (Subject) -> String,
    describe: @escaping @Sendable (Subject) -> String,
    anchors: @escaping @Sendable (Subject, LintContext) -> [Anchor], fields: Fields, methods: [String: Method] = [:]
  ) {
    self.init(
      name, doc: doc, key: key, describeIn: { subject, _ in describe(subject) }, anchors: anchors, fields: fields,
      methods: methods)
  }

  /// - Parameters:
  ///   - describe: with what a run knows already.
  ///   - fields: of two of one name the first counts.
  init(
    _ name: String, doc: String, key: @escaping @Sendable (Subject) -> String,
    describeIn describe: @escaping @Sendable (Subject, LintContext) -> String,
    anchors: @escaping @Sendable (Subject, LintContext) -> [Anchor], fields: Fields,
    methods: [String: Method] = [:]
  ) {
    self.name = name
    self.doc = doc
    self.key = key
    self.anchors = anchors
    self.fields = fields
    self.methods = methods
    kind = Entity.Kind(
      name: name, fieldNames: fields.all.map(\.name), fields: fields.all.map(\.field.access),
      methods: methods.mapValues(\.call),
      key: { key(EntityOf<Subject>.subject(of: $0)) },
      describe: { describe(EntityOf<Subject>.subject(of: $0), $0.context) },
      anchors: { anchors(EntityOf<Subject>.subject(of: $0), $0.context) })
  }

  /// What a checker needs to know of the type; made when somebody asks.
  var schema: ObjectSchema {
    madeSchema.value {
      ObjectSchema(
        name, doc: doc,
        fields: Dictionary(
          fields.all.map { ($0.name, FieldSchema($0.field.type, doc: $0.field.doc)) },
          uniquingKeysWith: { first, _ in first }),
        methods: methods.mapValues(\.schema))
    }
  }

  var type: CELType { .object(name) }

  func value(_ subject: Subject, _ context: LintContext) -> Value { .object(object(subject, context)) }

  func object(_ subject: Subject, _ context: LintContext) -> Entity { EntityOf(kind, subject, context) }
}

extension ObjectType where Subject: Resource {
  /// A kind of resource: with the fields that every resource has, and its settings.
  convenience init(
    resource name: String, doc: String, fields: Fields, methods: [String: Method] = [:]
  ) {
    let common: Fields = [
      "address": Field(.string, "The address in its stack: `aws_lb.web`, a logical id.") { subject, _ in
        .string(subject.id.address)
      },
      "type": Field(.string, "The type in the words of its tool: `aws_lb`.") { subject, _ in
        .string(subject.declaration.type)
      },
      "is_declared": Field(.bool, "Whether the input declares it, and not AWS or another stack.") { subject, _ in
        .bool(subject.declaration.kind == .declared)
      },
    ]
    self.init(
      name, doc: doc, key: { "\($0.id.stack)\n\($0.id.address)\n\($0.part?.key ?? "")" },
      describe: { subject in subject.part.map { "\($0.words) of \(subject.id.address)" } ?? subject.id.address },
      anchors: { subject, _ in
        [subject.part.map { Anchor($0.place, subject.id, key: $0.key) } ?? Anchor(subject.declaration)]
      },
      fields: fields + common + Self.settings(of: SettingKind.named(name)), methods: methods)
  }
}
