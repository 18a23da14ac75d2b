import AWSModel
import Analysis
import NetSpace
import Testing

/// Managed services as ends of connections: where they are, in which groups, on which ports, and of which tier.
@Suite struct ServiceEndpointTests {
  private func endpoint(_ name: String, _ net: NetworkFixture) throws -> Endpoint {
    try #require(net.facts.endpoint(NetworkFixture.id(name)))
  }

  private func groups(_ endpoint: Endpoint) -> [String] {
    (endpoint.groups?.elements ?? []).map(\.target.name) + (endpoint.groups?.rest ?? []).map(\.subject)
  }

  private func tier(_ name: String, _ net: NetworkFixture) throws -> Tier? {
    net.facts.tier(of: try endpoint(name, net)).known
  }

  // MARK: Data stores

  @Test func aStoreOfASubnetGroupIsInOneOfItsSubnets() throws {
    var net = InternetPathTests.network()
    net.subnetGroup("subnets", ["public", "private"])
    net.store("cache", .cache, .group(NetworkFixture.link("subnets")), ["open"], port: 6379)
    let cache = try endpoint("cache", net)
    #expect(cache.sites == [.subnet(NetworkFixture.id("public")), .subnet(NetworkFixture.id("private"))])
    #expect(cache.placement == .one)
    #expect("\(cache.serves.must)" == "tcp/6379")
    #expect(try tier("cache", net) == .data)
    #expect("\(net.facts.databaseTraffic(of: cache).must)" == "tcp/6379")
  }

  @Test func aStoreWithoutPlacementIsInTheDefaultVPC() throws {
    var net = InternetPathTests.network()
    net.store("cache", .cache, .group(nil), [], port: 6379)
    net.store("broker", .broker, .subnets(PartialList()), [], port: 5671)
    for name in ["cache", "broker"] {
      let store = try endpoint(name, net)
      #expect(store.sites == [.defaultVPC])
      #expect(groups(store) == ["the default security group of the default VPC"])
    }
  }

  @Test func aStoreInEachOfItsSubnetsHasTheDefaultGroup() throws {
    var net = InternetPathTests.network()
    net.store(
      "stream", .stream, .subnets(NetworkFixture.links(["private", "public"])), [], port: 9094)
    let stream = try endpoint("stream", net)
    #expect(stream.placement == .each)
    #expect(groups(stream) == ["vpc.default"])
  }

  @Test func aPublicSearchDomainHasNoInterface() {
    var net = InternetPathTests.network()
    net.store("search", .search, .outside, [], port: 443, isPublic: true)
    #expect(net.facts.endpoints.isEmpty)
  }

  @Test func nodesOfAReplicationGroupAreItsInterfaces() {
    var net = InternetPathTests.network()
    net.store("group", .cache, .group(nil), [], port: 6379)
    net.store("node", .cache, .group(nil), [], port: 6379, owner: "group")
    net.store("alone", .cache, .group(nil), [], port: 6379, owner: "elsewhere")
    net.store("mount", .fileSystem, .subnets(NetworkFixture.links(["private"])), [], port: 2049, owner: "files")
    net.store("files", .fileSystem, .outside, [], port: 2049)
    #expect(net.facts.endpoints.map(\.address) == ["group", "alone", "mount"])
  }

  @Test func aPublicWarehouseIsReachedOnItsPort() {
    var net = InternetPathTests.network()
    net.subnetGroup("subnets", ["public"])
    net.store("reports", .warehouse, .group(NetworkFixture.link("subnets")), ["open"], port: 5439, isPublic: true)
    net.store("hidden", .warehouse, .group(NetworkFixture.link("subnets")), ["open"], port: 5439)
    net.store("copies", .replication, .group(NetworkFixture.link("subnets")), ["open"], port: nil, isPublic: true)
    #expect(net.answer(.internet, to: .endpoint("reports"), "tcp/5439").verdict == .yes)
    #expect(net.answer(.internet, to: .endpoint("reports"), "tcp/22").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("hidden"), "tcp/5439").verdict == .no)
    // No port of a replication instance is documented, so some port may answer.
    #expect(net.answer(.internet, to: .endpoint("copies"), "tcp/5439").verdict == .unknown)
    #expect(net.answer(.internet, to: .endpoint("copies"), "udp/53").verdict == .no)
  }

  @Test func aPrivateDualStackStoreMayBeClosedToTheInternet() {
    var net = InternetPathTests.network()
    let placement = DataStore.Placement.subnets(NetworkFixture.links(["public"]))
    net.store("cache", .cache, placement, ["open"], port: 6379, isDualStack: true)
    net.instance("app", in: "public", ["open"])
    #expect(net.answer(.internet, to: .endpoint("cache"), "tcp/6379").verdict == .unknown)
    #expect(net.answer(.endpoint("app"), to: .endpoint("cache"), "tcp/6379").verdict == .yes)
  }

