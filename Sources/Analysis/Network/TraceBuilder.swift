import AWSModel
import Documents
import NetSpace

/// Builds a trace hop by hop.
///
/// Every step is asked about all of what was wanted, whatever the steps before it said, so
/// that all blockers are found; what survives is the intersection.
struct TraceBuilder {
  private let source: Node
  private let wanted: HeaderSpace
  private(set) var surviving: Bounds<HeaderSpace>
  /// What survives for certain but for some blocks; nil where that is no more than `surviving` says.
  private(set) var remainder: Remainder?
  private var hops: [Hop] = []
  private var node: Node
  private var steps: [Step] = []
  private var isReturn = false
  /// What the filters of a step are asked about: the requests, or their answers.
  private(set) var asked: HeaderSpace
  /// The addresses that the source is seen by from here on, on a way over the internet.
  var seenAs: AddressSet?
  private var answered = AnsweredPort.own
  /// The requests whose answers get through, by the port that a NAT gateway takes for them.
  private var translated = Bounds<HeaderSpace>.full
  /// Whether the steps see the packets as a client with IPv6 sends and gets them, which a NAT gateway makes IPv4 of.
  private var isOverIPv6 = false
  /// Only what gets through is kept, not how: for questions that are asked by the thousand.
  let isSilent: Bool

  init(from source: Node, wanted: HeaderSpace, isSilent: Bool = false) {
    self.isSilent = isSilent
    self.source = source
    self.wanted = wanted
    surviving = .exact(wanted)
    asked = wanted
    node = source
  }

  /// Goes on to the next node.
  mutating func enter(_ next: Node) {
    if isSilent { return }
    hops.append(Hop(node: node, steps: steps))
    node = next
    steps = []
  }

  /// From here on the answers are asked about.
  mutating func turnAround() {
    isReturn = true
    asked = wanted.answers
  }

  /// The port that answers go to.
  enum AnsweredPort {
    /// The source's.
    case own
    /// One that a NAT gateway takes for itself, whatever the source's is: any of 1024 to 65535.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    case translated
  }

  /// Adds steps at which answers go to another port than the source's.
  mutating func answersGo(to port: AnsweredPort, _ steps: (inout TraceBuilder) -> Void) {
    answered = port
    steps(&self)
    answered = .own
  }

  /// Adds steps on the client's side of a NAT gateway, which may translate its IPv6 to IPv4.
  mutating func clientSide(isOverIPv6 isTranslated: Bool, _ steps: (inout TraceBuilder) -> Void) {
    if !isTranslated { return steps(&self) }
    let own = asked
    asked = own.overIPv6(isReturn: isReturn)
    isOverIPv6 = true
    steps(&self)
    isOverIPv6 = false
    asked = own
  }

  private func translated(_ passed: Bounds<HeaderSpace>) -> Bounds<HeaderSpace> {
    isOverIPv6 ? passed.map(monotone: { $0.overIPv4(isReturn: isReturn) }) : passed
  }

  /// The requests whose answers a step lets through.
  private mutating func passed(answers: Bounds<HeaderSpace>) -> Bounds<HeaderSpace> {
    switch answered {
    case .own:
      // Most steps let everything through.
      return answers.must == asked ? .exact(wanted) : answers.map(monotone: { $0.requests.intersection(wanted) })
    case .translated:
      // One port takes the answers past all of these steps, whichever it is.
      translated.formIntersection(byTranslatedPort(answers))
      return translated.map(monotone: { $0.droppingSourcePorts.intersection(wanted) })
    }
  }

  /// The requests with these answers, by the source port that a NAT gateway takes for them.
  private func byTranslatedPort(_ answers: Bounds<HeaderSpace>) -> Bounds<HeaderSpace> {
    answers.map(monotone: { $0.requests.restricting(sourcePorts: .balancerPorts) })
  }

  /// A step of which nothing is told.
  mutating func pass(_ passed: Bounds<HeaderSpace>) {
    let passed = translated(passed)
    surviving.formIntersection(isReturn ? self.passed(answers: passed) : passed)
  }

  /// The choice of one of several filters, of which nothing is told.
  ///
  /// - Parameter applies: unknown where it is not known whether any of them is asked at all.
  mutating func pass<Option>(
    _ choice: Choice<Option>, _ applies: Verdict = .yes, _ passed: (Option) -> Bounds<HeaderSpace>
  ) {
    var each = choice.options.map(passed)
    if choice.isOpen { each.append(.atMost(asked)) }
    if applies == .unknown { each.append(.exact(asked)) }
    pass(each.count == 1 ? each[0] : .either(each))
  }

