import NetSpace

/// Requests of some actions on some resources.
package struct RequestBox: Hashable, Sendable {
  package let actions: PatternSet
  package let resources: PatternSet

  package init(actions: PatternSet, resources: PatternSet) {
    self.actions = actions
    self.resources = resources
  }

  package var isEmpty: Verdict { actions.isEmpty || resources.isEmpty }
}

/// A set of requests: pairs of an action and a resource, as a union of boxes.
package struct RequestSet: Hashable, Sendable {
  package let boxes: [RequestBox]

  package init(_ boxes: [RequestBox]) { self.boxes = boxes }

  package static let empty = RequestSet([])
  package static let everything = RequestSet([RequestBox(actions: .everything, resources: .everything)])

  package var isEmpty: Verdict { Verdict.all(boxes.lazy.map(\.isEmpty)) }

  /// Everything that it may hold, whatever its open holes stand for.
  var widened: RequestSet {
    RequestSet(boxes.map { RequestBox(actions: $0.actions.widened, resources: $0.resources.widened) })
  }

  func union(_ other: RequestSet) -> RequestSet { RequestSet(boxes + other.boxes.filter { !boxes.contains($0) }) }
}

/// The requests that certainly are in a set, and those that may be.
///
/// In `must` an open hole of a resource stands for its one text, whatever that is; in `may` for every text.
package struct RequestBounds: Hashable, Sendable {
  package var must: RequestSet
  package var may: RequestSet

  package static let empty = RequestBounds(must: .empty, may: .empty)
  package static let unknown = RequestBounds(must: .empty, may: .everything)

  func union(_ other: RequestBounds) -> RequestBounds {
    RequestBounds(must: must.union(other.must), may: may.union(other.may))
  }

  func intersection(_ other: RequestBounds) -> RequestBounds {
    RequestBounds(must: must.intersection(other.must, .lower), may: may.intersection(other.may, .upper))
  }

  /// Without what another set certainly, or possibly, holds: subtraction swaps the bounds.
  func subtracting(_ other: RequestBounds, ifCertain isCertain: Bool = true) -> RequestBounds {
    RequestBounds(
      must: must.subtracting(other.may, .lower), may: isCertain ? may.subtracting(other.must, .upper) : may)
  }
}

extension RequestSet {
  /// Which way an operation errs where it cannot decide.
  enum Bound {
    case lower
    case upper
  }

  /// How many boxes a set may be cut into: each part that is taken away can cut every box in two.
  static let maximumBoxes = 32

  /// Beyond the maximum a lower bound loses what it would have to cut, and an upper one keeps it.
  ///
  /// Complexity: O(n · m) operations on boxes, for n boxes, or the maximum if that is more, and m of the other.
  func subtracting(_ other: RequestSet, _ bound: Bound) -> RequestSet {
    var left = boxes
    for box in other.boxes {
      var next: [RequestBox] = []
      for (position, one) in left.enumerated() {
        let mayCut = next.count + left.count - position < Self.maximumBoxes
        next += mayCut ? one.subtracting(box, bound) : one.subtractingWhole(box, bound)
      }
      left = next
    }
    return RequestSet(left)
  }

  func intersection(_ other: RequestSet, _ bound: Bound) -> RequestSet {
    RequestSet(boxes.flatMap { a in other.boxes.compactMap { a.intersection($0, bound) } })
  }
}

extension RequestBox {
  fileprivate func intersection(_ other: RequestBox, _ bound: RequestSet.Bound) -> RequestBox? {
    RequestBox(actions: actions.intersection(other.actions), resources: resources.intersection(other.resources))
      .kept(bound)
  }

  fileprivate func subtracting(_ other: RequestBox, _ bound: RequestSet.Bound) -> [RequestBox] {
    let common = actions.intersection(other.actions)
    if common.isEmpty == .yes { return [self] }
    let shared = resources.widened.intersection(other.resources.widened)
    if shared.isEmpty == .yes { return [self] }
    let others = RequestBox(actions: actions.subtracting(other.actions), resources: resources).kept(bound)
    // A text that is not known may be the one that is taken away.
    let isUndecided = resources.hasOpenHoles || other.resources.hasOpenHoles
    if bound == .lower, isUndecided { return others.map { [$0] } ?? [] }
    let rest = RequestBox(actions: common, resources: resources.subtracting(other.resources)).kept(bound)
    return [others, rest].compactMap { $0 }
  }

  /// At most one box: of what would be two, in a lower bound the one with other actions, in an upper one all that there was.
  fileprivate func subtractingWhole(_ other: RequestBox, _ bound: RequestSet.Bound) -> [RequestBox] {
    let left = subtracting(other, bound)
    if left.count < 2 { return left }
    switch bound {
    case .lower: return Array(left.prefix(1))
    case .upper: return [RequestBox(actions: actions, resources: resources.oversized)]
    }
  }

  /// Nil if nothing is left, or if a lower bound cannot tell.
  private func kept(_ bound: RequestSet.Bound) -> RequestBox? {
    switch isEmpty {
    case .yes: nil
    case .no: isExact || bound == .upper ? self : nil
    case .unknown: bound == .upper ? self : nil
    }
  }

  private var isExact: Bool { actions.isExact && resources.isExact }
}