  /// The network of an instance of a cluster is the cluster's, which is elsewhere.
  @Test func anInstanceOfAClusterElsewhereIsNowhereKnown() throws {
    var net = InternetPathTests.network()
    net.infrastructure.databases.append(
      Database(
        declaration: NetworkFixture.declaration("reader"), kind: .clusterInstance,
        engine: NetworkFixture.attribute("neptune"), port: nil, subnetGroup: nil, groups: PartialList(),
        publiclyAccessible: NetworkFixture.attribute(false), isMultiZone: NetworkFixture.attribute(false), zone: nil,
        cluster: Link(.external("main"), at: NetworkFixture.place), source: nil))
    let reader = try endpoint("reader", net)
    #expect(groups(reader) == ["main"])
    #expect(reader.sites == [.unknown(Unknown("main", .notInInput))])
  }

  // MARK: What sends only

  @Test func aFunctionSendsAndAcceptsNothing() throws {
    var net = InternetPathTests.network()
    net.group("db", [NetworkFixture.rule(.ingress, "tcp/5432", .group("function"))])
    net.group("function", [])
    net.database("db", in: ["private"], ["db"])
    net.outbound("worker", .function, in: ["public"], ["function"])
    net.outbound("outside", .function, in: [], [])
    #expect(net.facts.endpoint(NetworkFixture.id("outside")) == nil)
    #expect(net.answer(.endpoint("worker"), to: .endpoint("db"), "tcp/5432").verdict == .yes)
    #expect(try tier("worker", net) == .app)
    // It has no public address in a public subnet either.
    #expect(net.answer(.endpoint("worker"), to: .internet, "tcp/443").verdict == .no)
    net.group("all", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.outbound("open", .function, in: ["public"], ["all"])
    let inbound = net.answer(.internet, to: .endpoint("open"), "tcp/443")
    #expect(inbound.verdict == .no)
    #expect(inbound.traces.flatMap(\.blockers).flatMap(\.decisions).contains { $0.text == "accepts no connections" })
  }

  @Test func aDualStackFunctionSendsIPv6() {
    var net = InternetPathTests.network()
    net.outbound("worker", .function, in: ["public"], ["open"], isDualStack: true)
    let answer = net.answer(.endpoint("worker"), to: .internet, "tcp/443")
    #expect(answer.verdict == .yes)
    #expect(answer.surviving.may.destinations.v4.isEmpty)
  }

  // MARK: Interface endpoints

  /// An interface with groups, the VPC's default one if it names none, which never is on the internet.
  @Test func anInterfaceEndpointIsAskedLikeAnyInterface() throws {
    var net = InternetPathTests.network()
    net.group("clients", [NetworkFixture.rule(.ingress, "tcp/443", .block("10.0.1.0/24"))])
    net.interfaceEndpoint("ssm", in: ["public"], of: "vpc", ["clients"])
    net.interfaceEndpoint("plain", in: ["public"], of: "vpc", [])
    net.instance("app", in: "private", ["open"])
    net.instance("stranger", in: "public", ["open"])
    #expect(net.answer(.endpoint("app"), to: .endpoint("ssm"), "tcp/443").verdict == .yes)
    #expect(net.answer(.endpoint("stranger"), to: .endpoint("ssm"), "tcp/443").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("ssm"), "tcp/443").verdict == .no)
    #expect(groups(try endpoint("plain", net)) == ["vpc.default"])
    #expect(net.answer(.endpoint("app"), to: .endpoint("plain"), "tcp/443").verdict == .no)
  }

  // MARK: Kubernetes

  @Test func nodesHaveTheGroupOfTheirCluster() throws {
    var net = InternetPathTests.network()
    net.cluster("eks", in: ["private"])
    net.nodes("workers", .managed, of: "eks", in: ["private"])
    net.nodes("pods", .fargate, of: "eks", in: ["public"])
    net.instance("other", in: "private", ["open"])
    for name in ["eks", "workers", "pods"] {
      #expect(groups(try endpoint(name, net)) == ["eks (cluster security group)"])
      #expect(try tier(name, net) == .app)
    }
    #expect(net.answer(.endpoint("workers"), to: .endpoint("eks"), "tcp/443").verdict == .yes)
    #expect(net.answer(.endpoint("workers"), to: .endpoint("eks"), "tcp/22").verdict == .no)
    #expect(net.answer(.endpoint("other"), to: .endpoint("eks"), "tcp/443").verdict == .no)
    #expect(net.answer(.endpoint("pods"), to: .internet, "tcp/443").verdict == .no)
    net.cluster("hidden", in: ["private"], isPrivate: false)
    #expect(try endpoint("hidden", net).serves.must.isEmpty)
  }

  @Test func aLaunchTemplateGivesNodesItsGroupsInstead() throws {
    var net = InternetPathTests.network()
    net.cluster("eks", in: ["private"])
    net.scalingGroup("any", in: ["private"], ["open"])
    net.nodes("own", .managed, of: "eks", in: ["private"], template: NetworkFixture.link("any.template"))
    net.nodes(
      "outside", .managed, of: "eks", in: ["private"], template: Link(.external("lt-1"), at: NetworkFixture.place))
    #expect(groups(try endpoint("own", net)) == ["open"])
    #expect(groups(try endpoint("outside", net)) == ["lt-1"])
  }

  // MARK: Containers on instances

  @Test func tasksOnInstancesUseTheirInterfaces() throws {
    var net = InternetPathTests.network()
    net.scalingGroup("hosts", in: ["public"], ["open"], publicIP: true)
    net.hostedService("web", on: ["hosts"])
    let web = try endpoint("web", net)
    #expect(web.sites == [.subnet(NetworkFixture.id("public"))])
    #expect(groups(web) == ["open"])
    // Docker chooses the port of the host.
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/80").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/40000").verdict == .yes)
    #expect(net.answer(.internet, to: .endpoint("web"), "udp/40000").verdict == .no)
    net.hostedService("fixed", on: ["hosts"], hostPort: 8080)
    #expect(net.answer(.internet, to: .endpoint("fixed"), "tcp/8080").verdict == .yes)
    #expect(net.answer(.internet, to: .endpoint("fixed"), "tcp/22").verdict == .no)
    net.hostedService("host", on: ["hosts"], mode: "host")
    #expect(net.answer(.internet, to: .endpoint("host"), "tcp/80").verdict == .yes)
    net.scalingGroup("others", in: ["private"], ["vpc.default"])
    net.hostedService("mixed", on: ["hosts", "others"])
    #expect(groups(try endpoint("mixed", net)) == ["the instances of mixed"])
    net.hostedService("nowhere", on: [])
    #expect(groups(try endpoint("nowhere", net)) == ["the container instances of nowhere"])
  }

  /// With bridge networking a load balancer sends to the host's port, which may be chosen when a task starts.
  @Test(arguments: [
    ("bridge", 9000, "tcp/9000"), ("bridge", nil, ""), ("host", nil, "tcp/8000"), ("awsvpc", nil, "tcp/8000"),
  ])
  func aTaskIsReachedOnThePortOfItsHost(mode: String, hostPort: Int?, expected: String) throws {
    var net = InternetPathTests.network()
    net.loadBalancer("lb", .application, in: ["public"], ["open"])
    net.listener(
      "http", of: "lb", "HTTP", 80, forwardsTo: NetworkFixture.attribute(1), targetType: "instance")
    net.scalingGroup("hosts", in: ["private"], ["open"])
    net.hostedService("web", on: ["hosts"], behind: "http-targets", port: 8000, mode: mode, hostPort: hostPort)
    let binding = try #require(net.facts.bindings(to: NetworkFixture.id("web")).first)
    #expect("\(binding.traffic.must)" == expected || expected.isEmpty && binding.traffic.must.isEmpty)
  }

  /// It does not matter which port is chosen where all that may be are let in.
  @Test(arguments: [("tcp/32768-65535", Verdict.yes), ("tcp/49153-65535", .unknown), ("tcp/1024-32767", .no)])
  func everyPortThatDockerMayChooseIsLetIn(ports: String, expected: Verdict) {
    var net = InternetPathTests.network()
    let everything = NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))
    net.group("front", [NetworkFixture.rule(.ingress, "tcp/80", .block("0.0.0.0/0")), everything])
    net.group("behind", [NetworkFixture.rule(.ingress, ports, .group("front"))])
    net.loadBalancer("lb", .application, in: ["public"], ["front"])
    net.listener("http", of: "lb", "HTTP", 80, forwardsTo: NetworkFixture.attribute(1), targetType: "instance")
    net.scalingGroup("hosts", in: ["private"], ["behind"])
    net.hostedService("web", on: ["hosts"], behind: "http-targets", port: 8000, mode: "bridge", hostPort: nil)
    #expect(net.answer(.internet, to: .endpoint("web")).verdict == expected)
    let binding = net.facts.bindings(to: NetworkFixture.id("web")).first
    #expect(binding.map { net.facts.trafficReach(of: $0).verdict } == expected)
    // Which of them it is nobody knows.
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/50000").verdict == (expected == .no ? .no : .unknown))
  }

  /// Who asks for the port inside of the container learns which ports of the host stand for it.
  @Test(arguments: [
    (ProtocolSet(.tcp), "listens on tcp/32768-65535"),
    (ProtocolSet(), "listens on nothing but tcp/32768-65535, udp/32768-65535"),
  ])
  func aPortThatIsNotMappedIsRefused(certain: ProtocolSet, words: String) {
    var net = InternetPathTests.network()
    net.scalingGroup("hosts", in: ["public"], ["open"], publicIP: true)
    net.hostedService(
      "web", on: ["hosts"], port: 8000,
      transports: Bounds(must: certain, may: certain.isEmpty ? ProtocolSet(.tcp, .udp) : certain))
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/8000")
    #expect(answer.verdict == .no)
    let steps = answer.traces.flatMap(\.steps).filter { $0.kind == .listening }
    #expect(steps.flatMap(\.decisions).map(\.text) == [words])
  }

  /// With its private endpoint off, a cluster is reached over the internet only, from its own VPC as well.
  @Test func nodesOfAPublicClusterGoOverTheInternet() {
    func verdict(_ blocks: [String], in subnet: String = "inner", _ traffic: String = "tcp/443") -> Verdict {
      var net = InternetPathTests.network()
      net.elasticIP("nat-eip", "52.1.2.5")
      net.natGateway("nat", in: "public", address: "nat-eip")
      net.subnet("inner", "10.0.7.0/24", in: "vpc")
      net.subnet("isolated", "10.0.8.0/24", in: "vpc")
      net.table("inner-table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["inner"])
      net.table("isolated-table", in: "vpc", [], for: ["isolated"])
      net.cluster("eks", in: ["inner"], isPrivate: false, publicBlocks: blocks)
      net.nodes("workers", .managed, of: "eks", in: [subnet])
      return net.answer(.endpoint("workers"), to: .endpoint("eks"), traffic).verdict
    }
    #expect(verdict([]) == .yes)
    #expect(verdict(["52.1.2.5/32"]) == .yes)
    #expect(verdict(["52.1.2.6/32"]) == .no)
    #expect(verdict(["office/32"]) == .unknown)
    #expect(verdict([], in: "isolated") == .no)
    #expect(verdict([], "tcp/80") == .no)
  }

  // MARK: Classic load balancers

  @Test func aClassicLoadBalancerJoinsItsLegs() {
    var net = InternetPathTests.network()
    net.group("elb", [NetworkFixture.rule(.ingress, "tcp/80", .block("0.0.0.0/0"))])
    net.group("web", [NetworkFixture.rule(.ingress, "tcp/8080", .group("elb"))])
    net.instance("web", in: "private", ["web"])
    net.loadBalancer("elb", .classic, in: ["public"], ["elb"])
    net.listener(
      "http", of: "elb", "HTTP", 80, forwardsTo: NetworkFixture.attribute(8080), targetType: "instance",
      targets: ["web"])
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/8080")
    #expect(answer.verdict == .yes)
    #expect(answer.deciding.first?.witnesses.map(\.flow.destinationPort) == [80, 8080])
  }

  @Test func aClassicLoadBalancerWithoutGroups() throws {
    var net = InternetPathTests.network()
    net.loadBalancer("inside", .classic, in: ["public"], [])
    net.loadBalancer("default", .classic, in: [], [])
    #expect(groups(try endpoint("inside", net)) == ["vpc.default"])
    // The front ends give it the group that Elastic Load Balancing makes in the default VPC.
    #expect(groups(try endpoint("default", net)) == ["the default security group of the default VPC"])
  }

  // MARK: The ports of clients

  /// Functions and load balancers take any port from 1024 on, instances from 32768 on: a list that lets answers only to
  /// the latter loses those to a function.
  @Test func aFunctionTakesMorePortsThanAnInstance() {
    func lost(to ports: String) -> Set<String> {
      var net = InternetPathTests.network()
      net.subnet("clients", "10.0.5.0/24", in: "vpc")
      net.subnet("stores", "10.0.6.0/24", in: "vpc")
      net.group("sender", [])
      net.group("store", [NetworkFixture.rule(.ingress, "tcp/5432", .block("10.0.5.0/24"))])
      net.instance("app", in: "clients", ["sender"])
      net.outbound("function", .function, in: ["clients"], ["sender"])
      net.database("db", in: ["stores"], ["store"])
      net.networkACL(
        "narrow", in: "vpc",
        [
          NetworkFixture.entry(100, .ingress, allows: true, "tcp/5432", "10.0.5.0/24"),
          NetworkFixture.entry(100, .egress, allows: true, "tcp/\(ports)", "10.0.5.0/24"),
        ], for: ["stores"])
      return Set(net.facts.droppedAnswers.filter { $0.verdict == .yes }.map { "\($0.source)" })
    }
    #expect(lost(to: "32768-65535") == ["function"])
    #expect(lost(to: "1024-65535").isEmpty)
    let facts = InternetPathTests.network().facts
    #expect(facts.clientPorts(.internet) == PortSet(32768...65535))
  }
}
