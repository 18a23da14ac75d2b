import AWSModel
import Analysis
import Documents
import NetSpace
import Rules

/// Holds what a project expects against what is reachable.
struct ExpectationChecker {
  /// As many as a finding of a rule has.
  private static let mostTraces = 20

  let facts: Facts
  let configuration: ProjectConfiguration
  /// Other names of resources.
  let constructPaths: [ResourceID: String]
  private(set) var pinned: PinnedFacts

  /// The expectations that do not hold, or of which that is not known.
  ///
  /// - Returns: with them the names that mean nobody: what is mistyped would hold for ever.
  mutating func check() -> (findings: [Finding], errors: [InputError]) {
    var findings: [Finding] = []
    var errors: [InputError] = []
    for expectation in configuration.expectations {
      let (sources, sourceErrors) = facts.chosen(expectation.sources, constructPaths)
      let (targets, targetErrors) = facts.chosen(expectation.targets, constructPaths)
      errors += sourceErrors + targetErrors
      if !sourceErrors.isEmpty || !targetErrors.isEmpty { continue }
      if !sources.contains(where: \.isEndpoint), !targets.contains(where: \.isEndpoint), expectation.demand != .only {
        errors.append(
          InputError(
            at: expectation.place.range, message: "neither end of the expectation is a resource",
            help: "name a resource or a tier in 'from' or 'to'"))
        continue
      }
      for target in targets {
        switch expectation.demand {
        case .reachable:
          for source in sources where source.peer != target.peer {
            if let finding = reaches(source, target, expectation) { findings.append(finding) }
          }
        case .unreachable:
          let found = reaches(target, from: sources, expectation, joinsLoadBalancers: !expectation.isDirect)
          if let finding = finding(of: found, target, expectation) { findings.append(finding) }
        case .only:
          let everybody = reaches(target, from: nil, expectation, joinsLoadBalancers: false)
          let others = everybody.compactMap { other($0, than: sources) }
          if let finding = finding(of: others, target, expectation) { findings.append(finding) }
        }
      }
    }
    return (findings, errors)
  }

  private mutating func reaches(
    _ target: ChosenPeer, from sources: [ChosenPeer]?, _ expectation: Expectation, joinsLoadBalancers: Bool
  ) -> [Reach] {
    func ask(_ facts: Facts) -> [Reach] {
      facts.reach(
        target.peer, from: sources, expectation.traffic ?? .full, joinsLoadBalancers: joinsLoadBalancers)
    }
    return pinned.settled(ask(facts), asking: ask)
  }

  // MARK: What must be reachable

  /// What is wrong with "this source reaches this target": on all of the traffic, from whatever port a client uses.
  private mutating func reaches(
    _ source: ChosenPeer, _ target: ChosenPeer, _ expectation: Expectation
  ) -> Finding? {
    let query = Query(
      source: source.peer, target: target.peer, traffic: expectation.traffic ?? .full,
      joinsLoadBalancers: !expectation.isDirect, usesPublicAddresses: true)
    func passed(_ answer: Answer) -> Bounds<Traffic> {
      .union(of: answer.traces.map { $0.trafficFromEveryPort(of: facts.clientPorts(source.peer)) })
    }
    func isReached(_ answer: Answer) -> Verdict {
      let passed = passed(answer)
      return answer.verdict.and(expectation.traffic.map { passed.isSuperset(of: $0) } ?? passed.nonEmpty)
    }
    var answer = facts.answer(query)
    if let settled = pinned.settled(answer), settled.common(isReached) != .unknown, let first = settled.answers.first {
      answer = first
    }
    let (passed, reached) = (passed(answer), isReached(answer))
    let isBroken = reached.not.and(source.isChosen).and(target.isChosen)
    if isBroken == .no { return nil }
    let on = expectation.traffic.map { " on \($0)" } ?? ""
    let what = "\(source.peer.name) must reach \(target.peer.name)\(on)"
    let but =
      switch (isBroken, answer.verdict) {
      case (.unknown, _): ", but it may not"
      case (_, .no): ", but does not"
      case (_, .yes), (_, .unknown):
        passed.may.isEmpty ? ", but not from every port of a client" : ", but only on \(passed.may)"
      }
    let traces = answer.traces.filter { $0.verdict != .yes }
    let because = source.because + target.because + answer.unknowns + traces.flatMap(\.unknowns)
    return finding(
      expectation, target.peer, isBroken, what + but, traces.isEmpty ? answer.traces : traces, because,
      key: source.peer.name)
  }

  // MARK: What must not be reachable

