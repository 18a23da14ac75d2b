import Documents

extension Function {
  /// Functions of lists and sets.
  static let collections: [String: Function] = [
    "alltrue": Function(1) { (call) throws(Obstacle) in try quantified(call, deciding: false) },
    "anytrue": Function(1) { (call) throws(Obstacle) in try quantified(call, deciding: true) },
    "chunklist": Function(2) { (call) throws(Obstacle) in
      let elements = try call.list(0)
      let size = try call.whole(1)
      if size < 0 { throw .mistake("expected a size of 0 or more, found \(size)") }
      if size == 0 { return call.result([call.result(elements)]) }
      return call.result(
        stride(from: 0, to: elements.count, by: size).map { start in
          call.result(Array(elements[start..<min(elements.count, start + size)]))
        })
    },
    "coalesce": Function(from: 1) { (call) throws(Obstacle) in
      for (index, value) in call.values.enumerated() {
        if value.isNull { continue }
        // It may be null.
        if case .unknown(let gap) = value.content {
          return TerraformValue.oneOf(Array(call.values[index...].filter { !$0.isNull }), gap, at: call.range)
        }
        if case .text(let parts) = value.content, parts.isEmpty || parts.literal == "" { continue }
        return TerraformValue.sameKind(of: value, as: call.values)
      }
      throw .mistake("all arguments are null or empty")
    },
    "coalescelist": Function(from: 1) { (call) throws(Obstacle) in
      for value in call.values where !value.isNull {
        let (elements, rest) = try value.elements()
        if elements.isEmpty, let gap = rest.first { throw .unknown(gap) }
        if !elements.isEmpty { return value }
      }
      throw .mistake("all lists are empty")
    },
    "compact": Function(1) { (call) throws(Obstacle) in
      var (elements, rest) = try call[0].elements()
      elements.removeAll { element in
        if case .text(let parts) = element.content { return parts.literal == "" }
        return element.isNull
      }
      // What is only known later may be empty.
      let open = elements.filter { if case .unknown = $0.content { true } else { false } }
      elements.removeAll { if case .unknown = $0.content { true } else { false } }
      rest += open.reduce(into: []) { if let gap = $1.gap { $0.append(gap) } }
      var texts: [TerraformValue] = []
      for element in elements { texts.append(try TypeConstraint.string.convert(element, call.evaluator)) }
      return call.result(texts, rest: rest)
    },
    "concat": Function(from: 1) { (call) throws(Obstacle) in
      var all: (elements: [TerraformValue], rest: [Gap]) = ([], [])
      for value in call.values {
        let (elements, rest) = try value.elements()
        all.elements += elements
        all.rest += rest
      }
      try call.take(all.elements.count)
      return call.result(all.elements, rest: all.rest)
    },
    "contains": Function(2) { (call) throws(Obstacle) in
      let (elements, rest) = try call[0].elements()
      var gap = rest.first
      for element in elements {
        switch element.isSame(as: call[1]) {
        case true: return call.result(true)
        case nil: gap = gap ?? element.anyGap ?? call[1].anyGap
        case false: continue
        }
      }
      if let gap { throw .unknown(gap) }
      return call.result(false)
    },
    "distinct": Function(1) { (call) throws(Obstacle) in
      let (elements, rest) = try call[0].elements()
      return call.result(elements.unified().distinct(), rest: rest)
    },
    "element": Function(2) { (call) throws(Obstacle) in
      let elements = try call.list(0)
      guard !elements.isEmpty else { throw .mistake("expected a list with elements") }
      if let gap = call[1].gap { return TerraformValue.oneOf(elements, gap, at: call.range) }
      let index = try call.whole(1)
      return elements[((index % elements.count) + elements.count) % elements.count]
    },
    "flatten": Function(1) { (call) throws(Obstacle) in
      var flat: (elements: [TerraformValue], rest: [Gap]) = ([], [])
      try flatten(call[0], into: &flat, call)
      return call.result(flat.elements, rest: flat.rest)
    },
    "index": Function(2) { (call) throws(Obstacle) in
      for (position, element) in try call.list(0).enumerated() {
        switch element.isSame(as: call[1]) {
        case true: return call.result(position)
        case nil: throw .unknown(element.anyGap ?? call[1].anyGap ?? Gap(call.range.text, .undecided))
        case false: continue
        }
      }
      throw .mistake("the value is not in the list")
    },
    "length": Function(1) { (call) throws(Obstacle) in
      switch call[0].content {
      case .text, .json: return call.result(try call.text(0).count)
      case .map(let members, let rest):
        if let gap = rest.first { throw .unknown(gap) }
        return call.result(members.count)
      case .resource(let symbol):
        throw .unknown(call.evaluator.scope.doubt(aboutNumberOf: symbol) ?? Gap(symbol.address, .knownAfterApply))
      case .set(let elements, _):
        if elements.count > 1, let gap = call[0].anyGap { throw .unknown(gap) }
        return call.result(try call.list(0).count)
      case .null, .bool, .number, .list, .attribute, .oneOf, .unknown: return call.result(try call.list(0).count)
      }
    },
    "one": Function(1) { (call) throws(Obstacle) in
      let elements = try call.list(0)
      if elements.count > 1 { throw .mistake("expected at most one element, found \(elements.count)") }
      return elements.first ?? call.result(.null)
    },
    "range": Function(1...3) { (call) throws(Obstacle) in try range(call) },
    "reverse": Function(1) { (call) throws(Obstacle) in
      let (elements, rest) = try call[0].elements()
      return call.result(elements.reversed(), rest: rest)
    },
    "setintersection": Function(from: 1) { (call) throws(Obstacle) in
      var common = try call.list(0).distinctSorted()
      for index in 1..<max(1, call.count) {
        let other = try call.list(index)
        common = try kept(common, in: other, ifThere: true)
      }
      return call.result(.set(common, rest: []))
    },
    "setsubtract": Function(2) { (call) throws(Obstacle) in
      call.result(.set(try kept(try call.list(0).distinctSorted(), in: try call.list(1), ifThere: false), rest: []))
    },
    "setunion": Function(from: 1) { (call) throws(Obstacle) in
      var all: (elements: [TerraformValue], rest: [Gap]) = ([], [])
      for value in call.values {
        let (elements, rest) = try value.elements()
        all.elements += elements
        all.rest += rest
      }
      return call.result(.set(all.elements.unified().distinctSorted(), rest: all.rest))
    },
    "setproduct": Function(from: 2) { (call) throws(Obstacle) in try product(call) },
    "slice": Function(3) { (call) throws(Obstacle) in
      let elements = try call.list(0)
      let (start, end) = (try call.whole(1), try call.whole(2))
      guard start >= 0, end >= start, end <= elements.count else {
        throw .mistake("there are no elements \(start) to \(end) in a list of \(elements.count)")
      }
      return call.result(Array(elements[start..<end]))
    },
    "sort": Function(1) { (call) throws(Obstacle) in
      let (elements, rest) = try call[0].elements()
      if rest.isEmpty, elements.allSatisfy({ $0.anyGap == nil }) {
        return call.result(try call.texts(0).sorted(by: String.precedes))
      }
      // Which comes first is not known, but what there is.
      return call.result(
        elements.count < 2 ? elements : [],
        rest: rest + (elements.count < 2 ? [] : [(call[0].anyGap ?? Gap(call.range.text, .undecided)).derived]))
    },
  ]

