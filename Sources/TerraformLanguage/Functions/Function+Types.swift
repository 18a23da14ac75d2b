extension Function {
  /// Conversions.
  static let types: [String: Function] = [
    "sensitive": Function(1) { (call) throws(Obstacle) in call[0] },
    "nonsensitive": Function(1) { (call) throws(Obstacle) in call[0] },
    "ephemeralasnull": Function(1) { (call) throws(Obstacle) in call[0] },
    "issensitive": Function(1) { (call) throws(Obstacle) in call.result(call[0].isSensitive) },
    "tobool": Function(1) { (call) throws(Obstacle) in try converted(call, to: .bool) },
    "tonumber": Function(1) { (call) throws(Obstacle) in try converted(call, to: .number) },
    "tostring": Function(1) { (call) throws(Obstacle) in try converted(call, to: .string) },
    "tolist": Function(1) { (call) throws(Obstacle) in
      if call[0].isNull { return call[0] }
      let (elements, rest) = try call[0].elements()
      return call.result(elements.unified(), rest: rest)
    },
    "toset": Function(1) { (call) throws(Obstacle) in
      if call[0].isNull { return call[0] }
      let (elements, rest) = try call[0].elements()
      return call.result(.set(elements.unified().distinctSorted(), rest: rest))
    },
    "tomap": Function(1) { (call) throws(Obstacle) in
      if call[0].isNull { return call[0] }
      let (members, rest) = try call[0].members()
      let values = members.map(\.value).unified()
      return call.result(
        .map(
          zip(members, values).map { TerraformValue.Member(key: $0.key, keyRange: $0.keyRange, value: $1) }, rest: rest)
      )
    },
  ]

  private static func converted(_ call: Arguments, to type: TypeConstraint) throws(Obstacle) -> TerraformValue {
    if call[0].gap != nil { return call[0] }
    return try type.convert(call[0], call.evaluator)
  }
}
