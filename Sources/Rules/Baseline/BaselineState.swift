/// How a finding compares with those from before, in the words of SARIF (2.1.0, section 3.27.24).
package enum BaselineState: String, Hashable, Sendable {
  /// It was not there before.
  case new
  /// It was there before.
  case unchanged
  /// It was there before, and no longer is.
  case absent
}
