import NetSpace
import Testing

/// A set of three things, few enough to try every set for an unknown one.
private struct TinySet: NetSet {
  let mask: Int

  static let empty = TinySet(mask: 0)
  static let full = TinySet(mask: 7)
  static let all = (0...7).map { TinySet(mask: $0) }

  var isEmpty: Bool { mask == 0 }

  /// The sets of one thing of these.
  var points: [TinySet] { [1, 2, 4].filter { mask & $0 != 0 }.map { TinySet(mask: $0) } }

  func union(_ other: TinySet) -> TinySet { TinySet(mask: mask | other.mask) }
  func intersection(_ other: TinySet) -> TinySet { TinySet(mask: mask & other.mask) }
  func subtracting(_ other: TinySet) -> TinySet { TinySet(mask: mask & ~other.mask) }
  func isSubset(of other: TinySet) -> Bool { mask & ~other.mask == 0 }
  func isDisjoint(with other: TinySet) -> Bool { mask & other.mask == 0 }
}

extension Bounds<TinySet> {
  /// Every set that the bounds allow.
  fileprivate var completions: [TinySet] {
    TinySet.all.filter { must.isSubset(of: $0) && $0.isSubset(of: may) }
  }

  fileprivate static let all: [Bounds] = TinySet.all.flatMap { may in
    TinySet.all.filter { $0.isSubset(of: may) }.map { Bounds(must: $0, may: may) }
  }

  /// The narrowest bounds that hold all of some sets.
  fileprivate static func hull(_ sets: [TinySet]) -> Bounds {
    Bounds(must: sets.reduce(.full) { $0.intersection($1) }, may: sets.reduce(.empty) { $0.union($1) })
  }
}

/// Each operation gives exactly the narrowest bounds of what every pair of actual sets gives: sound, and no wider.
@Suite struct BoundsTests {
  @Test func thereAreTwentySeven() {
    #expect(Bounds<TinySet>.all.count == 27)
    #expect(Bounds<TinySet>.unknown.completions.count == 8)
    #expect(Bounds<TinySet>.all.filter(\.isExact).count == 8)
  }

  @Test func operatorsHoldEveryCompletionAndNoMore() {
    for left in Bounds<TinySet>.all {
      #expect(left.complement == .hull(left.completions.map(\.complement)))
      #expect(left.gap == left.may.subtracting(left.must))
      for right in Bounds<TinySet>.all {
        let pairs = left.completions.flatMap { a in right.completions.map { (a, $0) } }
        #expect(left.union(right) == .hull(pairs.map { $0.union($1) }))
        #expect(left.intersection(right) == .hull(pairs.map { $0.intersection($1) }))
        #expect(left.subtracting(right) == .hull(pairs.map { $0.subtracting($1) }))
        #expect(Bounds.either([left, right]) == .hull(left.completions + right.completions))
        #expect(Bounds.union(of: [left, right]) == left.union(right))
      }
    }
  }

  @Test func questionsAreDecidedIfEveryCompletionAgrees() {
    func verdict(_ answers: [Bool]) -> Verdict {
      answers.allSatisfy { $0 } ? .yes : answers.contains(true) ? .unknown : .no
    }
    for bounds in Bounds<TinySet>.all {
      #expect(bounds.nonEmpty == verdict(bounds.completions.map { !$0.isEmpty }))
      for set in TinySet.all {
        #expect(bounds.intersects(set) == verdict(bounds.completions.map { !$0.isDisjoint(with: set) }))
        #expect(bounds.isSuperset(of: set) == verdict(bounds.completions.map { set.isSubset(of: $0) }))
        let points = bounds.completions.flatMap { actual in set.points.map { $0.isSubset(of: actual) } }
        #expect(bounds.contains(pointOf: set) == (set.isEmpty ? .no : verdict(points)))
      }
    }
  }

  @Test func eitherOfManyAndOfNone() {
    let alternatives = [1, 3, 5].map { Bounds.exact(TinySet(mask: $0)) }
    #expect(Bounds.either(alternatives) == Bounds(must: TinySet(mask: 1), may: .full))
    #expect(Bounds<TinySet>.either([]) == .unknown)
  }

  @Test func monotoneFunctionsApplyToBothEnds() {
    let spaces = Bounds(
      must: HeaderSpace(protocols: ProtocolSet(.tcp), destinationPorts: [22]), may: HeaderSpace(destinationPorts: [22]))
    #expect(
      spaces.map(monotone: \.traffic) == Bounds(must: Traffic(.tcp, ports: [22]), may: Traffic(.full, ports: [22])))
    #expect(Bounds.exact(HeaderSpace.full).map(monotone: \.sources) == .full)
  }

  @Test func onePacketAndOneAddress() throws {
    let spaces = Bounds(
      must: HeaderSpace(protocols: ProtocolSet(.tcp), destinationPorts: [22]), may: HeaderSpace(destinationPorts: [22]))
    func flow(_ number: IPProtocol, _ port: UInt16) -> Flow {
      Flow(source: .v4(1), destination: .v4(2), protocol: number, sourcePort: 50000, destinationPort: port)
    }
    #expect(spaces.contains(flow(.tcp, 22)) == .yes)
    #expect(spaces.contains(flow(.udp, 22)) == .unknown)
    #expect(spaces.contains(flow(.tcp, 23)) == .no)
    let addresses = Bounds(must: try addresses("10.0.0.0/9"), may: try addresses("10.0.0.0/8"))
    #expect(addresses.contains(.v4(0x0A00_0000)) == .yes)
    #expect(addresses.contains(.v4(0x0AFF_0000)) == .unknown)
    #expect(addresses.contains(.v4(0x0B00_0000)) == .no)
    #expect(addresses.contains(.v6(0x0A00_0000)) == .no)
  }

  @Test func namedBounds() {
    #expect(Bounds.atMost(TinySet(mask: 3)).completions.count == 4)
    #expect(Bounds.atLeast(TinySet(mask: 3)).completions.count == 2)
    #expect("\(Bounds.exact(PortSet(22)))" == "22")
    #expect("\(Bounds(must: PortSet(22), may: PortSet(22...23)))" == "at least 22, at most 22-23")
  }
}
