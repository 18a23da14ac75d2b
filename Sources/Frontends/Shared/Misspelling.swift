import AWSModel
import Documents

/// Names that were meant by others.
enum Misspelling {
  /// The name that differs least, if it is near enough: in case only, or in one letter, or two of a long name.
  static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    candidates.reduce(into: (distance: Int.max, name: String?.none)) { best, candidate in
      guard let distance = distance(name, candidate), distance < best.distance else { return }
      best = (distance, candidate)
    }.name
  }

  /// The resource type that was meant: each of the parts between the colons, or underscores, is written alike.
  ///
  /// A part of three letters has to be the same: `AWS::EMR::Cluster` is a type, and so is `AWS::EKS::Cluster`.
  static func type(_ name: String, among types: some Sequence<String>) -> String? {
    let parts = name.split { $0 == ":" || $0 == "_" }
    return types.filter { type in
      let others = type.split { $0 == ":" || $0 == "_" }
      return others.count == parts.count
        && zip(parts, others).allSatisfy { part, other in
          part.lowercased() == other.lowercased()
            || part.utf8.count > 3 && other.utf8.count > 3 && distance(String(part), String(other)) != nil
        }
    }.min()
  }

  /// The condition keys of all services that may have been meant by what is none: the nearest, or those that have it as a
  /// part, as `aws:PrincipalOrgID` has `OrgID`, or are a part of it.
  static func conditionKeys(meantBy key: String) -> [String] {
    // Any tag may follow.
    let parts = key.split(separator: "/", maxSplits: 1)
    let general = parts.count == 2 ? "\(parts[0])/tag-key" : key
    if let nearest = nearest(to: general, among: GlobalConditionKey.spellings) {
      return [parts.count == 2 ? "\(nearest.prefix { $0 != "/" })/\(parts[1])" : nearest]
    }
    func name(_ key: String) -> Substring { key.lowercased().dropFirst("aws:".count).prefix { $0 != "/" } }
    let written = name(key)
    guard written.count > 3 else { return [] }
    return GlobalConditionKey.spellings.filter { spelling in
      let other = name(spelling)
      return other.count > 3 && (other.contains(written) || written.contains(other))
    }.sorted()
  }

  /// How many letters differ, case set aside; nil if they are too many for a slip.
  static func distance(_ name: String, _ other: String) -> Int? {
    // Most names differ more in length than a slip does: those are done with here.
    let shorter = min(name.utf8.count, other.utf8.count)
    guard shorter >= 3 || shorter == max(name.utf8.count, other.utf8.count),
      abs(name.utf8.count - other.utf8.count) <= (shorter >= 8 ? 2 : 1)
    else { return nil }
    // A letter that is put in, left out or changed adds one to the letters that only one of them has, or two.
    guard (letters(of: name) ^ letters(of: other)).nonzeroBitCount <= (shorter >= 8 ? 4 : 2) else { return nil }
    let (a, b) = (Array(name.utf8.map(lowercased)), Array(other.utf8.map(lowercased)))
    let limit = min(a.count, b.count) >= 8 ? 2 : min(a.count, b.count) >= 3 ? 1 : 0
    guard abs(a.count - b.count) <= limit else { return nil }
    let distance = EditDistance.between(a, b)
    return distance <= limit ? distance : nil
  }

  /// Which letters and digits a name has, case set aside, as a set of bits.
  private static func letters(of name: String) -> UInt64 {
    name.utf8.reduce(into: 0) { set, byte in set |= 1 << UInt64(lowercased(byte) & 0x3f) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5a).contains(byte) ? byte | 0x20 : byte }
}
