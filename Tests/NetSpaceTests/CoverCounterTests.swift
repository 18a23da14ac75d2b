import NetSpace
import TestSupport
import Testing

@Suite struct CoverCounterTests {
  @Test(arguments: propertySeeds(default: 200))
  func whatIsCoveredIsTheUnionOfWhatIsThere(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let ranges = (0..<Int.random(in: 1...8, using: &random)).map { _ in
      let a = [0, 255, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
      let b = UInt8.random(in: 0...255, using: &random)
      return min(a, b)...max(a, b)
    }
    var counter = CoverCounter(ranges)
    var present: [ClosedRange<UInt8>] = []
    #expect(counter.covered.isEmpty)
    for _ in 0..<20 {
      if !present.isEmpty, Bool.random(using: &random) {
        counter.count(present.remove(at: Int.random(in: present.indices, using: &random)), by: -1)
      } else if let range = ranges.randomElement(using: &random) {
        present.append(range)
        counter.count(range, by: 1)
      }
      #expect(counter.covered == IntervalSet(present), "seed \(seed)")
    }
  }
}

@Suite struct TrafficNumbersTests {
  @Test(arguments: propertySeeds(default: 200))
  func numbersAreTheTraffic(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let traffic = (0..<Int.random(in: 0...4, using: &random)).reduce(into: Traffic.empty) { all, _ in
      let numbers: [UInt8] = [0, 1, 5, 6, 7, 17, 58, 255]
      let number = numbers.randomElement(using: &random) ?? 6
      let first = UInt16.random(in: 0...9, using: &random)
      let last: UInt16 = Bool.random(using: &random) ? 9 : .max
      let others: UInt8 = Bool.random(using: &random) ? number : 255
      all.formUnion(Traffic(ProtocolSet(number...others), ports: PortSet(first...last)))
    }
    let numbers = traffic.numbers
    #expect(Traffic(numbers: numbers) == traffic, "seed \(seed)")
    for number in UInt8.min...UInt8.max {
      for port: UInt16 in [0, 5, 9, 10, .max] {
        #expect(numbers.contains(UInt32(number) << 16 | UInt32(port)) == traffic.ports[number].contains(port))
      }
    }
  }

  @Test func allTrafficIsOneRange() {
    #expect(Traffic.full.numbers == IntervalSet(0...0xFF_FFFF))
    #expect(Traffic(numbers: IntervalSet(0...0xFF_FFFF)) == .full)
    #expect(Traffic(numbers: .empty) == .empty)
  }
}
