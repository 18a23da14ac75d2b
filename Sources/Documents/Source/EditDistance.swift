/// Levenshtein's distance: how many bytes have to be changed, added or left out to make one text of another.
package enum EditDistance {
  /// - Complexity: the product of both lengths.
  package static func between(_ a: [UInt8], _ b: [UInt8]) -> Int {
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
