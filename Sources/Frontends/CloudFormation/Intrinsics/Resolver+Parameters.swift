import AWSModel
import Documents

/// Parameters and pseudo parameters.
extension Resolver {
  /// The value that is given, else the default, else one of the allowed values, else unknown.
  ///
  /// - Parameter showsSecret: a secret parameter has its value, for a comparison.
  func value(of parameter: TemplateParameter, at place: Place, showsSecret: Bool = false) -> Resolved {
    var value = unbounded(parameter, at: place, showsSecret)
    if let numbers = parameter.numbers, case .unknown = value.content {
      // What a stack passes may be bounded where it comes from.
      value.numbers = value.numbers.map { $0.overlaps(numbers) ? $0.clamped(to: numbers) : numbers } ?? numbers
    }
    return value
  }

  private func unbounded(_ parameter: TemplateParameter, at place: Place, _ showsSecret: Bool) -> Resolved {
    let unknown = parameter.unknown(in: prefix)
    // What is written is the name of another parameter, which is looked up.
    guard !parameter.isLookedUp else { return undecided(parameter, unknown, at: place) }
    if parameter.isSecret, !showsSecret { return Resolved(.unknown(unknown), at: place) }
    if let parent { if let passed = passed(parameter, by: parent, at: place) { return passed } }
    if let given = parent == nil ? given(parameter) : nil {
      guard let text = given.text else { return Resolved(.unknown(unknown), at: place) }
      return checked(text, of: parameter, at: given.place ?? parameter.keyRange, "is given a value")
        .map { value($0, of: parameter, at: place.defined(at: given.place), origin: .explicit) }
        ?? Resolved(.unknown(unknown), at: place)
    }
    if let node = parameter.defaultValue, world.stacks.parameters.usesDefaults || parent != nil {
      guard let text = node.scalar else {
        return unreadable("the default of parameter \(parameter.name) is \(node.noun), expected a text", at: place)
      }
      guard let text = checked(text, of: parameter, at: node.range, "has a default") else {
        return Resolved(.unknown(unknown), at: place)
      }
      let shown = parameter.isSecret ? "" : " \"\(text)\""
      assume(
        parameter.name, "parameter \(prefix)\(parameter.name) is taken to have its default\(shown)", at: node.range,
        group: "parameter defaults are taken as the values")
      return value(text, of: parameter, at: place.defined(at: node.range), origin: .parameterDefault)
    }
    return undecided(parameter, unknown, at: place)
  }

  private func given(_ parameter: TemplateParameter) -> ParameterValues.Given? {
    world.stacks.parameters.given[parameter.name]
      ?? deployment.parameters[parameter.name].map { ParameterValues.Given($0) }
  }

  /// One of the allowed values, or what a run takes it to be.
  private func undecided(_ parameter: TemplateParameter, _ unknown: Unknown, at place: Place) -> Resolved {
    switch variable(of: unknown).flatMap({ world.stacks.pins.pins[$0] }) {
    case .text(let text)?: return value(text, of: parameter, at: place, origin: .explicit)
    case .other?, .truth?: return Resolved(.unknown(unknown), at: place)
    case nil: break
    }
    let options = parameter.candidates.map { value($0, of: parameter, at: place, origin: .explicit) }
    guard let first = options.first else { return Resolved(.unknown(unknown), at: place) }
    return options.count == 1 ? first : Resolved(.oneOf(options, unknown), at: place)
  }

  /// A value, if it is one that the parameter can have: else CloudFormation refuses to deploy.
  private func checked(
    _ text: String, of parameter: TemplateParameter, at range: SourceRange, _ verb: String
  ) -> String? {
    guard let complaint = parameter.complaint(about: text) else { return text }
    _ = mistake("parameter \(parameter.name) \(verb) that it cannot have: \(complaint)", at: range)
    return nil
  }

  /// Looks at the defaults that would be the values of parameters which nothing uses: nothing is deployed with a wrong
  /// one either.
  func checkDefaults() {
    guard world.stacks.parameters.usesDefaults || parent != nil else { return }
    let passed = parent?.declared.body["Properties"]?["Parameters"]
    for parameter in sections.parameters.values.sorted(by: { $0.name < $1.name }) {
      guard !parameter.isSecret, !parameter.isLookedUp, let node = parameter.defaultValue, let text = node.scalar,
        passed?[parameter.name] == nil, parent != nil || given(parameter) == nil
      else { continue }
      _ = checked(text, of: parameter, at: node.range, "has a default")
    }
  }

