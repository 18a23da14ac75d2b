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

  /// Nothing is taken as decided.
  package init() {}

  /// Whether anything of a stack is taken as decided.
  package func concern(_ stack: String) -> Bool { pins.contains { $0.key.stack == stack } }
}

extension Pins {
  /// Whether all of it can be so together with what is taken as decided of other stacks, where a stack of the same name
  /// is the same one and its parameters have the same values.
  ///
  /// - Parameters:
  ///   - name: what a stack of these is called.
  ///   - otherName: what a stack of the others is called.
  package func agrees(with other: Pins, _ name: (String) -> String, _ otherName: (String) -> String) -> Bool {
    pins.allSatisfy { variable, pin in
      other.pins.allSatisfy { otherVariable, otherPin in
        variable.name != otherVariable.name || name(variable.stack) != otherName(otherVariable.stack)
          || pin.agrees(with: otherPin)
      }
    }
  }
}

extension Pins.Pin {
  /// Whether one value can be both.
  fileprivate func agrees(with other: Pins.Pin) -> Bool {
    switch (self, other) {
    case (.text(let a), .text(let b)): a == b
    case (.text(let text), .other(let others)), (.other(let others), .text(let text)): !others.contains(text)
    case (.other, .other): true
    // Comparisons are known by their places, which are others on the other side.
    case (.truth, _), (_, .truth): true
    }
  }
}
