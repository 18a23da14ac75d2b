import TestSupport
import NetSpace
import Testing

@Suite struct IntervalSetTests {
  typealias Bytes = IntervalSet<UInt8>

  /// Both borders value by value and what lies between as one cell: 128 sets with every way of touching a border.
  private static let cells: [ClosedRange<UInt8>] = [0...0, 1...1, 2...2, 3...252, 253...253, 254...254, 255...255]

  private static func set(of mask: Int) -> Bytes {
    Bytes(cells.indices.filter { mask >> $0 & 1 == 1 }.map { cells[$0] })
  }

  private func isNormal(_ set: Bytes) -> Bool {
    zip(set.ranges, set.ranges.dropFirst()).allSatisfy { Int($0.upperBound) + 1 < Int($1.lowerBound) }
  }

  @Test func setsAtTheBordersHaveTheirElements() {
    for mask in 0..<128 {
      let set = Self.set(of: mask)
      let model = Set(Self.cells.indices.filter { mask >> $0 & 1 == 1 }.flatMap { Array(Self.cells[$0]) })
      #expect(isNormal(set))
      #expect(set.count == UInt128(model.count))
      #expect(set.isEmpty == model.isEmpty)
      #expect(set.isFull == (model.count == 256))
      #expect(set.first == model.min() && set.last == model.max())
      for value in UInt8.min...UInt8.max {
        #expect(set.contains(value) == model.contains(value))
        #expect(set.firstElement(atLeast: value) == model.filter { $0 >= value }.min())
      }
    }
  }

  @Test func algebraAgreesOnEveryPairAtTheBorders() {
    let sets = (0..<128).map(Self.set)
    for left in 0..<128 {
      #expect(sets[left].complement == sets[127 & ~left])
      for right in 0..<128 {
        #expect(sets[left].union(sets[right]) == sets[left | right])
        #expect(sets[left].intersection(sets[right]) == sets[left & right])
        #expect(sets[left].subtracting(sets[right]) == sets[left & ~right])
        #expect(sets[left].isSubset(of: sets[right]) == (left & ~right == 0))
        #expect(sets[left].isDisjoint(with: sets[right]) == (left & right == 0))
        #expect((sets[left] == sets[right]) == (left == right))
      }
    }
  }

  @Test(arguments: propertySeeds(default: 100))
  func algebraAgreesWithSet(seed: Int) {
    var random = SeededGenerator(seed: seed)
    func ranges() -> [ClosedRange<UInt8>] {
      (0..<Int.random(in: 0...8, using: &random)).map { _ in
        let a = UInt8.random(in: 0...255, using: &random)
        let b = Bool.random(using: &random) ? a : UInt8.random(in: 0...255, using: &random)
        return min(a, b)...max(a, b)
      }
    }
    let (a, b) = (ranges(), ranges())
    let (left, right) = (Bytes(a), Bytes(b))
    let (x, y) = (Set(a.joined()), Set(b.joined()))
    func elements(_ set: Bytes) -> Set<UInt8> { Set(set.ranges.joined()) }
    for set in [left, right, left.union(right), left.intersection(right), left.subtracting(right), left.complement] {
      #expect(isNormal(set))
    }
    #expect(elements(left) == x)
    #expect(elements(left.union(right)) == x.union(y))
    #expect(elements(left.intersection(right)) == x.intersection(y))
    #expect(elements(left.subtracting(right)) == x.subtracting(y))
    #expect(elements(left.complement) == Set(UInt8.min...UInt8.max).subtracting(x))
    #expect(left.isSubset(of: right) == x.isSubset(of: y))
    #expect(left.isDisjoint(with: right) == x.isDisjoint(with: y))
    #expect(Bytes(a.shuffled(using: &random)) == left)
    #expect(Bytes.union(of: a.map { Bytes($0) }) == left)
  }

  @Test func inPlaceOperationsAgree() {
    var set: Bytes = [1, 2, 3, 9]
    set.formUnion([4])
    #expect(set.ranges == [1...4, 9...9])
    set.formIntersection(Bytes(2...9))
    #expect(set.ranges == [2...4, 9...9])
    set.subtract([3])
    #expect(set.ranges == [2...2, 4...4, 9...9])
    #expect(set.isSuperset(of: [2, 9]) && set.intersects([9, 10]) && !set.intersects([10]))
  }

  @Test func wideBorders() {
    let all = IntervalSet<UInt128>.full
    #expect(all.count == .max)
    #expect(all.subtracting(IntervalSet(0)).count == .max)
    #expect(all.subtracting([0, 1]).count == UInt128.max - 1)
    #expect(IntervalSet<UInt32>.full.count == 1 << 32)
    let last: IntervalSet<UInt128> = [.max - 1, .max]
    #expect(last.ranges == [(.max - 1)...(.max)])
    #expect(IntervalSet<UInt128>.empty.complement == .full)
    #expect(IntervalSet<UInt128>.full.complement == .empty)
  }

  @Test func descriptions() {
    #expect("\(PortSet(443))" == "443")
    #expect("\(PortSet(1024...65535))" == "1024-65535")
    #expect("\(PortSet([22...22, 80...80]))" == "22, 80")
    #expect("\(PortSet.empty)" == "none")
  }

  @Test func icmpMessagesAsPorts() {
    #expect(PortSet.icmp() == .full)
    #expect(PortSet.icmp(type: 8) == PortSet(2048...2303))
    #expect(PortSet.icmp(type: 3, code: 4) == PortSet(772))
    #expect(PortSet.icmp(type: 0, code: 0) == PortSet(0))
    #expect(PortSet.icmp(type: 255) == PortSet(65280...65535))
  }
}
