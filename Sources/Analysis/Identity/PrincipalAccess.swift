import AWSModel
import NetSpace

/// All that one principal may do.
package struct PrincipalAccess: Sendable {
  package let grantee: Grant.Grantee
  package let grants: [Grant]
  package let existence: Existence
  /// The place of the identity, or of the policy whose holders these are.
  package let declaration: Declaration
}

/// The answer to whether a principal is an administrator.
package struct AdminAccess: Sendable {
  /// Whether every action that AWS lists is granted on every resource, without a requirement that confines.
  package let verdict: Verdict
  /// If so, or possibly so: grants that together make it so, none of which could be left out.
  package let grants: [Grant]
  /// If undecided: why.
  package let unknowns: [Unknown]
}

extension PrincipalAccess {
  /// After denies and limits, and over all statements and policies together, however they are spelled.
  package var adminAccess: AdminAccess { answer(AdminQuestion(grants)) }

  /// The same asked of one service only: whether every action of it is granted on all its resources.
  package func fullAccess(to service: String) -> AdminAccess { answer(AdminQuestion(grants, service: service)) }

  private func answer(_ question: AdminQuestion) -> AdminAccess {
    switch question.answer {
    case .no: return AdminAccess(verdict: .no, grants: [], unknowns: [])
    case .yes:
      let deciding = question.deciding(.must)
      return AdminAccess(verdict: existence.verdict && .yes, grants: deciding, unknowns: existence.because.distinct)
    case .unknown:
      let deciding = question.deciding(.may)
      // Whatever is missing from certainty: of the grants that could do it, and of the denies that could undo it.
      let unknowns = existence.because + (deciding.isEmpty ? grants : deciding).flatMap(\.unknowns)
      return AdminAccess(verdict: .unknown, grants: deciding, unknowns: unknowns.distinct)
    }
  }
}

/// Whether some grants together are every action on every resource.
struct AdminQuestion {
  enum Bound {
    case must
    case may
  }

  private let grants: [Grant]
  private let catalogue = ActionCatalogue.builtIn
  /// The one service that is asked about; nil: all of them.
  private let service: String?

  init(_ grants: [Grant], service: String? = nil) {
    self.grants = grants
    self.service = service
  }

  var answer: Verdict {
    // Most principals are none by far: the upper bound says so at its first action.
    if !covers(grants, .may) { return .no }
    return covers(grants, .must) ? .yes : .unknown
  }

  /// A set of grants that cover everything and of which none can be left out.
  func deciding(_ bound: Bound) -> [Grant] {
    if let alone = grants.first(where: { covers([$0], bound) }) { return [alone] }
    var needed = grants.filter { !boxes(of: $0, bound).isEmpty }
    guard covers(needed, bound) else { return [] }
    for index in needed.indices.reversed() {
      var fewer = needed
      fewer.remove(at: index)
      if covers(fewer, bound) { needed = fewer }
    }
    return needed
  }

  private func boxes(of grant: Grant, _ bound: Bound) -> [RequestBox] {
    switch bound {
    case .must: grant.existence.verdict == .yes ? grant.unconfined.must.boxes : []
    case .may: grant.unconfined.may.boxes
    }
  }

  /// Whether each action of the catalogue is there on every resource.
  ///
  /// What cannot be decided counts against `must` and for `may`.
  private func covers(_ grants: [Grant], _ bound: Bound) -> Bool {
    let boxes = grants.flatMap { self.boxes(of: $0, bound) }
    if boxes.isEmpty { return false }
    return Self.covering.value(Coverage(boxes: boxes, bound: bound, service: service)) { covers(boxes, bound) }
  }

  /// By what grants them: every combination of conditions has most principals with the same grants.
  private static let covering = Memo<Coverage, Bool>()

  private struct Coverage: Hashable {
    let boxes: [RequestBox]
    let bound: Bound
    let service: String?
  }

  private func covers(_ boxes: [RequestBox], _ bound: Bound) -> Bool {
    var coverage = ResourceCoverage(boxes.map(\.resources), bound, service: service)
    for name in service.map({ [$0] }) ?? catalogue.serviceNames {
      let all = PatternSet([GlobPattern("\(name):*")])
      let whole = boxes.indices.filter { all.isSubset(of: boxes[$0].actions) == .yes }
      if coverage.isEverything(whole) { continue }
      guard let service = catalogue.service(name) else { continue }
      for text in service.texts {
        let holding = boxes.indices.filter { boxes[$0].actions.contains(text) }
        if !coverage.isEverything(holding) { return false }
      }
    }
    return true
  }
}

/// Whether the resources of some of a list of boxes together are all resources; each combination is decided once.
private struct ResourceCoverage {
  private let resources: [PatternSet]
  private let bound: AdminQuestion.Bound
  private let universes: [PatternSet]
  private var known: [[Int]: Bool] = [:]

  init(_ resources: [PatternSet], _ bound: AdminQuestion.Bound, service: String?) {
    self.resources = resources
    self.bound = bound
    universes = Self.universes(of: resources, service)
  }

  /// The ARNs of the partitions that the resources spell, or of AWS's first.
  ///
  /// The input does not say in which partition its account is; a policy that is meant for another one says so.
  private static func universes(of resources: [PatternSet], _ service: String?) -> [PatternSet] {
    // The names of buckets and objects have neither region nor account.
    let name = service == "s3" ? "s3:::*" : "\(service ?? "*"):*:*:*"
    let all = ["aws", "aws-cn", "aws-us-gov"].map { (name: $0, prefix: GlobPattern("arn:\($0):").symbols) }
    let patterns = resources.flatMap(\.terms).flatMap { $0.include + $0.exclude }
    let spelled = all.filter { partition in patterns.contains { $0.symbols.starts(with: partition.prefix) } }
    return (spelled.isEmpty ? all.prefix(1) : spelled[...]).map { PatternSet([GlobPattern("arn:\($0.name):\(name)")]) }
  }

  mutating func isEverything(_ indices: [Int]) -> Bool {
    if indices.isEmpty { return false }
    if let answer = known[indices] { return answer }
    let union = indices.reduce(PatternSet.empty) { $0.union(resources[$1]) }
    let verdict = Verdict.any(universes.lazy.map { $0.isSubset(of: union) })
    let answer = bound == .must ? verdict == .yes : verdict != .no
    known[indices] = answer
    return answer
  }
}
