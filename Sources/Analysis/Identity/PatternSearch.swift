import NetSpace

/// The search for a text in a `PatternTerm`: the product of the patterns' automata, made deterministic as it goes.
///
/// A pattern of n symbols is an automaton of n + 1 positions, and a state of the search is the set of positions that
/// each pattern may be at. Letters that no pattern awaits at a state all lead to the same next state, so one of them
/// stands for all.
struct PatternSearch {
  static let maximumStates = 10_000

  private struct Automaton {
    let symbols: [GlobPattern.Symbol]
    let words: Range<Int>
    let isExcluded: Bool
  }

  private let automata: [Automaton]
  private let width: Int

  init(_ term: PatternTerm) {
    var automata: [Automaton] = []
    var next = 0
    for (patterns, isExcluded) in [(term.include, false), (term.exclude, true)] {
      for pattern in patterns {
        let words = next..<(next + pattern.symbols.count / 64 + 1)
        automata.append(Automaton(symbols: pattern.symbols, words: words, isExcluded: isExcluded))
        next = words.upperBound
      }
    }
    self.automata = automata
    width = next
  }

  func isEmpty() -> Verdict {
    var start = [UInt64](repeating: 0, count: width)
    for automaton in automata { Self.enter(0, of: automaton, in: &start) }
    var seen: Set<[UInt64]> = [start]
    var open = [start]
    while let state = open.popLast() {
      if accepts(state) { return .no }
      for letter in letters(at: state) {
        guard let next = step(state, by: letter), seen.insert(next).inserted else { continue }
        if seen.count > Self.maximumStates { return .unknown }
        open.append(next)
      }
    }
    return .yes
  }

  /// A shortest text that the term has; nil if there is none, or too many had to be tried.
  ///
  /// Complexity: as `isEmpty()`, and a text for each state.
  func witness() -> [GlobPattern.Symbol]? {
    var start = [UInt64](repeating: 0, count: width)
    for automaton in automata { Self.enter(0, of: automaton, in: &start) }
    var seen: Set<[UInt64]> = [start]
    var open: [(state: [UInt64], text: [GlobPattern.Symbol])] = [(start, [])]
    var position = 0
    while position < open.count {
      let (state, text) = open[position]
      position += 1
      if accepts(state) { return text }
      let letters = letters(at: state)
      for letter in letters.sorted(by: { Self.rank($0) < Self.rank($1) }) {
        guard let next = step(state, by: letter), seen.insert(next).inserted else { continue }
        if seen.count > Self.maximumStates { return nil }
        open.append((next, text + [letter ?? Self.other(than: letters)]))
      }
    }
    return nil
  }

  /// The same order in every run: a letter that nothing awaits first, which is no separator.
  private static func rank(_ letter: GlobPattern.Symbol?) -> String {
    guard let letter, !letter.isWildcard else { return "0" }
    return letter.isHole ? "2\(letter)" : "1\(letter)"
  }

  /// A letter that none of the patterns awaits.
  private static func other(than letters: Set<GlobPattern.Symbol?>) -> GlobPattern.Symbol {
    let candidates = "xyzabcdefghijklmnopqrstuvw0123456789".unicodeScalars.map(GlobPattern.Symbol.literal)
    return candidates.first { !letters.contains($0) } ?? .literal("-")
  }

  private func accepts(_ state: [UInt64]) -> Bool {
    automata.allSatisfy { Self.isAt($0.symbols.count, of: $0, in: state) != $0.isExcluded }
  }

  /// Those that some pattern awaits, and nil for any other character.
  private func letters(at state: [UInt64]) -> Set<GlobPattern.Symbol?> {
    var letters: Set<GlobPattern.Symbol?> = [nil]
    for automaton in automata {
      Self.positions(of: automaton, in: state) { _, symbol in
        if !symbol.isWildcard { letters.insert(symbol) }
      }
    }
    return letters
  }

  /// Nil if a pattern that has to match no longer can.
  private func step(_ state: [UInt64], by letter: GlobPattern.Symbol?) -> [UInt64]? {
    var next = [UInt64](repeating: 0, count: width)
    for automaton in automata {
      Self.positions(of: automaton, in: state) { position, symbol in
        if symbol == .run {
          Self.enter(position, of: automaton, in: &next)
        } else if letter.map(symbol.consumes) ?? (symbol == .one) {
          Self.enter(position + 1, of: automaton, in: &next)
        }
      }
      if !automaton.isExcluded, next[automaton.words].allSatisfy({ $0 == 0 }) { return nil }
    }
    return next
  }

  private static func isAt(_ position: Int, of automaton: Automaton, in state: [UInt64]) -> Bool {
    state[automaton.words.lowerBound + position / 64] & (1 << UInt64(position % 64)) != 0
  }

  /// Calls with each position of an automaton but the last, and the symbol that is awaited there.
  ///
  /// Of a long pattern a state has few.
  private static func positions(
    of automaton: Automaton, in state: [UInt64], _ body: (Int, GlobPattern.Symbol) -> Void
  ) {
    for (word, start) in zip(automaton.words, stride(from: 0, through: automaton.symbols.count, by: 64)) {
      var bits = state[word]
      while bits != 0 {
        let position = start + bits.trailingZeroBitCount
        bits &= bits - 1
        if position < automaton.symbols.count { body(position, automaton.symbols[position]) }
      }
    }
  }

  /// Adds a position and those that a `*` lets it go on to without a letter.
  private static func enter(_ position: Int, of automaton: Automaton, in state: inout [UInt64]) {
    var position = position
    while true {
      state[automaton.words.lowerBound + position / 64] |= 1 << UInt64(position % 64)
      guard position < automaton.symbols.count, automaton.symbols[position] == .run else { return }
      position += 1
    }
  }
}
