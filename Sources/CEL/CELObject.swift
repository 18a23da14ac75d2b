/// An object of the host: a row of a relation, a set of traffic, an address.
///
/// Of a class: values are handed on from operation to operation.
package protocol CELObject: AnyObject, Sendable {
  /// The name of its `ObjectSchema`.
  var typeName: String { get }

  /// The value of a field, computed when asked for; nil if it is unset, which makes access an error.
  func field(_ name: String) -> Value?

  /// What `has(object.name)` is: true, false, or unknown if presence itself is not known.
  func presence(_ name: String) -> Value

  /// The result of a method; nil if there is no such method for these arguments.
  func call(_ method: String, _ arguments: [Value]) -> Value?

  /// Whether two objects are the same one: true, false or unknown.
  func isEqual(to other: any CELObject) -> Value

  /// What `string(object)` and messages show.
  var description: String { get }
}

extension CELObject {
  /// Set fields are present though their value be unknown.
  package func presence(_ name: String) -> Value { .bool(field(name) != nil) }

  package func call(_ method: String, _ arguments: [Value]) -> Value? { nil }
}
