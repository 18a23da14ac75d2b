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
      case .listed:
        for i in prefixLists.indices where isPossible(prefixLists[i].id) {
          prefixLists[i].entries.rest.append(stray.why)
        }
      case .block:
        for i in vpcs.indices where isPossible(vpcs[i].id) { vpcs[i].blocks.rest.append(stray.why) }
      case .target(let target):
        for i in targetGroups.indices where isPossible(targetGroups[i].id) {
          targetGroups[i].add(target, possibly: stray.why)
        }
      case .targetGroup:
        for i in autoScalingGroups.indices where isPossible(autoScalingGroups[i].id) {
          autoScalingGroups[i].targetGroups.rest.append(stray.why)
        }
      }
      if !isPlaced { diagnostics.append(stray.part.outsideOfInput(owner: stray.why.subject)) }
    }
    strayParts = []
  }

  /// Keeps a part that a parameter places: in its own stack there is nothing that it stands for.
  ///
  /// - Parameter name: what the owner is called, which is outside of the stack.
  mutating func keep(_ part: StrayPart.Part, of owner: Link, called name: String, declaredBy id: ResourceID?) {
    guard case .unknown(let why) = owner.target, why.reason == .parameter else {
      diagnostics.append(part.outsideOfInput(owner: name))
      return
    }
    strayParts.append(StrayPart(part, stack: id?.stack ?? "", why: why))
  }

  /// Says that a part of what is outside of the input was left out.
  mutating func leaveOut(_ consequence: String, of owner: Link, _ kind: String, called name: String) {
    diagnostics.append(.outsideOfInput(name, kind, consequence, at: owner.place))
  }
}

extension TargetGroup {
  /// Adds a target that may belong to another group.
  mutating func add(_ target: Target, possibly why: Unknown) {
    if let target = target.possibly(why) { targets.elements.append(target) } else { targets.rest.append(why) }
  }
}

extension TargetGroup.Target {
  /// The same target, if it is one at all; nil where only its address is known.
  fileprivate func possibly(_ why: Unknown) -> TargetGroup.Target? {
    guard case .resource(let target) = subject else { return nil }
    guard case .resource(let id) = target else { return self }
    return TargetGroup.Target(subject: .resource(.oneOf([id], why)), port: port, place: place)
  }
}

extension StrayPart.Part {
  /// Where it went: to something that is there, but of which the input says nothing else.
  fileprivate func outsideOfInput(owner: String) -> Diagnostic {
    switch self {
    case .route(let route):
      .outsideOfInput(owner, "a route table", "the routes added to it matter to no answer", at: route.place)
    case .rule(let rule):
      .outsideOfInput(owner, "a security group", "the rules added to it are judged alone", at: rule.place)
    case .entry(let entry):
      .outsideOfInput(owner, "a network ACL", "the entries added to it matter to no answer", at: entry.place)
    case .listed(let block):
      .outsideOfInput(owner, "a prefix list", "what it holds besides these entries is not known", at: block.place)
    case .block(let block):
      .outsideOfInput(owner, "a VPC", "what it has besides these blocks is not known", at: block.place)
    case .target(let target):
      .outsideOfInput(owner, "a target group", "who sends to its targets is not known", at: target.place)
    case .targetGroup(let link):
      .outsideOfInput(owner, "an Auto Scaling group", "its instances are no targets of the input", at: link.place)
    }
  }
}

extension Diagnostic {
  /// - Parameters:
  ///   - kind: what the owner is.
  ///   - consequence: what becomes of its parts.
  fileprivate static func outsideOfInput(
    _ owner: String, _ kind: String, _ consequence: String, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      .assumed, "\(owner) names \(kind) outside of the input: \(consequence)",
      help: "check the template or plan that makes it along with this one", at: place.range,
      group: "parts of what is outside of the input")
  }
}
