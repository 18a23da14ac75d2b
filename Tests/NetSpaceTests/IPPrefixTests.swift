import NetSpace
import Testing

@Suite struct IPPrefixTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0/8", false), ("10.0.0.1/8", "10.0.0.0/8", true), ("1.2.3.4/0", "0.0.0.0/0", true),
    ("0.0.0.0/0", "0.0.0.0/0", false), ("1.2.3.4/32", "1.2.3.4/32", false), ("255.255.255.255/1", "128.0.0.0/1", true),
    ("1.2.3.5/31", "1.2.3.4/31", true), ("::/0", "::/0", false), ("0:0:0:0:0:0:0:0/0", "::/0", false),
    ("::0/0", "::/0", false), ("::1/0", "::/0", true), ("2001:DB8::/32", "2001:db8::/32", false),
    ("2001:db8::1/32", "2001:db8::/32", true), ("::1/128", "::1/128", false), ("8000::/1", "8000::/1", false),
  ])
  func reads(text: String, canonical: String, hasHostBits: Bool) {
    let parsed = IPPrefix.parse(text)
    #expect(parsed?.prefix.description == canonical)
    #expect(parsed?.hasHostBits == hasHostBits)
    #expect(IPPrefix(text) == parsed?.prefix)
  }

  @Test(arguments: [
    "", "/", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8 ", "10.0.0.0/8/8",
    "10.0.0/8",
    "01.2.3.4/8", "256.0.0.1/8", "10.0.0.0/255.0.0.0", "::/129", "::/00", "::", "/8", "10.0.0.0/+8", "10.0.0.0 /8",
    "10.0.0.0/99999999999999999999",
  ])
  func refusesNearMisses(text: String) {
    #expect(IPPrefix(text) == nil)
  }

  @Test func hostsArePrefixesOnRequestOnly() throws {
    let address = try #require(IPAddress("10.0.0.1"))
    #expect(IPPrefix(host: address).description == "10.0.0.1/32")
    #expect(IPPrefix(hostOrPrefix: "10.0.0.1") == IPPrefix(host: address))
    #expect(IPPrefix(hostOrPrefix: "::1")?.length == 128)
    #expect(IPPrefix(hostOrPrefix: "10.0.0.0/8")?.length == 8)
    #expect(IPPrefix(hostOrPrefix: "10.0.0.0/33") == nil)
    #expect(IPPrefix(.v6(0), length: 33) != nil)
    #expect(IPPrefix(.v4(0), length: 33) == nil)
  }

  /// All prefixes of two octets' worth of addresses against their address ranges.
  @Test func containmentAgreesWithAddresses() throws {
    let lengths = [0, 1, 24, 25, 31, 32]
    let networks: [UInt32] = [0, 0x0A00_0000, 0x0A00_0080, 0x0A00_00FF, 0x8000_0000, .max]
    let prefixes = networks.flatMap { network in lengths.compactMap { IPPrefix(.v4(network), length: $0) } }
    #expect(prefixes.count == 36)
    for left in prefixes {
      for network in networks {
        #expect(left.contains(.v4(network)) == AddressSet(left).v4.contains(network))
        #expect(!left.contains(.v6(UInt128(network))))
      }
      for right in prefixes {
        #expect(left.contains(right) == AddressSet(right).isSubset(of: AddressSet(left)))
        #expect(left.overlaps(right) == AddressSet(right).intersects(AddressSet(left)))
      }
    }
    let (v4, v6) = (try #require(IPPrefix("0.0.0.0/0")), try #require(IPPrefix("::/0")))
    #expect(!v4.contains(v6) && !v6.contains(v4) && !v4.overlaps(v6))
    #expect(v4.bounds == IPAddress.v4(0)...IPAddress.v4(.max))
    #expect(v6.bounds == IPAddress.v6(0)...IPAddress.v6(.max))
  }
}
