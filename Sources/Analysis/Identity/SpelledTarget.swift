import AWSModel

/// ARNs that a question spells, which resources of the input may turn out to have.
///
/// A policy that names a resource by an attribute of which nothing is known yet may be about them.
struct SpelledTarget {
  let arns: [GlobPattern]
  private let names: ResourceNames

  /// Nil if they are everything, which all patterns are about.
  init?(_ arns: [GlobPattern], names: ResourceNames) {
    self.arns = arns.filter { !$0.isEverything }
    self.names = names
    if self.arns.isEmpty { return nil }
  }

  /// Why it is not known whether a pattern is about one of them.
  func reasons(_ pattern: GlobPattern) -> [Unknown] {
    arns.filter { mayMatch(pattern, $0) }.flatMap { arn in
      resources(of: pattern).map { id in
        Unknown(
          "whether \(arn) is \(id.address)", names.isOfCloudFormation(id) ? .knownAfterDeployment : .knownAfterApply)
      }
    }.distinct
  }

  func mayMatch(_ pattern: GlobPattern) -> Bool { arns.contains { mayMatch(pattern, $0) } }

  private func mayMatch(_ pattern: GlobPattern, _ arn: GlobPattern) -> Bool {
    guard !resources(of: pattern).isEmpty, !pattern.widened.intersects(arn) else { return false }
    return forms(of: pattern).contains { $0.intersects(arn) }
  }

  /// Those whose names, or whole ARNs, are not known.
  private func resources(of pattern: GlobPattern) -> [ResourceID] {
    pattern.symbols.enumerated().compactMap { position, symbol -> ResourceID? in
      guard case .fixed(let id, let attribute)? = symbol.hole else { return nil }
      return isWhole(position, pattern, id, attribute) || names.mayBeSpelled(id) ? id : nil
    }
  }

  /// The pattern with what its holes may be.
  private func forms(of pattern: GlobPattern) -> [GlobPattern] {
    var forms: [[GlobPattern.Symbol]] = [[]]
    for (position, symbol) in pattern.widened.symbols.enumerated() {
      guard case .fixed(let id, let attribute)? = symbol.hole else {
        forms = forms.map { $0 + [symbol] }
        continue
      }
      if isWhole(position, pattern, id, attribute) {
        forms = names.forms(of: id, attribute).map(\.symbols)
      } else {
        forms = forms.map { $0 + [names.mayBeSpelled(id) ? .run : symbol] }
      }
    }
    return forms.map(GlobPattern.init)
  }

  /// Whether the hole is an ARN, and not a part of one.
  private func isWhole(_ position: Int, _ pattern: GlobPattern, _ id: ResourceID, _ attribute: String) -> Bool {
    [0, Self.partition.count, Self.ofS3.count].contains(position)
      && (position == 0 || pattern.symbols.starts(with: Self.partition)) && names.mayBeARN(id, attribute)
  }

  private static let partition = GlobPattern("arn:aws:").symbols
  private static let ofS3 = GlobPattern("arn:aws:s3:").symbols
}
