import AWSModel
import CEL
import NetSpace

/// Protocols and ports as expressions see them.
final class TrafficObject: CELObject {
  let bounds: Bounds<Traffic>
  let because: [Unknown]
  let context: LintContext

  init(bounds: Bounds<Traffic>, because: [Unknown], context: LintContext) {
    self.bounds = bounds
    self.because = because
    self.context = context
  }

  static let name = "traffic"

  static let schema = ObjectSchema(
    name, doc: "Protocols with their destination ports.",
    fields: [
      "is_all": FieldSchema(.bool, doc: "Whether it is every protocol, port and message."),
      "is_empty": FieldSchema(.bool, doc: "Whether it is nothing."),
    ],
    methods: [
      "intersects": MethodSchema([.object(name)], result: .bool, doc: "Whether the two share a protocol and port."),
      "covers": MethodSchema([.object(name)], result: .bool, doc: "Whether all of the other is in it."),
      "intersection": MethodSchema([.object(name)], result: .object(name), doc: "What the two share."),
      "beyond": MethodSchema([.object(name)], result: .object(name), doc: "What of it is not in the other."),
    ])

  var typeName: String { Self.name }

  func field(_ name: String) -> Value? {
    switch name {
    case "is_all": value(bounds.must.isFull, bounds.may.isFull)
    case "is_empty": value(bounds.may.isEmpty, bounds.must.isEmpty)
    default: nil
    }
  }

  func call(_ method: String, _ arguments: [Value]) -> Value? {
    guard case .object(let object)? = arguments.first, let other = object as? TrafficObject else { return nil }
    let shared = bounds.intersection(other.bounds)
    switch method {
    case "intersects": return context.value(shared.nonEmpty, because: (because + other.because).distinct)
    case "covers":
      let isCertain = other.bounds.may.isSubset(of: bounds.must)
      return value(isCertain, other.bounds.must.isSubset(of: bounds.may), other.because)
    case "intersection":
      return .object(TrafficObject(bounds: shared, because: because + other.because, context: context))
    case "beyond":
      let rest = bounds.subtracting(other.bounds)
      return .object(TrafficObject(bounds: rest, because: because + other.because, context: context))
    default: return nil
    }
  }

  func isEqual(to other: any CELObject) -> Value {
    guard let other = other as? TrafficObject else { return .bool(false) }
    if bounds.isExact, other.bounds.isExact { return .bool(bounds == other.bounds) }
    return context.unknown((because + other.because).distinct)
  }

  /// What is certain; what is possible, if nothing is certain.
  var description: String {
    if bounds.isExact { return "\(bounds.must)" }
    return bounds.must.isEmpty ? "(unknown: \(reasons))" : "\(bounds.must) and more (unknown: \(reasons))"
  }

  private var reasons: String { because.distinct.map(\.description).joined(separator: "; ") }

  private func value(_ isCertain: Bool, _ isPossible: Bool, _ others: [Unknown] = []) -> Value {
    isCertain ? .bool(true) : isPossible ? context.unknown((because + others).distinct) : .bool(false)
  }
}

extension LintContext {
  func value(_ traffic: Traffic) -> Value { value(.exact(traffic)) }

  func value(_ traffic: Bounds<Traffic>, because: [Unknown] = []) -> Value {
    .object(TrafficObject(bounds: traffic, because: because, context: self))
  }
}
