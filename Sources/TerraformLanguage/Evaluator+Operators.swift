import Documents

/// Source: https://developer.hashicorp.com/terraform/language/expressions/operators
extension Evaluator {
  func not(_ operand: TerraformValue, at range: SourceRange) -> TerraformValue {
    if let split = alternatives(of: [operand], at: range, { not($0[0], at: range) }) { return split }
    switch operand.asBool {
    case .success(let value): return TerraformValue(.bool(!value), at: range, isSensitive: operand.isSensitive)
    case .failure(let obstacle): return failed(obstacle, at: range)
    }
  }

  func negative(_ operand: TerraformValue, at range: SourceRange) -> TerraformValue {
    if let split = alternatives(of: [operand], at: range, { negative($0[0], at: range) }) { return split }
    do throws(Obstacle) {
      return TerraformValue(.number(-(try operand.number())), at: range, isSensitive: operand.isSensitive)
    } catch {
      return failed(error, at: range)
    }
  }

  func binary(_ op: BinaryOperator, _ left: Expression, _ right: Expression, at range: SourceRange) -> TerraformValue {
    let first = evaluate(left)
    // What decides alone is not outweighed by a mistake on the other side.
    if op == .and, case .bool(false) = first.content { return TerraformValue(.bool(false), at: range) }
    if op == .or, case .bool(true) = first.content { return TerraformValue(.bool(true), at: range) }
    let second = evaluate(right)
    let isSensitive = first.isSensitive || second.isSensitive
    if let split = alternatives(of: [first, second], at: range, { binary(op, $0[0], $0[1], at: range) }) {
      return split.sensitive(isSensitive)
    }
    return binary(op, first, second, at: range).sensitive(isSensitive)
  }

  private func binary(_ op: BinaryOperator, _ first: TerraformValue, _ second: TerraformValue, at range: SourceRange)
    -> TerraformValue
  {
    do throws(Obstacle) {
      return TerraformValue(try Self.content(op, first, second), at: range)
    } catch {
      return failed(error, at: range)
    }
  }

  private static func content(
    _ op: BinaryOperator, _ first: TerraformValue, _ second: TerraformValue
  ) throws(Obstacle) -> TerraformValue.Content {
    switch op {
    case .and: return try logic(first, second, decidedBy: false)
    case .or: return try logic(first, second, decidedBy: true)
    case .equal, .notEqual:
      guard let isSame = first.isSame(as: second) else {
        throw .unknown(first.anyGap ?? second.anyGap ?? Gap("a comparison", .undecided))
      }
      return .bool(isSame == (op == .equal))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let (a, b) = (try first.number(), try second.number())
      guard let isLess = a < b else { throw tooLarge }
      switch op {
      case .less: return .bool(isLess)
      case .lessOrEqual: return .bool(isLess || a == b)
      case .greater: return .bool(!isLess && a != b)
      default: return .bool(!isLess)
      }
    case .plus, .minus, .times, .divided, .remainder:
      let (a, b) = (try first.number(), try second.number())
      if op == .divided || op == .remainder, b == Number(0) { throw .mistake("division by zero") }
      let result: Number? =
        switch op {
        case .plus: a + b
        case .minus: a - b
        case .times: a * b
        case .divided: a / b
        default: a.remainder(by: b)
        }
      guard let result else { throw tooLarge }
      return .number(result)
    }
  }

  private static var tooLarge: Obstacle { .unknown(Gap("a number", .unsupported("numbers of more than 128 bits"))) }

  private static func logic(
    _ first: TerraformValue, _ second: TerraformValue, decidedBy deciding: Bool
  ) throws(Obstacle) -> TerraformValue.Content {
    let operands = [first.asBool, second.asBool]
    for operand in operands {
      switch operand {
      case .success(deciding): return .bool(deciding)
      case .failure(.mistake(let message)): throw .mistake(message)
      case .success, .failure(.unknown): continue
      }
    }
    for case .failure(let obstacle) in operands { throw obstacle }
    return .bool(!deciding)
  }
}
