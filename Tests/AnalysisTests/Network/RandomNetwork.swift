import AWSModel
import NetSpace
import TestSupport

/// A small random network of which a seed decides everything, and its versions: with some of its values hidden, and
/// with each hidden value replaced by something that it could have been.
///
/// The seed's stream of choices is the same in all versions; what a completion puts in place of a hidden value comes
/// from a stream of its own.
struct RandomNetwork {
  enum Version {
    /// Nothing is hidden.
    case known
    case hidden
    case completion(Int)
  }

  private(set) var infrastructure = Infrastructure()
  /// Every interface, where everything is known; databases have one in one of their subnets.
  private(set) var interfaces: [PacketWalker.Interface] = []

  private let version: Version
  /// How many values of a hundred are hidden.
  private let hiddenPercent: Int
  /// Whether blocks may cover a part of a subnet, so that it depends on an address whether they match.
  private let splitsSubnets: Bool
  private var choices: SeededGenerator
  private var completion: SeededGenerator
  private(set) var hiddenCount = 0

  private let hasSecondVPC: Bool
  private var vpcs: [String] { hasSecondVPC ? ["v0", "v1"] : ["v0"] }
  private let groups = ["g0", "g1", "g2"]

  /// Whether it has two VPCs that something joins, with routes to it and groups that are mostly open.
  private let isJoined: Bool
  /// Whether it has two VPCs with ways to the internet, public addresses and groups that mostly admit it.
  private let isPublic: Bool
  /// Whether of a link that is hidden it is known what it may lead to: otherwise that may be something outside.
  private let linksAreChoices: Bool

  init(
    seed: Int, _ version: Version, hiding hiddenPercent: Int = 0, splitsSubnets: Bool = true, isJoined: Bool = false,
    isPublic: Bool = false, linksAreChoices: Bool = false
  ) throws {
    self.isJoined = isJoined
    self.isPublic = isPublic
    self.linksAreChoices = linksAreChoices
    self.version = version
    self.hiddenPercent = hiddenPercent
    self.splitsSubnets = splitsSubnets
    choices = SeededGenerator(seed: seed)
    completion =
      if case .completion(let number) = version { SeededGenerator(seed: seed &* 1_000_003 &+ number) } else {
        SeededGenerator(seed: seed)
      }
    hasSecondVPC = choices.percent(isJoined || isPublic ? 100 : 30)
    makeNetwork()
    makeGateways()
    makeTables()
    makeLists()
    makeGroups()
    makeEndpoints()
    if case .hidden = version { return }
    interfaces = try placedInterfaces()
  }

  // MARK: Choices

  /// A value, which may be hidden: entirely, or as one of two.
  ///
  /// - Parameters:
  ///   - extremes: what a value that is hidden entirely could be beside what is drawn.
  ///   - isChoice: it is never hidden entirely.
  private mutating func value<T>(
    _ what: String, extremes: [T] = [], isChoice: Bool = false, _ draw: (inout SeededGenerator) -> T
  ) -> Value<T> {
    let actual = draw(&choices)
    let isHidden = choices.percent(hiddenPercent)
    let isOneOfTwo = choices.percent(50) || isChoice
    let other = draw(&choices)
    guard isHidden else { return .known(actual) }
    hiddenCount += 1
    // Not a parameter, which stands for nothing that the stack itself makes.
    let why = Unknown("\(what) \(hiddenCount)", .knownAfterApply)
    switch version {
    case .known: return .known(actual)
    case .hidden: return isOneOfTwo ? .either([actual, other], why) : .unknown(why)
    case .completion:
      let free = draw(&completion)
      if isOneOfTwo { return .known(completion.percent(50) ? actual : other) }
      return .known(extremes.isEmpty || completion.percent(50) ? free : completion.pick(extremes))
    }
  }

  private mutating func attribute<T>(
    _ what: String, extremes: [T] = [], _ draw: (inout SeededGenerator) -> T
  ) -> Attribute<T> {
    Attribute(value(what, extremes: extremes, draw), place: NetworkFixture.place)
  }

  /// A link to one of some resources.
  private mutating func link(_ what: String, _ names: [String]) -> Link {
    let value = value(what, isChoice: linksAreChoices) { $0.pick(names) }
    let reference: Reference =
      switch value {
      case .known(let name): .resource(NetworkFixture.id(name))
      case .oneOf(let names, let why): .oneOf(names.map(NetworkFixture.id), why)
      case .unknown(let why): .unknown(why)
      }
    return Link(reference, at: NetworkFixture.place)
  }

