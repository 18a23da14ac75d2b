/// A set of actions by their services: policies of AWS name more than a thousand patterns, and nearly all of them their
/// service, so that nearly none has to do with the actions of another.
struct ServiceParts {
  private let set: PatternSet
  /// The numbers of the terms; under nil those that spell no service.
  private let terms: [String?: [Int]]

  init(_ set: PatternSet) {
    self.set = set
    terms = Dictionary(grouping: set.terms.indices) { set.terms[$0].service }
  }

  /// All of the set that actions of a service may be in, in its order.
  func part(about service: String) -> PatternSet {
    let numbers = ((terms[service] ?? []) + (terms[nil] ?? [])).sorted()
    return PatternSet(terms: numbers.map { set.terms[$0] }, isExact: set.isExact)
  }
}
