import AWSModel
import Analysis
import Documents
import NetSpace
import Testing

/// What a network ACL comes to with all its entries in order.
@Suite struct ListEntryTests {
  /// Entries are told apart by their places.
  private static let file = SourceFile(path: "acl", bytes: [UInt8](repeating: 32, count: 200))

  private static func acl(_ entries: [NetworkACLEntry]) -> (facts: Facts, list: NetworkACL) {
    var net = InternetPathTests.network()
    net.networkACL("acl", in: "vpc", entries, for: ["public"])
    return (net.facts, net.infrastructure.networkACLs[net.infrastructure.networkACLs.count - 1])
  }

  private static func entry(
    _ number: Int, allows: Bool = true, _ traffic: String, _ block: String, isPossible: Bool = false
  ) -> NetworkACLEntry {
    let entry = NetworkFixture.entry(number, .ingress, allows: allows, traffic, block)
    return NetworkACLEntry(
      number: entry.number, direction: entry.direction, allows: entry.allows, traffic: entry.traffic,
      block: entry.block, declaredBy: entry.declaredBy,
      place: Place(range: SourceRange(file: file, offset: number, length: 1)),
      existence: isPossible ? .possible([NetworkFixture.unknown("condition")]) : .certain)
  }

  /// What may not be there may leave all to a later entry.
  @Test func whatMayNotBeThereShadowsPerhaps() {
    for (isPossible, expected) in [(false, Verdict.yes), (true, .unknown)] {
      let (facts, list) = Self.acl([
        Self.entry(90, allows: false, "tcp/22", "0.0.0.0/0", isPossible: isPossible),
        Self.entry(100, "tcp/22", "8.0.0.0/8"),
      ])
      let (verdict, because, by) = facts.isShadowed(list.entries.elements[1], in: list)
      #expect(verdict == expected)
      #expect(because.map(\.subject) == (isPossible ? ["condition"] : []))
      #expect(by.count == 1)
      #expect(facts.isShadowed(list.entries.elements[0], in: list).verdict == .no)
    }
  }

  /// Networks that are trusted are not the world, however large.
  @Test func trustedNetworksAreNotTheWorld() throws {
    let (facts, list) = Self.acl([Self.entry(100, "tcp/22", "8.0.0.0/7"), Self.entry(110, "tcp/443", "0.0.0.0/0")])
    let trusted = AddressSet(try #require(IPPrefix("8.0.0.0/7")))
    let (ssh, https) = (Traffic(.tcp, ports: PortSet(22)), Traffic(.tcp, ports: PortSet(443)))
    #expect(facts.worldIngress(of: list, trusted: .empty).traffic == .exact(ssh.union(https)))
    #expect(facts.worldIngress(of: list, trusted: trusted).traffic == .exact(https))
  }
}
