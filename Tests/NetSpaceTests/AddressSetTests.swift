import TestSupport
import NetSpace
import Testing

/// The addresses of some blocks; a block that cannot be read fails the test.
func addresses(_ blocks: String...) throws -> AddressSet {
  AddressSet(try blocks.map { try #require(IPPrefix($0), "\($0)") })
}

@Suite struct AddressSetTests {
  @Test func splitBlocksJoin() throws {
    #expect(try addresses("0.0.0.0/1", "128.0.0.0/1") == AddressSet(.ipv4))
    #expect(try addresses("::/1", "8000::/1") == AddressSet(.ipv6))
    #expect(try addresses("0.0.0.0/0", "::/0") == .full)
    #expect(try addresses("10.0.0.0/25", "10.0.0.128/25") == addresses("10.0.0.0/24"))
    #expect(try addresses("0.0.0.0/0").isSubset(of: addresses("::/0")) == false)
  }

  @Test func descriptions() throws {
    #expect("\(AddressSet.full)" == "0.0.0.0/0, ::/0")
    #expect("\(AddressSet.empty)" == "none")
    #expect("\(AddressSet.privateIPv4)" == "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16")
    #expect(AddressSet.privateIPv4.listing(limit: 2) == "10.0.0.0/8, 172.16.0.0/12 and 1 more")
    #expect(AddressSet.privateIPv4.listing(limit: 3) == "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16")
    #expect(AddressSet.full.listing(limit: 0) == "0.0.0.0/0 and 1 more")
    #expect(AddressSet.empty.listing(limit: 3) == "none")
  }

  @Test func rangesBecomeTheFewestPrefixes() {
    func prefixes(_ range: ClosedRange<UInt32>) -> [String] {
      AddressSet(v4: IntervalSet(range)).prefixes.map(\.description)
    }
    #expect(prefixes(1...6) == ["0.0.0.1/32", "0.0.0.2/31", "0.0.0.4/31", "0.0.0.6/32"])
    #expect(prefixes(0...2) == ["0.0.0.0/31", "0.0.0.2/32"])
    #expect(prefixes(.max...(.max)) == ["255.255.255.255/32"])
    #expect(prefixes(1...(.max)).count == 32)
    #expect(AddressSet(v6: .full).subtracting(AddressSet(v6: [.max])).prefixes.count == 128)
  }

  /// A cover is exact, and minimal: no two of its prefixes are the halves of a block.
  @Test(arguments: propertySeeds(default: 50))
  func coversAreExactAndMinimal(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let ranges = (0..<6).map { _ in
      let lower = UInt32.random(in: 0...400, using: &random)
      return lower...(lower + UInt32.random(in: 0...60, using: &random))
    }
    let set = AddressSet(
      v4: IntervalSet(ranges), v6: IntervalSet(ranges.map { (UInt128.max - UInt128($0.upperBound))...UInt128.max }))
    let prefixes = set.prefixes
    #expect(AddressSet(prefixes) == set)
    #expect(prefixes == prefixes.sorted())
    for (left, right) in zip(prefixes, prefixes.dropFirst()) where left.length == right.length {
      #expect(IPPrefix(left.network, length: left.length - 1) != IPPrefix(right.network, length: right.length - 1))
    }
    for (index, left) in prefixes.enumerated() {
      #expect(prefixes[(index + 1)...].allSatisfy { !$0.overlaps(left) })
    }
  }

  @Test func worldIsMoreThanASixteenMillionthPart() throws {
    #expect(try addresses("0.0.0.0/0").isWorld())
    #expect(try addresses("0.0.0.0/1", "128.0.0.0/1").isWorld())
    #expect(try addresses("1.2.3.4/0").isWorld())
    #expect(try addresses("::/1", "8000::/1").isWorld())
    #expect(try addresses("0:0:0:0:0:0:0:0/0").isWorld())
    #expect(try addresses("52.0.0.0/7").isWorld())
    #expect(try addresses("2000::/3").isWorld())
    #expect(try addresses("2600::/31").isWorld())
    #expect(try addresses("52.0.0.0/8", "8.8.8.8/32").isWorld())
  }

  @Test func theRestIsNotTheWorld() throws {
    #expect(try !addresses("52.0.0.0/8").isWorld())
    #expect(try !addresses("2600::/32").isWorld())
    #expect(try !addresses("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10").isWorld())
    #expect(try !addresses("224.0.0.0/3").isWorld())
    #expect(try !addresses("fc00::/7", "fe80::/10", "::1/128").isWorld())
    #expect(try !addresses("52.0.0.0/8", "10.0.0.0/8", "2600::/32").isWorld())
    #expect(!AddressSet.empty.isWorld())
    #expect(!AddressSet.full.isWorld(trusted: .global))
    #expect(try !addresses("52.0.0.0/7").isWorld(trusted: addresses("52.0.0.0/8")))
    #expect(try addresses("52.0.0.0/7").isWorld(trusted: addresses("54.0.0.0/8")))
  }

  @Test(arguments: [
    ("9.255.255.255", true), ("10.0.0.0", false), ("100.63.255.255", true), ("100.64.0.0", false),
    ("100.128.0.0", true),
    ("126.255.255.255", true), ("127.0.0.1", false), ("169.254.169.254", false), ("172.15.255.255", true),
    ("172.31.255.255", false), ("172.32.0.0", true), ("192.0.0.1", false), ("192.0.1.0", true), ("192.0.2.1", true),
    ("192.88.99.1", false), ("192.168.1.1", false), ("198.17.255.255", true), ("198.19.255.255", false),
    ("198.51.100.7", true), ("203.0.113.7", true), ("203.0.114.0", true), ("223.255.255.255", true),
    ("224.0.0.0", false), ("255.255.255.255", false), ("0.1.2.3", false), ("1.0.0.0", true), ("1fff::", false),
    ("2000::", true), ("3fff:ffff::", true), ("4000::", false), ("::1", false), ("fe80::1", false),
  ])
  func globalAddresses(text: String, isGlobal: Bool) throws {
    #expect(AddressSet.global.contains(try #require(IPAddress(text))) == isGlobal)
  }

  @Test func singleAddresses() throws {
    #expect(try addresses("10.0.0.1/32").onlyAddress == IPAddress("10.0.0.1"))
    #expect(try addresses("::1/128").onlyAddress == IPAddress("::1"))
    #expect(try addresses("10.0.0.0/31").onlyAddress == nil)
    #expect(try addresses("10.0.0.1/32", "::1/128").onlyAddress == nil)
    #expect(AddressSet.empty.onlyAddress == nil)
    #expect(AddressSet(.ipv6).onlyAddress == nil)
    #expect(AddressSet.full.onlyAddress == nil)
  }

  @Test func families() throws {
    #expect(AddressSet.full.families == [.ipv4, .ipv6])
    #expect(AddressSet.full.restricted(to: .ipv6) == AddressSet(.ipv6))
    #expect(AddressSet.privateIPv4.families == [.ipv4])
    #expect(AddressSet.privateIPv4.hostCountV4 == 1 << 24 + 1 << 20 + 1 << 16)
    #expect(AddressSet(.ipv6).hostCountV6 == .max)
    #expect(AddressSet(range: IPAddress.v4(5)...IPAddress.v6(5)).isEmpty)
    #expect(AddressSet(.ipv6).complement == AddressSet(.ipv4))
    #expect(AddressSet.full.first == IPAddress.v4(0))
  }
}
