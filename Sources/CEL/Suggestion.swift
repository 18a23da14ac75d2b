/// The help line for a name that does not exist: the nearest one that does, or all of them if they are few.
package enum Suggestion {
  package static func help(for name: String, among candidates: some Sequence<String>, kind: String) -> String? {
    let sorted = candidates.sorted()
    let letters = Array(name.lowercased().utf8)
    var best: (name: String, distance: Int)?
    for candidate in sorted {
      let other = Array(candidate.lowercased().utf8)
      // Of very short names every one is near to every other.
      let length = max(letters.count, other.count)
      let limit = length < 3 ? 0 : max(1, length / 3)
      guard abs(letters.count - other.count) <= limit else { continue }
      let distance = distance(letters, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    if let best { return "did you mean \"\(best.name)\"?" }
    guard !sorted.isEmpty, sorted.count <= 12 else { return nil }
    return "\(kind): \(sorted.joined(separator: ", "))"
  }

  /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