  /// Adds a step.
  ///
  /// - Parameter otherwise: what the step is about, said where it drops something and no entry says so itself.
  mutating func add(
    _ kind: Step.Kind, _ component: String, _ result: FilterResult, otherwise: Decision? = nil,
    blocked: (FilterResult) -> (code: String?, remedy: String?)
  ) {
    if isSilent { return pass(result.passed) }
    var result = result
    if isOverIPv6 {
      result.passed = translated(result.passed)
      result.remainder = nil
    }
    let passed = isReturn ? self.passed(answers: result.passed) : result.passed
    let remaining = remaining(of: result)
    if remainder != nil || remaining != nil {
      remainder = (remainder ?? Remainder(surviving.must)).intersection(remaining ?? Remainder(passed.must))
    }
    surviving.formIntersection(passed)
    let isPartial = passed.may != wanted || !passed.isExact
    let (code, remedy) = isPartial ? blocked(result) : (nil, nil)
    var decisions = result.passed.may.isEmpty ? result.blocking : result.admitting + (isPartial ? result.blocking : [])
    if decisions.isEmpty, let otherwise { decisions = [otherwise] }
    steps.append(
      Step(
        kind: kind, component: component, isReturn: isReturn, wanted: wanted, passed: passed, surviving: surviving,
        decisions: decisions, code: passed.may == wanted ? nil : code, remedy: remedy,
        unknowns: result.unknowns.distinct,
        translated: isReturn && answered == .translated ? byTranslatedPort(result.passed) : nil, remaining: remaining,
        remainder: remainder))
  }

  /// The requests that a step lets through, or whose answers it does, but for some blocks.
  private func remaining(of result: FilterResult) -> Remainder? {
    guard let remainder = result.remainder else { return nil }
    if !isReturn { return remainder }
    switch answered {
    case .own: return remainder.map { $0.requests.intersection(wanted) }
    // Which port takes them past all steps is not followed here.
    case .translated: return nil
    }
  }

  /// The choice of one of several filters: what all let through is certain, what one lets through possible.
  mutating func add<Option>(
    _ kind: Step.Kind, _ component: String, _ choice: Choice<Option>, _ filter: (Option) -> Filter,
    otherwise: Decision? = nil, blocked: (FilterResult) -> (code: String?, remedy: String?)
  ) {
    let results = choice.options.map { filter($0).evaluate(asked) }
    if let only = results.first, results.count == 1, !choice.isOpen {
      return add(kind, component, only, otherwise: otherwise, blocked: blocked)
    }
    var merged = FilterResult()
    let bounds = results.map(\.passed) + (choice.isOpen ? [Bounds(must: .empty, may: asked)] : [])
    merged.passed = .either(bounds)
    merged.remainder =
      choice.isOpen ? nil : results.map(\.remainder).combined(results.map(\.passed.must), Remainder.either)
    merged.admitting = results.flatMap(\.admitting)
    merged.blocking = results.flatMap(\.blocking)
    merged.unknowns = results.flatMap(\.unknowns) + choice.unknowns
    add(kind, component, merged, otherwise: otherwise, blocked: blocked)
  }

  /// A condition on the whole of what is asked, or on one address family of it.
  mutating func require(
    _ kind: Step.Kind, _ component: String, _ verdict: Verdict, on part: HeaderSpace = .full, decision: Decision?,
    unknowns: [Unknown] = [], code: String?, remedy: String?
  ) {
    var result = FilterResult()
    let other = asked.subtracting(part)
    switch verdict {
    case .yes: result.passed = .exact(asked)
    case .unknown: result.passed = Bounds(must: other, may: asked)
    case .no: result.passed = .exact(other)
    }
    if let decision { if verdict == .no { result.blocking = [decision] } else { result.admitting = [decision] } }
    result.unknowns = verdict == .unknown ? unknowns : []
    add(kind, component, result) { _ in verdict == .yes ? (nil, nil) : (code, remedy) }
  }

  /// Why what survives is not exact.
  var unknowns: [Unknown] { (hops.flatMap(\.steps) + steps).filter { !$0.passed.isExact }.flatMap(\.unknowns) }

  /// The whole trace, back at its source.
  mutating func finish(target: Node, via: String, keepsClient: Bool = false) -> Trace {
    hops.append(Hop(node: node, steps: steps))
    return Trace(
      source: source, target: target, hops: hops, surviving: surviving, via: via, keepsClient: keepsClient,
      seenAs: seenAs, remainder: remainder)
  }
}

extension HeaderSpace {
  /// The packets of one address family.
  static func family(_ family: AddressFamily) -> HeaderSpace {
    HeaderSpace(traffic: .full, destinations: AddressSet(family), sources: AddressSet(family))
  }
}
