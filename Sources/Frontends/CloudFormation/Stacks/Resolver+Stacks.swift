import AWSModel
import Documents
import NetSpace

/// Stacks that are made of others.
extension Resolver {
  /// More levels of stacks in stacks than anybody nests.
  private static var levelLimit: Int { 20 }

  /// This one and all that it nests.
  var allInstances: [Resolver] {
    if !sections.hasNestedStacks { return [self] }
    return [self]
      + resources.flatMap { declared -> [Resolver] in
        guard NestedStack.types.contains(declared.type), existence(of: declared).verdict != .no else { return [] }
        return child(declared.logicalID)?.allInstances ?? []
      }
  }

  /// The stack that a resource nests; nil if its template is not in the input.
  func child(_ logicalID: String) -> Resolver? {
    if let known = children[logicalID] { return known }
    guard let position = index[logicalID], NestedStack.types.contains(resources[position].type),
      case .local(let path, let place) = NestedStack.location(of: resources[position]),
      let template = world.stacks.nested[CloudFormationTemplate.path(path, besides: sections.path)]
    else { return nil }
    var level = self
    var depth = 1
    while true {
      if level.sections.path == template.sections.path || depth > Self.levelLimit {
        _ = mistake("the stack \(logicalID) nests the template \(template.sections.path) in itself", at: place)
        return nil
      }
      guard let next = level.parent?.resolver else { break }
      level = next
      depth += 1
    }
    let child = Resolver(
      template.sections, in: world, root: root, stack: stack,
      deployment: Deployment(account: deployment.account, region: deployment.region),
      parent: Parent(resolver: self, declared: resources[position]))
    children[logicalID] = child
    return child
  }

  /// The logical ids that lead to this stack from its root.
  var path: [String] { parent.map { $0.resolver.path + [$0.declared.logicalID] } ?? [] }

  // MARK: Outputs

  /// Whether an output is there.
  func existence(ofOutput output: Node) -> Existence {
    guard let name = output["Condition"]?.string else { return .certain }
    let verdict = verdict(ofCondition: name, at: output.range)
    return Existence(verdict, because: verdict == .unknown ? [unknown(ofCondition: name)] : [])
  }

  /// The value of an output where another stack uses it.
  func output(_ name: String, at place: Place) -> Resolved {
    guard let output = sections.root["Outputs"]?[name], let value = output["Value"] else {
      return unreadable("\(sections.path) has no output \"\(name)\"", help: outputLike(name), at: place)
    }
    let key = "Outputs.\(name)"
    guard resolving.insert(key).inserted else {
      return unreadable("output \(name) is made of itself", at: place)
    }
    defer { resolving.remove(key) }
    let outer = scope
    scope = ConditionScope()
    defer { scope = outer }
    switch existence(ofOutput: output).verdict {
    case .no: return unreadable("output \(name) is not there: its condition is false", at: place)
    case .yes: return resolve(value, path: place.path).moved(to: place)
    case .unknown:
      let condition = output["Condition"]?.string ?? ""
      return assuming(condition, true) { resolve(value, path: place.path) }.moved(to: place)
    }
  }

  private func outputLike(_ name: String) -> String? {
    let names = sections.root["Outputs"]?.members.map(\.name) ?? []
    return Misspelling.nearest(to: name, among: names).map { "did you mean \($0)?" }
  }

  // MARK: Imports

  /// Evaluates `Fn::ImportValue`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
  func importValue(_ call: Intrinsic, at place: Place) -> Resolved {
    let value = argument(of: call, path: place.path)
    switch value.content {
    case .list, .object, .null:
      report(wrong: call, expected: "the name of an export", found: value.content.noun)
      return wrong(call, at: place)
    case .text, .number, .bool, .oneOf, .unknown: break
    }
    let names = texts(value)
    let values = names.options.map { exported($0, call, at: place) }
    if values.count == 1 { return values[0] }
    return Resolved(.oneOf(values, names.reason(at: place)), at: place, origin: names.origin)
  }

  private func exported(_ name: PartialText, _ call: Intrinsic, at place: Place) -> Resolved {
    let others = world.stacks.exports.filter { $0.root != root }
    let same = others.filter { $0.isCalled(name) == .yes }
    if same.count == 1 { return world.value(of: same[0], at: place) }
    // Without any literal part a name fits everything.
    let fitting = same.isEmpty && name.hasLiteral ? others.filter { $0.isCalled(name) != .no } : same
    guard !fitting.isEmpty else {
      if !name.hasLiteral, let why = name.unknowns.first { return Resolved(.unknown(why), at: place) }
      return Resolved(.unknown(Unknown("export \(name.shown)", .notInInput, at: call.range)), at: place)
    }
    let files = fitting.map { world.stacks.roots[$0.root].name }.joined(separator: ", ")
    assume(
      "export \(name)",
      "the export \(name.shown) is taken to be \(fitting.count == 1 ? "that" : "one of those") of \(files), whose "
        + "\(fitting.count == 1 ? "name fits" : "names fit")",
      at: call.range, group: "exports whose names fit are taken as those that are imported")
    let values = fitting.map { world.value(of: $0, at: place) }
    if values.count == 1 { return values[0] }
    let why = Unknown("export \(name.shown)", .decidedByAWS("fits exports of \(files)"), at: call.range)
    return Resolved(.oneOf(values, why), at: place)
  }
}

extension PartialText {
  fileprivate var hasLiteral: Bool {
    parts.contains { if case .literal(let text) = $0 { text.contains { $0.isLetter } } else { false } }
  }

  /// As a template would write it, with the names of what is not known only.
  fileprivate var shown: String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .attribute(let id, let name): "${\(id.address).\(name)}"
      case .unknown(let why): "${\(why.subject.replacing("parameter ", with: "", maxReplacements: 1))}"
      }
    }.joined()
  }
}
