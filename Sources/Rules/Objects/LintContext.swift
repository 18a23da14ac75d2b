import AWSModel
import Analysis
import CEL
import NetSpace
import Synchronization

/// What one run of the rules shares: the facts, the options, what is not known by number, and answers that several rules
/// ask for.
package final class LintContext: Sendable {
  package let facts: Facts
  package let options: LintOptions
  private let unknowns = Mutex(UnknownTable())

  private let allOpenings = Once<[Opening]>()
  private let openingsByGroup = Once<[ResourceID: [Opening]]>()
  private let exposuresByEndpoint = Memo<ResourceID, [AdmittedExposure]>()
  private let admissionsByEndpoint = Memo<ResourceID, [Admission]>()
  private let tiersByEndpoint = Memo<ResourceID, AWSModel.Value<Tier>>()
  private let publicSubnets = Memo<ResourceID, Certainty>()
  let openActions = Recent<OpenGrant, CEL.Value>()
  let trafficReaches = Memo<String, BindingReach>()
  let healthReaches = Memo<String, BindingReach>()
  let redundantRules = Memo<ResourceID, [ObjectIdentifier: [SecurityGroupRule]]>()
  let groupsByRule = Once<[ObjectIdentifier: ResourceID]>()
  let storeFamilies = Once<StoreFamilies>()
  let anchorsByRule = Memo<ObjectIdentifier, [Anchor]>()
  let wordsByRule = Memo<ObjectIdentifier, String>()
  let rankedRules = Memo<ObjectIdentifier, RankedRules>()
  let servicesByGroup = Memo<ResourceID, GroupService?>()
  let supplyLines = Memo<ResourceID, [SupplyLine]>()
  let worldOpeningsByGroup = Memo<GroupDirection, [(opening: Opening, certainty: Certainty)]>()
  let egressByGroups = Memo<[ResourceID], (traffic: Bounds<Traffic>, because: [Unknown])>()
  let worldEgressByGroups = Memo<[ResourceID], (traffic: Bounds<Traffic>, because: [Unknown])>()
  let lookup: ResourceLookup
  let adminByPrincipal = Memo<ResourceID, AdminAccess>()
  let identity: IdentityFacts
  let workloadRoles = Once<WorkloadRoles>()
  let allStatements = Once<[PolicyStatementFact]>()
  let allEscalations = Once<[Escalation]>()
  let escalationsByGrantee = Once<[Grant.Grantee: [Escalation]]>()
  let groupsByUser = Once<[ResourceID: [ResourceID]]>()
  let settingsByResource = Once<[ResourceID: [ResourceSettings]]>()
  let settingsByKind = Once<[String: [ResourceSettings]]>()
  let logLinks = Once<[(link: Link, certainty: Certainty)]>()
  private let allNativeResources = Once<[NativeResource]>()
  let alarmLinks = Once<[Link]>()

  package init(_ facts: Facts, _ options: LintOptions) {
    self.facts = facts
    self.options = options
    identity = IdentityFacts(facts.infrastructure)
    lookup = ResourceLookup(facts.infrastructure)
  }

  var infrastructure: Infrastructure { facts.infrastructure }

  // MARK: Facts, each derived once

  var openings: [Opening] { allOpenings.value { facts.openings } }
  func openings(of group: ResourceID) -> [Opening] {
    openingsByGroup.value { Dictionary(grouping: openings, by: \.group.id) }[group] ?? []
  }
  var bindings: [Binding] { facts.bindings }
  var nativeResources: [NativeResource] {
    allNativeResources.value { infrastructure.native.flatMap { $0.read() } }
  }
  func exposures(of endpoint: Endpoint) -> [AdmittedExposure] {
    exposuresByEndpoint.value(endpoint.id) { facts.exposures(of: endpoint).flatMap(byRules) }
  }
  func admissions(of endpoint: Endpoint) -> [Admission] {
    admissionsByEndpoint.value(endpoint.id) { facts.admissions(of: endpoint) }
  }
  func tier(of endpoint: Endpoint) -> AWSModel.Value<Tier> {
    tiersByEndpoint.value(endpoint.id) { facts.tier(of: endpoint) }
  }
  func isPublic(subnet: ResourceID) -> Certainty {
    publicSubnets.value(subnet) {
      let (verdict, because, _) = facts.publicSubnet(subnet)
      return Certainty(verdict, because: because)
    }
  }

  // MARK: What is not known

  /// The value that stands for something that is not known.
  func unknown(_ because: some Sequence<Unknown>) -> Value { .unknown(ids(because)) }
  func unknown(_ why: Unknown) -> Value { .unknown(ids(CollectionOfOne(why))) }

  func ids(_ because: some Sequence<Unknown>) -> UnknownSet {
    unknowns.withLock { table in UnknownSet(because.map { table.id(of: $0) }) }
  }

  func unknowns(_ ids: UnknownSet) -> [Unknown] {
    unknowns.withLock { table in ids.ids.map { table[$0] } }
  }

  // MARK: Values

  func value(_ certainty: Certainty) -> Value {
    switch certainty.verdict {
    case .yes: .bool(true)
    case .no: .bool(false)
    case .unknown: unknown(certainty.because)
    }
  }

  /// - Parameter because: asked for only when the verdict is not certain.
  func value(_ verdict: Verdict, because: @autoclosure () -> [Unknown]) -> Value {
    value(Certainty(verdict, because: verdict == .unknown ? because() : []))
  }

  /// A property's value, if it is known.
  func value<T>(_ attribute: Attribute<T>, _ transform: (T) -> Value) -> Value {
    value(attribute.value, transform)
  }

  func value<T>(_ value: AWSModel.Value<T>, _ transform: (T) -> Value) -> Value {
    switch value {
    case .known(let known): transform(known)
    case .oneOf(_, let why), .unknown(let why): unknown(why)
    }
  }

  /// A text's value, if all of it is known, be it by the name of what it stands for.
  func value(_ attribute: Attribute<PartialText>) -> Value {
    value(attribute) { text in
      if text.isIdentifier { return .string(text.description) }
      return unknown(text.unknowns.isEmpty ? [text.firstUnknown(at: attribute.place)] : text.unknowns)
    }
  }

  /// Elements that are or may be there, with what the list may hold beside them.
  func list(_ elements: [(value: Value, certainty: Certainty)], rest: [Unknown] = []) -> Value {
    // A statement gives hundreds of actions for the same reasons.
    var known: (because: [Unknown], ids: UnknownSet)?
    func possibility(_ because: [Unknown]) -> UnknownSet {
      if let known, known.because == because { return known.ids }
      let ids = ids(because)
      known = (because, ids)
      return ids
    }
    return .list(
      ListValue(
        elements: elements.compactMap { value, certainty in
          switch certainty.verdict {
          case .yes: ListValue.Element(value)
          case .unknown: ListValue.Element(value, possibility: possibility(certainty.because))
          case .no: nil
          }
        }, rest: rest.isEmpty ? nil : ids(rest)))
  }
}

