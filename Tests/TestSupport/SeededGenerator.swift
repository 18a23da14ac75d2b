import Glibc

/// Random numbers that a seed determines (SplitMix64), so that a failing run can be repeated.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: Int) {
    state = UInt64(seed)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The seeds of a property test: as many as `NETLINT_PROPERTY_RUNS` says.
package func propertySeeds(default count: Int) -> Range<Int> {
  let runs = getenv("NETLINT_PROPERTY_RUNS").flatMap { Int(String(cString: $0)) } ?? count
  return 0..<max(runs, 1)
}
