import Testing

@testable import RegularExpressions

/// Patterns in the syntax of RE2.
@Suite struct RegularExpressionTests {
  @Test(arguments: [
    ("abc", "xabcx", true), ("abc", "ab", false), ("", "", true), ("^abc$", "abc", true), ("^abc$", "abcd", false),
    ("a.c", "abc", true), ("a.c", "a\nc", false), ("(?s)a.c", "a\nc", true), ("a*", "", true), ("^a+$", "aaa", true),
    ("^a+$", "", false), ("^a?b$", "b", true), ("^a?b$", "aab", false), ("^a{2,3}$", "a", false),
    ("^a{2,3}$", "aaa", true),
    ("^a{2,3}$", "aaaa", false), ("^a{2}$", "aa", true), ("^a{2,}$", "aaaaa", true), ("^a{,2}$", "a{,2}", true),
    ("^(ab|cd)+$", "abcd", true), ("^(ab|cd)+$", "abc", false), ("^(?:a|)$", "", true), ("^a|b$", "ax", true),
    ("^a|b$", "xb", true), ("^a|b$", "xbx", false), ("[a-c]", "b", true), ("[^a-c]", "b", false), ("[^a-c]", "d", true),
    ("[]a]", "]", true), ("[a-]", "-", true), (#"[\d\-x]"#, "-", true), (#"^[\D]$"#, "5", false),
    (#"^[\W\d]$"#, "5", true),
    (#"\d+"#, "a1", true), (#"^\d+$"#, "a1", false), (#"^\w\s\S\W\D$"#, "a b!c", true), (#"a\.b"#, "axb", false),
    (#"a\.b"#, "a.b", true), (#"\bfoo\b"#, "a foo b", true), (#"\bfoo\b"#, "afoo", false), (#"\Boo"#, "foo", true),
    ("(?i)ABC", "aBc", true), ("(?i)[A-C]+$", "abc", true), ("(?i:a)b", "AB", false), ("(?i:a)b", "Ab", true),
    ("(?i)É", "é", true), ("(a(?i)b)c", "aBC", false), ("(?m)^b$", "a\nb\nc", true), ("^b$", "a\nb\nc", false),
    (#"\Ab\z"#, "b", true), (#"(?m)\Ab"#, "a\nb", false), ("é", "é", true), ("^.$", "😀", true), ("[α-ω]", "λ", true),
    ("[[:alpha:]]+[[:^digit:]]", "ab", true), ("^[[:digit:]]$", "x", false), (#"\x41\x{1F600}"#, "A😀", true),
    (#"a\n"#, "a\n", true), ("(?P<name>a)", "a", true), ("(?<name>a)b", "ab", true), ("a*?b", "aab", true),
    ("^(a*)*$", "aaab", false), ("^(a?){20}a{20}$", "aaaaaaaaaaaaaaaaaaaa", true),
    ("{", "{", true), ("a{x", "a{x", true),
    (#"^\pL+$"#, "aéΩ", true), (#"^\pL+$"#, "a1", false), (#"\p{Lu}"#, "é", false), (#"\p{Lu}"#, "É", true),
    (#"^\PL$"#, "1", true), (#"^\p{^L}$"#, "a", false), (#"^[\p{Nd}_]+$"#, "1_٣", true), (#"^[^\pL]$"#, "x", false),
    (#"^\p{Any}$"#, "\u{0}", true), (#"(?i)^\p{Lu}$"#, "a", true), (#"^\Qa.b*\E$"#, "a.b*", true),
    (#"^\Qa.\E+$"#, "a...", true), (#"^\Qab\E*$"#, "abbb", true), (#"\Q\E"#, "", true), (#"\Q("#, "(", true),
    (#"^\0\101\12$"#, "\0A\n", true), (#"^\_\-\/$"#, "_-/", true), ("(?i)s", "\u{17F}", true),
    ("(?i)\u{17F}", "s", true),
    ("^a{2}?$", "aa", true),
  ])
  func matching(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try RegularExpression(pattern).matches(text) == expected)
  }

  @Test(arguments: [
    ("(", "missing )"), (")", "unmatched )"), ("[a", "missing ]"), ("*a", "nothing to repeat before *"),
    ("a**", "two repetition operators in a row"), ("a*{2}", "two repetition operators in a row"),
    ("a{2}{3}", "two repetition operators in a row"), ("a?+", "two repetition operators in a row"),
    (#"\8"#, "back-references are not supported"), ("(?P<n>a)(?P=n)", "back-references are not supported"),
    (#"\p{Greek}"#, "no Unicode category \"Greek\""), (#"\p{L"#, "missing } of a Unicode class"),
    (#"\C"#, "\\C is not supported"), ("(?>a)", "unknown group flag >"), ("(?P<n>a)(?P<n>b)", "malformed group name"),
    (#"\Z"#, "unknown escape sequence \\Z"), (#"[\b]"#, "unknown escape sequence \\b"),
    (#"\x{110000}"#, "malformed \\x escape sequence"),
    ("a{2,1}", "a repetition whose maximum is below its minimum"), ("a{1001}", "more than 1000 repetitions"),
    ("[z-a]", "a character range whose end is below its start"),
    (#"\"#, "a backslash at the end"), (#"\1"#, "back-references are not supported"),
    (#"\q"#, "unknown escape sequence \\q"), ("(?=a)", "look-ahead is not supported"),
    ("(?<=a)", "look-behind is not supported"), ("(?<!a)", "look-behind is not supported"),
    ("[[:foo:]]", "unknown character class"), (#"\x4"#, "malformed \\x escape sequence"),
    ("(?z)", "unknown group flag z"), ("(a{1000}){1000}", "the pattern is too large"),
    (String(repeating: "(", count: 1000), "the pattern is nested too deeply"),
  ])
  func rejected(_ pattern: String, _ message: String) {
    #expect {
      _ = try RegularExpression(pattern)
    } throws: { error in
      (error as? RegularExpression.Failure)?.message == message
    }
  }

  /// Every pattern of up to four signs against every text of up to four letters, held against a backtracking matcher.
  @Test func smallPatternsAgreeWithBacktracking() throws {
    let signs: [Character] = ["a", "b", "*", "?", "|", "^", "$", "."]
    var patterns = [""]
    var layer = [""]
    for _ in 0..<4 {
      layer = layer.flatMap { pattern in signs.map { pattern + String($0) } }
      patterns += layer
    }
    var texts = [""]
    for length in 1...3 {
      texts += texts.filter { $0.count == length - 1 }.flatMap { [$0 + "a", $0 + "b"] }
    }
    var count = 0
    for (number, pattern) in patterns.enumerated() where number % 3 == 0 {
      guard let expression = try? RegularExpression(pattern) else { continue }
      for text in texts {
        count += 1
        #expect(expression.matches(text) == Backtracking.matches(pattern, text), "\(pattern) on \(text)")
      }
    }
    #expect(count > 5_000)
  }
}

/// The obvious matcher for letters, `.`, `*`, `?`, `|`, `^` and `$`.
private enum Backtracking {
  static func matches(_ pattern: String, _ text: String) -> Bool {
    let letters = Array(text)
    return pattern.split(separator: "|", omittingEmptySubsequences: false).contains { branch in
      (0...letters.count).contains { match(Array(branch)[...], letters, $0) }
    }
  }

  private static func match(_ pattern: ArraySlice<Character>, _ text: [Character], _ position: Int) -> Bool {
    guard let sign = pattern.first else { return true }
    var rest = pattern.dropFirst()
    let repetition = rest.first
    func one() -> Int? {
      switch sign {
      case "^": position == 0 ? position : nil
      case "$": position == text.count ? position : nil
      default: position < text.count && (sign == "." || sign == text[position]) ? position + 1 : nil
      }
    }
    guard repetition == "*" || repetition == "?" else { return one().map { match(rest, text, $0) } ?? false }
    rest = rest.dropFirst()
    // `*?` is a lazy repetition, which matches the same texts.
    if rest.first == "?" { rest = rest.dropFirst() }
    if match(rest, text, position) { return true }
    guard let next = one(), next > position else { return false }
    return repetition == "*" ? match(pattern, text, next) : match(rest, text, next)
  }
}