/// The rules of a security group in one direction.
struct GroupDirection: Hashable {
  let group: ResourceID
  let direction: Direction
}

/// A verdict and, when it is undecided, why.
package struct Certainty: Sendable {
  package let verdict: Verdict
  package let because: [Unknown]

  package init(_ verdict: Verdict, because: [Unknown] = []) {
    self.verdict = verdict
    self.because = because
  }

  static let yes = Certainty(.yes)

  /// Whether a part and what it belongs to are there.
  init(_ part: Existence, _ whole: Existence) {
    self = Certainty(part.verdict, because: part.because).and(Certainty(whole.verdict, because: whole.because))
  }

  func and(_ other: Certainty) -> Certainty {
    let both = verdict.and(other.verdict)
    return Certainty(both, because: both == .unknown ? (open + other.open).distinct : [])
  }

  func or(_ other: Certainty) -> Certainty {
    let either = verdict.or(other.verdict)
    return Certainty(either, because: either == .unknown ? (open + other.open).distinct : [])
  }

  /// The reasons, if there is doubt.
  private var open: [Unknown] { verdict == .unknown ? because : [] }
}

/// The unknowns of a run by number: what the expression language carries.
struct UnknownTable {
  private var all: [Unknown] = []
  private var indices: [Unknown: Int] = [:]

  mutating func id(of unknown: Unknown) -> Int {
    if let id = indices[unknown] { return id }
    indices[unknown] = all.count
    all.append(unknown)
    return all.count - 1
  }

  subscript(_ id: Int) -> Unknown { all[id] }
}
