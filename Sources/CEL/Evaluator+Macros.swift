/// The macros over lists and the keys of maps, some of whose elements may exist only possibly.
///
/// A condition that is unknown is taken to be true or false in every completion: an element it is asked of stays in
/// the result of `filter` as a possible one.
extension Evaluator {
  mutating func comprehension(_ own: Program.Comprehension, over range: Value) -> Value {
    let (slot, body) = (own.slot, own.body)
    let list: ListValue
    switch range {
    case .list(let elements): list = elements
    case .map(let map): list = map.keys
    case .unknown, .error: return range
    case .null, .bool, .int, .uint, .double, .string, .bytes, .object, .type:
      return .failure("\(own.macro.rawValue) needs a list or a map, this is \(range.typeName)")
    }
    awaitConstants(of: own)
    return switch own.macro {
    case .exists: quantified(list, slot, body, deciding: true)
    case .all: quantified(list, slot, body, deciding: false)
    case .existsOne: existsOne(list, slot, body)
    case .filter: transformed(list, slot, filter: body, result: nil)
    case .map: transformed(list, slot, filter: own.filter, result: body)
    }
  }

  /// `exists` combines the answers with "or", `all` with "and"; an element that may be missing cannot decide.
  private mutating func quantified(
    _ list: ListValue, _ slot: Int, _ body: Program.Index, deciding: Bool
  ) -> Value {
    var result = Value.bool(!deciding)
    func combine(_ answer: Value) {
      result = deciding ? result.or(answer) : result.and(answer)
    }
    // Whether there is an element is asked by a body that is the same for all; of those that may be there for the same
    // reasons one is as good as another.
    let isSameForAll = if case .constant = program.operations[body] { true } else { false }
    var last: UnknownSet??
    for element in list.elements {
      if isSameForAll, let last, last == element.possibility { continue }
      last = .some(element.possibility)
      var answer = evaluate(body, binding: slot, to: element.value)
      if let ids = element.possibility {
        let exists = Value.unknown(ids)
        answer = deciding ? exists.and(answer) : exists.or(answer)
      }
      combine(answer)
      if case .bool(deciding) = result { return result }
    }
    if let rest = list.rest { combine(.unknown(rest)) }
    return result
  }

  private mutating func existsOne(_ list: ListValue, _ slot: Int, _ body: Program.Index) -> Value {
    var matches = 0
    var doubts = list.rest
    for element in list.elements {
      var answer = evaluate(body, binding: slot, to: element.value)
      if let ids = element.possibility { answer = Value.unknown(ids).and(answer) }
      switch answer {
      case .bool(let isMatch): matches += isMatch ? 1 : 0
      case .unknown(let ids): doubts = doubts?.union(ids) ?? ids
      case .error: return answer
      case .null, .int, .uint, .double, .string, .bytes, .list, .map, .object, .type:
        return .failure("exists_one needs a bool, this is \(answer.typeName)")
      }
    }
    if matches > 1 { return .bool(false) }
    return doubts.map(Value.unknown) ?? .bool(matches == 1)
  }

  private mutating func transformed(
    _ list: ListValue, _ slot: Int, filter: Program.Index?, result: Program.Index?
  ) -> Value {
    var kept: [ListValue.Element] = []
    var doubts: UnknownSet?
    for element in list.elements {
      var possibility = element.possibility
      if let filter {
        switch evaluate(filter, binding: slot, to: element.value) {
        case .bool(true): break
        case .bool(false): continue
        case .unknown(let ids): possibility = possibility?.union(ids) ?? ids
        case .error(let error):
          // If the element is missing after all there is no error, so the list as a whole is unknown.
          guard let possibility else { return .error(error) }
          doubts = doubts?.union(possibility) ?? possibility
          continue
        case .null, .int, .uint, .double, .string, .bytes, .list, .map, .object, .type:
          return .failure("a condition needs a bool")
        }
      }
      guard let result else {
        kept.append(ListValue.Element(element.value, possibility: possibility))
        continue
      }
      let value = evaluate(result, binding: slot, to: element.value)
      if case .error = value {
        guard let possibility else { return value }
        doubts = doubts?.union(possibility) ?? possibility
      } else {
        kept.append(ListValue.Element(value, possibility: possibility))
      }
    }
    return doubts.map(Value.unknown) ?? .list(ListValue(elements: kept, rest: list.rest))
  }
}