  /// Whether something that may be hidden is there; nil in a completion without it.
  private mutating func existence(_ what: String) -> Existence? {
    guard choices.percent(hiddenPercent) else { return .certain }
    hiddenCount += 1
    return switch version {
    case .known: .certain
    case .hidden: .possible([NetworkFixture.unknown("\(what) \(hiddenCount)")])
    case .completion: completion.percent(50) ? .certain : nil
    }
  }

  // MARK: VPCs and subnets

  private struct SubnetPlan {
    let name: String
    let vpc: String
    let ipv4: String
    let ipv6: String?
  }

  private var subnets: [SubnetPlan] = []

  private mutating func makeNetwork() {
    var fixture = NetworkFixture()
    fixture.vpc("v0", ["10.0.0.0/16", "2600:1f18:0:0::/56"])
    if hasSecondVPC { fixture.vpc("v1", ["10.1.0.0/16", "2600:1f18:0:100::/56"]) }
    infrastructure = fixture.infrastructure
    let count = hasSecondVPC ? 3 : 2 + (choices.percent(50) ? 1 : 0)
    for i in 0..<count {
      let inSecond = hasSecondVPC && i == 2
      let network = inSecond ? "10.1" : "10.0"
      let hasIPv6 = choices.percent(60)
      subnets.append(
        SubnetPlan(
          name: "s\(i)", vpc: inSecond ? "v1" : "v0", ipv4: "\(network).\(i).0/24",
          ipv6: hasIPv6 ? "2600:1f18:0:\(inSecond ? "10" : "")\(i)::/64" : nil))
    }
    for plan in subnets {
      infrastructure.subnets.append(
        Subnet(
          declaration: NetworkFixture.declaration(plan.name), vpc: NetworkFixture.link(plan.vpc),
          ipv4: NetworkFixture.attribute(NetworkFixture.block(plan.ipv4)),
          ipv6: plan.ipv6.map { NetworkFixture.attribute(NetworkFixture.block($0)) },
          zone: attribute("zone") { $0.percent(85) ? "a" : "b" },
          mapsPublicIP: attribute("public addresses") { $0.percent(40) },
          assignsIPv6: attribute("IPv6 addresses") { $0.percent(80) }))
    }
  }

  private mutating func makeGateways() {
    for vpc in vpcs where choices.percent(85) {
      let name = "igw-\(vpc)"
      infrastructure.internetGateways.append(InternetGateway(declaration: NetworkFixture.declaration(name)))
      guard choices.percent(90), let existence = existence("attachment") else { continue }
      infrastructure.gatewayAttachments.append(
        GatewayAttachment(
          declaration: NetworkFixture.declaration("\(name).attachment", existence: existence),
          gateway: NetworkFixture.link(name), vpc: NetworkFixture.link(vpc)))
    }
    if choices.percent(50) {
      infrastructure.egressOnlyGateways.append(
        EgressOnlyInternetGateway(declaration: NetworkFixture.declaration("eigw"), vpc: NetworkFixture.link("v0")))
    }
    if choices.percent(60) {
      infrastructure.natGateways.append(
        NATGateway(
          declaration: NetworkFixture.declaration("nat"), subnet: link("subnet of the NAT gateway", ["s0", "s1"]),
          vpc: nil, isPublic: attribute("kind of NAT gateway") { $0.percent(80) }))
    }
    guard hasSecondVPC else { return }
    switch choices.below(isJoined ? 4 : 5) {
    case 0, 1: makePeering()
    case 2, 3: makeTransitGateway()
    default: break
    }
  }

  // MARK: What joins the two VPCs

  private mutating func makePeering() {
    let isTurned = choices.percent(50)
    infrastructure.peerings.append(
      PeeringConnection(
        declaration: NetworkFixture.declaration("pcx"), requester: NetworkFixture.link(isTurned ? "v1" : "v0"),
        accepter: NetworkFixture.link(isTurned ? "v0" : "v1"), isActive: attribute("acceptance") { $0.percent(85) },
        isSameRegion: attribute("region") { $0.percent(70) }))
  }

