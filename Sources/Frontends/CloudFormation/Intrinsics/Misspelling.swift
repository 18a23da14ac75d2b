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

  /// How many letters differ, case set aside; nil if they are too many for a slip.
  static func distance(_ name: String, _ other: String) -> Int? {
    // Most names differ more in length than a slip does: those are done with here.
    let shorter = min(name.utf8.count, other.utf8.count)
    guard shorter >= 3 || shorter == max(name.utf8.count, other.utf8.count),
      abs(name.utf8.count - other.utf8.count) <= (shorter >= 8 ? 2 : 1)
    else { return nil }
    // Of the others most have too many letters that the other has not: each slip is about two letters at most.
    guard (letters(of: name) ^ letters(of: other)).nonzeroBitCount <= 4 else { return nil }
    let (a, b) = (Array(name.utf8.map(lowercased)), Array(other.utf8.map(lowercased)))
    let limit = min(a.count, b.count) >= 8 ? 2 : min(a.count, b.count) >= 3 ? 1 : 0
    guard abs(a.count - b.count) <= limit else { return nil }
    let distance = EditDistance.between(a, b)
    return distance <= limit ? distance : nil
  }

  /// Which letters are in a name, whatever their case.
  private static func letters(of name: String) -> UInt32 { name.utf8.reduce(0) { $0 | 1 << UInt32($1 & 31) } }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5a).contains(byte) ? byte | 0x20 : byte }
}
