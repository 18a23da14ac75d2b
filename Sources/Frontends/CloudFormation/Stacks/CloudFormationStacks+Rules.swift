import Documents

/// Which combinations of values the rules of the templates let through.
extension CloudFormationStacks {
  /// The combinations that can be deployed: all but those that break a rule.
  ///
  /// A default counts for nothing here: that it breaks a rule shows only that another value has to be given. Where every
  /// combination breaks one, all are left: then the rules contradict each other, or the values that are given.
  package func deployable(_ combinations: [Pins]) -> [Pins] {
    var parameters = parameters
    parameters.usesDefaults = false
    return roots.reduce(combinations) { left, root in
      guard root.sections.root["Rules"] != nil || root.sections.hasNestedStacks,
        left.contains(where: { $0.concern(root.name) })
      else { return left }
      func broken(_ pins: Pins) -> Set<String> {
        let alone = CloudFormationStacks(
          [root], nested: nested, snippets: snippets, parameters: parameters, deployments: deployments
        ).pinned(pins)
        let world = StackWorld(alone) { _ in }
        return withExtendedLifetime(world) { world.root(0).placesOfBrokenRules }
      }
      let always = broken(Pins())
      let possible = left.filter { broken($0).isSubset(of: always) }
      return possible.isEmpty ? left : possible
    }
  }
}

extension Resolver {
  /// The places of the assertions that the values of the run break, in this stack and in those that it certainly nests.
  fileprivate var placesOfBrokenRules: Set<String> {
    allInstances.reduce(into: []) { all, instance in
      guard instance.isCertain else { return }
      all.formUnion(instance.brokenRules().map { "\(instance.prefix) \($0.place)" })
    }
  }

  private var isCertain: Bool {
    guard let parent else { return true }
    return parent.resolver.isCertain && parent.resolver.existence(of: parent.declared).verdict == .yes
  }
}
