import AWSModel
import NetSpace
import Testing

@testable import Analysis

/// Whether some request satisfies what an Allow asks and escapes what Denies name, worked out by hand.
@Suite struct ConditionFormulaTests {
  /// One that is written as `op key value|value`.
  private func condition(_ text: String) -> Statement.Condition {
    let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    let values = words.count < 3 ? [] : words[2].split(separator: "|").map(String.init)
    return Statement.Condition(
      op: words[0], key: words[1],
      values: PartialList(values.map { Attribute(.known(PartialText($0)), place: PolicyFixtures.place()) }),
      place: PolicyFixtures.place())
  }

  private func verdict(_ all: [String], not denied: [String] = []) -> Verdict {
    var formula = ConditionFormula()
    formula.all = all.map(condition)
    formula.notAll = denied.map { [condition($0)] }
    return formula.satisfiable().verdict
  }

  @Test(arguments: [
    (
      ["DateGreaterThan aws:CurrentTime 2030-01-01T00:00:00Z", "DateLessThan aws:CurrentTime 2030-01-01T00:00:01Z"],
      Verdict.yes
    ),
    (
      ["DateGreaterThan aws:CurrentTime 2030-01-01T00:00:00Z", "DateLessThan aws:CurrentTime 2029-12-31T23:59:59Z"],
      .no
    ),
    // A day is its first second, and a zone is taken off: 01:00+02:00 is 23:00 of the day before.
    (["DateEquals aws:CurrentTime 2030-01-01", "DateEquals aws:CurrentTime 2030-01-01T00:00:00Z"], .yes),
    (["DateGreaterThan aws:CurrentTime 2030-01-01", "DateLessThan aws:CurrentTime 2030-01-01T01:00:00+02:00"], .no),
    (["DateGreaterThan aws:EpochTime 1893456000", "DateLessThan aws:EpochTime 2029-12-31T00:00:00Z"], .no),
    (["DateGreaterThan aws:EpochTime 1893455999", "DateLessThanEquals aws:EpochTime 2030-01-01T00:00:00Z"], .yes),
    (["DateLessThan aws:CurrentTime tomorrow"], .unknown), (["DateLessThan aws:CurrentTime 2030"], .unknown),
    (["NumericEquals s3:max-keys ten"], .unknown), (["IpAddress aws:SourceIp office"], .unknown),
    (["StringEqual s3:prefix a"], .unknown), (["StringEquals s3:prefix"], .no),
    (["Null aws:CurrentTime true"], .no), (["Null aws:TokenIssueTime true"], .yes),
    (["StringEqualsIfExists s3:prefix a", "StringNotEquals s3:prefix a"], .yes),
    (["StringEqualsIfExists aws:RequestedRegion a", "StringNotEquals aws:RequestedRegion a"], .no),
  ])
  func together(_ all: [String], _ expected: Verdict) { #expect(verdict(all) == expected) }

  /// The keys that each request has leave no way past two Denies that share their values.
  @Test(arguments: [
    (["Bool aws:SecureTransport true", "Bool aws:SecureTransport false"], Verdict.no),
    (["Bool aws:MultiFactorAuthPresent true", "Bool aws:MultiFactorAuthPresent false"], .yes),
    (["BoolIfExists aws:MultiFactorAuthPresent true", "BoolIfExists aws:MultiFactorAuthPresent false"], .no),
    (["DateGreaterThan aws:CurrentTime 2030-01-01", "DateLessThanEquals aws:CurrentTime 2030-01-01"], .no),
    (["DateGreaterThan aws:CurrentTime 2030-01-01", "DateLessThan aws:CurrentTime 2030-01-01"], .yes),
    (["NumericGreaterThan s3:max-keys 5", "NumericLessThanEquals s3:max-keys 5"], .yes),
    (["NumericGreaterThanIfExists s3:max-keys 5", "NumericLessThanEquals s3:max-keys 5"], .no),
    (["Null s3:prefix true", "Null s3:prefix false"], .no),
  ])
  func pastDenies(_ denied: [String], _ expected: Verdict) { #expect(verdict([], not: denied) == expected) }

  @Test(arguments: [
    // One of them is a, another b.
    (
      ["ForAnyValue:StringEquals dynamodb:Attributes a", "ForAnyValue:StringLike dynamodb:Attributes b*"], [],
      Verdict.yes
    ),
    (["ForAnyValue:StringEquals aws:TagKeys a", "ForAnyValue:StringEquals aws:TagKeys b"], [], .yes),
    // A tag has one value.
    (["ForAnyValue:StringEquals aws:RequestTag/x a", "ForAnyValue:StringEquals aws:RequestTag/x b"], [], .no),
    (["ForAllValues:StringEquals aws:TagKeys a|b", "ForAnyValue:StringEquals aws:TagKeys c"], [], .no),
    (["ForAnyValue:StringEquals aws:TagKeys a"], ["ForAnyValue:StringNotEquals aws:TagKeys b"], .no),
    (["ForAnyValue:StringEquals aws:TagKeys a"], ["ForAllValues:StringEquals aws:TagKeys a"], .yes),
    (["ForAllValues:StringEquals aws:TagKeys a"], ["ForAllValues:StringEquals aws:TagKeys a"], .no),
    (["ForAllValues:StringEquals aws:TagKeys a", "Null aws:TagKeys true"], [], .yes),
    (["ForAnyValue:StringEquals aws:TagKeys a", "StringEquals aws:TagKeys b"], [], .unknown),
  ])
  func severalValues(_ all: [String], _ denied: [String], _ expected: Verdict) {
    #expect(verdict(all, not: denied) == expected)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-02", 86_400), ("2000-02-29T12:30Z", 951_827_400),
    ("2038-01-19T03:14:07+00:00", 2_147_483_647), ("2100-03-01", 4_107_542_400), ("1969-12-31T23:59:59Z", -1),
    ("1893456000", 1_893_456_000),
  ])
  func instants(_ text: String, _ seconds: Int) throws {
    let instant = try #require(ConditionInstant(text))
    #expect(instant.microseconds == seconds * 1_000_000)
    #expect(ConditionInstant("\(instant)") == instant)
  }

  @Test(arguments: [
    "", "2030", "2030-13-01", "2030-01-32", "2030-01-01T00:00:00", "2030-01-01T25:00Z", "x", "1e9", "-1",
  ])
  func noInstants(_ text: String) { #expect(ConditionInstant(text) == nil) }
}
