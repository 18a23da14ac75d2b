import AWSModel
import NetSpace

/// Endpoints that the filters of others can tell apart by nothing but their groups: of the same kind, in the same
/// subnets, with the same addresses.
///
/// What an endpoint lets in is asked once for all of a class that have the same of the groups that its rules name.
struct SourceClasses: Sendable {
  private struct Likeness: Hashable {
    let kind: Endpoint.Kind
    let sites: [Endpoint.Site]
    let placement: Endpoint.Placement
    let choice: Unknown?
    let hasGroups: Bool
    let hasIPv6: Value<Bool>?
    let sourceDestCheck: Verdict
    let ownAddresses: AddressSet?
    /// What has several interfaces is like nothing else.
    let several: ResourceID?

    init(_ endpoint: Endpoint) {
      kind = endpoint.kind
      sites = endpoint.sites
      placement = endpoint.placement
      choice = endpoint.choice
      hasGroups = endpoint.groups != nil
      hasIPv6 = endpoint.hasIPv6?.value
      sourceDestCheck = endpoint.sourceDestCheck
      ownAddresses = endpoint.ownAddresses
      several = endpoint.interfaces.isEmpty ? nil : endpoint.id
    }
  }

  /// The endpoints of each class by position, in declaration order.
  let members: [[Int]]
  /// The class of each endpoint.
  let classes: [Int]
  private let byVPC: VPCIndex

  init(_ endpoints: [Endpoint], _ topology: Topology) {
    var numbers: [Likeness: Int] = [:]
    var members: [[Int]] = []
    var classes: [Int] = []
    for (i, endpoint) in endpoints.enumerated() {
      let number = numbers[Likeness(endpoint)] ?? members.count
      if number == members.count {
        numbers[Likeness(endpoint)] = number
        members.append([])
      }
      members[number].append(i)
      classes.append(number)
    }
    self.members = members
    self.classes = classes
    byVPC = VPCIndex(members.map { of in endpoints[of[0]].sites.map { topology.vpc(of: $0) } })
  }

  /// The classes that may be in one of some VPCs.
  private func classes(in vpcs: Set<VPCKey>) -> [Int] { Set(vpcs.flatMap(byVPC.candidates)).sorted() }

  /// The endpoints that have, or may have, one of some addresses of VPCs.
  ///
  /// Complexity: linear in the classes of the VPCs, the first time that these addresses are asked for.
  func occupants(of addresses: AddressSet, in vpcs: Set<VPCKey>, _ facts: Facts) -> Occupants {
    facts.occupants.value(AddressesInVPCs(addresses: addresses, vpcs: vpcs)) {
      var found: [(number: Int, stands: Verdict)] = []
      var occupied: [Int: AddressSet] = [:]
      for number in classes(in: vpcs) {
        let stations = facts.stations(of: facts.endpoints[members[number][0]]).filter { station in
          vpcs.contains { $0.isSame(as: station.vpc) != .no }
        }
        let covered = Verdict.any(stations.map { Bounds.exact(addresses).contains(pointOf: $0.remote.addresses) })
        if covered == .no { continue }
        occupied[number] = .union(of: stations.filter { $0.subnet != nil }.map(\.remote.addresses))
        let stands = covered == .yes ? .yes : Self.partly(stations, addresses)
        found.append((number, stands))
      }
      return Occupants(classes: found, byClass: occupied, all: .union(of: occupied.values), sources: self)
    }
  }

  /// Whether an endpoint is among addresses that cover only a part of its subnets: yes if they cover all of one.
  private static func partly(_ stations: [Station], _ addresses: AddressSet) -> Verdict {
    stations.contains { station in
      let (ipv4, _) = station.addresses
      return !ipv4.isEmpty && ipv4.isSubset(of: addresses)
    } ? .yes : .unknown
  }
}

struct AddressesInVPCs: Hashable, Sendable {
  let addresses: AddressSet
  let vpcs: Set<VPCKey>
}

/// Who has, or may have, one of some addresses.
struct Occupants: Sendable {
  /// The source classes, and whether their members certainly have one of the addresses.
  let classes: [(number: Int, stands: Verdict)]
  fileprivate let byClass: [Int: AddressSet]
  fileprivate let all: AddressSet
  fileprivate let sources: SourceClasses

  /// The addresses of the subnets of those that are not one endpoint.
  ///
  /// - Parameter position: that of the endpoint among those of the facts.
  func occupied(without position: Int?) -> AddressSet {
    guard let position, sources.members[sources.classes[position]] == [position] else { return all }
    return .union(of: byClass.filter { $0.key != sources.classes[position] }.values)
  }
}
