import AWSModel
import NetSpace

/// Which one of several things applies (the route table of a subnet, say), as far as it is known.
struct Choice<Option: Sendable>: Sendable {
  /// One of these applies, unless the choice is open.
  let options: [Option]
  /// Why it is not certain which; empty when there is exactly one option and it applies.
  let unknowns: [Unknown]
  /// Something that is not among the options may apply.
  let isOpen: Bool

  init(_ options: [Option], unknowns: [Unknown] = [], isOpen: Bool = false) {
    self.options = options
    self.unknowns = unknowns
    self.isOpen = isOpen
  }

  static func unknown(_ why: Unknown) -> Choice { Choice([], unknowns: [why], isOpen: true) }

  /// The option that applies for certain.
  var only: Option? { options.count == 1 && !isOpen ? options[0] : nil }

  /// What holds of the one that applies: yes if it holds of every option, no if of none.
  func verdict(_ holds: (Option) -> Verdict) -> Verdict {
    let verdicts = options.map(holds) + (isOpen ? [.unknown] : [])
    guard let first = verdicts.first else { return .unknown }
    return verdicts.allSatisfy { $0 == first } ? first : .unknown
  }
}
