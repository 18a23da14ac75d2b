import AWSModel
import Documents
import NetSpace

/// What is taken as true or false of the conditions, and what follows for the others.
struct ConditionScope {
  var assumed: [String: Bool] = [:]
  var verdicts: [String: Verdict] = [:]
}

/// A condition as declared.
struct DeclaredCondition {
  let node: Node
  /// What the variables of the loops stand for that made it.
  var bindings: [String: String] = [:]
}

/// Conditions and what depends on them, in three values: yes, no, and not decided.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
extension Resolver {
  // MARK: By name

  /// A condition that is declared, that a loop makes, or that is included.
  func condition(_ name: String) -> DeclaredCondition? {
    if let node = sections.conditions[name] { return DeclaredCondition(node: node) }
    return madeConditions[name]
  }

  func verdict(ofCondition name: String, at range: SourceRange) -> Verdict {
    if let assumed = scope.assumed[name] { return Verdict(assumed) }
    if let known = scope.verdicts[name] { return known }
    guard let declared = condition(name) else {
      _ = mistake("there is no condition \"\(name)\"", at: range)
      return .unknown
    }
    guard evaluating.insert(name).inserted, evaluating.count <= Self.chainLimit else {
      _ = mistake("condition \(name) refers to itself, or to more than \(Self.chainLimit) others in a row", at: range)
      return .unknown
    }
    defer { evaluating.remove(name) }
    let verdict = bound(declared.bindings) { self.verdict(of: declared.node) }
    scope.verdicts[name] = verdict
    return verdict
  }

  /// Conditions of conditions, in a row.
  private static var chainLimit: Int { 100 }

  func unknown(ofCondition name: String) -> Unknown {
    Unknown("condition \(prefix)\(name)", .condition, at: condition(name)?.node.range)
  }

  /// Whether a resource is there.
  func existence(of declared: TemplateSections.Declared) -> Existence {
    guard let condition = declared.body["Condition"] else { return .certain }
    guard let name = condition.string else {
      return .possible([mistake("expected the name of a condition, found \(condition.noun)", at: condition.range)])
    }
    let full = bound(declared.bindings) { bound(name) }
    let verdict = verdict(ofCondition: full, at: condition.range)
    return Existence(verdict, because: verdict == .unknown ? [unknown(ofCondition: full)] : [])
  }

  /// Does something under the assumption that a condition is true, or false.
  func assuming<T>(_ name: String, _ value: Bool, _ body: () -> T) -> T {
    let outer = scope
    defer { scope = outer }
    scope = ConditionScope(assumed: outer.assumed)
    assume(name, value)
    return body()
  }

  /// Assumes a condition and what it is made of, as far as that follows.
  private func assume(_ name: String, _ value: Bool) {
    // A list of what is left to do: conditions of conditions may go deeper than the stack does.
    var names = [(name, value)]
    while let (name, value) = names.popLast() {
      guard scope.assumed.updateValue(value, forKey: name) == nil, let declared = condition(name) else {
        continue
      }
      names += bound(declared.bindings) { consequences(of: declared.node, value) }
    }
  }

  /// The conditions that are decided when a function of them is known.
  private func consequences(of node: Node, _ value: Bool) -> [(String, Bool)] {
    guard let call = Intrinsic(node, inCondition: true), let function = call.function else { return [] }
    switch (function, value) {
    case (.condition, _): return call.argument.string.map { [(bound($0), value)] } ?? []
    case (.and, true), (.or, false): return (call.arguments ?? []).flatMap { consequences(of: $0, value) }
    case (.not, _): return call.arguments?.first.map { consequences(of: $0, !value) } ?? []
    default: return []
    }
  }

  // MARK: Functions

  func verdict(of node: Node) -> Verdict {
    guard let call = Intrinsic(node, inCondition: true), let function = call.function else {
      _ = mistake("expected a condition function such as Fn::Equals, found \(node.noun)", at: node.range)
      return .unknown
    }
    switch function {
    case .condition:
      guard let name = call.argument.string else {
        report(wrong: call, expected: "the name of a condition", found: call.argument.noun)
        return .unknown
      }
      return verdict(ofCondition: bound(name), at: call.range)
    case .not:
      guard let arguments = arguments(call, 1...1, "a list of one condition") else { return .unknown }
      return !verdict(of: arguments[0])
    case .and:
      guard let arguments = arguments(call, 2...10, "a list of 2 to 10 conditions") else { return .unknown }
      return .all(arguments.map { verdict(of: $0) })
    case .or:
      guard let arguments = arguments(call, 2...10, "a list of 2 to 10 conditions") else { return .unknown }
      return .any(arguments.map { verdict(of: $0) })
    case .equals: return equals(call)
    case .ref, .base64, .cidr, .findInMap, .getAtt, .getAZs, .if, .importValue, .join, .length, .select, .split, .sub,
      .toJSONString:
      _ = mistake("expected a condition function such as Fn::Equals, found \(call.name)", at: call.range)
      return .unknown
    }
  }

