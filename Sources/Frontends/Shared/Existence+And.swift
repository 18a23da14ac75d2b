import AWSModel

extension Existence {
  /// There only if both are.
  func and(_ other: Existence) -> Existence {
    if verdict == .yes { return other }
    return other.verdict == .yes ? self : .possible(because + other.because)
  }
}
