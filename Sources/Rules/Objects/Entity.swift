import AWSModel
import Analysis
import CEL

/// An object of the analysis as expressions see it: fields are computed when asked for.
///
/// A class: expressions hand it on from operation to operation. Not generic: expressions ask thousands of times for
/// fields, and generic code that is not specialized looks for its types each time. (Unchecked because of its subclass
/// alone: all that both hold is constant and sendable.)
class Entity: CELObject, @unchecked Sendable {
  /// How to come by a field.
  struct Access: Sendable {
    /// Nil for a field that is not set.
    let value: @Sendable (Entity) -> Value?
    let anchors: (@Sendable (Entity) -> [Anchor])?
    /// Nil where the first is not found without making all.
    let firstAnchor: (@Sendable (Entity) -> Anchor?)?
    /// Nil where those that are not known are not found without making all.
    let newAnchors: (@Sendable (Entity, inout KnownPlaces) -> [Anchor])?
    /// Why it may not be set though it has a value; nil where that is never in doubt.
    let doubt: (@Sendable (Entity) -> Unknown?)?
    /// The place of what a path leads to from the field; nil where the field holds no map.
    let anchorBelow: (@Sendable (Entity, ArraySlice<String>) -> Anchor?)?
  }

  typealias Call = @Sendable (Entity, [Value]) -> Value?

  /// What the objects of one type have in common.
  final class Kind: Sendable {
    let name: String
    /// Searched one after the other: hashing a name takes longer.
    let fieldNames: [String]
    let fields: [Access]
    let methods: [String: Call]
    let key: @Sendable (Entity) -> String
    let describe: @Sendable (Entity) -> String
    let anchors: @Sendable (Entity) -> [Anchor]

    init(
      name: String, fieldNames: [String], fields: [Access], methods: [String: Call],
      key: @escaping @Sendable (Entity) -> String, describe: @escaping @Sendable (Entity) -> String,
      anchors: @escaping @Sendable (Entity) -> [Anchor]
    ) {
      self.name = name
      self.fieldNames = fieldNames
      self.fields = fields
      self.methods = methods
      self.key = key
      self.describe = describe
      self.anchors = anchors
    }

    func field(_ name: String) -> Access? {
      for i in fieldNames.indices where fieldNames[i] == name { return fields[i] }
      return nil
    }
  }

  let kind: Kind
  let context: LintContext

  fileprivate init(_ kind: Kind, _ context: LintContext) {
    self.kind = kind
    self.context = context
  }

  final var typeName: String { kind.name }
  final var key: String { kind.key(self) }
  final var description: String { kind.describe(self) }
  /// Where the object was written.
  final var anchors: [Anchor] { kind.anchors(self) }

  final func field(_ name: String) -> Value? { kind.field(name)?.value(self) }

  final func presence(_ name: String) -> Value {
    guard let field = kind.field(name) else { return .bool(false) }
    if let why = field.doubt?(self) { return context.unknown(why) }
    return .bool(field.value(self) != nil)
  }

  /// Where a field's value was written; nil: where the object was.
  final func anchors(of field: String) -> [Anchor]? { kind.field(field)?.anchors?(self) }

  /// The place of what a path leads to that begins with a field that holds a map; nil if it begins otherwise.
  final func anchor(below path: ArraySlice<String>) -> Anchor? {
    path.first.flatMap { kind.field($0)?.anchorBelow?(self, path.dropFirst()) }
  }

  /// The first of a field's places, where it is found without making all; nil: ask for all.
  final func firstAnchor(of field: String) -> Anchor? { kind.field(field)?.firstAnchor?(self) }

  /// The places of a field's value but for those that are known, as far as that is seen without making them.
  final func anchors(of field: String, beyond known: inout KnownPlaces) -> [Anchor]? {
    guard let access = kind.field(field) else { return nil }
    if let newAnchors = access.newAnchors { return newAnchors(self, &known) }
    return access.anchors?(self)
  }

  final func call(_ method: String, _ arguments: [Value]) -> Value? { kind.methods[method]?(self, arguments) }

  final func isEqual(to other: any CELObject) -> Value {
    guard let other = other as? Entity, other.kind === kind else { return .bool(false) }
    return .bool(key == other.key)
  }
}

/// An object of the analysis with what it stands for.
final class EntityOf<Subject: Sendable>: Entity, @unchecked Sendable {
  private let subject: Subject

  init(_ kind: Kind, _ subject: Subject, _ context: LintContext) {
    self.subject = subject
    super.init(kind, context)
  }

  /// What an object stands for whose kind was made for these subjects.
  static func subject(of entity: Entity) -> Subject { unsafeDowncast(entity, to: Self.self).subject }
}
