import AWSModel
import Documents

/// `Fn::ForEach`, and the variables in what it repeats.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
extension Resolver {
  /// A repetition of a loop: what its variables stand for, and the members that it makes.
  struct Repetition {
    let bindings: [String: String]
    let body: Node
  }

  /// The resources that a loop makes.
  func looped(_ loop: Node.Member) -> [TemplateSections.Declared] {
    var unknowns: [Unknown] = []
    return repetitions(of: loop, &unknowns).flatMap { repetition -> [TemplateSections.Declared] in
      repetition.body.members.flatMap { member -> [TemplateSections.Declared] in
        bound(repetition.bindings) {
          if member.name.hasPrefix("Fn::ForEach::") { return looped(member) }
          var diagnostics: [Diagnostic] = []
          let declared = TemplateSections.declared(member, &diagnostics)
          diagnostics.forEach(world.report)
          return [
            TemplateSections.Declared(
              logicalID: bound(declared.logicalID), keyRange: declared.keyRange, type: declared.type,
              body: declared.body, bindings: bindings)
          ]
        }
      }
    }
  }

  /// The conditions that a loop makes or a macro includes, by name.
  func madeConditions(_ maker: Node.Member) -> [String: DeclaredCondition] {
    guard maker.name == "Fn::Transform" else {
      var unknowns: [Unknown] = []
      return repetitions(of: maker, &unknowns).reduce(into: [:]) { all, repetition in
        bound(repetition.bindings) { all.merge(conditions(repetition.body)) { _, last in last } }
      }
    }
    guard let root = included(maker.value, at: maker.key.range) else { return [:] }
    defer { endInclusion(root) }
    return conditions(root)
  }

  private func conditions(_ node: Node) -> [String: DeclaredCondition] {
    node.members.reduce(into: [:]) { all, member in
      if TemplateSections.isMaker(member.name) {
        all.merge(madeConditions(member)) { _, last in last }
      } else {
        all[bound(member.name)] = DeclaredCondition(node: member.value, bindings: bindings)
      }
    }
  }

  /// Appends the members that a loop makes inside an object.
  func append(loop: Node.Member, to members: inout [Resolved.Member], _ rest: inout [Unknown], path: NodePath) {
    for repetition in repetitions(of: loop, &rest) {
      bound(repetition.bindings) {
        for member in repetition.body.members {
          let name = bound(member.name)
          if name.hasPrefix("Fn::ForEach::") {
            append(loop: member, to: &members, &rest, path: path)
          } else {
            let value = resolve(member.value, path: path.appending(key: name))
            members.append(Resolved.Member(key: name, keyRange: member.key.range, value: value))
          }
        }
      }
    }
  }

  func repetitions(of loop: Node.Member, _ rest: inout [Unknown]) -> [Repetition] {
    let parts = Array(loop.value.elements)
    guard parts.count == 3, let variable = parts[0].string, parts[2].kind == .object else {
      let found = loop.value.kind == .array ? "\(parts.count) values" : loop.value.noun
      rest.append(
        mistake("\(loop.name) takes a name, a list and an object to repeat, found \(found)", at: loop.key.range))
      return []
    }
    let list = Fields.elements(of: resolve(parts[1], path: NodePath()))
    let open = list.rest + list.elements.filter { $0.existence.verdict != .yes }.flatMap(\.existence.because)
    let tooMany = Unknown(
      "a repetition of \(loop.name)",
      .unsupported("loops repeat more than \(StackWorld.mostRepetitions) times"),
      at: loop.key.range)
    if let why = open.first ?? (world.takeRepetitions(list.elements.count) ? nil : tooMany) {
      // How often it repeats is not known.
      world.report(
        Diagnostic(
          .unsupported, "\(loop.name) is not evaluated: what it makes is not analysed, because \(why)",
          at: loop.key.range))
      rest.append(why)
      return []
    }
    return list.elements.reduce(into: []) { all, element in
      let text = texts(element.value)
      guard let literal = text.single?.literal else {
        let why = text.reason(at: element.value.place)
        world.report(
          Diagnostic(
            .unsupported, "\(loop.name) is not evaluated: what it makes is not analysed, because \(why)",
            at: loop.key.range))
        rest.append(why)
        return
      }
      all.append(Repetition(bindings: bindings.merging([variable: literal]) { _, new in new }, body: parts[2]))
    }
  }

  // MARK: Variables

  /// Does something while the variables of loops stand for these values.
  func bound<T>(_ bindings: [String: String], _ body: () -> T) -> T {
    if bindings.isEmpty, self.bindings.isEmpty { return body() }
    let outer = self.bindings
    self.bindings = bindings
    defer { self.bindings = outer }
    return body()
  }

  /// A text with the variables of the loops in it replaced.
  func bound(_ text: String) -> String {
    text.replacingVariables(bindings)
  }
}

extension String {
  /// With the variables of loops replaced: `${Name}`, and `&{Name}` without all but letters and digits.
  func replacingVariables(_ bindings: [String: String]) -> String {
    if bindings.isEmpty { return self }
    return bindings.sorted { $0.key < $1.key }.reduce(self) { text, binding in
      text.replacing("${\(binding.key)}", with: binding.value)
        .replacing("&{\(binding.key)}", with: binding.value.filter { $0.isLetter || $0.isNumber })
    }
  }
}
