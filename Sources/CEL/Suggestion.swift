/// The help line for a name that does not exist: the nearest one that does, those that share a word with it, or all of
/// them if they are few.
package enum Suggestion {
  package static func help(for name: String, among candidates: some Sequence<String>, kind: String) -> String? {
    let sorted = candidates.sorted()
    let letters = Array(name.lowercased().utf8)
    var best: (name: String, distance: Int)?
    for candidate in sorted {
      guard let distance = nearness(letters, Array(candidate.lowercased().utf8)) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    if let best { return "did you mean \"\(best.name)\"?" }
    if sorted.count <= mostListed { return sorted.isEmpty ? nil : "\(kind): \(sorted.joined(separator: ", "))" }
    return related(to: name, among: sorted)
  }

  private static let mostListed = 12
  /// Of more than these one would have to guess.
  private static let mostRelated = 3
  /// Shorter words say nothing: `is`, `has`, `of`.
  private static let leastOfWord = 4

  /// Those that share the most words: `cidrs` with `cidr_block`, `publicly_accessible` with `is_public`.
  private static func related(to name: String, among candidates: [String]) -> String? {
    let meant = words(of: name)
    let shared = candidates.map { candidate in
      let others = words(of: candidate)
      return (name: candidate, count: meant.count { word in others.contains { areAlike(word, $0) } })
    }
    guard let most = shared.map(\.count).max(), most > 0 else { return nil }
    let names = shared.filter { $0.count == most }.map { "\"\($0.name)\"" }
    guard let last = names.last, names.count <= mostRelated else { return nil }
    return names.count == 1
      ? "did you mean \(last)?" : "did you mean \(names.dropLast().joined(separator: ", ")) or \(last)?"
  }

  private static func words(of name: String) -> [[UInt8]] {
    name.lowercased().split { !$0.isLetter }.map { Array($0.utf8) }.filter { $0.count >= leastOfWord }
  }

  private static func areAlike(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.starts(with: right) || right.starts(with: left) || nearness(left, right) != nil
  }

  /// In how many letters two names differ; nil if they are not near.
  private static func nearness(_ left: [UInt8], _ right: [UInt8]) -> Int? {
    // Of very short names every one is near to every other.
    let length = max(left.count, right.count)
    let limit = length < 3 ? 0 : max(1, length / 3)
    guard abs(left.count - right.count) <= limit else { return nil }
    let distance = distance(left, right)
    return distance <= limit ? distance : nil
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
