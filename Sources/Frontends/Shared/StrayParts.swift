import AWSModel

extension Infrastructure {
  /// Gives parts that a parameter places to what other stacks offer by an output: each possibly, as nobody knows who is
  /// given what.
  package mutating func placeStrayParts() {
    if strayParts.isEmpty { return }
    let offered = Set(mentions.filter { $0.doubt.reason == .notInInput }.map(\.resource))
    for stray in strayParts {
      func isPossible(_ id: ResourceID) -> Bool { id.stack != stray.stack && offered.contains(id) }
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
    }
    strayParts = []
  }

  /// Keeps a part that a parameter places: in its own stack there is nothing that it stands for.
  mutating func keep(_ part: StrayPart.Part, of owner: Link, declaredBy id: ResourceID) {
    guard case .unknown(let why) = owner.target, why.reason == .parameter else { return }
    strayParts.append(StrayPart(part, stack: id.stack, why: why))
  }
}
