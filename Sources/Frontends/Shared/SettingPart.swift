import AWSModel
import NetSpace

/// Settings of a resource that are declared apart from it.
struct SettingPart {
  let owner: Link
  /// What the owner is called, where a path ends with its name.
  let ownerName: PartialText?
  /// Why the owner may be another one of the same name.
  let doubt: Unknown?
  let kind: SettingKind
  let values: [(position: Int, value: SettingValue)]
}

extension Draft {
  /// Gives the settings that are declared apart to the resources that they are of.
  func settleSettings(_ result: inout Infrastructure) {
    if settingParts.isEmpty { return }
    let owners = Owners(result.settings)
    for part in settingParts {
      for owner in owners.owners(of: part.owner) {
        switch owner {
        case .certain(let i): part.give(to: &result.settings[i], unless: nil)
        case .possible(let i, let why): part.give(to: &result.settings[i], unless: why)
        case .outside(let name):
          if give(part, toThoseCalled: part.ownerName ?? PartialText(name), in: &result) { continue }
          result.leaveOut(
            "what it sets is judged nowhere", of: part.owner, Self.withArticle(part.kind), called: name)
        }
      }
    }
  }

  private static func withArticle(_ kind: SettingKind) -> String {
    let words = kind.name.replacing("_", with: " ")
    return (words.first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + words
  }

  /// Gives a part whose owner is written by name to every resource that has that name, or may have it.
  ///
  /// - Returns: Whether there is one.
  private func give(_ part: SettingPart, toThoseCalled name: PartialText, in result: inout Infrastructure) -> Bool {
    if case .unknown = part.owner.target { return false }
    var isGiven = false
    for (i, settings) in result.settings.enumerated() where settings.kind === part.kind {
      guard let own = ownerNames[settings.id], case let (verdict, why) = own.match(name), verdict != .no else {
        continue
      }
      part.give(to: &result.settings[i], unless: why ?? part.doubt)
      isGiven = true
    }
    return isGiven
  }
}

extension SettingPart {
  /// - Parameter why: what would have to be known for them to count.
  fileprivate func give(to settings: inout ResourceSettings, unless why: Unknown?) {
    guard settings.kind === kind else { return }
    for (position, value) in values {
      // What is certainly there stays so, whatever else may be.
      if why != nil, case .presence = kind.settings[position].form, settings.values[position] != nil { continue }
      settings.values[position] =
        why.map { .unknown($0, kind.settings[position].form, at: value.place, declaredBy: value.declaredBy) } ?? value
    }
  }
}

extension Attribute<PartialText> {
  /// Whether it is this text, and what would have to be known to tell.
  fileprivate func match(_ text: PartialText) -> (Verdict, Unknown?) {
    switch value {
    case .known(let known):
      // An attribute that only AWS knows is the same wherever it is written.
      if known == text, known.unknowns.isEmpty { return (.yes, nil) }
      guard known.literal == nil || text.literal == nil else { return (.no, nil) }
      return (.unknown, (known.literal == nil ? known : text).firstUnknown(at: place))
    case .oneOf(let texts, let why):
      let isPossible = texts.contains { $0.literal == nil || text.literal == nil || $0 == text }
      return isPossible ? (.unknown, why) : (.no, nil)
    case .unknown(let why): return (.unknown, why)
    }
  }
}
