import AWSModel
import Documents
import Rules

/// Reads the suppressions that stand in templates and configurations.
///
/// One that cannot be used suppresses nothing, and a diagnostic says so: it must never hide more than it says.
struct SuppressionReader {
  /// What begins a remark to netlint in a comment, and names the only remark that there is.
  static let prefix = "netlint:"
  static let directive = "netlint:ignore"

  let rules: [String]
  var suppressions: [Suppression] = []
  var diagnostics: [Diagnostic] = []

  /// - Parameter rules: the ids of all rules that there are.
  init(rules: [String]) { self.rules = rules }

  mutating func read(_ documents: [Document]) {
    // Two stacks may share a file.
    var seen: Set<String> = []
    for document in documents where seen.insert(document.file.path).inserted {
      guard document.file.mentions("netlint") else { continue }
      readMetadata(of: document.root)
      readComments(of: document)
      readMembers(of: document.root)
    }
  }

  /// Adds what is said of some rules, unless it lacks something.
  mutating func add(_ text: SuppressionText, _ scope: Suppression.Scope, owner: String) {
    if text.rules.isEmpty {
      report(text.place, "the suppression names no rule", help: "\(Self.directive) RULE REASON")
    }
    var until: CalendarDate?
    if let date = text.until {
      guard let parsed = CalendarDate(date) else {
        report(
          text.place, "'\(date)' is no day, and the suppression is not applied", help: "a day is written as 2027-01-31")
        return
      }
      until = parsed
    }
    for rule in text.rules {
      if !rules.contains(rule) {
        let near = Spelling.nearest(to: rule, among: rules, limit: 1).first
        report(
          text.place, "there is no rule '\(rule)' to suppress",
          help: near.map { "did you mean \($0)?" } ?? "netlint rules lists them all")
      } else if text.reason.isEmpty {
        report(
          text.place, "the suppression of \(rule) has no reason, and is not applied", help: "say why it is accepted")
      } else {
        suppressions.append(
          Suppression(
            rule: rule, reason: text.reason, until: until, kind: .inSource, scope: scope, owner: owner,
            place: text.place))
      }
    }
  }

  mutating func report(_ place: SourceRange, _ message: String, help: String) {
    diagnostics.append(Diagnostic(.ineffective, message, help: help, at: place))
  }
}

/// What a suppression says, wherever it stands.
struct SuppressionText {
  let rules: [String]
  let reason: String
  let until: String?
  let place: SourceRange

  init(rules: [String], reason: String, until: String?, place: SourceRange) {
    self.rules = rules
    self.reason = reason
    self.until = until
    self.place = place
  }

  /// What follows `netlint:ignore` in a comment: rules between commas, maybe `until=DAY`, and the reason.
  init(comment: Substring, at place: SourceRange) {
    var words = comment.split(whereSeparator: \.isWhitespace)
    rules = words.isEmpty ? [] : words.removeFirst().split(separator: ",").map(String.init)
    if let word = words.first, word.hasPrefix("until=") {
      until = String(word.dropFirst("until=".count))
      words.removeFirst()
    } else {
      until = nil
    }
    // People set a reason off.
    if let word = words.first, ["-", "--", "–", "—", ":"].contains(word) { words.removeFirst() }
    reason = words.joined(separator: " ")
    self.place = place
  }
}
