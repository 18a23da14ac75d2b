import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways in that are no interface make undecided what they can lead to, and nothing else.
@Suite struct EntryPointTests {
  /// An internal load balancer with an instance behind it, and one that is alone; all would let anybody in.
  private func network() -> NetworkFixture {
    var net = InternetPathTests.network()
    net.instance("behind", in: "private", ["open"])
    net.instance("alone", in: "private", ["open"])
    net.loadBalancer("lb", .application, in: ["private"], ["open"], isInternal: true)
    net.listener(
      "http", of: "lb", "HTTP", 80, forwardsTo: NetworkFixture.attribute(80), targetType: "instance",
      targets: ["behind"])
    return net
  }

  private func undecided(_ net: NetworkFixture, _ traffic: String = "tcp/80") -> [String] {
    ["lb", "behind", "alone"].filter { name in
      let answer = net.answer(.internet, to: .endpoint(name), traffic)
      return answer.verdict == .unknown && answer.unknowns.map(\.subject) == ["door"]
    }
  }

  @Test func withoutAnyNothingIsReached() {
    #expect(undecided(network()) == [])
  }

  @Test(arguments: [
    (EntryPoint.Kind.accelerator, "lb", ["lb", "behind"]), (.accelerator, "alone", ["alone"]),
    (.accelerator, "private", ["lb", "behind", "alone"]), (.vpcOrigin, "lb", ["lb", "behind"]),
    (.vpcLink, "http", ["lb", "behind"]), (.vpcLink, "registry", ["lb", "behind", "alone"]),
    (.functionURL, "lb", []),
  ])
  func whatADoorNames(_ kind: EntryPoint.Kind, _ target: String, _ expected: [String]) {
    var net = network()
    net.entry("door", kind, to: NetworkFixture.links([target]))
    #expect(undecided(net) == expected)
  }

  @Test func aDoorOfWhichTheTargetsAreNotKnown() {
    var net = network()
    net.entry("door", .accelerator, to: PartialList(rest: [NetworkFixture.unknown("targets")]))
    #expect(undecided(net) == ["lb", "behind", "alone"])
  }

  @Test func anElasticAddressStandsForItsHolder() {
    var net = network()
    net.infrastructure.addressAssociations.append(
      AddressAssociation(declaration: NetworkFixture.declaration("eip"), holder: NetworkFixture.link("alone")))
    net.entry("door", .accelerator, to: NetworkFixture.links(["eip"]))
    #expect(undecided(net) == ["alone"])
  }

  @Test func groupsThatAdmitNothingStayClosed() {
    var net = network()
    net.group("closed", [])
    net.instance("shut", in: "private", ["closed"])
    net.entry("door", .accelerator, to: NetworkFixture.links(["shut"]))
    #expect(net.answer(.internet, to: .endpoint("shut"), "tcp/80").verdict == .no)
  }

  private func withURL(_ authorization: String?, type: String = "aws_lambda_function_url") -> NetworkFixture {
    var net = network()
    net.outbound("function", .function, in: ["private"], ["open"])
    net.outbound("other", .function, in: ["private"], ["open"])
    let place = NetworkFixture.place
    net.infrastructure.entryPoints.append(
      EntryPoint(
        declaration: Declaration(
          id: NetworkFixture.id("door"), type: type, kind: .declared, place: place.range, existence: .certain),
        kind: .functionURL, targets: NetworkFixture.links(["function"]),
        authorization: authorization.map { NetworkFixture.attribute($0) }
          ?? Attribute(.unknown(NetworkFixture.unknown("authorization")), place: place)))
    return net
  }

  /// AWS answers on a function's URL and calls it, if it asks for no signature.
  @Test(
    arguments: [
      ("NONE", "tcp/443", .yes), ("NONE", "tcp/80", .no), ("AWS_IAM", "tcp/443", .no),
      (nil, "tcp/443", .unknown), (nil, "tcp/80", .no),
    ] as [(String?, String, Verdict)])
  func theURLOfAFunction(_ authorization: String?, _ traffic: String, _ expected: Verdict) {
    let net = withURL(authorization)
    let answer = net.answer(.internet, to: .endpoint("function"), traffic)
    #expect(answer.verdict == expected)
    #expect(answer.unknowns.map(\.subject) == (expected == .unknown ? ["authorization"] : []))
    #expect(net.answer(.internet, to: .endpoint("other"), traffic).verdict == .no)
    #expect(net.answer(.endpoint("other"), to: .endpoint("function"), traffic).verdict == .no)
  }

  /// A template's function needs a policy that lets everybody call it.
  @Test func theURLOfATemplateNeedsAPolicy() {
    let net = withURL("NONE", type: "AWS::Lambda::Url")
    #expect(net.answer(.internet, to: .endpoint("function"), "tcp/443").verdict == .no)
  }

