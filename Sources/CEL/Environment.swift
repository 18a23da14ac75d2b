/// What an expression may name: variables, the types of objects, and functions beside the standard ones.
package struct Environment: Sendable {
  package private(set) var variables: [String: CELType]
  /// The types of objects by name, each made when it is first asked for: most expressions touch few of many.
  private let objects: [String: @Sendable () -> ObjectSchema]
  /// Overloads by name.
  package private(set) var functions: [String: [FunctionSchema]] = [:]

  package init(
    variables: [String: CELType] = [:], objects: [String: @Sendable () -> ObjectSchema],
    functions: [FunctionSchema] = []
  ) {
    self.variables = variables
    self.objects = objects
    for function in functions { self.functions[function.name, default: []].append(function) }
  }

  package init(
    variables: [String: CELType] = [:], objects: [ObjectSchema] = [], functions: [FunctionSchema] = []
  ) {
    self.init(
      variables: variables,
      objects: Dictionary(
        objects.map { object in (object.name, { @Sendable in object }) }, uniquingKeysWith: { _, last in last }),
      functions: functions)
  }

  /// The type of object of a name.
  package func object(_ name: String) -> ObjectSchema? { objects[name]?() }

  func hasObject(_ name: String) -> Bool { objects[name] != nil }

  var allObjects: [ObjectSchema] { objects.values.map { $0() } }

  /// The same environment with one more variable, or another type for it.
  package func adding(_ name: String, _ type: CELType) -> Environment {
    var result = self
    result.variables[name] = type
    return result
  }
}

/// The fields and methods of a type of object.
package struct ObjectSchema: Sendable {
  package let name: String
  package let doc: String
  package let fields: [String: FieldSchema]
  package let methods: [String: MethodSchema]

  package init(
    _ name: String, doc: String = "", fields: [String: FieldSchema], methods: [String: MethodSchema] = [:]
  ) {
    self.name = name
    self.doc = doc
    self.fields = fields
    self.methods = methods
  }
}

/// The type of a field and what it means.
package struct FieldSchema: Sendable {
  package let type: CELType
  package let doc: String

  package init(_ type: CELType, doc: String = "") {
    self.type = type
    self.doc = doc
  }
}

/// The signature of a method of an object; `CELObject.call` carries it out.
package struct MethodSchema: Sendable {
  package let parameters: [CELType]
  package let result: CELType
  package let doc: String
  /// Whether an unknown argument makes the result unknown without a call.
  package let isStrict: Bool

  package init(_ parameters: [CELType] = [], result: CELType, doc: String = "", isStrict: Bool = true) {
    self.parameters = parameters
    self.result = result
    self.doc = doc
    self.isStrict = isStrict
  }
}

/// A function of the host, called as `name(a, b)` or, with a receiver, as `receiver.name(a, b)`.
package struct FunctionSchema: Sendable {
  package let name: String
  package let receiver: CELType?
  package let parameters: [CELType]
  package let result: CELType
  package let doc: String
  /// Whether an unknown argument makes the result unknown without a call.
  package let isStrict: Bool
  /// Receives the receiver first, if there is one.
  package let implementation: @Sendable ([Value]) -> Value

  package init(
    _ name: String, receiver: CELType? = nil, _ parameters: [CELType] = [], result: CELType, doc: String = "",
    isStrict: Bool = true, implementation: @escaping @Sendable ([Value]) -> Value
  ) {
    self.name = name
    self.receiver = receiver
    self.parameters = parameters
    self.result = result
    self.doc = doc
    self.isStrict = isStrict
    self.implementation = implementation
  }
}
