import AWSModel
import Glibc
import NetSpace
import Testing

@testable import Analysis

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("s3:get*", "s3:getobject", true), ("s3:get*", "s3:get", true), ("s3:get*", "s3:putobject", false),
    ("s3:?etobject", "s3:getobject", true), ("s3:?etobject", "s3:etobject", false), ("*", "", true),
    ("**", "anything", true), ("?", "", false), ("a*b*c", "abbbc", true), ("a*b*c", "abbb", false),
    ("a.c", "abc", false), ("a[bc]", "ab", false), ("bucket/*/test/*", "bucket/1///test///o", true),
    ("arn:aws:s3:::b", "arn:aws:s3:::b/key", false), ("arn:aws:s3:::b*", "arn:aws:s3:::b2", true),
  ])
  func matchesWholeText(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(GlobPattern(pattern).matches(text) == expected)
  }

  @Test func wildcardsHaveOneForm() {
    #expect(GlobPattern("a**b") == GlobPattern("a*b"))
    #expect(GlobPattern("*?") == GlobPattern("?*"))
    #expect(GlobPattern("*?*?") == GlobPattern("??*"))
    #expect(GlobPattern("?*") != GlobPattern("*"))
  }

  @Test func caseIsFoldedForActionsOnly() {
    #expect(GlobPattern("S3:GET*", foldingCase: true).matches("s3:getobject"))
    #expect(!GlobPattern("arn:aws:s3:::B").matches("arn:aws:s3:::b"))
  }

  @Test func anAttributeEqualsItselfOnly() {
    let a = GlobPattern(PolicyFixtures.text("arn:aws:s3:::<bucket>/*"))
    let b = GlobPattern(PolicyFixtures.text("arn:aws:s3:::<other>/*"))
    #expect(a.intersects(a))
    #expect(!a.intersects(b))
    #expect(!a.intersects(GlobPattern("arn:aws:s3:::literal/*")))
    #expect(a.intersects(GlobPattern("arn:aws:s3:::*/x")))
    #expect(!a.intersects(GlobPattern("arn:aws:s3:::?/x")))
    #expect(PatternSet([a]).isSubset(of: PatternSet([GlobPattern("arn:aws:s3:::*")])) == .yes)
    #expect(PatternSet([a]).isSubset(of: PatternSet([b])) == .no)
  }

  @Test func variablesAndTheirEscapes() {
    let text = PolicyFixtures.text("home/${aws:username}/${*}")
    #expect(GlobPattern(text, expandingVariables: true).widened == GlobPattern("home/*/*").widened(lastIsLiteral: true))
    #expect(GlobPattern(text).symbols.contains(.literal("$")))
  }

  /// Every pattern and text of a tiny alphabet: the searches against an enumeration of texts.
  @Test func operationsAgreeWithEnumeration() {
    var random = Xorshift(seed: 0x9e37_79b9)
    let runs = getenv("NETLINT_PROPERTY_RUNS").flatMap { Int(String(cString: $0)) } ?? 100
    let texts = Self.texts(upTo: 6)
    for run in 0..<runs {
      let a = Self.pattern(&random)
      let b = Self.pattern(&random)
      let c = Self.pattern(&random)
      let inA = texts.filter { a.matches($0) }
      #expect(inA == texts.filter { Self.matches(a, $0) }, "run \(run): \(a)")
      #expect(a.intersects(b) == texts.contains { a.matches($0) && b.matches($0) }, "run \(run): \(a) and \(b)")
      let terms: [(PatternTerm, (String) -> Bool)] = [
        (PatternTerm(include: [a], exclude: [b]), { a.matches($0) && !b.matches($0) }),
        (PatternTerm(include: [a, b], exclude: [c]), { a.matches($0) && b.matches($0) && !c.matches($0) }),
        (PatternTerm(include: [a], exclude: [b, c]), { a.matches($0) && !b.matches($0) && !c.matches($0) }),
      ]
      for (term, isMember) in terms {
        let expected = !texts.contains(where: isMember)
        #expect(term.isEmpty == Verdict(expected), "run \(run): \(term)")
        let simplified = PatternTerm.simplified(include: term.include, exclude: term.exclude)
        #expect((simplified?.isEmpty ?? .yes) == Verdict(expected), "run \(run): \(term)")
      }
      let difference = PatternSet([a, b]).subtracting(PatternSet(allBut: [c]))
      for text in texts.prefix(200) {
        let expected = (a.matches(text) || b.matches(text)) && c.matches(text)
        #expect(difference.contains(text.unicodeScalars.map(GlobPattern.Symbol.literal)) == expected, "run \(run)")
      }
    }
  }

  /// Patterns of at most four symbols, so that texts of six letters tell any three of them apart.
  private static func pattern(_ random: inout Xorshift) -> GlobPattern {
    let length = 1 + random.next(4)
    let letters: [GlobPattern.Symbol] = [.literal("a"), .literal("b"), .one, .run, .run]
    return GlobPattern((0..<length).map { _ in letters[random.next(letters.count)] })
  }

  /// All texts of the letters a and b, and of c, which no pattern names.
  private static func texts(upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { text in ["a", "b", "c"].map { text + $0 } }
      all += last
    }
    return all
  }

  /// The definition, by recursion.
  private static func matches(_ pattern: GlobPattern, _ text: String) -> Bool {
    func match(_ symbols: ArraySlice<GlobPattern.Symbol>, _ rest: Substring) -> Bool {
      guard let first = symbols.first else { return rest.isEmpty }
      if first == .run {
        return match(symbols.dropFirst(), rest) || (!rest.isEmpty && match(symbols, rest.dropFirst()))
      }
      guard let letter = rest.unicodeScalars.first, first == .one || first.literal == letter else { return false }
      return match(symbols.dropFirst(), rest.dropFirst())
    }
    return match(pattern.symbols[...], text[...])
  }

  @Test func aSearchThatGrowsTooLargeIsUndecided() {
    let wanted = (0..<24).map { GlobPattern("*a\(String(repeating: "?", count: $0))b*") }
    let heavy = PatternTerm(include: wanted, exclude: [GlobPattern("?*")])
    #expect(heavy.isEmpty == .unknown)
    #expect(PatternTerm(include: Array(wanted.prefix(3)), exclude: [GlobPattern("?*")]).isEmpty == .yes)
  }
}

extension GlobPattern {
  /// With its last symbol being the character `*`.
  fileprivate func widened(lastIsLiteral: Bool) -> GlobPattern {
    GlobPattern(symbols.dropLast() + [lastIsLiteral ? .literal("*") : .run])
  }
}

/// Reproducible random numbers.
struct Xorshift {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
