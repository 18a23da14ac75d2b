/// Why an operation has no value.
package enum Obstacle: Error, Sendable {
  /// What it needs is not known.
  case unknown(Gap)
  /// It cannot be done with these operands.
  case mistake(String)
}