  private mutating func makeTransitGateway() {
    let usesDefault = attribute("default association") { [isJoined] in $0.percent(isJoined ? 85 : 60) }
    let propagates = attribute("default propagation") { [isJoined] in $0.percent(isJoined ? 85 : 70) }
    infrastructure.transitGateways.append(
      TransitGateway(
        declaration: NetworkFixture.declaration("tgw"), associatesByDefault: usesDefault,
        propagatesByDefault: propagates, supportsGroupReferences: attribute("group references") { $0.percent(50) },
        acceptsSharedAttachments: NetworkFixture.attribute(false)))
    for (name, subnets) in [("v0", ["s0", "s1"]), ("v1", ["s2"])] {
      let attachment = NetworkFixture.link(name)
      let subnet = link("subnet of an attachment", subnets)
      guard let existence = existence("attachment of a VPC") else { continue }
      infrastructure.transitAttachments.append(
        TransitAttachment(
          declaration: NetworkFixture.declaration("\(name)-tgw", existence: existence),
          transitGateway: NetworkFixture.link("tgw"), network: .vpc(attachment, subnets: PartialList([subnet])),
          associatesByDefault: nil, propagatesByDefault: nil,
          supportsGroupReferences: NetworkFixture.attribute(true)))
    }
    for (table, isDefault) in [("tgw-default", true), ("tgw-own", false)] {
      infrastructure.transitRouteTables.append(
        TransitRouteTable(
          declaration: NetworkFixture.declaration(table), transitGateway: NetworkFixture.link("tgw"),
          isDefault: isDefault, routes: PartialList(transitRoutes(table))))
    }
    for vpc in ["v0", "v1"] where choices.percent(isJoined ? 20 : 40) {
      let own = NetworkFixture.link("tgw-own")
      if let existence = existence("association of an attachment") {
        infrastructure.transitAssociations.append(
          TransitAssociation(
            declaration: NetworkFixture.declaration("\(vpc)-association", existence: existence),
            attachment: NetworkFixture.link("\(vpc)-tgw"), table: own))
      }
      guard choices.percent(50) else { continue }
      infrastructure.transitPropagations.append(
        TransitPropagation(
          declaration: NetworkFixture.declaration("\(vpc)-propagation"), attachment: NetworkFixture.link("\(vpc)-tgw"),
          table: own))
    }
  }

