@testable import CEL
import Testing

/// An object with fields of a fixed type, as a relation's row is one.
final class Row: CELObject {
  let typeName: String
  let id: Int
  let fields: [String: Value]
  /// Fields of which it is not known whether they are set.
  let doubtful: [String: Int]

  init(typeName: String, id: Int, fields: [String: Value] = [:], doubtful: [String: Int] = [:]) {
    self.typeName = typeName
    self.id = id
    self.fields = fields
    self.doubtful = doubtful
  }

  func field(_ name: String) -> Value? {
    doubtful[name].map { .unknown($0) } ?? fields[name]
  }

  func presence(_ name: String) -> Value {
    doubtful[name].map { .unknown($0) } ?? .bool(fields[name] != nil)
  }

  func call(_ method: String, _ arguments: [Value]) -> Value? {
    switch (method, arguments.first) {
    case ("admits", .int(let port)?): .bool(port == 443)
    case ("admits", .unknown?): .string("asked in spite of the unknown")
    default: nil
    }
  }

  func isEqual(to other: any CELObject) -> Value {
    guard let other = other as? Row, other.typeName == typeName else { return .bool(false) }
    return .bool(id == other.id)
  }

  var description: String { "\(typeName) \(id)" }
}

enum World {
  static let environment = Environment(
    variables: [
      "opening": .object("opening"), "groups": .list(.object("group")), "group": .object("group"),
      "a": .bool, "b": .bool, "c": .bool, "d": .bool,
      "x": .dyn, "y": .dyn, "n": .int, "s": .string, "numbers": .list(.int), "tags": .map(.string, .string),
    ],
    objects: [
      ObjectSchema(
        "opening",
        fields: [
          "source": FieldSchema(.string), "direction": FieldSchema(.string), "port": FieldSchema(.int),
          "group": FieldSchema(.object("group")), "rules": FieldSchema(.list(.object("rule"))),
        ],
        methods: [
          "admits": MethodSchema([.int], result: .bool)
        ]),
      ObjectSchema(
        "group", fields: ["name": FieldSchema(.string), "open": FieldSchema(.bool)],
        methods: ["admits": MethodSchema([.int], result: .bool, isStrict: false)]),
      ObjectSchema("rule", fields: [:]), ObjectSchema("math.Angle", fields: [:]),
    ],
    functions: [
      FunctionSchema("math.half", [.int], result: .int) { values in
        if case .int(let number)? = values.first { .int(number / 2) } else { .null }
      },
      FunctionSchema("double_of", [.int], result: .int) { values in
        if case .int(let number)? = values.first { .int(number * 2) } else { .null }
      },
      FunctionSchema("double_of", [.string], result: .string) { values in
        if case .string(let text)? = values.first { .string(text + text) } else { .null }
      },
      FunctionSchema("lenient", [.dyn], result: .bool, isStrict: false) { values in
        if case .unknown? = values.first { .bool(true) } else { .bool(false) }
      },
      FunctionSchema("shout", receiver: .string, result: .string) { values in
        if case .string(let text)? = values.first { .string(text + "!") } else { .null }
      },
    ])

  /// The value of an expression, as it is checked and as it comes out of a record of itself.
  static func evaluate(
    _ source: String, _ bindings: [String: Value] = [:], budget: Int = CheckedExpression.defaultBudget
  ) throws(CELError) -> Value {
    let expression = try environment.check(try Expression.parse(source)).expression
    let value = expression.evaluate(Bindings(bindings), budget: budget)
    var writer = RecordWriter()
    if expression.write(to: &writer) {
      let same = Array(writer.output.utf8).withUnsafeBufferPointer { bytes in
        var reader = RecordReader(bytes)
        return CheckedExpression(&reader)
      }
      let again = same?.evaluate(Bindings(bindings), budget: budget)
      #expect(again.map(notation) == notation(value), "\(source) changes in a record")
    } else {
      #expect(
        source.contains("double_of") || source.contains("lenient") || source.contains("shout")
          || source.contains("math.half"),
        "\(source)")
    }
    return value
  }

  /// What an expression evaluates to, in the notation of `notation(_:)`.
  static func result(_ source: String, _ bindings: [String: Value] = [:]) -> String {
    do {
      return notation(try evaluate(source, bindings))
    } catch {
      return "rejected: \(error)"
    }
  }

  /// A value so that type, unknown parts and possible elements can be told apart: `?1,2` is unknown for 1 and 2,
  /// `~1:` stands before an element that may be missing for 1, `…?1` for a rest.
  static func notation(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): String(value)
    case .int(let value): String(value)
    case .uint(let value): "\(value)u"
    case .double(let value): value.description
    case .string(let value): "'\(value)'"
    case .bytes(let value): "b\(value)"
    case .type(let name): "type \(name)"
    case .object(let object): object.description
    case .unknown(let ids): "?" + notation(ids)
    case .error(let error): "error: \(error.message)"
    case .map(let map):
      "{"
        + (map.entries.map { entry in
          (entry.possibility.map { "~\(notation($0)):" } ?? "") + "\(notation(entry.key)): \(notation(entry.value))"
        } + (map.rest.map { ["…?\(notation($0))"] } ?? [])).joined(separator: ", ") + "}"
    case .list(let list):
      "["
        + (list.elements.map { element in
          (element.possibility.map { "~\(notation($0)):" } ?? "") + notation(element.value)
        } + (list.rest.map { ["…?\(notation($0))"] } ?? [])).joined(separator: ", ") + "]"
    }
  }

  static func notation(_ ids: UnknownSet) -> String { ids.ids.map(String.init).joined(separator: ",") }

  static func list(_ elements: [(Int, possibility: Int?)], rest: Int? = nil) -> Value {
    .list(
      ListValue(
        elements: elements.map { .init(.int($0.0), possibility: $0.possibility.map { UnknownSet($0) }) },
        rest: rest.map { UnknownSet($0) }))
  }
}
