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

  /// The choice where one of several choices applies: the one option that all of them come to, if there is one.
  static func oneOf(_ choices: [Choice], isSame: (Option, Option) -> Bool) -> Choice {
    if choices.count == 1 { return choices[0] }
    var options: [Option] = []
    for option in choices.flatMap(\.options) where !options.contains(where: { isSame($0, option) }) {
      options.append(option)
    }
    return Choice(options, unknowns: choices.flatMap(\.unknowns), isOpen: choices.contains(where: \.isOpen))
  }

  /// The option that applies for certain.
  var only: Option? { options.count == 1 && !isOpen ? options[0] : nil }

  /// What holds of the one that applies: yes if it holds of every option, no if of none.
  func verdict(_ holds: (Option) -> Verdict) -> Verdict {
    let verdicts = options.map(holds) + (isOpen ? [.unknown] : [])
    guard let first = verdicts.first else { return .unknown }
    return verdicts.allSatisfy { $0 == first } ? first : .unknown
  }
}
