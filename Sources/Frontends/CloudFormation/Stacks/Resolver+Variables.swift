import AWSModel
import Documents
import NetSpace

/// What the answers of a stack depend on, and the values of it that make a difference.
extension Resolver {
  /// The variable that something unknown is; nil if it is none.
  func variable(of why: Unknown) -> Pins.Variable? {
    let isPseudo =
      why.subject == PseudoParameter.region.rawValue || why.subject == PseudoParameter.accountID.rawValue
    switch why.reason {
    case .parameter, .secret:
      guard why.subject.hasPrefix("parameter "), let file = why.place?.file.path else { return nil }
      let isOtherRoot = file != stack && world.stacks.isRoot(file)
      return Pins.Variable(stack: isOtherRoot ? file : stack, name: why.subject)
    case .decidedByAWS: return isPseudo ? Pins.Variable(stack: stack, name: why.subject) : nil
    case .knownAfterApply, .knownAfterDeployment, .condition, .notInInput, .unsupported, .unreadable: return nil
    }
  }

  /// A comparison as a variable, which is true or false.
  func variable(of comparison: Intrinsic) -> Pins.Variable {
    // In a loop one comparison is written for several.
    let repetition = bindings.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    return Pins.Variable(stack: stack, name: "\(prefix)@\(comparison.range)\(repetition)")
  }

  /// Adds the variables that something unknown depends on.
  func collect(_ why: Unknown, into found: inout [Pins.Variable: Pins.Domain], _ seen: inout Set<Unknown>) {
    guard seen.insert(why).inserted else { return }
    switch why.reason {
    case .condition:
      guard why.place?.file.path == sections.path, why.subject.hasPrefix("condition \(prefix)") else { return }
      let name = String(why.subject.dropFirst("condition \(prefix)".count))
      if let declared = condition(name) {
        bound(declared.bindings) { collect(condition: declared.node, into: &found, &seen) }
      }
    case .parameter:
      guard why.place?.file.path == sections.path, why.subject.hasPrefix("parameter \(prefix)"),
        let parameter = sections.parameters[String(why.subject.dropFirst("parameter \(prefix)".count))],
        let variable = variable(of: why)
      else { return }
      if parameter.candidates.count > 1 {
        found[variable] = parameter.candidates.map(Pins.Pin.text)
      } else if !world.textsOfRules(on: variable).isEmpty {
        add([], to: variable, in: &found)
      }
    case .knownAfterApply, .knownAfterDeployment, .notInInput, .unsupported, .unreadable, .decidedByAWS, .secret: return
    }
  }

  private func collect(
    condition node: Node, into found: inout [Pins.Variable: Pins.Domain], _ seen: inout Set<Unknown>
  ) {
    guard let call = Intrinsic(node, inCondition: true), let function = call.function else { return }
    switch function {
    case .condition:
      if let name = call.argument.string.map(bound), condition(name) != nil {
        collect(unknown(ofCondition: name), into: &found, &seen)
      }
    case .and, .or, .not: for part in call.arguments ?? [] { collect(condition: part, into: &found, &seen) }
    case .equals: collect(comparison: call, into: &found, &seen)
    default: return
    }
  }

  private func collect(
    comparison call: Intrinsic, into found: inout [Pins.Variable: Pins.Domain], _ seen: inout Set<Unknown>
  ) {
    guard let arguments = call.arguments, arguments.count == 2 else { return }
    let sides = arguments.map(compared)
    for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
      if let why = side.single?.hole, let variable = variable(of: why) {
        let literals = other.options.compactMap(\.literal)
        guard literals.count == other.options.count else { continue }
        add(literals, to: variable, in: &found)
        if let why = other.why { world.collect(why, into: &found, &seen) }
        return
      }
      // One of several, which another variable decides: both sides then follow from it.
      if let why = side.why, side.options.allSatisfy({ $0.literal != nil }), other.single?.literal != nil {
        world.collect(why, into: &found, &seen)
        return
      }
    }
    let unknowns = sides.flatMap { side in side.options.flatMap(\.unknowns) + (side.why.map { [$0] } ?? []) }
    for why in unknowns { world.collect(why, into: &found, &seen) }
    found[variable(of: call)] = [.truth(true), .truth(false)]
  }

  /// Adds values that a variable is compared with, to those that it is compared with elsewhere and in rules.
  private func add(_ literals: [String], to variable: Pins.Variable, in found: inout [Pins.Variable: Pins.Domain]) {
    var texts: [String] = []
    for pin in found[variable] ?? [] { if case .text(let text) = pin { texts.append(text) } }
    for literal in literals + world.textsOfRules(on: variable) where !texts.contains(literal) { texts.append(literal) }
    found[variable] = texts.map(Pins.Pin.text) + [.other(texts)]
  }
}

extension StackWorld {
  /// Adds the variables that something unknown depends on, whichever stack's it is.
  func collect(_ why: Unknown, into found: inout [Pins.Variable: Pins.Domain], _ seen: inout Set<Unknown>) {
    guard let file = why.place?.file.path else { return }
    for index in stacks.roots.indices {
      let root = stacks.roots[index]
      guard root.name == file || root.sections.hasNestedStacks else { continue }
      for instance in self.root(index).allInstances where instance.sections.path == file {
        instance.collect(why, into: &found, &seen)
      }
    }
  }
}

extension CloudFormationStacks {
  /// What can be taken as decided so that what these unknowns leave open is decided.
  ///
  /// - Parameter withRules: also by the values that rules compare parameters with.
  package func domains(deciding unknowns: [Unknown], withRules: Bool = false) -> [Pins.Variable: Pins.Domain] {
    let world = StackWorld(self) { _ in }
    world.asksRules = withRules
    var found: [Pins.Variable: Pins.Domain] = [:]
    var seen: Set<Unknown> = []
    withExtendedLifetime(world) {
      for why in unknowns { world.collect(why, into: &found, &seen) }
    }
    return found
  }
}
