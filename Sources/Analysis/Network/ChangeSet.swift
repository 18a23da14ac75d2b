import NetSpace

/// Steps of one way that would have to change, all of them, for something to get through.
package struct ChangeSet: Hashable, Sendable {
  /// In the order in which packets meet them.
  package let steps: [Step]
  /// The way in words.
  package let via: String

  /// What tells one change from another, wherever on a path it is met.
  fileprivate var changes: Set<Change> { Set(steps.map(Change.init)) }
}

private struct Change: Hashable {
  let component: String
  let remedy: String?

  init(_ step: Step) {
    component = step.component
    remedy = step.remedy
  }
}

extension Answer {
  /// Sets of this many changes at most are looked for, and this many sets at most are given.
  private static let most = 20

  /// The minimal sets of changes that would open a way, the smallest first; empty where something gets through already.
  ///
  /// No set holds all changes of another. What cannot be changed (an address family that a gateway does not have) is in
  /// none of them.
  package var changeSets: [ChangeSet] {
    guard verdict == .no else { return [] }
    let all = traces.flatMap { trace in
      trace.blockedSteps.map { ChangeSet(steps: $0, via: trace.via) }
    }
    let sorted = all.sorted { $0.changes.count < $1.changes.count }
    var minimal: [ChangeSet] = []
    for set in sorted where minimal.count < Self.most {
      if !minimal.contains(where: { $0.changes.isSubset(of: set.changes) }) { minimal.append(set) }
    }
    return minimal
  }
}

extension Trace {
  /// The inclusion-minimal sets of steps that keep everything out.
  ///
  /// With one of them out of the way, all others let something through together. Each connection on the way has to be
  /// made, so the sets of its legs are joined.
  fileprivate var blockedSteps: [[Step]] {
    let joints = steps.filter { $0.kind == .forwarding && $0.blocksEverything }
    guard joints.allSatisfy({ $0.remedy != nil }) else { return [] }
    let legs = steps.split { $0.kind == .forwarding }
    return legs.reduce([joints]) { sets, leg in
      let own = Self.blockedSteps(of: Array(leg))
      return sets.flatMap { set in own.map { set + $0 } }
    }
  }

  /// Complexity: exponential in the number of steps that let through only a part of what is asked, of which there are
  /// few; sets that are no smaller than one that is known are not followed.
  private static func blockedSteps(of leg: [Step]) -> [[Step]] {
    guard let wanted = leg.first?.wanted else { return [[]] }
    let partial = leg.filter { !wanted.isSubset(of: $0.passed.may) }
    var found: [[Step]] = []
    func search(_ index: Int, _ surviving: HeaderSpace, _ changed: [Step]) {
      if found.contains(where: { set in set.allSatisfy(changed.contains) }) { return }
      guard index < partial.count else {
        found.removeAll { set in changed.allSatisfy(set.contains) }
        found.append(changed)
        return
      }
      let step = partial[index]
      let kept = surviving.intersection(step.passed.may)
      if !kept.isEmpty { search(index + 1, kept, changed) }
      if step.remedy != nil { search(index + 1, surviving, changed + [step]) }
    }
    search(0, wanted, [])
    return found
  }
}
