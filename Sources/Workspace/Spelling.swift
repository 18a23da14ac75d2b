import Documents

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
        return (min(EditDistance.between(wanted, address), EditDistance.between(wanted, end)), candidate)
      }
      .filter { $0.distance <= allowed }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(limit).map(\.name)
  }
}
