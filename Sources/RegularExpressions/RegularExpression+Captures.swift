extension RegularExpression {
  /// A part of a text that matches, and the parts that its groups do.
  package struct Match: Sendable {
    /// Start and end of each group; of number 0 those of the whole; nil for a group that took no part.
    package let groups: [Range<Int>?]

    package var range: Range<Int> { groups[0] ?? 0..<0 }

    fileprivate init(_ slots: [Int?]) {
      groups = stride(from: 0, to: slots.count, by: 2).map { index in
        guard let start = slots[index], let end = slots[index + 1] else { return nil }
        return start..<end
      }
    }
  }

  /// A state on the way to a match, with the positions that were kept on that way.
  private struct Thread {
    let state: Int
    let slots: [Int?]
  }

  /// The first match, of those that begin there the one that the pattern prefers.
  ///
  /// - Parameter start: where a match may begin at the earliest; assertions see the text before it too.
  package func firstMatch(in scalars: [UInt32], from start: Int = 0) -> Match? {
    var threads: [Thread] = []
    var entered = [Bool](repeating: false, count: size)
    var found: [Int?]?
    for position in start...max(start, scalars.count) {
      if found == nil {
        var slots = [Int?](repeating: nil, count: 2 * groupNames.count + 2)
        slots[0] = position
        follow(Thread(state: 0, slots: slots), &threads, &entered, scalars, position)
      }
      var next: [Thread] = []
      var nextEntered = [Bool](repeating: false, count: size)
      step: for thread in threads {
        switch instructions[thread.state] {
        case .accept:
          found = thread.slots
          found?[1] = position
          // What comes after is preferred less.
          break step
        case .scalar(let wanted):
          guard position < scalars.count, wanted == scalars[position] else { continue }
        case .set(let set):
          guard position < scalars.count, set.contains(scalars[position]) else { continue }
        case .split, .jump, .assert, .save: continue
        }
        follow(
          Thread(state: thread.state + 1, slots: thread.slots), &next, &nextEntered, scalars, position + 1)
      }
      (threads, entered) = (next, nextEntered)
      if threads.isEmpty, found != nil { break }
    }
    return found.map(Match.init)
  }

  /// All matches that do not overlap; an empty one right behind another is none.
  ///
  /// - Parameter search: called before each search with the length of what is searched: all together may take time in
  ///   proportion to the square of the text.
  package func matches<Failure: Error>(
    in scalars: [UInt32], before search: (Int) throws(Failure) -> Void
  ) throws(Failure) -> [Match] {
    var all: [Match] = []
    var start = 0
    while start <= scalars.count {
      try search(scalars.count - start)
      guard let match = firstMatch(in: scalars, from: start) else { break }
      let range = match.range
      if !range.isEmpty || range.lowerBound != all.last?.range.upperBound { all.append(match) }
      start = range.isEmpty ? range.upperBound + 1 : range.upperBound
    }
    return all
  }

  /// Adds a state and all that it leads to without reading, what is preferred first.
  private func follow(
    _ first: Thread, _ threads: inout [Thread], _ entered: inout [Bool], _ scalars: [UInt32], _ position: Int
  ) {
    var pending = [first]
    while let thread = pending.popLast() {
      if entered[thread.state] { continue }
      entered[thread.state] = true
      switch instructions[thread.state] {
      case .scalar, .set, .accept: threads.append(thread)
      case .jump(let target): pending.append(Thread(state: target, slots: thread.slots))
      case .split(let preferred, let other):
        pending.append(Thread(state: other, slots: thread.slots))
        pending.append(Thread(state: preferred, slots: thread.slots))
      case .assert(let assertion):
        if holds(assertion, scalars, position) {
          pending.append(Thread(state: thread.state + 1, slots: thread.slots))
        }
      case .save(let slot):
        var slots = thread.slots
        slots[slot] = position
        pending.append(Thread(state: thread.state + 1, slots: slots))
      }
    }
  }
}
