extension GlobPattern {
  /// Whether a text without wildcards matches; it has the case that the pattern was made with.
  package func matches(_ text: some Sequence<Unicode.Scalar>) -> Bool {
    matches(text.map(Symbol.literal))
  }

  package func matches(_ text: String) -> Bool { matches(text.unicodeScalars) }

  /// Whether a pattern without wildcards, hence a single text, matches.
  func matches(_ text: [Symbol]) -> Bool {
    var p = 0
    var t = 0
    var retry: (pattern: Int, text: Int)?
    while t < text.count {
      if p < symbols.count, symbols[p] == .run {
        retry = (p, t)
        p += 1
      } else if p < symbols.count, symbols[p].consumes(text[t]) {
        p += 1
        t += 1
      } else if let last = retry {
        // The latest `*` takes one more; an earlier one never has to.
        retry = (last.pattern, last.text + 1)
        p = last.pattern + 1
        t = last.text + 1
      } else {
        return false
      }
    }
    return symbols[p...].allSatisfy { $0 == .run }
  }

  /// Whether some text matches both, by a walk over pairs of positions.
  package func intersects(_ other: GlobPattern) -> Bool {
    // Most patterns spell different things from the beginning.
    for (a, b) in zip(symbols, other.symbols) {
      guard let a = a.literal, let b = b.literal else { break }
      if a != b { return false }
    }
    if !hasWildcards { return other.matches(symbols) }
    if !other.hasWildcards { return matches(other.symbols) }
    let a = symbols
    let b = other.symbols
    let width = b.count + 1
    var seen = [Bool](repeating: false, count: (a.count + 1) * width)
    var open = [0]
    seen[0] = true
    func visit(_ i: Int, _ j: Int) {
      let index = i * width + j
      if !seen[index] {
        seen[index] = true
        open.append(index)
      }
    }
    while let index = open.popLast() {
      let i = index / width
      let j = index % width
      if i == a.count, j == b.count { return true }
      if i < a.count, a[i] == .run {
        visit(i + 1, j)
        if j < b.count, b[j] != .run { visit(i, j + 1) }
      }
      if j < b.count, b[j] == .run {
        visit(i, j + 1)
        if i < a.count, a[i] != .run { visit(i + 1, j) }
      }
      if i < a.count, j < b.count, a[i].meets(b[j]) { visit(i + 1, j + 1) }
    }
    return false
  }
}
