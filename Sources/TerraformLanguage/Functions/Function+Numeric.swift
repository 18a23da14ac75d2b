import Glibc

extension Function {
  static let numeric: [String: Function] = [
    "abs": Function(1) { (call) throws(Obstacle) in
      let number = try call.number(0)
      return call.result(.number(number.isNegative ? -number : number))
    },
    "ceil": Function(1) { (call) throws(Obstacle) in call.result(.number(try call.number(0).ceiling)) },
    "floor": Function(1) { (call) throws(Obstacle) in call.result(.number(try call.number(0).floor)) },
    "signum": Function(1) { (call) throws(Obstacle) in
      let number = try call.number(0)
      return call.result(number.isNegative ? -1 : number == Number(0) ? 0 : 1)
    },
    "log": Function(2) { (call) throws(Obstacle) in
      let (number, base) = (try call.number(0).double, try call.number(1).double)
      return try call.result(Number(log(number) / log(base)))
    },
    "pow": Function(2) { (call) throws(Obstacle) in
      try call.result(Number(pow(try call.number(0).double, try call.number(1).double)))
    },
    "max": Function(from: 1) { (call) throws(Obstacle) in try extreme(call) { (a, b) in b < a } },
    "min": Function(from: 1) { (call) throws(Obstacle) in try extreme(call) { (a, b) in a < b } },
    "parseint": Function(2) { (call) throws(Obstacle) in
      let base = try call.whole(1)
      guard (2...62).contains(base) else { throw .mistake("expected a base from 2 to 62, found \(base)") }
      let text = try call.text(0)
      guard base <= 36, let value = Int128(text, radix: base) else {
        if base > 36 { throw .unknown(Gap(call.range.text, .unsupported("bases above 36"), at: call.range)) }
        throw .mistake("\"\(text)\" is no whole number to the base \(base)")
      }
      return call.result(.number(Number(whole: value)))
    },
    "sum": Function(1) { (call) throws(Obstacle) in
      let elements = try call.list(0)
      if elements.isEmpty { throw .mistake("expected a list with elements") }
      var sum = Number(0)
      for element in elements {
        guard let next = sum + (try element.number()) else { return try call.result(nil as Number?) }
        sum = next
      }
      return call.result(.number(sum))
    },
  ]

  private static func extreme(
    _ call: Arguments, _ isBetter: (Number, Number) -> Bool?
  ) throws(Obstacle) -> TerraformValue {
    var numbers = try call.numbers()
    var best = numbers.removeFirst()
    for number in numbers {
      guard let better = isBetter(number, best) else { return try call.result(nil as Number?) }
      if better { best = number }
    }
    return call.result(.number(best))
  }
}
