import AWSModel
import Documents

/// What is taken as decided of what templates leave open: values of parameters, and truths of comparisons.
package struct Pins: Hashable, Sendable {
  enum Pin: Hashable, Sendable {
    case text(String)
    /// Any other value than these.
    case other([String])
    case truth(Bool)
  }

  /// A parameter, pseudo parameter or comparison of one stack.
  struct Variable: Hashable, Comparable, Sendable {
    let stack: String
    /// The name of a parameter with the nested stacks that lead to it, or the place of a comparison.
    let name: String

    static func < (a: Variable, b: Variable) -> Bool { (a.stack, a.name) < (b.stack, b.name) }
  }

  var pins: [Variable: Pin] = [:]

  /// Whether anything of a stack is taken as decided.
  package func concern(_ stack: String) -> Bool { pins.contains { $0.key.stack == stack } }
}
