/// The parts that schemas are made of.
///
/// Source: https://json-schema.org/draft-07/json-schema-validation
enum JSONSchema {
  static let text: JSONValue = .object(["type": "string"])
  static let bool: JSONValue = .object(["type": "boolean"])

  /// A text, or a number that stands for one, or a list of them.
  static let texts: JSONValue = any(of: [scalar, list(of: scalar)])

  private static let scalar: JSONValue = .object(["type": .array(["string", "number"])])

  static func any(of schemas: [JSONValue]) -> JSONValue { .object(["anyOf": .array(schemas)]) }

  static func list(of elements: JSONValue) -> JSONValue { .object(["type": "array", "items": elements]) }

  static func choice(_ values: [String]) -> JSONValue { .object(["enum": .strings(values)]) }

  static func pattern(_ pattern: String) -> JSONValue { .object(["type": "string", "pattern": .string(pattern)]) }

  /// An object with these members and no others.
  static func object(
    _ members: [(String, JSONValue)], required: [String] = [], oneOf keys: [String] = []
  ) -> JSONValue {
    .object([
      "type": "object",
      "properties": .object(members.map { JSONValue.Member(key: $0.0, value: $0.1) }),
      "required": JSONValue.strings(required).unlessEmpty,
      "anyOf": JSONValue.array(keys.map { .object(["required": .strings([$0])]) }).unlessEmpty,
      "additionalProperties": .bool(false),
    ])
  }

  /// An object with any names.
  static func map(to values: JSONValue) -> JSONValue {
    .object(["type": "object", "additionalProperties": values])
  }

  /// A schema with a meaning for whoever hovers over it; beside a reference readers ignore all else.
  static func described(_ doc: String, _ schema: JSONValue) -> JSONValue {
    guard case .object(let members) = schema else { return schema }
    if members.first?.key == "$ref" {
      return .object(["description": .string(doc), "allOf": .array([schema])])
    }
    return .object([JSONValue.Member(key: "description", value: .string(doc))] + members)
  }

  /// What a document defines once.
  static func defined(_ name: String) -> JSONValue { .object(["$ref": .string("#/definitions/\(name)")]) }

  /// - Parameter definitions: what its parts refer to by name.
  static func document(
    _ title: String, _ schema: JSONValue, definitions: [(String, JSONValue)]
  ) -> JSONValue {
    guard case .object(let members) = schema else { return schema }
    return .object(
      [
        JSONValue.Member(key: "$schema", value: "http://json-schema.org/draft-07/schema#"),
        JSONValue.Member(key: "title", value: .string(title)),
      ] + members + [
        JSONValue.Member(
          key: "definitions", value: .object(definitions.map { JSONValue.Member(key: $0.0, value: $0.1) }))
      ])
  }
}
