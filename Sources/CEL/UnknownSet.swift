/// What a value could not be computed from: ids that mean something to the host, sorted and without duplicates.
package struct UnknownSet: Equatable, Hashable, Sendable {
  package let ids: [Int]

  package init(_ id: Int) {
    ids = [id]
  }

  package init(_ ids: some Sequence<Int>) {
    var sorted: [Int] = []
    for id in ids.sorted() where sorted.last != id { sorted.append(id) }
    self.ids = sorted
  }

  package func union(_ other: UnknownSet) -> UnknownSet {
    if other.ids.isEmpty || self == other { return self }
    if ids.isEmpty { return other }
    return UnknownSet(ids + other.ids)
  }
}
