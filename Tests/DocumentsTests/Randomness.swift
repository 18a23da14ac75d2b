import Glibc

/// A generator with a seed, so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}

/// How often a property is tried: NETLINT_PROPERTY_RUNS, else `standard`.
func propertyRuns(_ standard: Int) -> Int {
  getenv("NETLINT_PROPERTY_RUNS").flatMap { Int(String(cString: $0)) } ?? standard
}

/// Changes a few bytes: flips, deletions, insertions of bytes that mean something, doubled pieces, truncation.
func mutated(_ bytes: [UInt8], interesting: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
  var result = bytes
  for _ in 0..<Int.random(in: 1...4, using: &generator) {
    let place = result.isEmpty ? 0 : Int.random(in: 0..<result.count, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0 where !result.isEmpty: result[place] = UInt8.random(in: 0...255, using: &generator)
    case 1 where !result.isEmpty: result.remove(at: place)
    case 2 where !result.isEmpty: result[place] = interesting.randomElement(using: &generator) ?? 0
    case 3 where !result.isEmpty:
      let piece = result[place..<min(result.count, place + 12)]
      result.insert(contentsOf: piece, at: Int.random(in: 0...result.count, using: &generator))
    case 4 where Int.random(in: 0..<4, using: &generator) == 0: result.removeSubrange(place...)
    default: result.insert(interesting.randomElement(using: &generator) ?? 0, at: place)
    }
  }
  return result
}
