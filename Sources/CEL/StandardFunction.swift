/// The functions of the language definition and of the strings extension.
///
/// An overload says what the checker accepts; the evaluator dispatches on the values, so that it does the same for
/// arguments of type `dyn`.
enum StandardFunction: String, Sendable {
  case size, int, uint, double, string, bytes, bool, dyn, type
  case contains, startsWith, endsWith, matches
  case lowerAscii, upperAscii, trim, split, join, replace, substring, charAt, indexOf, lastIndexOf, format, reverse
  case quote = "strings.quote"

  struct Overload: Sendable {
    let function: StandardFunction
    /// With a receiver first, if the overload is called as a method.
    let parameters: [CELType]
    let isMethod: Bool
    let result: CELType
  }

  /// All overloads by name.
  static let overloads: [String: [Overload]] = {
    var table: [String: [Overload]] = [:]
    for overload in conversions + measures + stringMethods + listMethods {
      table[overload.function.rawValue, default: []].append(overload)
    }
    return table
  }()

  private static func global(_ function: Self, _ parameters: [CELType], _ result: CELType) -> Overload {
    Overload(function: function, parameters: parameters, isMethod: false, result: result)
  }

  private static func method(
    _ function: Self, on receiver: CELType, _ parameters: [CELType], _ result: CELType
  ) -> Overload {
    Overload(function: function, parameters: [receiver] + parameters, isMethod: true, result: result)
  }

  private static let conversions: [Overload] = {
    let numbers: [CELType] = [.int, .uint, .double, .string]
    return numbers.map { global(.int, [$0], .int) }
      + numbers.map { global(.uint, [$0], .uint) }
      + numbers.map { global(.double, [$0], .double) }
      + [CELType.bool, .int, .uint, .double, .string, .bytes, .type].map { global(.string, [$0], .string) }
      + [CELType.string, .bytes].map { global(.bytes, [$0], .bytes) }
      + [CELType.bool, .string].map { global(.bool, [$0], .bool) }
      + [global(.dyn, [.dyn], .dyn), global(.type, [.dyn], .type)]
  }()

  private static let measures: [Overload] = [CELType.string, .bytes, .list(.dyn), .map(.dyn, .dyn)].flatMap {
    [global(.size, [$0], .int), method(.size, on: $0, [], .int)]
  }

  private static let stringMethods: [Overload] = [
    global(.quote, [.string], .string),
    global(.matches, [.string, .string], .bool),
    method(.matches, on: .string, [.string], .bool),
    method(.contains, on: .string, [.string], .bool),
    method(.startsWith, on: .string, [.string], .bool),
    method(.endsWith, on: .string, [.string], .bool),
    method(.lowerAscii, on: .string, [], .string),
    method(.upperAscii, on: .string, [], .string),
    method(.trim, on: .string, [], .string),
    method(.reverse, on: .string, [], .string),
    method(.charAt, on: .string, [.int], .string),
    method(.split, on: .string, [.string], .list(.string)),
    method(.split, on: .string, [.string, .int], .list(.string)),
    method(.replace, on: .string, [.string, .string], .string),
    method(.replace, on: .string, [.string, .string, .int], .string),
    method(.substring, on: .string, [.int], .string),
    method(.substring, on: .string, [.int, .int], .string),
    method(.indexOf, on: .string, [.string], .int),
    method(.indexOf, on: .string, [.string, .int], .int),
    method(.lastIndexOf, on: .string, [.string], .int),
    method(.lastIndexOf, on: .string, [.string, .int], .int),
    method(.format, on: .string, [.list(.dyn)], .string),
  ]

  private static let listMethods: [Overload] = [
    method(.join, on: .list(.string), [], .string),
    method(.join, on: .list(.string), [.string], .string),
  ]
}
