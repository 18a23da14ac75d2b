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
      case .local(let path, let place) = NestedStack.location(of: resources[position], sections.assets),
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

  /// An output as declared.
  struct Output {
    let name: String
    let keyRange: SourceRange
    let body: Node
    /// What the variables of the loops stand for that made it.
    let bindings: [String: String]
  }

  /// The outputs that members declare, with what loops make and what is included among them.
  func outputs(_ members: some Sequence<Node.Member>) -> [Output] {
    members.flatMap { member -> [Output] in
      if member.name.hasPrefix("Fn::ForEach::") {
        var unknowns: [Unknown] = []
        return repetitions(of: member, &unknowns).flatMap { repetition in
          bound(repetition.bindings) { outputs(repetition.body.members) }
        }
      }
      if member.name == "Fn::Transform", let root = included(member.value, at: member.key.range) {
        defer { endInclusion(root) }
        return outputs(root.members)
      }
      return [Output(name: bound(member.name), keyRange: member.key.range, body: member.value, bindings: bindings)]
    }
  }

  /// Whether an output is there.
  func existence(of output: Output) -> Existence {
    guard let name = condition(of: output) else { return .certain }
    let verdict = verdict(ofCondition: name, at: output.body.range)
    return Existence(verdict, because: verdict == .unknown ? [unknown(ofCondition: name)] : [])
  }

  private func condition(of output: Output) -> String? {
    output.body["Condition"]?.string.map { name in bound(output.bindings) { bound(name) } }
  }

  /// Does something with what holds in an output: it counts only if the output is there at all.
  func ofOutput<T>(_ output: Output, _ body: () -> T) -> T {
    bound(output.bindings) {
      guard let condition = condition(of: output), existence(of: output).verdict == .unknown else { return body() }
      return assuming(condition, true, body)
    }
  }

  /// The value of an output where another stack uses it.
  func output(_ name: String, at place: Place) -> Resolved {
    guard let output = outputs.last(where: { $0.name == name }), let value = output.body["Value"] else {
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
    if existence(of: output).verdict == .no {
      return unreadable("output \(name) is not there: its condition is false", at: place)
    }
    return ofOutput(output) { resolve(value, path: place.path) }.moved(to: place)
  }

  private func outputLike(_ name: String) -> String? {
    Misspelling.nearest(to: name, among: outputs.map(\.name)).map { "did you mean \($0)?" }
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
    if same.count == 1 { return world.value(of: same[0], in: root, at: place) }
    // Without any literal part a name fits everything.
    let fitting = same.isEmpty && name.hasLiteral ? others.filter { $0.isCalled(name) != .no } : same
    guard !fitting.isEmpty else {
      if !name.hasLiteral, let why = name.unknowns.first { return Resolved(.unknown(why), at: place) }
      return Resolved(.unknown(.export(name.shown, at: call.range)), at: place)
    }
    let files = fitting.map { world.stacks.roots[$0.root].name }.joined(separator: ", ")
    assume(
      "export \(name)",
      "the export \(name.shown) is taken to be \(fitting.count == 1 ? "that" : "one of those") of \(files), whose "
        + "\(fitting.count == 1 ? "name fits" : "names fit")",
      at: call.range, group: "exports whose names fit are taken as those that are imported")
    let values = fitting.map { world.value(of: $0, in: root, at: place) }
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
