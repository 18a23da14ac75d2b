import AWSModel

/// Whether a secret is written out where everybody can read it who may read the rest.
enum PlainSecret {
  // MARK: Names

  /// Whether a name is one that only a secret has: `DB_PASSWORD`, `apiKey`, but not `SECRET_ARN`.
  static func isSensitive(_ name: PartialText) -> Bool {
    let literals = name.parts.map { if case .literal(let text) = $0 { text } else { "/" } }
    return isSensitive(literals.joined())
  }

  /// The same of the name of a resource, of which it is not known where another resource holds all of it.
  static func isSensitiveName(_ name: PartialText) -> Value<Bool> {
    name.attribute != nil && !name.isIdentifier ? .unknown(name.firstUnknown()) : .known(isSensitive(name))
  }

  static func isSensitive(_ name: String) -> Bool {
    let words = words(of: name)
    if let last = words.last, harmlessEnds.contains(last) { return false }
    let namesKey = zip(words, words.dropFirst()).contains { keyKinds.contains($0) && $1 == "key" }
    return namesKey
      || words.contains { word in
        secretWords.contains { word.hasSuffix($0) } || keyKinds.contains { word == "\($0)key" }
      }
  }

  /// Whether the last word of a name says that its value is a secret: `MasterUserPassword`, but not `max_password_age`.
  static func endsSensitively(_ name: String) -> Bool {
    guard let last = words(of: name).last else { return false }
    return secretWords.contains { last.hasSuffix($0) }
  }

  private static let secretWords = [
    "password", "passwd", "pwd", "passphrase", "secret", "token", "credential", "credentials",
  ]
  private static let keyKinds: Set = ["api", "access", "private"]
  private static let harmlessEnds: Set = [
    "arn", "name", "id", "file", "path", "url", "endpoint", "ttl", "length", "enabled",
  ]

  /// The words of a name in lower case: `dbPassword`, `DB_PASSWORD` and `/db/password` are `db` and `password`.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    let letters = Array(name)
    for (i, letter) in letters.enumerated() {
      let isSeparator = !(letter.isLetter || letter.isNumber)
      let next = i + 1 < letters.count ? letters[i + 1] : nil
      let before = i > 0 ? letters[i - 1] : nil
      let begins = letter.isUppercase && (before?.isUppercase != true || next?.isLowercase == true)
      if isSeparator || begins {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if !isSeparator { word += letter.lowercased() }
    }
    return word.isEmpty ? words : words + [word]
  }

  // MARK: Values

  /// Whether a value is a secret, as its name or its form says; a reference to a store of secrets is none.
  static func isWritten(in value: Resolved, named name: Attribute<String>?) -> Attribute<Bool> {
    Attribute(judgement(of: value, named: name?.value), origin: value.origin, place: value.place)
  }

  /// Whether a value is a password that everybody can read who may read the input or the parameters of its stack.
  static func isShownPassword(_ value: Resolved) -> Attribute<Bool> {
    Attribute(isShown(value), origin: value.origin, place: value.place)
  }

  private static func isShown(_ value: Resolved) -> Value<Bool> {
    switch value.content {
    case .null, .bool, .list, .object: return .known(false)
    case .number: return .known(true)
    case .text(let text):
      if let literal = text.literal { return .known(!literal.isEmpty) }
      return .known(text.unknowns.contains(where: \.isShownParameter))
    case .unknown(let why): return .known(why.isShownParameter)
    case .oneOf(let options, let why):
      // An option may itself be one of several, all of which count.
      let all = options.map { isShown($0).candidates }
      return all.contains { $0 == nil } ? .unknown(why) : .either(all.flatMap { $0 ?? [] }, why)
    }
  }

  private static func judgement(of value: Resolved, named name: Value<String>?) -> Value<Bool> {
    switch value.content {
    case .null, .bool, .list, .object: return .known(false)
    case .number(let text): return judgement(of: PartialText(text), named: name)
    case .text(let text): return judgement(of: text, named: name)
    case .unknown(let why): return judgement(of: PartialText([.unknown(why)]), named: name)
    case .oneOf(let options, let why):
      let all = options.map { judgement(of: $0, named: name) }
      guard let first = all.first?.known, all.allSatisfy({ $0.known == first }) else { return .unknown(why) }
      return .known(first)
    }
  }

  private static func judgement(of text: PartialText, named name: Value<String>?) -> Value<Bool> {
    if hasForm(of: text, named: name?.known) { return .known(true) }
    switch name {
    case nil: return .known(false)
    case .known(let name)?: return isSensitive(name) ? isGiven(in: text) : .known(false)
    case .oneOf(let names, let why)?:
      let all = Set(names.map(isSensitive))
      return all == [false] ? .known(false) : all == [true] ? isGiven(in: text) : .unknown(why)
    case .unknown(let why)?: return .unknown(why)
    }
  }

