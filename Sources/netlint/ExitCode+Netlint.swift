import ArgumentParser

extension ExitCode {
  /// There are findings, or packets do not get through.
  static let findings = ExitCode(1)
  static let notReachable = ExitCode(1)
  /// A named input could not be used, or none was recognized.
  static let unusableInput = ExitCode(2)
  static let undecided = ExitCode(3)
  /// The command line cannot be understood: EX_USAGE.
  static let usage = ExitCode(64)
}
