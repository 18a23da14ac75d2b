import AWSModel
import Documents

/// The functions that compose and take apart texts.
extension Resolver {
  // MARK: Join

  /// Evaluates `Fn::Join`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html
  func join(_ call: Intrinsic, at place: Place) -> Resolved {
    guard let arguments = arguments(call, 2...2, "a delimiter and a list") else { return wrong(call, at: place) }
    let delimiter = texts(resolve(arguments[0], path: place.path))
    let list = resolve(arguments[1], path: place.path)
    switch list.content {
    case .bool, .number, .text, .object, .null:
      report(wrong: call, expected: "a delimiter and a list", found: list.content.noun)
      return wrong(call, at: place)
    case .list, .oneOf, .unknown: break
    }
    let elements = Fields.elements(of: list)
    if let why = elements.rest.first ?? elements.elements.lazy.map({ $0.existence.because.first }).first(where: {
      $0 != nil
    })
      ?? nil
    {
      return Texts.unknown(why.derived).resolved(at: place)
    }
    var joined = Texts([PartialText("")], origin: list.origin)
    for (offset, element) in elements.elements.enumerated() {
      if offset > 0 { joined = joined.followed(by: delimiter) }
      joined = joined.followed(by: texts(element.value))
    }
    return composed(joined, at: place)
  }

  // MARK: Split

  /// Evaluates `Fn::Split`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html
  func split(_ call: Intrinsic, at place: Place) -> Resolved {
    guard let arguments = arguments(call, 2...2, "a delimiter and a text") else { return wrong(call, at: place) }
    let delimiter = texts(resolve(arguments[0], path: place.path))
    let text = texts(resolve(arguments[1], path: place.path))
    let place = place.defined(at: text.definition)
    guard let separator = delimiter.single?.literal else {
      return Resolved(.list([], rest: [delimiter.reason(at: place).derived]), at: place)
    }
    guard !separator.isEmpty else {
      report(wrong: call, expected: "a delimiter that is not empty", found: "\"\"")
      return wrong(call, at: place)
    }
    let lists = text.options.map { option -> Resolved in
      guard let parts = option.split(separator: separator) else {
        return Resolved(.list([], rest: [option.firstUnknown(at: place).piece]), at: place, origin: text.origin)
      }
      let elements = parts.map { Resolved(.text($0), at: place, origin: text.origin) }
      return Resolved(.list(elements, rest: []), at: place, origin: text.origin)
    }
    if lists.count == 1 { return lists[0] }
    return Resolved(.oneOf(lists, text.reason(at: place)), at: place, origin: text.origin)
  }

  // MARK: Sub

  /// Evaluates `Fn::Sub`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
  func sub(_ call: Intrinsic, at place: Place) -> Resolved {
    let expected = "a text, or a text and an object of variables"
    let template: Node
    var variables: [String: Texts] = [:]
    if call.argument.kind == .array {
      guard let arguments = arguments(call, 2...2, expected) else { return wrong(call, at: place) }
      guard arguments[1].kind == .object else {
        report(wrong: call, expected: expected, found: arguments[1].noun)
        return wrong(call, at: place)
      }
      template = arguments[0]
      for member in arguments[1].members {
        variables[member.name] = texts(resolve(member.value, path: place.path))
      }
    } else {
      template = call.argument
    }
    guard let text = template.scalar else {
      // A macro puts the text there before the function is evaluated.
      if Intrinsic(template)?.name == "Fn::Transform" {
        return Resolved(.unknown(texts(resolve(template, path: place.path)).reason(at: place)), at: place)
      }
      report(wrong: call, expected: expected, found: template.noun)
      return wrong(call, at: place)
    }
    let parts = SubTemplate(text).parts
    if case .literal(let literal)? = parts.first, parts.count == 1 {
      // Nothing is replaced: a policy in it can be read where it stands.
      let source = literal == text ? template.text : nil
      return composed(Texts([PartialText(literal)]), at: place, source: source)
    }
    var result = Texts([PartialText("")])
    for part in parts { result = result.followed(by: texts(of: part, variables, at: place)) }
    return composed(result, at: place)
  }

  private func texts(of part: SubTemplate.Part, _ variables: [String: Texts], at place: Place) -> Texts {
    switch part {
    case .literal(let literal): return Texts([PartialText(literal)])
    case .variable(let name):
      if let given = variables[name] { return given }
      if let (id, attribute) = name.splitAtFirstDot { return texts(self.attribute(attribute, of: id, at: place)) }
      return texts(reference(to: name, at: place))
    case .invalid(let name):
      return .unknown(mistake("\"${\(name)}\" is no name of a parameter, resource or attribute", at: place.range))
    }
  }

  /// A composed text, in which a dynamic reference may have come together.
  private func composed(_ texts: Texts, at place: Place, source: Text? = nil) -> Resolved {
    texts.map { text in
      guard
        text.parts.contains(where: {
          if case .literal(let part) = $0 { part.utf8.opensDynamicReference } else { false }
        })
      else { return text }
      if let literal = text.literal { return DynamicReference.replaced(in: literal, at: place.range) }
      return PartialText([.unknown(Unknown("\(text)", .notInInput, at: place.range))])
    }.resolved(at: place, source: source)
  }
}

extension PartialText {
  /// The parts between separators; nil if what is not known may hold any number of them.
  ///
  /// No identifier, name or address that AWS gives a resource has a comma, semicolon or bar in it.
  func split(separator: String) -> [PartialText]? {
    if let literal {
      return literal.split(separator: separator, omittingEmptySubsequences: false).map { PartialText(String($0)) }
    }
    guard [",", ";", "|"].contains(separator), unknowns.isEmpty else { return nil }
    var all: [[Part]] = [[]]
    for part in parts {
      guard case .literal(let text) = part else {
        all[all.count - 1].append(part)
        continue
      }
      for (offset, piece) in text.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
        if offset > 0 { all.append([]) }
        all[all.count - 1].append(.literal(String(piece)))
      }
    }
    return all.map { PartialText($0) }
  }
}

/// The template text of `Fn::Sub`, taken apart.
struct SubTemplate {
  enum Part: Equatable {
    case literal(String)
    case variable(String)
    /// Something between the braces that cannot be a name.
    case invalid(String)
  }

  let parts: [Part]

  init(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    var literal = ""
    while let start = rest.firstRange(of: "${") {
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
      literal += rest[..<start.lowerBound]
      let name = rest[start.upperBound..<end]
      rest = rest[rest.index(after: end)...]
      if name.first == "!" {
        // `${!x}` is written to get `${x}`.
        literal += "${\(name.dropFirst())}"
        continue
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      let trimmed = name.trimmed
      parts.append(trimmed.utf8.isName ? .variable(trimmed) : .invalid(trimmed))
    }
    literal += rest
    if !literal.isEmpty || parts.isEmpty { parts.append(.literal(literal)) }
    self.parts = parts
  }
}

extension String.UTF8View {
  /// Letters, digits, underscores, periods, dashes and colons, at least one.
  fileprivate var isName: Bool {
    !isEmpty
      && allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"): true
        default: false
        }
      }
  }
}