  private func equals(_ call: Intrinsic) -> Verdict {
    guard let arguments = arguments(call, 2...2, "two values") else { return .unknown }
    if case .truth(let truth)? = world.stacks.pins.pins[variable(of: call)] { return Verdict(truth) }
    let sides = arguments.map(compared)
    if let left = sides[0].single, let right = sides[1].single { return equals(left, right) }
    let answers = sides[0].options.flatMap { left in sides[1].options.map { equals(left, $0) } }
    if answers.allSatisfy({ $0 == .no }) { return .no }
    return .unknown
  }

  /// Whether two texts are the same, by what is taken as decided too.
  func equals(_ left: PartialText, _ right: PartialText) -> Verdict {
    for (one, other) in [(left, right), (right, left)] {
      guard let why = one.hole, let literal = other.literal else { continue }
      if !mayBe(why, literal) { return .no }
      // Pinned as something else than what it is compared with.
      guard !why.isDerived, let variable = variable(of: why),
        case .other(let excluded)? = world.stacks.pins.pins[variable]
      else {
        continue
      }
      if excluded.contains(literal) { return .no }
    }
    let verdict = left.equals(right)
    return verdict == .yes && (left.unknowns + right.unknowns).contains(where: \.isDerived) ? .unknown : verdict
  }

  /// Whether something unknown may be a text: not if it is a parameter that cannot have that value.
  private func mayBe(_ why: Unknown, _ text: String) -> Bool {
    guard why.reason == .parameter, !why.isDerived, parent == nil, why.place?.file.path == sections.path,
      why.subject.hasPrefix("parameter "),
      let parameter = sections.parameters[String(why.subject.dropFirst("parameter ".count))]
    else { return true }
    return parameter.mayBe(text)
  }

  /// A side of a comparison.
  ///
  /// What a secret is equal to does not show what it is.
  func compared(_ node: Node) -> Texts {
    if let call = Intrinsic(node), call.function == .ref, let name = call.argument.string,
      let parameter = sections.parameters[name], parameter.isSecret
    {
      return texts(value(of: parameter, at: Place(range: node.range), showsSecret: true))
    }
    return texts(resolve(node, path: NodePath()))
  }

  // MARK: If

  /// Evaluates `Fn::If`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html#intrinsic-function-reference-conditions-if
  func choose(_ call: Intrinsic, at place: Place) -> Resolved {
    guard let arguments = arguments(call, 3...3, "a condition and two values") else { return wrong(call, at: place) }
    guard let name = arguments[0].string.map(bound) else {
      report(wrong: call, expected: "the name of a condition", found: arguments[0].noun)
      return wrong(call, at: place)
    }
    switch verdict(ofCondition: name, at: call.range) {
    case .yes: return resolve(arguments[1], path: place.path)
    case .no: return resolve(arguments[2], path: place.path)
    case .unknown:
      let options = [
        assuming(name, true) { resolve(arguments[1], path: place.path) },
        assuming(name, false) { resolve(arguments[2], path: place.path) },
      ]
      return Resolved(.oneOf(options, unknown(ofCondition: name)), at: place)
    }
  }
}

extension PartialText {
  /// What it is made of, if that is one thing that is not known.
  var hole: Unknown? {
    if parts.count == 1, case .unknown(let why) = parts[0] { why } else { nil }
  }

  /// Whether two texts are the same, as far as their parts decide.
  ///
  /// - Parameter fromOtherStack: what is not known in the two is not the same.
  func equals(_ other: PartialText, fromOtherStack: Bool = false) -> Verdict {
    if literal != nil, literal == other.literal { return .yes }
    if self == other, !fromOtherStack { return unknowns.allSatisfy(\.isOneValue) ? .yes : .unknown }
    guard let mine = literalEnds, let theirs = other.literalEnds else { return .unknown }
    if literal != nil, other.literal != nil { return .no }
    let (start, otherStart) = (mine.start.utf8, theirs.start.utf8)
    let (end, otherEnd) = (mine.end.utf8, theirs.end.utf8)
    let fits =
      (start.starts(with: otherStart) || otherStart.starts(with: start))
      && (end.reversed().starts(with: otherEnd.reversed()) || otherEnd.reversed().starts(with: end.reversed()))
    return fits ? .unknown : .no
  }

  /// What it certainly begins and ends with.
  private var literalEnds: (start: String, end: String)? {
    guard let first = parts.first, let last = parts.last else { return ("", "") }
    let start = if case .literal(let text) = first { text } else { "" }
    let end = if case .literal(let text) = last { text } else { "" }
    return (start, end)
  }
}

extension Unknown {
  /// Whether it is the same value wherever it is met: two calls of a function that is not evaluated need not be.
  fileprivate var isOneValue: Bool {
    switch reason {
    case .parameter, .decidedByAWS: true
    case .knownAfterApply, .knownAfterDeployment, .condition, .notInInput, .unsupported, .unreadable, .secret: false
    }
  }
}
