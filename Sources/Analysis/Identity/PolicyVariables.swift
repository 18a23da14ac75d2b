import AWSModel

/// What policy variables stand for in the policies of one caller: `${aws:username}`.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
struct PolicyVariables {
  enum Value {
    case text(PartialText)
    /// The request has no such key, so a text with the variable matches nothing.
    case absent
    /// The request says, or the caller's tags and the session.
    case ofRequest
  }

  private let identity: Identity
  private let names: ResourceNames

  init(_ identity: Identity, _ names: ResourceNames) {
    self.identity = identity
    self.names = names
  }

  /// - Parameter variable: as between the braces: a key, and after a comma what to take where the request has no such
  ///   key: `aws:PrincipalTag/team, 'none'`.
  func value(of variable: String) -> Value {
    let parts = variable.split(separator: ",", maxSplits: 1)
    let found = value(ofKey: parts.first.map(Self.trimmed) ?? "")
    guard case .absent = found, parts.count == 2 else { return found }
    let text = Self.trimmed(parts[1])
    return .text(
      PartialText(String(text.hasPrefix("'") && text.hasSuffix("'") ? text.dropFirst().dropLast() : text[...])))
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Which of the keys of a principal a user and the session of a role have, says the table of that page.
  func value(ofKey key: String) -> Value {
    switch (key.lowercased(), identity.kind) {
    // A group calls nothing: whoever is in it does.
    case (_, .group): .ofRequest
    case ("aws:username", .user): .text(names.normalized(PartialText([.attribute(identity.id, "name")])))
    case ("aws:username", .role): .absent
    case ("aws:principaltype", .user): .text(PartialText("User"))
    case ("aws:principaltype", .role): .text(PartialText("AssumedRole"))
    case ("aws:principalarn", _): .text(names.arn(of: identity.id))
    case ("aws:principalaccount", _): .text(names.account(of: identity.id.stack))
    default: .ofRequest
    }
  }
}

extension GlobPattern {
  /// The pattern with what the variables stand for in place of them; nil if it matches nothing.
  func filled(_ variables: PolicyVariables) -> GlobPattern? {
    guard hasVariables else { return self }
    var filled: [Symbol] = []
    for symbol in symbols {
      guard case .hole(.variable(let name)) = symbol else {
        filled.append(symbol)
        continue
      }
      switch variables.value(of: name) {
      case .text(let text): filled += GlobPattern(spelling: text).symbols
      case .absent: return nil
      case .ofRequest: filled.append(symbol)
      }
    }
    return GlobPattern(filled)
  }

  private var hasVariables: Bool {
    symbols.contains { symbol in
      if case .hole(.variable) = symbol { true } else { false }
    }
  }
}