  /// The matrix has what a path says, by the URL and not by the interface.
  @Test(arguments: [("NONE", [["door"]]), ("AWS_IAM", []), (nil, [[]])] as [(String?, [[String]])])
  func theURLOfAFunctionIsInTheMatrix(_ authorization: String?, _ expected: [[String]]) {
    let facts = withURL(authorization).facts
    let function = Peer.endpoint(NetworkFixture.id("function"))
    for sources in [nil, [ChosenPeer(.internet)]] {
      let rows = facts.reach(function, from: sources).filter { $0.source == .internet }
      #expect(rows.map { $0.balancers.map(\.address) } == expected)
      #expect(rows.allSatisfy { $0.verdict == (authorization == nil ? .unknown : .yes) })
    }
    let https = HeaderSpace(traffic: Traffic(.tcp, ports: PortSet(443)), sources: AddressSet(IPPrefix("8.8.8.8/32")!))
    let office = Peer.addresses(AddressSet(IPPrefix("8.8.8.8/32")!))
    #expect(
      facts.reach(function, from: [ChosenPeer(office)]).filter { $0.balancers != [] }.map(\.passed)
        == (authorization == "NONE" ? [.exact(https)] : []))
    #expect(facts.reach(function, joinsLoadBalancers: false).filter { $0.source == .internet }.isEmpty)
  }

  /// Whoever takes over a function that anybody may call reaches on from its VPC.
  @Test(arguments: [("NONE", .yes), ("AWS_IAM", .no), (nil, .unknown)] as [(String?, Verdict)])
  func aFunctionWithAURLIsAHostOfChains(_ authorization: String?, _ expected: Verdict) {
    var net = withURL(authorization)
    net.group("inner", [NetworkFixture.rule(.ingress, "tcp/5432", .block("10.0.0.0/16"))])
    net.database("db", in: ["private"], ["inner"])
    let query = Query(
      source: .internet, target: .endpoint("db"), traffic: Traffic(.tcp, ports: PortSet(5432)))
    let chains = net.facts.chains(query, all: true).chains
    let hosts = chains.map { $0.hosts.map(\.address) }
    #expect((chains.first?.verdict ?? .no) == expected)
    #expect(hosts.first == (expected == .no ? nil : ["function"]))
    #expect(hosts.allSatisfy { $0.first == "function" })
  }

  /// The link of an HTTP API has groups of its own, which may not let it out.
  @Test func aLinkLeadsWhereItsInterfacesReach() {
    var net = network()
    net.outbound("door", .vpcLink, in: ["private"], ["open"])
    net.entry("door", .vpcLink, to: NetworkFixture.links(["http"]))
    #expect(undecided(net) == ["lb", "behind"])
    net.infrastructure.outboundServices = []
    net.group("mute", [NetworkFixture.rule(.egress, "tcp/443", .block("10.9.9.9/32"))])
    net.outbound("door", .vpcLink, in: ["private"], ["mute"])
    #expect(undecided(net) == [])
  }

  @Test func anInstanceConnectEndpointLeadsToLoginPortsOnly() throws {
    var net = network()
    net.outbound("door", .instanceConnect, in: ["private"], ["open"])
    net.entry("door", .instanceConnect, to: PartialList())
    #expect(undecided(net, "tcp/22") == ["behind", "alone"])
    #expect(undecided(net, "tcp/3389") == ["behind", "alone"])
    #expect(undecided(net) == [])
    let door = try #require(net.facts.endpoint(NetworkFixture.id("door")))
    #expect(net.facts.tier(of: door) == .known(.bastion))
  }

  /// Who may ask the public endpoint of a cluster is not a matter of its VPC.
  private static let office = IPPrefix("8.8.8.0/24").map { AddressSet($0) } ?? .empty

  @Test func aControlPlaneAnswersTheInternetByItself() {
    var net = network()
    net.cluster("eks", in: ["private"])
    let answer = net.answer(.internet, to: .endpoint("eks"), "tcp/443")
    #expect(answer.verdict == .yes)
    // The endpoint of a cluster for IPv4 has no other address.
    #expect(answer.surviving.must.sources == .global.restricted(to: .ipv4))
    #expect(net.answer(.internet, to: .endpoint("eks"), "tcp/22").verdict == .no)
    net.cluster("office", in: ["private"], publicBlocks: ["8.8.8.0/24"])
    #expect(net.answer(.addresses("8.8.8.8"), to: .endpoint("office"), "tcp/443").verdict == .yes)
    #expect(net.answer(.addresses("9.9.9.9"), to: .endpoint("office"), "tcp/443").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("office"), "tcp/443").surviving.must.sources == Self.office)
    // Addresses of examples stand for those of the internet.
    net.cluster("example", in: ["private"], publicBlocks: ["198.51.100.0/24"])
    #expect(net.answer(.addresses("198.51.100.9"), to: .endpoint("example"), "tcp/443").verdict == .yes)
    #expect(net.answer(.addresses("203.0.113.9"), to: .endpoint("example"), "tcp/443").verdict == .no)
    net.cluster("inside", in: ["private"], isPublic: false)
    #expect(net.answer(.internet, to: .endpoint("inside"), "tcp/443").verdict == .no)
  }

  @Test func aControlPlaneIsInTheMatrixForWhomItAdmits() {
    var net = network()
    net.cluster("office", in: ["private"], publicBlocks: ["8.8.8.0/24"])
    let facts = net.facts
    let rows = facts.reach(.endpoint(NetworkFixture.id("office"))).filter { $0.source == .internet }
    #expect(
      rows.map(\.passed) == [.exact(HeaderSpace(traffic: Traffic(.tcp, ports: PortSet(443)), sources: Self.office))])
  }

  @Test func fromOtherNetworksAControlPlaneIsReachedOverTheInternet() {
    var net = network()
    net.cluster("eks", in: ["private"])
    net.vpc("other", ["10.9.0.0/16"])
    net.subnet("elsewhere", "10.9.0.0/24", in: "other")
    net.internetGateway("other-igw", attachedTo: "other")
    net.table("elsewhere-out", in: "other", [("0.0.0.0/0", to: "other-igw")], for: ["elsewhere"])
    net.group("other-open", in: "other", [NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))])
    net.instance("stranger", in: "elsewhere", ["other-open"], publicIP: true)
    #expect(net.answer(.endpoint("stranger"), to: .endpoint("eks"), "tcp/443").verdict == .yes)
    net.cluster("closed", in: ["private"], isPublic: false)
    #expect(net.answer(.endpoint("stranger"), to: .endpoint("closed"), "tcp/443").verdict == .no)
  }
}
