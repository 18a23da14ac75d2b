import AWSModel
import Analysis
import Documents
import NetSpace

/// The answer to one query, for people.
///
/// Reachable: the shortest way with every entry that admits, there and back, and a packet that gets through. Not
/// reachable: every way there could be, each with all that blocks it. Undecided: what is not known.
package struct ExplanationText {
  private let answer: Answer
  private let chokePoints: [Decision]
  private let whatever: [Unknown]
  private let style: Style

  /// - Parameters:
  ///   - chokePoints: the entries of which each one alone keeps a reachable target reachable.
  ///   - whatever: what is not known, and makes no difference to the verdict: the answer is for one of its values.
  package init(_ answer: Answer, chokePoints: [Decision] = [], whatever: [Unknown] = [], style: Style) {
    self.answer = answer
    self.chokePoints = chokePoints
    self.whatever = whatever
    self.style = style
  }

  package var text: String {
    var blocks =
      switch answer.verdict {
      case .yes: reachable
      case .no: notReachable
      case .unknown: undecided
      }
    if !whatever.isEmpty {
      let subjects = whatever.distinct.map(\.subject).joined(separator: ", ")
      blocks.append(["the same holds whatever is true of \(subjects); the way shown is that of one case".printable])
    }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func headline(_ role: Style.Role, _ word: String) -> String {
    style.apply(role, word) + style.apply(.strong, ": \(Wording.query(answer.query).printable)")
  }

  // MARK: Reachable

  private var reachable: [[String]] {
    var head = [headline(.good, "reachable")]
    guard let first = answer.deciding.first else { return [head] }
    if !first.balancers.isEmpty {
      // All listeners of these balancers that lead there: the path below is that of one.
      let alike = answer.deciding.filter { $0.balancers == first.balancers }
      for (i, balancer) in first.balancers.enumerated() {
        let arriving = Wording.lines(
          .union(of: alike.map { $0.connections[i].surviving }),
          .union(of: alike.map { $0.connections[i].forSomeAddress }))
        head += labelled(i == 0 ? "gets through" : "and on", arriving.map { "\($0) to \(balancer.address)" })
      }
      let onward = Wording.lines(.union(of: alike.map(\.surviving)), .union(of: alike.map(\.forSomeAddress)))
      head += labelled("and on", onward.map { "\($0) to \(first.target)" })
    } else {
      let direct = answer.deciding.filter(\.balancers.isEmpty)
      head += labelled(
        "gets through",
        Wording.lines(.union(of: direct.map(\.surviving)), .union(of: direct.map(\.forSomeAddress))))
    }
    if first.isForSome { head += labelled("not known", first.doubts.map { "which of them, because \($0)" }) }
    head += labelled("for example", first.witnesses.map(\.description))
    head += labelled("but not", Wording.lostPorts(first, answer.clientPorts))
    var blocks = [head] + path(first)
    let others = Set(answer.deciding.dropFirst().map(\.via)).subtracting([first.via]).sorted()
    if !others.isEmpty { blocks.append(["also reachable \(others.joined(separator: "; "))".printable]) }
    if !chokePoints.isEmpty {
      blocks.append([style.apply(.strong, "without any one of these it would be closed")] + chokePoints.map(chokePoint))
    }
    return blocks
  }

  private func chokePoint(_ decision: Decision) -> String {
    // Rules, routes, entries and addresses name what they belong to.
    let isNamed = decision.text.contains(": ") || decision.text.hasPrefix(decision.resource.address)
    let subject = isNamed ? "" : "\(decision.resource.address): "
    return "  \(subject)\(decision.text)".printable + style.apply(.faint, "  \(decision.place.brief)")
  }

  private func labelled(_ label: String, _ texts: [String]) -> [String] {
    texts.enumerated().map { index, text in
      "  " + style.apply(.note, (index == 0 ? label : "").padded(to: 13)) + text.printable
    }
  }

  // MARK: Not reachable

  private var notReachable: [[String]] {
    var blocks = [[headline(.failure, "not reachable")]]
    let ways = Way.all(answer.traces)
    if ways.isEmpty {
      return [
        blocks[0] + ["  there is no way between them: no route, gateway or load balancer of the input joins them"]
      ]
    }
    for (index, way) in ways.enumerated() {
      let number = ways.count > 1 ? "way \(index + 1) of \(ways.count)" : "the only way"
      let sufficient = way.blockers.filter(\.blocksEverything).count
      let times = way.count > 1 ? " (\(way.count) paths alike)" : ""
      var lines = [style.apply(.strong, number) + ", \(way.via)\(times): \(way.route)".printable]
      if sufficient > 1, sufficient == way.blockers.count {
        lines.append("  each of these \(sufficient) alone is in the way:")
      }
      for step in way.blockers { lines += blocker(step) }
      blocks.append(lines)
    }
    return blocks + [changes].filter { !$0.isEmpty }
  }

  /// The sets of changes in this many lines; all of them are in the JSON.
  private static let mostChangeSets = 3

  /// What would open it, the fewest changes first; said only where there is more than one set to choose from, or a set
  /// has to be put together from what several ways say.
  private var changes: [String] {
    let sets = answer.changeSets
    guard sets.count > 1 || sets.count == 1 && Way.all(answer.traces).count > 1 else { return [] }
    let shown = sets.prefix(Self.mostChangeSets)
    var lines = [
      style.apply(.strong, sets.count == 1 ? "to open it, all of:" : "to open it, the fewest changes first:")
    ]
    for (index, set) in shown.enumerated() {
      var remedies: [String] = []
      for remedy in set.steps.compactMap(\.remedy) where !remedies.contains(remedy) { remedies.append(remedy) }
      let count = remedies.count == 1 ? "1 change" : "\(remedies.count) changes"
      if sets.count > 1 { lines.append("  \(index + 1). \(count), \(set.via)".printable) }
      lines += remedies.map { "     \($0)".printable }
    }
    if sets.count > shown.count { lines.append("  and \(sets.count - shown.count) more sets (--format json)") }
    return lines
  }

  private func blocker(_ step: Step) -> [String] {
    let isWhole = step.blocksEverything
    let mark = style.apply(isWhole ? .failure : .undecided, isWhole ? "✗" : "~")
    let code = step.code.map { style.apply(.faint, " [\($0)]") } ?? ""
    let component = style.apply(.strong, step.component.printable + (step.isReturn ? ", on the way back" : ""))
    var lines = ["  \(mark) \(component)\(code)"]
    if !isWhole {
      lines += details("lets through", Wording.lines(step.passed.may, limit: 3))
    }
    for line in StepText.lines(of: step) where line.text != step.component {
      let place = line.place.map { style.apply(.faint, "  \($0.brief)") } ?? ""
      lines.append("      \(line.text.printable)\(place)")
    }
    if let remedy = step.remedy { lines += details("change", [remedy]) }
    return lines
  }

  private func details(_ label: String, _ texts: [String]) -> [String] {
    texts.map { "      " + style.apply(.help, "\(label): ") + $0.printable }
  }

  // MARK: Undecided

  private var undecided: [[String]] {
    var head = [headline(.undecided, "undecided")]
    head += UnknownLine.lines(of: answer.unknowns).map { line in
      "  \(style.apply(.undecided, "?")) \(line.text)".printable
        + (line.place.map { style.apply(.faint, "  \($0.brief)") } ?? "")
    }
    var blocks = [head]
    if let first = answer.deciding.first { blocks += path(first) }
    return blocks
  }

  // MARK: A path

  private func path(_ trace: Trace) -> [[String]] {
    let route = Route(trace)
    let texts = route.legs.flatMap { $0.there + $0.back }.flatMap(\.steps).flatMap(StepText.lines).map(\.text.count)
    let width = min(texts.max() ?? 0, 76)
    return route.legs.map { leg in
      let nodes = leg.nodes.map(\.description).joined(separator: " -> ").printable
      var lines = [style.apply(.strong, nodes)]
      for hop in leg.there { lines += hopLines(hop, width) }
      if !leg.back.isEmpty {
        lines.append("  " + style.apply(.strong, "and back"))
        for hop in leg.back { lines += stepLines(hop.steps, width) }
      }
      return lines
    }
  }

  private func hopLines(_ hop: Route.Stop, _ width: Int) -> [String] {
    let lines = stepLines(hop.steps, width)
    return lines.isEmpty ? [] : ["  " + style.apply(.strong, hop.node.description.printable)] + lines
  }

  private func stepLines(_ steps: [Step], _ width: Int) -> [String] {
    steps.flatMap(StepText.lines).reduce(into: []) { all, line in
      let place = line.place.map { style.apply(.faint, "  \($0.brief)") } ?? ""
      let text = place.isEmpty ? line.text.printable : line.text.printable.padded(to: width)
      let printed = "    \(style.apply(line.mark.role, line.mark.rawValue)) \(text)\(place)"
      if all.last != printed { all.append(printed) }
    }
  }
}
