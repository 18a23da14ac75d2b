import AWSModel
import CEL

/// A kind of object that expressions see: its fields with their types, meanings, values and places, declared in one piece.
///
/// A class: every object of the kind holds it.
final class ObjectType<Subject: Sendable>: Sendable {
  struct Field: Sendable {
    let type: CELType
    let doc: String
    /// Nil for a field that is not set.
    let value: @Sendable (Subject, LintContext) -> Value?
    /// Where the value was written; nil: where the object is.
    let anchors: (@Sendable (Subject, LintContext) -> [Anchor])?
    /// The first of them, where it is found without making all.
    let first: (@Sendable (Subject, LintContext) -> Anchor?)?

    init(
      _ type: CELType, _ doc: String, at anchors: (@Sendable (Subject, LintContext) -> [Anchor])? = nil,
      first: (@Sendable (Subject, LintContext) -> Anchor?)? = nil,
      _ value: @escaping @Sendable (Subject, LintContext) -> Value?
    ) {
      self.type = type
      self.doc = doc
      self.value = value
      self.anchors = anchors
      self.first = first
    }
  }

  struct Method: Sendable {
    let schema: MethodSchema
    let call: @Sendable (Subject, [Value], LintContext) -> Value?

    init(
      _ parameters: [CELType], _ result: CELType, _ doc: String,
      _ call: @escaping @Sendable (Subject, [Value], LintContext) -> Value?
    ) {
      schema = MethodSchema(parameters, result: result, doc: doc)
      self.call = call
    }
  }

  let name: String
  let doc: String
  let fields: [String: Field]
  let methods: [String: Method]
  /// Equal for the same object and for no other.
  let key: @Sendable (Subject) -> String
  let describe: @Sendable (Subject) -> String
  let anchors: @Sendable (Subject, LintContext) -> [Anchor]
  let schema: ObjectSchema

  init(
    _ name: String, doc: String, key: @escaping @Sendable (Subject) -> String,
    describe: @escaping @Sendable (Subject) -> String,
    anchors: @escaping @Sendable (Subject, LintContext) -> [Anchor], fields: [String: Field],
    methods: [String: Method] = [:]
  ) {
    self.name = name
    self.doc = doc
    self.fields = fields
    self.methods = methods
    self.key = key
    self.describe = describe
    self.anchors = anchors
    schema = ObjectSchema(
      name, doc: doc, fields: fields.mapValues { FieldSchema($0.type, doc: $0.doc) },
      methods: methods.mapValues(\.schema))
  }

  var type: CELType { .object(name) }

  func value(_ subject: Subject, _ context: LintContext) -> Value { .object(object(subject, context)) }

  func object(_ subject: Subject, _ context: LintContext) -> Entity<Subject> {
    Entity(type: self, subject: subject, context: context)
  }
}

extension ObjectType where Subject: Resource {
  /// A kind of resource: with the fields that every resource has.
  convenience init(
    resource name: String, doc: String, fields: [String: Field], methods: [String: Method] = [:]
  ) {
    let common: [String: Field] = [
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
      name, doc: doc, key: { "\($0.id.stack)\n\($0.id.address)" }, describe: { $0.id.address },
      anchors: { subject, _ in [Anchor(subject.declaration)] },
      fields: common.merging(fields) { _, own in own }, methods: methods)
  }
}

/// An object that a path leads to, with its places.
protocol PlacedObject: CELObject {
  /// Where the object was written.
  var anchors: [Anchor] { get }
  /// Where a field's value was written; nil: where the object was.
  func anchors(of field: String) -> [Anchor]?
  /// The first of a field's places, where it is found without making all; nil: ask for all.
  func firstAnchor(of field: String) -> Anchor?
}

/// An object of the analysis as expressions see it: fields are computed when asked for.
///
/// A class: expressions hand it on from operation to operation.
final class Entity<Subject: Sendable>: PlacedObject {
  let type: ObjectType<Subject>
  let subject: Subject
  let context: LintContext

  init(type: ObjectType<Subject>, subject: Subject, context: LintContext) {
    self.type = type
    self.subject = subject
    self.context = context
  }

  var typeName: String { type.name }

  func field(_ name: String) -> Value? { type.fields[name]?.value(subject, context) }

  func call(_ method: String, _ arguments: [Value]) -> Value? {
    type.methods[method]?.call(subject, arguments, context)
  }

  func isEqual(to other: any CELObject) -> Value {
    guard let other = other as? Entity<Subject>, other.typeName == typeName else { return .bool(false) }
    return .bool(type.key(subject) == type.key(other.subject))
  }

  var description: String { type.describe(subject) }
  var anchors: [Anchor] { type.anchors(subject, context) }
  func anchors(of field: String) -> [Anchor]? { type.fields[field]?.anchors?(subject, context) }
  func firstAnchor(of field: String) -> Anchor? { type.fields[field]?.first?(subject, context) }
}
