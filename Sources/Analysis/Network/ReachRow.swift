import AWSModel
import NetSpace

/// All that send some traffic to a target on the same kind of way, with the same certainty: a line of the matrix.
package struct ReachRow: Sendable {
  package let target: Peer
  package let traffic: Traffic
  package let balancers: [ResourceID]
  /// Yes or unknown: what does not get through is no row.
  package let verdict: Verdict
  /// Why it is not certain that it gets through, or for whom it does.
  package let because: [Unknown]
  /// Some of the addresses certainly get through, and it is not known which.
  package let isForSome: Bool
  /// Addresses that the internet routes.
  package private(set) var internet = AddressSet.empty
  /// Other addresses, which no endpoint of the input is known to have.
  package private(set) var addresses = AddressSet.empty
  package private(set) var endpoints: [ResourceID] = []
  /// Sources of which it is not known who they are.
  package private(set) var unknown: [Unknown] = []
  private var reaches: [Reach] = []

  /// What stands before addresses of which it is not known which ones get through.
  package var someOf: String { isForSome ? "some of " : "" }

  /// The ways on which it gets through.
  package var traces: [Trace] { reaches.flatMap(\.traces) }

  /// What reaches targets in rows, in the order in which targets and sources come.
  package static func rows(of reaches: [Reach]) -> [ReachRow] {
    struct Key: Hashable {
      let target: Peer
      let traffic: Traffic
      let balancers: [ResourceID]
      let because: [Unknown]?
      let isForSome: Bool
    }
    var rows: [ReachRow] = []
    var index: [Key: Int] = [:]
    func add(_ reach: Reach, _ traffic: Traffic, _ sources: AddressSet, isCertain: Bool, isForSome: Bool = false) {
      let because = isCertain && !isForSome ? nil : reach.because
      let key = Key(
        target: reach.target, traffic: traffic, balancers: reach.balancers, because: because, isForSome: isForSome)
      if index[key] == nil {
        index[key] = rows.count
        rows.append(
          ReachRow(
            target: reach.target, traffic: traffic, balancers: reach.balancers, verdict: isCertain ? .yes : .unknown,
            because: because ?? [], isForSome: isForSome))
      }
      if let i = index[key] { rows[i].add(reach, sources) }
    }
    for reach in reaches {
      let cells = reach.cells
      for (traffic, sources, remaining) in cells {
        if !sources.must.isEmpty {
          add(reach, traffic, sources.must, isCertain: true)
        } else if remaining.isInhabited {
          add(reach, traffic, sources.may, isCertain: true, isForSome: true)
        }
      }
      for (traffic, sources, remaining) in cells where !sources.must.isEmpty || !remaining.isInhabited {
        let possible = sources.may.subtracting(sources.must)
        if !possible.isEmpty { add(reach, traffic, possible, isCertain: false) }
      }
    }
    return rows
  }

  private init(
    target: Peer, traffic: Traffic, balancers: [ResourceID], verdict: Verdict, because: [Unknown],
    isForSome: Bool
  ) {
    self.target = target
    self.traffic = traffic
    self.balancers = balancers
    self.verdict = verdict
    self.because = because
    self.isForSome = isForSome
  }

  private mutating func add(_ reach: Reach, _ sources: AddressSet) {
    reaches.append(reach)
    switch reach.source {
    case .internet: internet.formUnion(sources)
    case .addresses: addresses.formUnion(sources)
    case .endpoint(let id): if !endpoints.contains(id) { endpoints.append(id) }
    case .unknown(let why): if !unknown.contains(why) { unknown.append(why) }
    }
  }
}
