import AWSModel
import Analysis
import NetSpace
import Testing

/// What security groups and network ACLs let through, one property at a time.
@Suite struct SecurityGroupPathTests {
  private static func rule(_ traffic: String, _ block: String) -> SecurityGroupRule {
    NetworkFixture.rule(.ingress, traffic, .block(block))
  }

  /// Groups remember connections: no rule for egress is needed to answer.
  @Test func answersNeedNoRuleOfTheirOwn() {
    var net = InternetPathTests.network()
    // What AWS recommends for "nothing out": a rule for the host itself.
    net.group("mute", [Self.rule("tcp/443", "0.0.0.0/0"), NetworkFixture.rule(.egress, "all", .block("127.0.0.1/32"))])
    net.instance("web", in: "public", ["mute"], publicIP: true)
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/443").verdict == .yes)
    #expect(net.answer(.endpoint("web"), to: .internet, "tcp/443").verdict == .no)
  }

  @Test func aDirectionWithoutRulesIsClosed() {
    var net = InternetPathTests.network()
    net.group("silent", [])
    net.instance("web", in: "public", ["silent"], publicIP: true)
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["SG_HAS_NO_RULES"])
  }

  @Test func theRulesOfAllGroupsAreUnited() {
    var net = InternetPathTests.network()
    net.group("http", [Self.rule("tcp/80", "0.0.0.0/0")])
    net.group("https", [Self.rule("tcp/443", "0.0.0.0/0")])
    net.instance("web", in: "public", ["http", "https"], publicIP: true)
    for (port, expected) in [(80, Verdict.yes), (443, .yes), (22, .no)] {
      #expect(net.answer(.internet, to: .endpoint("web"), "tcp/\(port)").verdict == expected, "\(port)")
    }
  }

  /// Members of one group, in one subnet, do not admit each other by that alone.
  @Test func membersOfOneGroupNeedARule() {
    var net = InternetPathTests.network()
    net.group("alike", [])
    net.group("friends", [NetworkFixture.rule(.ingress, "tcp/80", .group("friends"))])
    for name in ["a", "b"] {
      net.instance("\(name)-alike", in: "private", ["alike"])
      net.instance("\(name)-friend", in: "private", ["friends"])
    }
    #expect(net.answer(.endpoint("a-alike"), to: .endpoint("b-alike"), "tcp/80").verdict == .no)
    #expect(net.answer(.endpoint("a-friend"), to: .endpoint("b-friend"), "tcp/80").verdict == .yes)
  }

  @Test func everyPortOfTCPIsNotAllTraffic() {
    var net = InternetPathTests.network()
    net.group("tcp", [Self.rule("tcp/0-65535", "0.0.0.0/0")])
    net.instance("web", in: "public", ["tcp"], publicIP: true)
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/65535").verdict == .yes)
    #expect(net.answer(.internet, to: .endpoint("web"), "udp/53").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("web"), "icmp/8").verdict == .no)
  }

  /// A group that comes by a parameter, and the one of an existing VPC, were there before the stack: neither is one that
  /// the stack makes.
  @Test func whatWasThereBeforeIsNoGroupOfTheStack() {
    var net = InternetPathTests.network()
    net.group("app", [NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))])
    net.group("data", [NetworkFixture.rule(.ingress, "tcp/5432", .group("app"))])
    net.instance("db", in: "private", ["data"])
    net.instance("member", in: "public", ["app"])
    net.instance("given", in: "public", [])
    net.instance("later", in: "public", [])
    for (name, reason) in [("given", Unknown.Reason.parameter), ("later", .knownAfterApply)] {
      let i = net.infrastructure.instances.firstIndex { $0.id.address == name }!
      let link = Link(.unknown(Unknown("its group", reason)), at: NetworkFixture.place)
      net.infrastructure.instances[i].groups = PartialList([link])
    }
    #expect(net.answer(.endpoint("member"), to: .endpoint("db"), "tcp/5432").verdict == .yes)
    #expect(net.answer(.endpoint("given"), to: .endpoint("db"), "tcp/5432").verdict == .no)
    #expect(net.answer(.endpoint("later"), to: .endpoint("db"), "tcp/5432").verdict == .unknown)
    // The same of a parameter that a rule names.
    let given = RulePeer(.group(.unknown(Unknown("its group", .parameter))), at: NetworkFixture.place)
    net.group(
      "more",
      [
        SecurityGroupRule(
          direction: .ingress, traffic: NetworkFixture.traffic("tcp/22"), peers: PartialList([given]),
          declaredBy: NetworkFixture.id("rule"), place: NetworkFixture.place)
      ])
    net.instance("host", in: "private", ["more"])
    #expect(net.answer(.endpoint("member"), to: .endpoint("host"), "tcp/22").verdict == .no)
    #expect(net.answer(.endpoint("later"), to: .endpoint("host"), "tcp/22").verdict == .unknown)
  }

  /// Whoever names no subnet is in the default VPC, which is 172.31.0.0/16.
  @Test func theDefaultVPCHasItsBlock() {
    var net = InternetPathTests.network()
    net.group(
      "near",
      [
        NetworkFixture.rule(.ingress, "udp/53", .block("172.31.0.0/16")),
        NetworkFixture.rule(.ingress, "tcp/22", .block("172.31.16.0/20")),
        NetworkFixture.rule(.ingress, "tcp/80", .block("10.0.0.0/8")),
        NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0")),
      ])
    for name in ["a", "b"] { net.instance(name, in: nil, ["near"]) }
    #expect(net.answer(.endpoint("a"), to: .endpoint("b"), "udp/53").verdict == .yes)
    #expect(net.answer(.endpoint("a"), to: .endpoint("b"), "tcp/22").verdict == .unknown)
    #expect(net.answer(.endpoint("a"), to: .endpoint("b"), "tcp/80").verdict == .no)
  }

  /// Tasks of one service talk to each other only as their groups let them.
  @Test func aServiceReachesItself() {
    var net = InternetPathTests.network()
    net.group(
      "tasks",
      [
        NetworkFixture.rule(.ingress, "tcp/7000", .group("tasks")),
        NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0")),
      ])
    net.service("app", in: ["public", "private"], ["tasks"], behind: "targets", port: 80)
    #expect(net.answer(.endpoint("app"), to: .endpoint("app"), "tcp/7000").verdict == .yes)
    #expect(net.answer(.endpoint("app"), to: .endpoint("app"), "tcp/7001").verdict == .no)
  }

  /// Whoever names no group gets the default one of the VPC, which admits its members.
  @Test func theDefaultGroupAdmitsItself() {
    var net = InternetPathTests.network()
    net.instance("a", in: "public", [], publicIP: true)
    net.instance("b", in: "private", [])
    net.instance("c", in: "private", ["open"])
    #expect(net.answer(.endpoint("a"), to: .endpoint("b"), "tcp/22").verdict == .yes)
    #expect(net.answer(.endpoint("c"), to: .endpoint("b"), "tcp/22").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("a"), "tcp/22").verdict == .no)
  }

  /// Blocks and entries of IPv4 say nothing of IPv6.
  @Test func familiesAreFilteredApart() {
    var net = InternetPathTests.network()
    net.group("four", [Self.rule("all", "0.0.0.0/0")])
    net.instance("web", in: "public", ["four"], publicIP: true)
    net.instance("host", in: "public", ["open"], publicIP: true)
    #expect(net.answer(.addresses("2a00::1"), to: .endpoint("web"), "tcp/80").verdict == .no)
    #expect(net.answer(.addresses("2a00::1"), to: .endpoint("host"), "tcp/80").verdict == .yes)
    net.networkACL(
      "acl", in: "vpc",
      Direction.allCases.map { NetworkFixture.entry(100, $0, allows: true, "all", "0.0.0.0/0") }, for: ["public"])
    #expect(net.answer(.addresses("2a00::1"), to: .endpoint("host"), "tcp/80").verdict == .no)
    #expect(net.answer(.addresses("8.8.8.8"), to: .endpoint("host"), "tcp/80").verdict == .yes)
  }

  /// A list of its own without entries denies everything; the last association of a subnet counts.
  @Test func aListWithoutEntriesDeniesEverything() {
    var net = InternetPathTests.network()
    net.instance("web", in: "public", ["open"], publicIP: true)
    net.networkACL("empty", in: "vpc", [], for: ["public"])
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/80").codes == ["SUBNET_ACL_RESTRICTION"])
    net.networkACL(
      "wide", in: "vpc",
      Direction.allCases.map { NetworkFixture.entry(100, $0, allows: true, "all", "0.0.0.0/0") }, for: ["public"])
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/80").verdict == .yes)
  }
}
