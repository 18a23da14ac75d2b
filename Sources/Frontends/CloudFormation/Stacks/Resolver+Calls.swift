import AWSModel
import Documents

/// Calls of functions in properties that nothing asks for: CloudFormation refuses a template for a mistake in them, too.
extension Resolver {
  /// Reports what is wrong with the calls in a value.
  ///
  /// What is right at a glance, as nearly all is, is not evaluated.
  func checkCalls(in node: Node) {
    guard let call = Intrinsic(node) else {
      for element in node.elements { checkCalls(in: element) }
      // Loops and macros make members of their own.
      for member in node.members where !member.name.utf8.starts(with: "Fn::".utf8) { checkCalls(in: member.value) }
      return
    }
    check(call)
  }

  private func check(_ call: Intrinsic) {
    if !isRight(call) { _ = evaluate(call, at: Place(range: call.range)) }
  }

  /// Whether a call has what it takes and names what there is; the calls in its arguments are checked on the way.
  private func isRight(_ call: Intrinsic) -> Bool {
    switch call.function {
    case .ref?: return call.argument.string.map { isKnown(bound($0), isAttribute: false) } ?? false
    case .getAtt?:
      if let text = call.argument.string {
        return bound(text).splitAtFirstDot.map { isKnown($0.0, isAttribute: true) } ?? false
      }
      guard let arguments = call.arguments, arguments.count == 2, arguments[1].untagged != nil else { return false }
      return arguments[0].untagged.map { isKnown(bound($0), isAttribute: true) } ?? false
    case .sub?: return isRight(sub: call)
    case .if?:
      guard let arguments = call.arguments, arguments.count == 3, let name = arguments[0].untagged,
        sections.conditions[bound(name)] != nil
      else { return false }
      arguments.dropFirst().forEach(checkCalls)
      return true
    case .join?:
      guard let arguments = call.arguments, arguments.count == 2, arguments[0].untagged != nil,
        arguments[1].kind == .array, Intrinsic(arguments[1]) == nil
      else { return false }
      arguments[1].elements.forEach(checkCalls)
      return true
    case .base64?, .importValue?:
      guard let inner = Intrinsic(call.argument, ignoringTag: call.isShort) else {
        return call.argument.kind == .string
      }
      check(inner)
      return true
    // A macro is asked for what it makes, not for what it is given.
    case nil: return true
    case .and, .cidr, .condition, .equals, .findInMap, .getAZs, .length, .not, .or, .select, .split, .toJSONString:
      return false
    }
  }

  private func isRight(sub call: Intrinsic) -> Bool {
    guard let text = call.argument.string ?? call.arguments?.first?.string else { return false }
    let variables = call.arguments.flatMap { $0.count == 2 ? $0[1] : nil }
    if call.arguments != nil, variables?.kind != .object { return false }
    for member in variables?.members.map(\.value) ?? [] { checkCalls(in: member) }
    return SubTemplate(bound(text)).parts.allSatisfy { part in
      guard case .variable(let name) = part else { return part.isLiteral }
      if variables?[name] != nil { return true }
      if let (id, _) = name.splitAtFirstDot { return isKnown(id, isAttribute: true) }
      return isKnown(name, isAttribute: false)
    }
  }

  private func isKnown(_ name: String, isAttribute: Bool) -> Bool {
    if index[name] != nil { return true }
    return !isAttribute && (sections.parameters[name] != nil || PseudoParameter(rawValue: name) != nil)
  }
}

extension SubTemplate.Part {
  fileprivate var isLiteral: Bool {
    if case .literal = self { true } else { false }
  }
}

extension Node {
  /// The text of a value that is one, and no call.
  fileprivate var untagged: String? { tag == nil ? string : nil }
}
