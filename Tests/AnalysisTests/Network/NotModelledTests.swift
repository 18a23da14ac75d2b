import AWSModel
import Analysis
import NetSpace
import Testing

/// What is declared but not modelled makes an answer undecided where it could change it, and nowhere else.
@Suite struct NotModelledTests {
  private static func network(declaring type: String) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.group("closed", [])
    net.group("web", [NetworkFixture.rule(.ingress, "tcp/80", .block("169.254.171.0/24"))])
    net.group("behind", [NetworkFixture.rule(.ingress, "tcp/80", .group("balancer"))])
    net.group("balancer", [])
    net.instance("app", in: "private", ["web"])
    net.instance("shut", in: "private", ["closed"])
    net.instance("behind", in: "private", ["behind"])
    net.instance("client", in: "private", ["balancer"])
    net.infrastructure.unmodelled.append(
      Declaration(id: NetworkFixture.id("other"), type: type, place: NetworkFixture.place.range))
    return net
  }

  @Test func aServiceNetworkMayLeadToAPrivateInstance() {
    let net = Self.network(declaring: "aws_vpclattice_target_group")
    let answer = net.answer(.internet, to: .endpoint("app"), "tcp/80")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["other"])
  }

  @Test func itDoesNotLeadThroughGroupsThatAdmitNothing() {
    let net = Self.network(declaring: "aws_vpclattice_target_group")
    #expect(net.answer(.internet, to: .endpoint("shut"), "tcp/80").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/22").verdict == .no)
  }

  @Test func itSendsFromNoAddressOfAGroup() {
    let net = Self.network(declaring: "aws_vpclattice_target_group")
    #expect(net.answer(.internet, to: .endpoint("behind"), "tcp/80").verdict == .no)
  }

  @Test func itLeadsFromOneInterfaceToAnother() {
    let net = Self.network(declaring: "aws_vpclattice_target_group")
    #expect(net.answer(.endpoint("client"), to: .endpoint("app"), "tcp/80").verdict == .unknown)
    #expect(net.answer(.endpoint("client"), to: .endpoint("shut"), "tcp/80").verdict == .no)
  }

  @Test func whatLeadsNowhereLeavesTheAnswer() {
    let net = Self.network(declaring: "aws_cloudwatch_log_group")
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/80").verdict == .no)
  }
}
