import AWSModel
import Documents
import NetSpace

/// The functions that make lists and take elements from them.
extension Resolver {
  // MARK: Select

  /// Evaluates `Fn::Select`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html
  func select(_ call: Intrinsic, at place: Place) -> Resolved {
    guard let arguments = arguments(call, 2...2, "an index and a list") else { return wrong(call, at: place) }
    let index = texts(resolve(arguments[0], path: place.path))
    let list = resolve(arguments[1], path: place.path)
    guard let literal = index.single?.literal else { return any(of: list, index.reason(at: place), at: place) }
    guard let position = Int(literal), position >= 0 else {
      report(wrong: call, expected: "an index from 0 on", found: "\"\(literal)\"")
      return wrong(call, at: place)
    }
    return element(position, of: splitting(list, of: arguments[1]), call, at: place)
  }

  /// The list parameter of which the value is an empty text has that for its one element, as what is split at commas.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html (CommaDelimitedList)
  private func splitting(_ list: Resolved, of argument: Node) -> Resolved {
    guard case .list(let elements, let rest) = list.content, elements.isEmpty, rest.isEmpty,
      Intrinsic(argument)?.name == "Ref"
    else { return list }
    let empty = Resolved(.text(PartialText("")), at: list.place, origin: list.origin)
    return Resolved(.list([empty], rest: []), at: list.place, origin: list.origin)
  }

  /// An element of a list, whichever that is.
  private func any(of list: Resolved, _ why: Unknown, at place: Place) -> Resolved {
    let elements = Fields.elements(of: list)
    guard elements.isComplete, !elements.elements.isEmpty,
      elements.elements.allSatisfy({ $0.existence.verdict == .yes })
    else { return Resolved(.unknown(why.derived), at: place) }
    return Resolved(.oneOf(elements.elements.map { $0.value.moved(to: place) }, why), at: place)
  }

  private func element(_ position: Int, of list: Resolved, _ call: Intrinsic, at place: Place) -> Resolved {
    switch list.content {
    case .null, .bool, .number, .text, .object:
      report(wrong: call, expected: "an index and a list", found: list.content.noun)
      return wrong(call, at: place)
    case .unknown(let why): return Resolved(.unknown(why.element(position)), at: place)
    case .oneOf(let options, let why):
      return Resolved(.oneOf(options.map { element(position, of: $0, call, at: place) }, why), at: place)
    case .list:
      let elements = Fields.elements(of: list)
      if let why = elements.rest.first { return Resolved(.unknown(why.element(position)), at: place) }
      if let why = elements.elements.prefix(position + 1).first(where: { $0.existence.verdict != .yes })?.existence
        .because.first
      {
        return Resolved(.unknown(why), at: place)
      }
      guard position < elements.elements.count else {
        return unreadable("\(call.name) takes element \(position) of a list of \(elements.elements.count)", at: place)
      }
      return elements.elements[position].value.moved(to: place)
    }
  }

  // MARK: Length

  /// Evaluates `Fn::Length`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html
  func length(_ call: Intrinsic, at place: Place) -> Resolved {
    let list = argument(of: call, path: place.path)
    switch list.content {
    case .bool, .number, .text, .object, .null:
      report(wrong: call, expected: "a list", found: list.content.noun)
      return wrong(call, at: place)
    case .list, .oneOf, .unknown: break
    }
    let elements = Fields.elements(of: list)
    if let why = elements.rest.first
      ?? elements.elements.first(where: { $0.existence.verdict != .yes })?.existence.because.first
    {
      return Resolved(.unknown(why.derived), at: place)
    }
    return Resolved(.number("\(elements.elements.count)"), at: place, origin: list.origin)
  }

  // MARK: GetAZs

  /// The zones of a region: no template says how many or which.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
  func availabilityZones(_ call: Intrinsic, at place: Place) -> Resolved {
    let region = texts(argument(of: call, path: place.path)).single?.literal ?? ""
    let subject = region.isEmpty ? "the availability zones" : "the availability zones of \(region)"
    let why = Unknown(
      subject, .decidedByAWS("depend on the account and region"), at: call.range,
      position: Unknown.Position(in: subject))
    return Resolved(.list([], rest: [why]), at: place)
  }

  // MARK: Cidr

  /// Blocks of one size out of a larger one.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
  func cidr(_ call: Intrinsic, at place: Place) -> Resolved {
    let expected = "a block, a count and the number of host bits"
    guard let arguments = arguments(call, 2...3, expected) else { return wrong(call, at: place) }
    let block = texts(resolve(arguments[0], path: place.path))
    let numbers = arguments.dropFirst().map { texts(resolve($0, path: place.path)) }
    for number in numbers {
      guard let literal = number.single?.literal else {
        return Resolved(.list([], rest: [number.reason(at: place)]), at: place)
      }
      if Int(literal) == nil {
        report(wrong: call, expected: expected, found: "\"\(literal)\"")
        return wrong(call, at: place)
      }
    }
    let values = numbers.map { $0.single?.literal.flatMap { Int($0) } ?? 0 }
    let origin = numbers.reduce(block.origin) { $0.combined(with: $1.origin) }
    let place = place.defined(at: block.definition)
    let lists = block.options.map { option -> Resolved in
      guard let literal = option.literal else {
        return Resolved(.list([], rest: [option.firstUnknown(at: place)]), at: place, origin: origin)
      }
      guard let prefix = IPPrefix(literal) else { return unreadable("\"\(literal)\" is not a CIDR block", at: place) }
      guard let blocks = prefix.blocks(count: values[0], hostBits: values.count > 1 ? values[1] : nil) else {
        return unreadable("\(literal) cannot be divided into \(values[0]) blocks of that size", at: place)
      }
      let elements = blocks.map { Resolved(.text(PartialText("\($0)")), at: place, origin: origin) }
      return Resolved(.list(elements, rest: []), at: place, origin: origin)
    }
    if lists.count == 1 { return lists[0] }
    return Resolved(.oneOf(lists, block.reason(at: place)), at: place, origin: origin)
  }
}

extension Unknown {
  /// An element of a list that is not known; elements are told apart.
  fileprivate func element(_ position: Int) -> Unknown {
    Unknown(
      "element \(position) of \(subject)", reason, at: place,
      position: self.position.map { Unknown.Position(in: $0.list, index: position) }, isDerived: isDerived,
      isPiece: isPiece)
  }
}

extension IPPrefix {
  /// The first `count` blocks with so many host bits; nil if there are not that many.
  ///
  /// Without a number the host bits are 8 for IPv4 and 64 for IPv6; CloudFormation allows 1 to 256 blocks.
  func blocks(count: Int, hostBits: Int?) -> [IPPrefix]? {
    let hostBits = hostBits ?? (family == .ipv4 ? 8 : 64)
    let length = family.width - hostBits
    guard (1...256).contains(count), hostBits >= 1, length >= self.length, length <= family.width else { return nil }
    let bits = length - self.length
    guard bits >= 9 || count <= 1 << bits else { return nil }
    var blocks: [IPPrefix] = []
    for number in 0..<count {
      let address: IPAddress =
        switch network {
        case .v4(let first): .v4(first + UInt32(number) << UInt32(hostBits))
        case .v6(let first): .v6(first + UInt128(number) << UInt128(hostBits))
        }
      guard let block = IPPrefix(address, length: length) else { return nil }
      blocks.append(block)
    }
    return blocks
  }
}
