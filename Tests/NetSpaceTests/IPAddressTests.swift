import Glibc
import TestSupport
import NetSpace
import Testing

@Suite struct IPAddressTests {
  @Test(
    arguments: [
      ("0.0.0.0", 0), ("1.2.3.4", 0x0102_0304), ("255.255.255.255", 0xFFFF_FFFF), ("10.0.0.1", 0x0A00_0001),
    ] as [(String, UInt32)])
  func readsIPv4(text: String, bits: UInt32) {
    #expect(IPAddress(text) == .v4(bits))
    #expect(IPAddress(text)?.description == text)
    #expect(IPAddress(text)?.family == .ipv4)
  }

  @Test(
    arguments: [
      ("::", 0, "::"), ("::1", 1, "::1"), ("0:0:0:0:0:0:0:0", 0, "::"), ("1::", 1 << 112, "1::"),
      ("2001:DB8::1", 0x2001_0DB8 << 96 | 1, "2001:db8::1"),
      ("2001:0db8:0000:0000:0001:0000:0000:0001", 0x2001_0DB8 << 96 | 1 << 48 | 1, "2001:db8::1:0:0:1"),
      ("2001:db8:0:1:1:1:1:1", 0x2001_0DB8_0000_0001 << 64 | 0x0001_0001_0001_0001, "2001:db8:0:1:1:1:1:1"),
      ("1:2:3:4:5:6:7::", 0x0001_0002_0003_0004 << 64 | 0x0005_0006_0007_0000, "1:2:3:4:5:6:7:0"),
      ("::2:3:4:5:6:7:8", 0x0000_0002_0003_0004 << 64 | 0x0005_0006_0007_0008, "0:2:3:4:5:6:7:8"),
      ("::ffff:192.0.2.1", 0xFFFF_C000_0201, "::ffff:192.0.2.1"),
      ("::ffff:c000:201", 0xFFFF_C000_0201, "::ffff:192.0.2.1"),
      ("64:ff9b::10.0.0.1", 0x0064_FF9B << 96 | 0x0A00_0001, "64:ff9b::a00:1"),
      ("1:2:3:4:5:6:1.2.3.4", 0x0001_0002_0003_0004 << 64 | 0x0005_0006_0102_0304, "1:2:3:4:5:6:102:304"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .max, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ] as [(String, UInt128, String)])
  func readsIPv6(text: String, bits: UInt128, canonical: String) {
    #expect(IPAddress(text) == .v6(bits))
    #expect(IPAddress.v6(bits).description == canonical)
    #expect(IPAddress(text)?.family == .ipv6)
  }

  @Test(arguments: [
    "", " ", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.04", "1.2.3.4 ", " 1.2.3.4", "1.2.3.", ".1.2.3",
    "1..2.3",
    "1.2.3.-4", "+1.2.3.4", "1.2.3.4/32", "0x1.2.3.4", "99999999999999999999.0.0.1", "١.2.3.4", "any", ":", ":::", "1",
    "::1::",
    "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:", ":1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:",
    "12345::",
    "::g", "::1.2.3", "::256.0.0.1", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:5", "1.2.3.4::", "fe80::1%eth0", "[::1]",
    "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "::01.2.3.4",
  ])
  func refusesNearMisses(text: String) {
    #expect(IPAddress(text) == nil)
  }

  /// The C library's reader accepts the same texts and reads the same bits.
  @Test(arguments: propertySeeds(default: 100))
  func agreesWithTheCLibrary(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let originals = ["10.0.0.1", "255.255.255.255", "2001:db8::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "::", "1::8"]
    for _ in 0..<20 {
      var text = Array((originals.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let index = Int.random(in: 0...text.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0 where index < text.count: text.remove(at: index)
        case 1 where index < text.count: text[index] = Array("0129af:.g".utf8).randomElement(using: &random) ?? 0x30
        default: text.insert(Array("0129af:.g".utf8).randomElement(using: &random) ?? 0x30, at: index)
        }
      }
      let string = String(decoding: text, as: UTF8.self)
      #expect(IPAddress(string) == Self.readByCLibrary(string), "\(string)")
    }
  }

  @Test(arguments: propertySeeds(default: 100))
  func printsWhatItReads(seed: Int) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let groups = (0..<8).map { _ in
        UInt16([0, 0, 1, UInt16.random(in: 0...UInt16.max, using: &random)].randomElement(using: &random) ?? 0)
      }
      let address = IPAddress.v6(groups.reduce(0) { $0 << 16 | UInt128($1) })
      #expect(IPAddress("\(address)") == address)
      let quad = IPAddress.v4(UInt32.random(in: 0...UInt32.max, using: &random))
      #expect(IPAddress("\(quad)") == quad)
    }
  }

  @Test func orderPutsIPv4First() {
    #expect(IPAddress.v4(.max) < .v6(0))
    #expect(IPAddress.v4(1) < .v4(2))
    #expect(IPAddress.v6(1) < .v6(2))
  }

  private static func readByCLibrary(_ text: String) -> IPAddress? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 { return .v4(bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }) }
    if inet_pton(AF_INET6, text, &bytes) == 1 { return .v6(bytes.reduce(0) { $0 << 8 | UInt128($1) }) }
    return nil
  }
}