  private static func quantified(_ call: Arguments, deciding: Bool) throws(Obstacle) -> TerraformValue {
    let (elements, rest) = try call[0].elements()
    var gap = rest.first
    for element in elements {
      do throws(Obstacle) {
        if !element.isNull, try element.bool() == deciding { return call.result(deciding) }
        if element.isNull, !deciding { return call.result(false) }
      } catch {
        guard case .unknown(let why) = error else { throw error }
        gap = gap ?? why
      }
    }
    if let gap { throw .unknown(gap) }
    return call.result(!deciding)
  }

  private static func flatten(
    _ value: TerraformValue, into flat: inout (elements: [TerraformValue], rest: [Gap]), _ call: Arguments
  ) throws(Obstacle) {
    let (elements, rest) = try value.elements()
    flat.rest += rest
    for element in elements {
      try call.take(1)
      switch element.content {
      case .list, .set: try flatten(element, into: &flat, call)
      // It may be a list itself.
      case .unknown(let gap): flat.rest.append(gap)
      case .oneOf(let options, let gap):
        if options.contains(where: { if case .list = $0.content { true } else { false } }) {
          flat.rest.append(gap.derived)
        } else {
          flat.elements.append(element)
        }
      // An attribute with a plural name holds several.
      case .attribute(_, let name) where name.hasSuffix("s"):
        flat.rest += [element.gap].reduce(into: []) { if let gap = $1 { $0.append(gap) } }
      case .null, .bool, .number, .text, .map, .json, .resource, .attribute: flat.elements.append(element)
      }
    }
  }