  private mutating func transitRoutes(_ table: String) -> [TransitRoute] {
    (0..<choices.below(isJoined ? 2 : 3)).reduce(into: []) { all, i in
      let destination = attribute(
        "destination at the gateway", extremes: Self.extremeBlocks.map { .block(AddressBlock($0)) }
      ) { random -> Route.Destination in
        .block(
          NetworkFixture.block(
            random.pick(["10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "10.0.1.0/24", "10.1.2.0/25", "::/0"])))
      }
      let attachment = choices.percent(75) ? link("attachment", ["v0-tgw", "v1-tgw"]) : nil
      guard let existence = existence("route of the gateway") else { return }
      all.append(
        TransitRoute(
          destination: destination, attachment: attachment, declaredBy: NetworkFixture.id("\(table)-\(i)"),
          place: NetworkFixture.place, existence: existence))
    }
  }

  // MARK: Routes

  private static let destinations = [
    "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "::/0", "::/0", "8.0.0.0/8", "8.8.8.0/24", "128.0.0.0/1", "2600::/12",
    "list",
  ]

  private static let joinedDestinations = [
    "10.0.0.0/8", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "172.16.0.0/12", "10.0.0.0/7", "2600:1f18::/32",
  ]

  private mutating func makeTables() {
    infrastructure.prefixLists.append(
      PrefixList(
        declaration: NetworkFixture.declaration("list"),
        entries: PartialList([listEntry(), listEntry()])))
    for vpc in vpcs {
      if let main = infrastructure.routeTables.firstIndex(where: { $0.id == NetworkFixture.id("\(vpc).main") }) {
        infrastructure.routeTables[main].routes = routes(in: vpc)
      }
      let table = "table-\(vpc)"
      infrastructure.routeTables.append(
        RouteTable(
          declaration: NetworkFixture.declaration(table), vpc: NetworkFixture.link(vpc), routes: routes(in: vpc)))
      for subnet in subnets where subnet.vpc == vpc && choices.percent(60) {
        let chosen = link("table", [table, table, "\(vpc).main"])
        guard let existence = existence("association") else { continue }
        infrastructure.routeTableAssociations.append(
          RouteTableAssociation(
            declaration: NetworkFixture.declaration("\(table).\(subnet.name)", existence: existence),
            table: chosen,
            subject: .subnet(.resource(NetworkFixture.id(subnet.name))),
            place: NetworkFixture.place))
      }
    }
  }

  private mutating func listEntry() -> Attribute<AddressBlock> {
    attribute("entry of a list", extremes: Self.extremeBlocks.map { AddressBlock($0) }) {
      NetworkFixture.block($0.pick(["8.8.8.0/24", "9.0.0.0/8", "10.0.1.0/24"]))
    }
  }

  private mutating func routes(in vpc: String) -> PartialList<Route> {
    let targets =
      (infrastructure.internetGateways.map(\.id.address) + infrastructure.internetGateways.map(\.id.address)
      + infrastructure.natGateways.map(\.id.address) + infrastructure.egressOnlyGateways.map(\.id.address))
      .filter { $0.hasPrefix("igw") ? $0 == "igw-\(vpc)" : vpc == "v0" }
      + infrastructure.peerings.map(\.id.address) + infrastructure.transitGateways.map(\.id.address)
    let others =
      infrastructure.peerings.isEmpty && infrastructure.transitGateways.isEmpty ? [] : Self.joinedDestinations
    var routes: [Route] = []
    var seen = Set<String>()
    var blocks = Set<Route.Destination>()
    func add(_ drawn: (route: Route, actual: Route.Destination)?) {
      // Two routes for the same block are refused; what is put in the place of a hidden one may still be the same.
      if let drawn, blocks.insert(drawn.actual).inserted { routes.append(drawn.route) }
    }
    for _ in 0..<choices.below(isJoined ? 3 : others.isEmpty ? 4 : 6) where !targets.isEmpty {
      let actual = choices.pick(Self.destinations + others)
      let isForJoin = isJoined && others.contains(actual) && choices.percent(80)
      let route = self.route(to: actual, isForJoin ? targets.suffix(1) : targets)
      if seen.insert(actual).inserted { add(route) }
    }
    if isJoined, let join = targets.last, choices.percent(95), seen.insert("10.0.0.0/8").inserted {
      add(route(to: "10.0.0.0/8", [join]))
    }
    if isPublic {
      for destination in ["0.0.0.0/0", "::/0"] where !targets.isEmpty && choices.percent(90) {
        if seen.insert(destination).inserted { add(route(to: destination, targets)) }
      }
    }
    return PartialList(routes)
  }

  private mutating func route(
    to destination: String, _ targets: some Collection<String>
  ) -> (route: Route, actual: Route.Destination)? {
    var drawn: [Route.Destination] = []
    let hiddenBefore = hiddenCount
    var attribute = attribute(
      "destination", extremes: Self.extremeBlocks.map { .block(AddressBlock($0)) }
    ) { random -> Route.Destination in
      // Drawn again only for what stands in its place.
      let text = random.percent(70) ? destination : random.pick(["9.0.0.0/8", "2a00::/12", "8.8.0.0/16"])
      let one =
        text == "list"
        ? Route.Destination.prefixList(.resource(NetworkFixture.id(text))) : .block(NetworkFixture.block(text))
      drawn.append(one)
      return one
    }
    let declaredBy = hiddenCount > hiddenBefore ? Infrastructure.hiddenRoute : NetworkFixture.id("route")
    // What is a block is known to be one.
    if destination != "list", case .unknown(let why) = attribute.value {
      attribute = Attribute(.known(.block(AddressBlock(prefix: .unknown(why)))), place: attribute.place)
    }
    let link = link("route target", Array(targets))
    guard let existence = existence("route") else { return nil }
    let route = Route(
      destination: attribute,
      target: NetworkFixture.attribute(.resource(link.target, attribute: "gateway_id")),
      declaredBy: declaredBy, place: NetworkFixture.place, existence: existence)
    return (route, drawn[0])
  }

  // MARK: Rules

  private static let ports: [UInt16] = [22, 80, 443, 5432]

  private mutating func traffic() -> RuleTraffic {
    let kind = choices.below(8)
    let number: UInt8 = kind < 4 ? 6 : kind == 4 ? 17 : kind == 5 ? 1 : kind == 6 ? 58 : 0
    let protocols = attribute("protocol", extremes: [.full, ProtocolSet(6), ProtocolSet(47)]) { _ in
      number == 0 ? ProtocolSet.full : ProtocolSet(number)
    }
    let ports = attribute("ports", extremes: [.full, PortSet(9)]) { random -> PortSet in
      if number == 0 { return .full }
      if number == 1 || number == 58 { return random.percent(50) ? .full : .icmp(type: random.pick([0, 8, 128, 129])) }
      let first = random.pick(Self.ports)
      return switch random.below(6) {
      case 0: .full
      case 1: PortSet(1024...65535)
      case 2: PortSet(32768...65535)
      case 3: PortSet(first...(first + 1))
      default: PortSet(first)
      }
    }
    return RuleTraffic(protocols: protocols, ports: ports)
  }

  private static let outsideBlocks = [
    "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "8.8.8.0/24", "8.8.8.8/32", "::/0", "::/0", "2600:9000::/28",
  ]
  private static let insideBlocks = [
    "10.0.0.0/15", "10.1.0.0/16", "10.0.0.0/16", "10.0.0.0/24", "10.0.1.0/24", "2600:1f18:0:0::/56", "2600:1f18::/64",
  ]
  private static let partsOfSubnets = ["10.0.0.0/25", "10.0.1.128/25", "10.0.1.7/32", "2600:1f18:0:1:8000::/65"]

  /// Everything, nothing of the network, and what is inside: what rules out that a block which is hidden matters.
  private static let extremeBlocks = [
    "0.0.0.0/0", "0.0.0.0/2", "128.0.0.0/2", "::/0", "2000::/3", "198.51.100.0/24", "10.0.0.0/8", "8.0.0.0/8",
    "2600::/16",
  ]
  .compactMap { IPPrefix($0) }

  private var blocks: [String] { Self.outsideBlocks + Self.insideBlocks + (splitsSubnets ? Self.partsOfSubnets : []) }

  /// A block; a hidden one may keep its length and family.
  private mutating func block() -> AddressBlock {
    let blocks = blocks
    let text = choices.pick(blocks)
    let keepsLength = choices.percent(50)
    let actual = NetworkFixture.block(text)
    let sameLength = blocks.filter {
      let other = NetworkFixture.block($0)
      return other.length == actual.length && other.family == actual.family
    }
    let extremes = Self.extremeBlocks.filter {
      !keepsLength || ($0.length, $0.family) == (actual.length, actual.family)
    }
    let prefix = value("block", extremes: extremes) { random in
      IPPrefix(random.percent(60) ? text : random.pick(keepsLength ? sameLength : blocks)) ?? .everywhere(.ipv4)
    }
    if prefix.known == nil, keepsLength {
      return AddressBlock(prefix: prefix, family: actual.family, length: actual.length)
    }
    return AddressBlock(prefix: prefix)
  }

  private mutating func makeLists() {
    for vpc in vpcs {
      let name = "acl-\(vpc)"
      var entries: [NetworkACLEntry] = []
      for direction in Direction.allCases {
        for i in 0..<(1 + choices.below(5)) {
          let number = attribute("number", extremes: [1, 32766]) {
            ($0.percent(50) ? 100 * (9 - i) : 100 * i) + $0.below(90) + 1
          }
          let allows = attribute("action") { $0.percent(65) }
          let traffic = choices.percent(40) ? NetworkFixture.traffic("all") : traffic()
          let block = NetworkFixture.attribute(choices.percent(40) ? NetworkFixture.block("0.0.0.0/0") : block())
          let facing = attribute("direction") { $0.percent(90) ? direction : direction.opposite }
          guard let existence = existence("entry") else { continue }
          entries.append(
            NetworkACLEntry(
              number: number, direction: facing, allows: allows, traffic: traffic, block: block,
              declaredBy: NetworkFixture.id("entry"), place: NetworkFixture.place, existence: existence))
        }
      }
      infrastructure.networkACLs.append(
        NetworkACL(
          declaration: NetworkFixture.declaration(name), vpc: NetworkFixture.link(vpc), entries: PartialList(entries)))
      for subnet in subnets where subnet.vpc == vpc && choices.percent(isJoined ? 15 : 40) {
        let chosen = link("list", [name, name, "\(vpc).acl"])
        guard let existence = existence("list association") else { continue }
        infrastructure.networkACLAssociations.append(
          NetworkACLAssociation(
            declaration: NetworkFixture.declaration("\(name).\(subnet.name)", existence: existence),
            acl: chosen, subnet: NetworkFixture.link(subnet.name)))
      }
    }
  }

  private mutating func makeGroups() {
    for name in groups {
      var rules: [SecurityGroupRule] = []
      for direction in Direction.allCases {
        if direction == .egress, choices.percent(60) {
          rules.append(NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"), .block("::/0")))
          continue
        }
        if isJoined, choices.percent(85) {
          let peers: [NetworkFixture.RulePeerText] = [.block("10.0.0.0/15"), .group("g0"), .group("g1")]
          rules.append(NetworkFixture.rule(direction, "all", choices.pick(peers)))
        }
        if isPublic, choices.percent(75) {
          let peers: [NetworkFixture.RulePeerText] = [.block("0.0.0.0/0"), .block("8.0.0.0/7"), .block("::/0")]
          rules.append(NetworkFixture.rule(direction, "all", choices.pick(peers)))
        }
        for _ in 0..<(1 + choices.below(3)) {
          let traffic = choices.percent(30) ? NetworkFixture.traffic("all") : traffic()
          let peers = (0..<(1 + choices.below(2))).map { _ in peer() }
          guard let existence = existence("rule") else { continue }
          rules.append(
            SecurityGroupRule(
              direction: direction, traffic: traffic, peers: PartialList(peers), declaredBy: NetworkFixture.id(name),
              place: NetworkFixture.place, existence: existence))
        }
      }
      infrastructure.securityGroups.append(
        SecurityGroup(
          declaration: NetworkFixture.declaration(name), vpc: NetworkFixture.link("v0"), rules: PartialList(rules)))
    }
  }

  private mutating func peer() -> RulePeer {
    switch choices.below(10) {
    case 0..<6: RulePeer(.block(block()), at: NetworkFixture.place)
    case 6..<9: RulePeer(.group(link("referenced group", groups).target), at: NetworkFixture.place)
    default: RulePeer(.prefixList(.resource(NetworkFixture.id("list"))), at: NetworkFixture.place)
    }
  }

  // MARK: Endpoints

  private mutating func makeEndpoints() {
    for i in 0..<(isJoined || isPublic ? 4 : 2 + choices.below(3)) {
      let name = "i\(i)"
      let groups = choices.percent(60) ? [link("group", groups)] : [link("group", groups), link("group", groups)]
      let isMostlyPublic = isPublic
      let launch =
        choices.percent(50) ? attribute("public address") { $0.percent(isMostlyPublic ? 80 : 50) } : nil
      infrastructure.instances.append(
        Instance(
          declaration: NetworkFixture.declaration(name),
          subnet: isJoined || isPublic ? NetworkFixture.link("s\(i % 3)") : link("subnet", subnets.map(\.name)),
          groups: PartialList(groups), associatesPublicIP: launch, hasIPv6: nil,
          sourceDestCheck: NetworkFixture.attribute(true), profile: nil, interfaces: PartialList(), launchTemplate: nil)
      )
    }
    if choices.percent(25) {
      let holder = link("holder", ["i0", "i1"])
      if let existence = existence("elastic address") {
        infrastructure.addressAssociations.append(
          AddressAssociation(declaration: NetworkFixture.declaration("eip", existence: existence), holder: holder))
      }
    }
    guard choices.percent(40) else { return }
    let isPublic = attribute("public access") { $0.percent(50) }
    infrastructure.databaseSubnetGroups.append(
      DatabaseSubnetGroup(
        declaration: NetworkFixture.declaration("db-subnets"), name: nil, subnets: NetworkFixture.links(["s0", "s1"])))
    infrastructure.databases.append(
      Database(
        declaration: NetworkFixture.declaration("db"), kind: .instance, engine: NetworkFixture.attribute("postgres"),
        port: nil, subnetGroup: NetworkFixture.link("db-subnets"), groups: PartialList([link("group", groups)]),
        publiclyAccessible: isPublic, isMultiZone: NetworkFixture.attribute(false), zone: nil, cluster: nil, source: nil
      ))
  }

  private mutating func placedInterfaces() throws -> [PacketWalker.Interface] {
    var all: [PacketWalker.Interface] = []
    for instance in infrastructure.instances {
      guard let subnet = infrastructure.subnets.first(where: { $0.id == instance.subnet?.target.id }) else {
        throw PacketWalker.NotKnown()
      }
      let isAddressed = infrastructure.addressAssociations.contains { $0.holder.target == .resource(instance.id) }
      let isPublic = try (instance.associatesPublicIP ?? subnet.mapsPublicIP).certain || isAddressed
      all.append(
        try interface(
          of: instance.id, in: subnet, isPublic: isPublic, hasIPv6: try subnet.assignsIPv6.certain, instance.groups, nil
        ))
    }
    for database in infrastructure.databases {
      let name = completion.pick(["s0", "s1"])
      guard let subnet = infrastructure.subnets.first(where: { $0.id.address == name }) else {
        throw PacketWalker.NotKnown()
      }
      all.append(
        try interface(
          of: database.id, in: subnet, isPublic: try database.publiclyAccessible.certain, hasIPv6: false,
          database.groups, 5432))
    }
    return all
  }

  private mutating func interface(
    of id: ResourceID, in subnet: Subnet, isPublic: Bool, hasIPv6: Bool, _ groups: PartialList<Link>, _ port: UInt16?
  ) throws -> PacketWalker.Interface {
    guard let ipv4 = try subnet.ipv4?.certain.prefix.certain, case .v4(let bits) = ipv4.network else {
      throw PacketWalker.NotKnown()
    }
    let host = completion.pick([UInt32(4), 7, 127, 128, 254])
    var ipv6: IPAddress?
    if hasIPv6, let prefix = try subnet.ipv6?.certain.prefix.certain, case .v6(let bits) = prefix.network {
      ipv6 = .v6(bits | (completion.percent(50) ? 7 : 1 << 63 | 7))
    }
    return PacketWalker.Interface(
      endpoint: id, subnet: subnet, ipv4: .v4(bits | host), ipv6: ipv6, hasPublicIPv4: isPublic,
      groups: groups.elements.compactMap(\.target.id), servesTCP: port)
  }
}

extension SeededGenerator {
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  mutating func percent(_ chance: Int) -> Bool { below(100) < chance }

  mutating func pick<T>(_ options: [T]) -> T { options[below(options.count)] }
}

extension Infrastructure {
  /// What declares a route whose block is hidden.
  static let hiddenRoute = NetworkFixture.id("hidden route")

  /// Whether nobody would make a network of this: two routes of one table are for the same block, which AWS refuses, or
  /// what is put in the place of a hidden block would be too many networks for one peering connection.
  var isRefused: Bool {
    routeTables.contains { table in
      let blocks = table.routes.elements.compactMap(\.block)
      let hasCrowd = table.routes.elements.contains { route in
        guard route.declaredBy == Self.hiddenRoute, let block = route.block,
          case .resource(let target, _)? = route.target.known
        else { return false }
        let isShort = block.length < (block.network.family == .ipv4 ? 8 : 16)
        return isShort && peerings.contains { target.id == $0.id }
      }
      return hasCrowd || Set(blocks).count < blocks.count
    }
  }

  /// Addresses of the internet of which one is in every part that blocks of the network tell apart.
  var addressesApart: [IPAddress] {
    let peers = securityGroups.flatMap { $0.rules.elements.flatMap { $0.peers.elements } }
    let blocks =
      peers.compactMap { peer in if case .block(let block) = peer.kind { block.prefix.known } else { nil } }
      + networkACLs.flatMap { $0.entries.elements.compactMap { $0.block.known?.prefix.known } }
      + prefixLists.flatMap { $0.entries.elements.compactMap { $0.known?.prefix.known } }
      + routeTables.flatMap(\.routes.elements).compactMap(\.block)
    // A part begins where a block begins, or behind where one ends.
    let sets = blocks.map { AddressSet($0) } + [.global]
    let starts = (sets + sets.map(\.complement)).flatMap { set -> [IPAddress] in
      let part = set.intersection(.global)
      return part.v4.ranges.map { .v4($0.lowerBound) } + part.v6.ranges.map { .v6($0.lowerBound) }
    }
    return Array(Set(starts))
  }
}

extension Route {
  fileprivate var block: IPPrefix? {
    if case .block(let block)? = destination.known { block.prefix.known } else { nil }
  }
}
