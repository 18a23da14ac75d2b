/// Names that somebody may have meant who wrote another.
package enum Spelling {
  /// The nearest first; only those that differ in less than half of what was written.
  package static func nearest(to name: String, among candidates: [String], limit: Int = 5) -> [String] {
    let wanted = Array(name.lowercased().utf8)
    let allowed = max(2, wanted.count / 3)
    return
      candidates.map { candidate -> (distance: Int, name: String) in
        let address = Array(candidate.lowercased().utf8)
        // Only the last part may have been written.
        let end = Array((candidate.lowercased().split(separator: ".").last ?? "").utf8)
        return (min(distance(wanted, address), distance(wanted, end)), candidate)
      }
      .filter { $0.distance <= allowed }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(limit).map(\.name)
  }

  /// The edits from one text to another: Levenshtein's distance.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var previous = Array(0...b.count)
    for (i, byte) in a.enumerated() {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for (j, other) in b.enumerated() {
        row.append(min(previous[j] + (byte == other ? 0 : 1), previous[j + 1] + 1, row[j] + 1))
      }
      previous = row
    }
    return previous[b.count]
  }
}