  private func finding(of reaches: [Reach], _ target: ChosenPeer, _ expectation: Expectation) -> Finding? {
    let rows = ReachRow.rows(of: reaches.map { $0.given(target.isChosen, because: target.because) })
    let certain = rows.filter { $0.verdict == .yes }
    let deciding = certain.isEmpty ? rows : certain
    if deciding.isEmpty { return nil }
    let on = expectation.traffic.map { " on \($0)" } ?? ""
    let sources = expectation.sources.map(\.text).joined(separator: ", ")
    let demand =
      expectation.demand == .only
      ? "only \(sources) may reach \(target.peer.name)\(on)" : "\(sources) must not reach \(target.peer.name)\(on)"
    let reached = deciding.map { row in
      let way = row.balancers.isEmpty ? "" : " by way of \(row.balancers.map(\.address).joined(separator: ", "))"
      return "\(row.sourceNames) on \(row.traffic)\(way)"
    }
    let does = certain.isEmpty ? "it may be reached by" : "it is reached by"
    return finding(
      expectation, target.peer, certain.isEmpty ? .unknown : .yes,
      "\(demand), but \(does) \(reached.joined(separator: "; "))", deciding.flatMap(\.traces),
      certain.isEmpty ? deciding.flatMap(\.because) : [])
  }

  /// What is left of a source beside those that may; nil if nothing is.
  private func other(_ reach: Reach, than allowed: [ChosenPeer]) -> Reach? {
    var addresses = AddressSet.empty
    for chosen in allowed {
      switch chosen.peer {
      case .internet: addresses.formUnion(.global)
      case .addresses(let set): addresses.formUnion(set)
      case .endpoint: continue
      }
    }
    switch reach.source {
    case .internet, .addresses: return reach.without(addresses)
    case .unknown: return reach
    case .endpoint(let id):
      let named = allowed.first { $0.peer == .endpoint(id) }
      let isAllowed = (named?.isChosen ?? .no).or(facts.isWithin(id, addresses))
      if isAllowed == .yes { return nil }
      let why = Unknown("whether \(id.address) has one of these addresses", .decidedByAWS("is not known"))
      return reach.given(isAllowed.not, because: named?.because ?? [why])
    }
  }

  // MARK: Findings

  private func finding(
    _ expectation: Expectation, _ target: Peer, _ verdict: Verdict, _ message: String, _ traces: [Trace],
    _ because: [Unknown], key: String = ""
  ) -> Finding {
    let config = ResourceID(stack: configuration.path, address: "\(expectation.place.path)")
    var related: [Finding.Related] = []
    var subject = config
    if case .endpoint(let id) = target, let endpoint = facts.endpoint(id) {
      subject = id
      related.append(
        Finding.Related(place: endpoint.declaration.place, resource: id, message: "\(id.address) is declared here"))
    }
    let severity =
      expectation.severity ?? configuration.lint.severities[Expectation.rule.id] ?? Expectation.rule.severity
    return Finding(
      rule: Expectation.rule, severity: severity, verdict: verdict, message: message, resource: config,
      subject: subject, place: Place(range: expectation.place.range), related: related,
      traces: Array(traces.prefix(Self.mostTraces)), because: verdict == .unknown ? because.distinct : [],
      fingerprint: Fingerprint.hash([Expectation.rule.id, expectation.words, target.name, key]))
  }
}

extension Facts {
  /// Whom selectors of a configuration mean; of each that means nobody, or too many, an error at its place.
  func chosen(
    _ selectors: [ProjectConfiguration.Selector], _ constructPaths: [ResourceID: String]
  ) -> (peers: [ChosenPeer], errors: [InputError]) {
    let resolver = NameResolver(self, constructPaths: constructPaths)
    var peers: [ChosenPeer] = []
    var errors: [InputError] = []
    for selector in selectors {
      do throws(NameError) {
        for chosen in try resolver.who(selector.who) where !peers.contains(where: { $0.peer == chosen.peer }) {
          peers.append(chosen)
        }
      } catch {
        errors.append(error.error(at: selector.place))
      }
    }
    return (peers, errors)
  }
}

extension NameError {
  /// The error with those that could be meant, for a file.
  func error(at place: SourceRange) -> InputError {
    let shown = candidates.prefix(5).joined(separator: ", ")
    let more = candidates.count > 5 ? " and \(candidates.count - 5) more" : ""
    let separator = help.hasSuffix(":") || help.hasSuffix("?") ? " " : ": "
    return InputError(
      at: place, message: message, help: candidates.isEmpty ? help : "\(help)\(separator)\(shown)\(more)")
  }
}

extension Peer {
  /// The peer in the words of a query.
  var name: String {
    switch self {
    case .internet: "internet"
    case .addresses(let set): set.listing(limit: 4)
    case .endpoint(let id): id.address
    }
  }
}

extension ReachRow {
  /// Who sends, in words.
  var sourceNames: String {
    let whole = AddressSet.global.isSubset(of: internet) ? "internet" : internet.words
    var names = internet.isEmpty ? [] : [isForSome ? "some of the internet" : whole]
    names += endpoints.map(\.address)
    if !addresses.isEmpty { names.append(someOf + addresses.listing(limit: 4)) }
    names += unknown.map { "somebody unknown (\($0))" }
    return names.joined(separator: ", ")
  }
}