  private static func kept(_ elements: [TerraformValue], in others: [TerraformValue], ifThere: Bool) throws(Obstacle)
    -> [TerraformValue]
  {
    var kept: [TerraformValue] = []
    for element in elements {
      var isThere: Bool? = false
      for other in others where isThere != true {
        switch element.isSame(as: other) {
        case true: isThere = true
        case nil: isThere = nil
        case false: continue
        }
      }
      guard let isThere else { throw .unknown(element.anyGap ?? Gap("a set", .undecided)) }
      if isThere == ifThere { kept.append(element) }
    }
    return kept
  }

  private static func range(_ call: Arguments) throws(Obstacle) -> TerraformValue {
    let numbers = try call.numbers()
    let start = numbers.count > 1 ? numbers[0] : Number(0)
    let end = numbers.count > 1 ? numbers[1] : numbers[0]
    guard let ascends = start < end else { return try call.result(nil as Number?) }
    let step = numbers.count > 2 ? numbers[2] : Number(ascends || start == end ? 1 : -1)
    if step == Number(0) { throw .mistake("expected a step other than 0") }
    if ascends == step.isNegative, start != end { throw .mistake("the step leads away from the end") }
    var all: [TerraformValue] = []
    var current = start
    while current != end, (current < end) == !step.isNegative {
      all.append(call.result(.number(current)))
      // As many as Terraform makes.
      if all.count > 1024 { throw .mistake("more than 1024 values") }
      guard let next = current + step else { return try call.result(nil as Number?) }
      current = next
    }
    return call.result(all)
  }

  private static func product(_ call: Arguments) throws(Obstacle) -> TerraformValue {
    var tuples: [[TerraformValue]] = [[]]
    var isSet = false
    for value in call.values {
      if case .set = value.content { isSet = true }
      let elements = try value.allElements()
      try call.take(tuples.count * elements.count)
      tuples = tuples.flatMap { before in elements.map { before + [$0] } }
    }
    let all = tuples.map { call.result($0) }
    return isSet ? call.result(.set(all, rest: [])) : call.result(all)
  }
}

extension Array where Element == TerraformValue {
  /// Without repetition; of two that may be the same both stay.
  func distinct() -> [TerraformValue] {
    var seen: Set<String> = []
    var all: [TerraformValue] = []
    for element in self {
      if case .text(let parts) = element.content, let text = parts.literal {
        if seen.insert(text).inserted { all.append(element) }
      } else if !all.contains(where: { $0.isSame(as: element) == true }) {
        all.append(element)
      }
    }
    return all
  }

  /// As the elements of a set, in its order.
  func distinctSorted() -> [TerraformValue] {
    let all = distinct()
    var texts: [(text: String, value: TerraformValue)] = []
    var numbers: [(number: Number, value: TerraformValue)] = []
    for element in all {
      switch element.content {
      case .text(let parts): if let text = parts.literal { texts.append((text, element)) }
      case .number(let number): numbers.append((number, element))
      case .null, .bool, .list, .set, .map, .json, .resource, .attribute, .oneOf, .unknown: break
      }
    }
    if texts.count == all.count { return texts.sorted { String.precedes($0.text, $1.text) }.map(\.value) }
    if numbers.count == all.count { return numbers.sorted { ($0.number < $1.number) ?? false }.map(\.value) }
    return all
  }

  /// As elements of one type: with a text among them, numbers and booleans are texts too.
  func unified() -> [TerraformValue] {
    guard contains(where: { $0.isText }), contains(where: { !$0.isText }) else { return self }
    return map { element in
      switch element.content {
      case .number, .bool: (try? element.textParts()).map { element.with(.text($0)) } ?? element
      default: element
      }
    }
  }
}

extension TerraformValue {
  var isText: Bool { if case .text = content { true } else { false } }

  /// A value as what all of some values can be.
  static func sameKind(of value: TerraformValue, as others: [TerraformValue]) -> TerraformValue {
    guard others.contains(where: \.isText), !value.isText else { return value }
    switch value.content {
    case .number, .bool: return (try? value.textParts()).map { value.with(.text($0)) } ?? value
    default: return value
    }
  }
}
