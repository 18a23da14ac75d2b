import NetSpace
import Testing

@testable import Analysis

@Suite struct RequestSetTests {
  private static let count = 40

  /// Each takes some objects away for actions that all of them name, and for some of its own.
  private static let taken = (0..<count).map { number in
    RequestSet([
      RequestBox(
        actions: PatternSet([GlobPattern("iam:*"), GlobPattern("s3:get\(number)*")]),
        resources: PatternSet([GlobPattern("arn:aws:s3:::b\(number)/*")]))
    ])
  }

  private static func left(_ bound: RequestSet.Bound) -> (left: RequestSet, most: Int) {
    taken.reduce((RequestSet.everything, 0)) { result, one in
      let left = result.0.subtracting(one, bound)
      return (left, max(result.1, left.boxes.count))
    }
  }

  private static func holds(_ requests: RequestSet, _ action: String, _ resource: String) -> Bool {
    requests.boxes.contains { box in
      box.actions.contains(GlobPattern(action).symbols) && box.resources.contains(GlobPattern(resource).symbols)
    }
  }

  /// What overlaps everywhere would cut a set in two each time.
  @Test(arguments: [RequestSet.Bound.lower, .upper]) func staysSmall(_ bound: RequestSet.Bound) {
    let (_, most) = Self.left(bound)
    #expect(most <= RequestSet.maximumBoxes)
  }

  @Test func lowerBoundHoldsNothingThatIsTaken() {
    let (left, _) = Self.left(.lower)
    for number in 0..<Self.count {
      #expect(!Self.holds(left, "iam:passrole", "arn:aws:s3:::b\(number)/key"))
      #expect(!Self.holds(left, "s3:get\(number)x", "arn:aws:s3:::b\(number)/key"))
    }
    #expect(Self.holds(left, "ec2:runinstances", "arn:aws:ec2:us-east-1:111111111111:instance/i"))
  }

  @Test func upperBoundHoldsAllThatIsLeft() {
    let (left, _) = Self.left(.upper)
    for number in 0..<Self.count {
      #expect(Self.holds(left, "iam:passrole", "arn:aws:s3:::c\(number)/key"))
      #expect(Self.holds(left, "s3:get\(number)x", "arn:aws:s3:::c\(number)/key"))
      #expect(Self.holds(left, "s3:put", "arn:aws:s3:::b\(number)/key"))
    }
  }

  /// What an upper bound keeps because it gave up is not there for certain.
  @Test func upperBoundSaysThatItGaveUp() {
    let (left, _) = Self.left(.upper)
    let rest = left.intersection(Self.taken[Self.count - 1], .upper)
    #expect(rest.isEmpty != .no)
  }
}
