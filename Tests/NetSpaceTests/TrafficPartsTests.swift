import NetSpace
import TestSupport
import Testing

@Suite struct TrafficPartsTests {
  private static func random(using random: inout SeededGenerator) -> Traffic {
    (0..<Int.random(in: 0...3, using: &random)).reduce(into: Traffic.empty) { all, _ in
      let first = UInt16.random(in: 0...20, using: &random)
      let number = [IPProtocol.tcp, .udp].randomElement(using: &random) ?? .tcp
      all.formUnion(Traffic(number, ports: PortSet(first...UInt16.random(in: first...20, using: &random))))
    }
  }

  @Test(arguments: propertySeeds(default: 60))
  func partsAreWhatTheSameOthersSpeakOf(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let whole = Self.random(using: &random)
    let others = (0..<Int.random(in: 0...5, using: &random)).map { _ in Self.random(using: &random) }
    let parts = whole.parts(by: others)
    #expect(Traffic.union(of: parts.map(\.traffic)) == whole, "seed \(seed)")
    #expect(Set(parts.map(\.positions)).count == parts.count, "seed \(seed)")
    for (position, part) in parts.enumerated() {
      #expect(!part.traffic.isEmpty && parts[..<position].allSatisfy { !$0.traffic.intersects(part.traffic) })
      for (index, other) in others.enumerated() {
        let speaks = part.positions.contains(index)
        #expect(speaks ? part.traffic.isSubset(of: other) : !part.traffic.intersects(other), "seed \(seed)")
      }
    }
  }

  @Test func whatNobodySpeaksOfIsAPartToo() {
    let parts = Traffic.full.parts(by: [Traffic(.tcp, ports: [22]), .empty])
    #expect(parts.map(\.positions) == [[], [0]])
    #expect(Traffic.full.parts(by: []).map(\.traffic) == [.full])
    #expect(Traffic.empty.parts(by: [.full]).isEmpty)
  }
}
