import AWSModel

extension Infrastructure {
  /// Gives parts that a parameter places to what other stacks offer by an output: each possibly, as nobody knows who is
  /// given what.
  package mutating func placeStrayParts() {
    if strayParts.isEmpty { return }
    let offered = Set(mentions.filter { $0.doubt.reason == .notInInput }.map(\.resource))
    for stray in strayParts {
      var isPlaced = false
      func isPossible(_ id: ResourceID) -> Bool {
        let isPossible = id.stack != stray.stack && offered.contains(id)
        isPlaced = isPlaced || isPossible
        return isPossible
      }
      switch stray.part {
      case .route(let route):
        for i in routeTables.indices where isPossible(routeTables[i].id) {
          routeTables[i].routes.elements.append(route.possibly(stray.why))
        }
      case .rule(let rule):
        for i in securityGroups.indices where isPossible(securityGroups[i].id) {
          securityGroups[i].rules.elements.append(rule.possibly(stray.why))
        }
      case .entry(let entry):
        for i in networkACLs.indices where isPossible(networkACLs[i].id) {
          networkACLs[i].entries.elements.append(entry.possibly(stray.why))
        }
      }
      if !isPlaced { diagnostics.append(stray.part.outsideOfInput(owner: stray.why.subject)) }
    }
    strayParts = []
  }

  /// Keeps a part that a parameter places: in its own stack there is nothing that it stands for.
  ///
  /// - Parameter name: what the owner is called, which is outside of the stack.
  mutating func keep(_ part: StrayPart.Part, of owner: Link, called name: String, declaredBy id: ResourceID) {
    guard case .unknown(let why) = owner.target, why.reason == .parameter else {
      diagnostics.append(part.outsideOfInput(owner: name))
      return
    }
    strayParts.append(StrayPart(part, stack: id.stack, why: why))
  }
}

extension StrayPart.Part {
  /// Where it went: to something that is there, but of which the input says nothing else.
  fileprivate func outsideOfInput(owner: String) -> Diagnostic {
    let (message, place) =
      switch self {
      case .route(let route):
        ("\(owner) names a route table outside of the input: the routes added to it matter to no answer", route.place)
      case .rule(let rule):
        ("\(owner) names a security group outside of the input: the rules added to it are judged alone", rule.place)
      case .entry(let entry):
        ("\(owner) names a network ACL outside of the input: the entries added to it matter to no answer", entry.place)
      }
    return Diagnostic(
      .assumed, message, help: "check the template or plan that makes it along with this one", at: place.range,
      group: "parts of what is outside of the input")
  }
}
