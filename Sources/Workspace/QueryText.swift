import NetSpace

/// A query as it was written: its ends are names that only an infrastructure gives a meaning.
package struct QueryText: Hashable, Sendable {
  package enum End: Hashable, Sendable {
    case internet
    case addresses(AddressSet)
    /// A resource address, a unique end of one, or a pattern with `*`.
    case name(String)
  }

  package let source: End
  package let target: End
  package let traffic: Traffic

  package init(source: End, target: End, traffic: Traffic) {
    self.source = source
    self.target = target
    self.traffic = traffic
  }

  /// As it was written, but for spaces.
  package var words: String { "\(source) -> \(target)" + (traffic.isFull ? "" : ", \(traffic)") }
}

extension QueryText.End: CustomStringConvertible {
  package var description: String {
    switch self {
    case .internet: "internet"
    case .addresses(let set): set.listing(limit: 3)
    case .name(let name): name
    }
  }
}
