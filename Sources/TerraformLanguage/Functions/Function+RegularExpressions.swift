import RegularExpressions

/// Functions that take regular expressions, in the syntax of RE2.
///
/// Source: https://developer.hashicorp.com/terraform/language/functions/regex
extension Function {
  static let regularExpressions: [String: Function] = [
    "regex": Function(2) { (call) throws(Obstacle) in
      let search = try Search(pattern: try call.text(0), text: try call.text(1), call)
      guard let match = try search.first() else { throw .mistake("nothing matches") }
      return search.value(of: match)
    },
    "regexall": Function(2) { (call) throws(Obstacle) in
      let search = try Search(pattern: try call.text(0), text: try call.text(1), call)
      return call.result(try search.all().map(search.value))
    },
  ]

  /// A text with all matches of a pattern replaced; `$1` and `${name}` in the substitute stand for groups.
  static func replaced(
    _ text: String, matching pattern: String, by substitute: String, _ call: Arguments
  ) throws(Obstacle) -> String {
    let search = try Search(pattern: pattern, text: text, isReplacement: true, call)
    var result = ""
    var end = 0
    for match in try search.all() {
      result += search.text(end..<match.range.lowerBound) + search.expanded(substitute, match)
      end = match.range.upperBound
    }
    return result + search.text(end..<search.scalars.count)
  }

  /// A pattern and the text that it is looked for in.
  private struct Search {
    let expression: RegularExpression
    let scalars: [UInt32]
    let call: Arguments

    init(pattern: String, text: String, isReplacement: Bool = false, _ call: Arguments) throws(Obstacle) {
      do throws(RegularExpression.Failure) {
        expression = try RegularExpression(pattern)
      } catch {
        if error.isLimitation {
          throw .unknown(Gap(call.range.text, .unsupported("a regular expression: \(error.message)"), at: call.range))
        }
        throw .mistake("not a regular expression: \(error.message)")
      }
      let named = expression.groupNames.count { $0 != nil }
      guard isReplacement || named == 0 || named == expression.groupNames.count else {
        throw .mistake("some groups have names and others have none")
      }
      scalars = text.unicodeScalars.map(\.value)
      self.call = call
    }

    func first() throws(Obstacle) -> RegularExpression.Match? {
      try take(scalars.count)
      return expression.firstMatch(in: scalars)
    }

    func all() throws(Obstacle) -> [RegularExpression.Match] {
      try expression.matches(in: scalars) { (count) throws(Obstacle) in try take(count) }
    }

    /// At most this much, as each state may be entered once for each character.
    private func take(_ count: Int) throws(Obstacle) { try call.take(expression.size * (count + 1) / 64 + 1) }

    /// What matches, or what its groups do: a list, or an object if they have names.
    func value(of match: RegularExpression.Match) -> TerraformValue {
      let groups = match.groups.dropFirst().map { range in
        range.map { call.result(text($0)) } ?? call.result(.null)
      }
      if groups.isEmpty { return call.result(text(match.range)) }
      guard expression.groupNames[0] != nil else { return call.result(groups) }
      let members = zip(expression.groupNames, groups).map { name, value in
        TerraformValue.Member(key: name ?? "", keyRange: call.range, value: value)
      }
      return call.result(.map(members.sortedByKey, rest: []))
    }

    func text(_ range: Range<Int>) -> String {
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars[range].lazy.compactMap(Unicode.Scalar.init))
      return text
    }

    /// A substitute with the groups of a match filled in; one that there is not is empty.
    func expanded(_ substitute: String, _ match: RegularExpression.Match) -> String {
      var result = ""
      var rest = Substring(substitute)
      while let dollar = rest.firstIndex(of: "$") {
        result += rest[..<dollar]
        rest = rest[rest.index(after: dollar)...]
        if rest.first == "$" {
          result += "$"
          rest = rest.dropFirst()
          continue
        }
        let isBraced = rest.first == "{"
        let name = rest.dropFirst(isBraced ? 1 : 0).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let after = rest[name.endIndex...]
        guard !name.isEmpty, !isBraced || after.first == "}" else {
          result += "$"
          continue
        }
        rest = after.dropFirst(isBraced ? 1 : 0)
        let number = Int(name) ?? expression.groupNames.firstIndex(of: String(name)).map { $0 + 1 }
        if let number, number < match.groups.count, let range = match.groups[number] { result += text(range) }
      }
      return result + rest
    }
  }
}
