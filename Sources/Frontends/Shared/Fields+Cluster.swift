import AWSModel

/// The ECS cluster that an instance joins, as what it runs when it starts says.
///
/// Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html,
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html,
/// https://bottlerocket.dev/en/os/latest/#/api/settings/ecs/
extension Fields {
  /// The cluster that a script or the settings in a member name; nil where they name none.
  ///
  /// A script of which nothing is known may name any.
  func joinedCluster(_ keys: String...) -> Link? {
    for key in keys {
      if let value = self[key], let link = joinedCluster(in: value) { return link }
    }
    return nil
  }

  /// The cluster that any text inside of a value names: the files and commands of `AWS::CloudFormation::Init`.
  func joinedCluster(anywhereIn value: Resolved) -> Link? {
    switch value.content {
    case .object(let members, _):
      return members.lazy.compactMap { joinedCluster(anywhereIn: $0.value) }.first
    case .list(let elements, _): return elements.lazy.compactMap { joinedCluster(anywhereIn: $0) }.first
    case .text(let text): return joinedCluster(in: text, at: value.place)
    case .oneOf: return joinedCluster(in: value)
    case .null, .bool, .number, .unknown: return nil
    }
  }

  private func joinedCluster(in value: Resolved) -> Link? {
    switch value.content {
    case .text(let text): return joinedCluster(in: text, at: value.place)
    case .unknown(let why):
      guard let encoded = why.encoded else { return Link(.unknown(why), at: value.place) }
      return joinedCluster(in: encoded, at: value.place)
    case .oneOf(let options, let why):
      let links = options.map { joinedCluster(in: $0) }
      guard let first = links.first, let first else {
        return links.contains { $0 != nil } ? Link(.unknown(why), at: value.place) : nil
      }
      return links.allSatisfy { $0?.target == first.target } ? first : Link(.unknown(why), at: value.place)
    case .null, .bool, .number, .list, .object: return nil
    }
  }

  private func joinedCluster(in text: PartialText, at place: Place) -> Link? {
    var text = text
    if let literal = text.literal {
      if let decoded = Base64Text.decoded(literal) { text = PartialText(decoded) }
    } else if text.parts.count == 1, case .unknown(let why) = text.parts[0] {
      guard let encoded = why.encoded else { return Link(.unknown(why), at: place) }
      text = encoded
    }
    guard let name = ClusterName(in: text)?.name else { return nil }
    if case .literal(let start)? = name.parts.first, start.hasPrefix("$") || start.hasPrefix("%") {
      let why = Unknown("the cluster \(name)", .unsupported("a variable of a script"), at: place.range)
      return Link(.unknown(why), at: place)
    }
    return link(Attribute(.known(name), place: place), named: .containerCluster)
  }
}

/// The name of a cluster in a script or in settings.
private struct ClusterName {
  /// What is before a name: the agent's variable, an argument of its start under Windows, and Bottlerocket's setting.
  private static let signs = ["ECS_CLUSTER", "Initialize-ECSAgent -Cluster", "[settings.ecs]\ncluster"]

  let name: PartialText

  /// Nil where none is named.
  init?(in text: PartialText) {
    for (offset, part) in text.parts.enumerated() {
      guard case .literal(let literal) = part else { continue }
      for sign in Self.signs {
        guard let found = Self.end(of: sign, in: literal[...]) else { continue }
        let name = Self.name(found, text.parts[(offset + 1)...])
        if name.parts.isEmpty { continue }
        self.name = name
        return
      }
    }
    return nil
  }

  /// What follows a sign that is followed by a value.
  private static func end(of sign: String, in text: Substring) -> Substring? {
    var rest = text
    while let range = rest.firstRange(of: sign) {
      rest = rest[range.upperBound...]
      let separators = rest.prefix { "= \t\"',:".contains($0) }
      if !separators.isEmpty { return rest.dropFirst(separators.count) }
    }
    return nil
  }

  /// A word that may go on in the parts that follow.
  private static func name(_ start: Substring, _ following: ArraySlice<PartialText.Part>) -> PartialText {
    func isPart(_ letter: Character) -> Bool { !letter.isWhitespace && !"\"'>;\\|)`,&".contains(letter) }
    var parts: [PartialText.Part] = [.literal(String(start.prefix(while: isPart)))]
    if start.contains(where: { !isPart($0) }) { return PartialText(parts) }
    for part in following {
      guard case .literal(let literal) = part else {
        parts.append(part)
        continue
      }
      parts.append(.literal(String(literal.prefix(while: isPart))))
      if literal.contains(where: { !isPart($0) }) { break }
    }
    return PartialText(parts)
  }
}