  /// Whether what has the name of a secret is one, and not a reference to where it is kept.
  private static func isGiven(in text: PartialText) -> Value<Bool> {
    if let literal = text.literal { return .known(!literal.isEmpty) }
    var isReference = false
    var unknown: Unknown?
    for part in text.parts {
      switch part {
      case .literal: continue
      case .attribute(_, let name):
        if isSensitive(name) || name == "result" { return .known(true) }
        isReference = true
      case .unknown(let why) where why.reason == .secret:
        if !why.isReference { return .known(true) }
        isReference = true
      case .unknown(let why) where why.isReference: isReference = true
      case .unknown(let why): unknown = unknown ?? why
      }
    }
    return unknown.map { .unknown($0) } ?? .known(!isReference)
  }

  // MARK: Forms that give a secret away

  private static let hidden: Character = "\u{1}"
  private static let reference: Character = "\u{2}"

  /// The text with a sign in place of each part that is not known.
  private static func shown(_ text: PartialText) -> String {
    text.parts.map { part in
      switch part {
      case .literal(let text): text
      case .unknown(let why) where why.reason == .secret && !why.isReference: String(hidden)
      case .unknown(let why): why.encoded.map(shown) ?? String(reference)
      case .attribute: String(reference)
      }
    }.joined()
  }

  private static func hasForm(of text: PartialText, named name: String?) -> Bool {
    var plain = shown(text)
    if let name, Self.encoded.contains(name), let decoded = Base64Text.decoded(plain) { plain = decoded }
    if plain.utf8.count < 8 { return false }
    return hasPassword(inURL: plain) || hasAccessKey(plain) || hasPrivateKey(plain)
      || plain.contains("\n") && assignsSecret(plain)
  }

  /// Attributes whose value may be encoded in base64.
  private static let encoded: Set = ["user_data", "user_data_base64", "UserData"]

  /// `postgres://user:password@host`.
  private static func hasPassword(inURL text: String) -> Bool {
    var rest = text[...]
    while let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      let authority = rest.prefix { !"/?# \t\n\"'".contains($0) }
      guard let at = authority.lastIndex(of: "@") else { continue }
      let user = authority[..<at]
      guard let colon = user.firstIndex(of: ":") else { continue }
      let password = user[user.index(after: colon)...]
      // A variable that is filled in elsewhere is none.
      if !password.isEmpty, password.first != "$", password.first != "{", password.contains(where: { $0 != reference })
      {
        return true
      }
    }
    return false
  }

  /// The identifier of an access key: `AKIA` or `ASIA` and sixteen characters.
  private static func hasAccessKey(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isPart(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard bytes.count >= 20 else { return false }
    for start in 0...(bytes.count - 20) {
      guard bytes[start] == UInt8(ascii: "A"), start == 0 || !isPart(bytes[start - 1]),
        bytes[(start + 1)..<(start + 4)].elementsEqual("KIA".utf8)
          || bytes[(start + 1)..<(start + 4)].elementsEqual("SIA".utf8)
      else { continue }
      if bytes[(start + 4)..<(start + 20)].allSatisfy(isPart), start + 20 == bytes.count || !isPart(bytes[start + 20]) {
        return true
      }
    }
    return false
  }

  private static func hasPrivateKey(_ text: String) -> Bool {
    guard let begin = text.firstRange(of: "-----BEGIN ") else { return false }
    return text[begin.upperBound...].prefix(40).contains("PRIVATE KEY-----")
  }

  /// A word of a script that sets a variable: `export DB_PASSWORD=value`, or `docker run --env DB_PASSWORD=value`.
  private static func assignsSecret(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      return words.first?.first != "#" && words.contains(where: isAssignment)
    }
  }

  private static func isAssignment(_ word: Substring) -> Bool {
    let quotes = "\"'"
    let word = word.drop { quotes.contains($0) }
    let name = word.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard !name.isEmpty, word.dropFirst(name.count).first == "=" else { return false }
    let value = word.dropFirst(name.count + 1).drop { quotes.contains($0) }
    guard let first = value.first, !"$`<{".contains(first), first != reference else { return false }
    return isSensitive(String(name))
  }
}

extension Unknown {
  /// Whether it is the value of a template's parameter that is not hidden: what is given for it is shown to everybody
  /// who may describe the stack.
  fileprivate var isShownParameter: Bool { reason == .parameter && subject.hasPrefix("parameter ") }

  /// Whether it is looked up where it is kept: in a store of secrets, or of parameters.
  fileprivate var isReference: Bool { subject.hasPrefix("{{resolve:") }
}
