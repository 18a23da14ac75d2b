import NetSpace
import Testing

@Suite struct IPProtocolTests {
  @Test(
    arguments: [
      ("tcp", 6), ("TCP", 6), ("6", 6), ("udp", 17), ("17", 17), ("icmp", 1), ("1", 1), ("icmpv6", 58),
      ("ipv6-icmp", 58),
      ("58", 58), ("gre", 47), ("esp", 50), ("ah", 51), ("ospf", 89), ("sctp", 132), ("hopopt", 0), ("0", 0),
      ("255", 255),
      ("ipv6", 41), ("eigrp", 88), ("l2tp", 115), ("vrrp", 112), ("rohc", 142), ("ax.25", 93), ("udplite", 136),
    ] as [(String, UInt8)])
  func reads(text: String, number: UInt8) {
    #expect(IPProtocol(text)?.rawValue == number)
    #expect(ProtocolSet(named: text) == ProtocolSet(number))
  }

  @Test(arguments: ["", "-1", "all", "256", "-2", "+6", " 6", "tcp ", "tcp/udp", "6.0", "-"])
  func refusesWhatIsNotOneProtocol(text: String) {
    #expect(IPProtocol(text) == nil)
  }

  @Test func allIsEveryProtocol() {
    #expect(ProtocolSet(named: "-1") == .full)
    #expect(ProtocolSet(named: "all") == .full)
    #expect(ProtocolSet(named: "ALL") == .full)
    #expect(ProtocolSet(named: "-2") == nil)
    #expect(ProtocolSet(named: "any") == nil)
  }

  @Test func namesAreReadBack() {
    let named = (UInt8.min...UInt8.max).map(IPProtocol.init).filter { !$0.description.hasPrefix("protocol") }
    #expect(named.count == 138)
    #expect(named.allSatisfy { IPProtocol($0.description) == $0 })
    #expect(IPProtocol(rawValue: 200).description == "protocol 200")
  }

  @Test func repliesSwapEndsAndPorts() {
    let request = Flow(source: .v4(1), destination: .v4(2), protocol: .tcp, sourcePort: 3, destinationPort: 4)
    #expect(
      request.reply == Flow(source: .v4(2), destination: .v4(1), protocol: .tcp, sourcePort: 4, destinationPort: 3))
    let ping = Flow(source: .v6(1), destination: .v6(2), icmpType: 128, code: 1)
    #expect(ping.protocol == .icmpv6 && ping.icmpType == 128 && ping.icmpCode == 1)
    #expect(ping.reply == Flow(source: .v6(2), destination: .v6(1), icmpType: 128, code: 1))
    #expect(ping.reply.reply == ping)
    #expect(request.icmpType == nil)
    let tunnel = Flow(
      source: .v4(1), destination: .v4(2), protocol: IPProtocol(rawValue: 47), sourcePort: 3, destinationPort: 4)
    #expect(tunnel.sourcePort == 0 && tunnel.destinationPort == 0)
  }
}
