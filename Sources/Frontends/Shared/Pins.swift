import AWSModel
import Documents

/// What is taken as decided of what templates and configurations leave open: values of parameters and variables, and
/// truths of comparisons.
package struct Pins: Hashable, Sendable {
  package enum Pin: Hashable, Sendable {
    case text(String)
    /// Any other value than these.
    case other([String])
    case truth(Bool)
  }

  /// A parameter, pseudo parameter, comparison or variable of one stack.
  package struct Variable: Hashable, Comparable, Sendable {
    let stack: String
    /// The name of a parameter with the nested stacks that lead to it, of a variable, or the place of a comparison.
    let name: String

    package static func < (a: Variable, b: Variable) -> Bool { (a.stack, a.name) < (b.stack, b.name) }
  }

  /// Values, each of which is tried.
  package typealias Domain = [Pin]

  var pins: [Variable: Pin] = [:]

  /// Nothing is taken as decided.
  package init() {}

  package var isEmpty: Bool { pins.isEmpty }

  /// One for each combination of values, and one that takes nothing as decided if there is nothing to decide; nil if there
  /// are more than `limit`.
  package static func combinations(of domains: [Variable: Domain], limit: Int) -> [Pins]? {
    var all = [Pins()]
    for (variable, values) in domains.sorted(by: { $0.key < $1.key }) {
      // Allowed values may be written twice.
      let domain = values.reduce(into: Domain()) { if !$0.contains($1) { $0.append($1) } }
      guard all.count * domain.count <= limit else { return nil }
      all = all.flatMap { pins in
        domain.map { pin in
          var pins = pins
          pins.pins[variable] = pin
          return pins
        }
      }
    }
    return all
  }

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