  /// What the nesting stack passes; nil if it leaves the parameter out.
  private func passed(_ parameter: TemplateParameter, by parent: Parent, at place: Place) -> Resolved? {
    let key = "Parameters.\(parameter.name)"
    guard let all = parent.declared.body["Properties"]?["Parameters"] else { return nil }
    guard all.kind == .object, all.tag == nil else {
      return Resolved(.unknown(parent.resolver.unevaluated("the parameters of a stack", at: all.range)), at: place)
    }
    guard let node = all[parameter.name], !node.isNull else { return nil }
    if let known = attributes[key] { return known.moved(to: place) }
    guard resolving.insert(key).inserted else {
      return unreadable("parameter \(prefix)\(parameter.name) is made of itself", at: place)
    }
    defer { resolving.remove(key) }
    let value = parent.resolver.ofResource(parent.declared) { parent.resolver.resolve(node, path: place.path) }
    attributes[key] = value.isNull ? nil : asList(value, if: parameter.isList)
    return attributes[key]?.moved(to: place)
  }

  /// Stacks pass lists as texts with commas.
  private func asList(_ value: Resolved, if isList: Bool) -> Resolved {
    guard isList else { return value }
    switch value.content {
    case .text(let text):
      guard let parts = text.split(separator: ",") else {
        return Resolved(.unknown(text.firstUnknown(at: value.place)), at: value.place, origin: value.origin)
      }
      let elements = parts.filter { $0.literal != "" || parts.count > 1 }.map {
        Resolved(.text($0.trimmed), at: value.place, origin: value.origin)
      }
      return Resolved(.list(elements, rest: []), at: value.place, origin: value.origin)
    case .oneOf(let options, let why):
      return Resolved(.oneOf(options.map { asList($0, if: true) }, why), at: value.place, origin: value.origin)
    case .null, .bool, .number, .list, .object, .unknown: return value
    }
  }

  private func value(
    _ text: String, of parameter: TemplateParameter, at place: Place, origin: Origin
  ) -> Resolved {
    guard parameter.isList else {
      return Resolved(.text(DynamicReference.replaced(in: text, at: place.range)), at: place, origin: origin)
    }
    let elements = TemplateParameter.elements(of: text).map { part in
      Resolved(.text(DynamicReference.replaced(in: part, at: place.range)), at: place, origin: origin)
    }
    return Resolved(.list(elements, rest: []), at: place, origin: origin)
  }

  /// What an empty text stands for where an identifier has to be, without which nothing is deployed: a parameter with an
  /// empty default is one that has to be given.
  func emptyIdentifier(at place: Place) -> Unknown {
    let parameter = sections.parameters.values.first {
      $0.defaultValue != nil && $0.defaultValue?.range == place.definition
    }
    return parameter?.unknown(in: prefix) ?? Unknown("an identifier", .unreadable("it is empty"), at: place.range)
  }

  // MARK: Pseudo parameters

  /// The account that the stack is deployed to, where the run or a deployment says it.
  var account: String? { world.stacks.parameters.given[PseudoParameter.accountID.rawValue]?.text ?? deployment.account }

  /// The region that it is deployed to, likewise.
  var region: String? { world.stacks.parameters.given[PseudoParameter.region.rawValue]?.text ?? deployment.region }

  func value(of pseudo: PseudoParameter, at place: Place) -> Resolved {
    let known: String? =
      switch pseudo {
      case .accountID: deployment.account
      case .region: deployment.region
      case .stackName: deployment.stackName
      case .notificationARNs, .noValue, .partition, .stackID, .urlSuffix: nil
      }
    // A nested stack has a name that CloudFormation makes.
    let isGiven = PseudoParameter.given.contains(pseudo) && (pseudo != .stackName || parent == nil)
    if let known = isGiven ? world.stacks.parameters.given[pseudo.rawValue]?.text ?? known : known {
      return Resolved(.text(PartialText(known)), at: place)
    }
    if pseudo == .noValue { return Resolved(.null, at: place) }
    if let assumption = pseudo.assumption {
      assume(
        pseudo.rawValue, "\(pseudo.rawValue) is taken to be \(assumption)", at: place.range,
        group: "pseudo parameters are taken as in AWS's commercial regions")
      return Resolved(.text(PartialText(assumption)), at: place, origin: .parameterDefault)
    }
    if pseudo == .notificationARNs { return Resolved(.list([], rest: [pseudo.unknown]), at: place) }
    if case .text(let text)? = variable(of: pseudo.unknown).flatMap({ world.stacks.pins.pins[$0] }) {
      return Resolved(.text(PartialText(text)), at: place)
    }
    return Resolved(.text(PartialText([.unknown(pseudo.unknown)])), at: place)
  }
}

extension PartialText {
  /// Without spaces around it, if all of it is known.
  fileprivate var trimmed: PartialText { literal.map { PartialText($0[...].trimmed) } ?? self }
}
