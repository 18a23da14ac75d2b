import AWSModel

/// ARNs that a policy composes of the identifier that AWS makes up for a resource:
/// `arn:aws:ec2:…:instance/${Instance}`.
extension ResourceNames {
  /// The parts, with the ARN of the resource where it is spelled by its identifier.
  func withOwnARNs(_ parts: [PartialText.Part]) -> [PartialText.Part] {
    guard parts.count > 1, case .literal(let start) = parts[0], start.hasPrefix("arn:") else { return parts }
    for (position, part) in parts.enumerated().dropFirst() {
      guard case .attribute(let id, let attribute) = part, Self.identifiers.contains(attribute.lowercased()),
        hasMadeUpARN(id), isARN(parts[..<position], of: id)
      else { continue }
      return [.attribute(id, "arn")] + parts[(position + 1)...]
    }
    return parts
  }

  private static let identifiers: Set<String> = ["ref", "id", "zone_id"]

  /// Whether what stands before an identifier is how the ARNs of its resource begin.
  private func isARN(_ before: ArraySlice<PartialText.Part>, of id: ResourceID) -> Bool {
    let text = before.map { part in if case .literal(let text) = part { text } else { "*" } }.joined()
    let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, let last = text.last, last == "/" || last == ":" else { return false }
    // Where the resource is the policy says, too, or leaves open.
    let own = [region(of: id.stack), account(of: id.stack)]
    guard zip(fields[3...4], own).allSatisfy({ $0.isEmpty || $0 == "*" || $1.literal == String($0) }) else {
      return false
    }
    // Any identifier will do.
    let arn = GlobPattern(spelling: "arn:aws:" + fields[2...].joined(separator: ":") + "0")
    return forms(of: id, "arn").contains { $0 != Self.anyForm && $0.intersects(arn) }
  }
}
