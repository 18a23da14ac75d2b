import NetSpace
import Testing

@Suite struct DescriptionTests {
  @Test func traffic() {
    func words(_ name: String, _ ports: PortSet = .full) -> String? {
      IPProtocol(name).map { "\(Traffic($0, ports: ports))" }
    }
    #expect(words("tcp", [22, 80]) == "tcp/22,80")
    #expect(words("tcp", PortSet(1024...65535)) == "tcp/1024-65535")
    #expect(words("tcp", PortSet(0)) == "tcp/0")
    #expect(words("udp") == "all udp")
    #expect(words("icmp", .icmp(type: 8)) == "icmp type 8")
    #expect(words("icmp", .icmp(type: 3, code: 4)) == "icmp type 3 code 4")
    #expect(words("icmp", .icmp(type: 0).union(.icmp(type: 8, code: 0))) == "icmp type 0, type 8 code 0")
    #expect(words("icmp", PortSet(0x0301...0x0602)) == "icmp type 3 code 1-255, types 4-5, type 6 code 0-2")
    #expect(words("icmpv6") == "all icmpv6")
    #expect(words("gre", [22]) == "gre")
    #expect(words("200") == "protocol 200")
    #expect("\(Traffic.full)" == "all traffic")
    #expect("\(Traffic.empty)" == "no traffic")
    #expect("\(Traffic(ProtocolSet(.tcp, .udp), ports: [53]))" == "tcp/53, udp/53")
    #expect("\(Traffic(.tcp).complement)" == "protocols 0-5, protocols 7-255")
  }

  @Test func spaces() throws {
    let databases = try addresses("10.0.3.0/24", "10.0.9.0/24")
    let tcp = ProtocolSet(.tcp)
    #expect("\(HeaderSpace.full)" == "all traffic")
    #expect("\(HeaderSpace.empty)" == "no traffic")
    #expect("\(HeaderSpace(protocols: ProtocolSet(.udp), destinationPorts: [53]))" == "udp/53")
    #expect(
      "\(HeaderSpace(protocols: tcp, destinationPorts: [5432], sources: databases))"
        == "tcp/5432 from 10.0.3.0/24, 10.0.9.0/24")
    #expect(
      "\(HeaderSpace(protocols: tcp, destinationPorts: [22], sources: AddressSet(.ipv4)))" == "tcp/22 from 0.0.0.0/0")
    #expect(
      "\(HeaderSpace(protocols: tcp, destinations: databases))" == "all tcp from 0.0.0.0/0 to 10.0.3.0/24, 10.0.9.0/24")
    let mixed = HeaderSpace(protocols: tcp, destinationPorts: [22], sources: databases)
      .union(HeaderSpace(protocols: tcp, destinationPorts: [443]))
    #expect("\(mixed)" == "tcp/22 from 10.0.3.0/24, 10.0.9.0/24; tcp/443")
    #expect("\(mixed.traffic)" == "tcp/22,443")
    #expect("\(HeaderSpace(protocols: tcp, sourcePorts: [53]))" == "all tcp from ports 53")
  }

  @Test func longListsAreCut() throws {
    let blocks = try addresses("10.0.1.0/24", "10.0.3.0/24", "10.0.5.0/24")
    let space = HeaderSpace(protocols: ProtocolSet(.tcp), destinationPorts: [22], sources: blocks)
    #expect(space.boxes.map { $0.words(listing: 2) } == ["tcp/22 from 10.0.1.0/24, 10.0.3.0/24 and 1 more"])
  }

  @Test func witnesses() throws {
    func witness(_ space: HeaderSpace) -> String? { space.anyFlow?.description }
    let tcp = ProtocolSet(.tcp)
    #expect(witness(.full) == "tcp 203.0.113.10:49152 -> 198.51.100.10:443")
    #expect(
      witness(HeaderSpace(protocols: tcp, destinationPorts: [22, 80], destinations: try addresses("10.0.3.0/24")))
        == "tcp 203.0.113.10:49152 -> 10.0.3.10:22")
    #expect(
      witness(
        HeaderSpace(
          sourcePorts: [53], destinations: try addresses("10.0.0.1/32"), sources: try addresses("10.1.0.0/30")))
        == "tcp 10.1.0.3:53 -> 10.0.0.1:443")
    #expect(
      witness(HeaderSpace(sources: AddressSet(.ipv6))) == "tcp [2001:db8::10]:49152 -> [2001:db8::20]:443")
    #expect(
      witness(HeaderSpace(protocols: ProtocolSet(.icmp), sources: AddressSet(.ipv4)))
        == "icmp 203.0.113.10 -> 198.51.100.10 type 8 code 0")
    #expect(witness(HeaderSpace(protocols: [47])) == "gre 203.0.113.10 -> 198.51.100.10")
    #expect(witness(.empty) == nil)
    #expect(HeaderSpace(protocols: tcp, sourcePorts: PortSet(32768...40000)).anyFlow?.sourcePort == 32768)
    #expect(HeaderSpace(protocols: tcp, destinationPorts: [0]).anyFlow?.destinationPort == 0)
  }
}
