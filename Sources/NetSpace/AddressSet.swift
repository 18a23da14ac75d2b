/// A set of addresses of both families.
package struct AddressSet: NetSet {
  package let v4: IntervalSet<UInt32>
  package let v6: IntervalSet<UInt128>

  @inlinable package init(v4: IntervalSet<UInt32> = .empty, v6: IntervalSet<UInt128> = .empty) {
    self.v4 = v4
    self.v6 = v6
  }

  package init(_ prefix: IPPrefix) {
    self.init(range: prefix.bounds)
  }

  package init(_ address: IPAddress) {
    self.init(range: address...address)
  }

  package init(_ prefixes: some Sequence<IPPrefix>) {
    self.init(ranges: prefixes.map(\.bounds))
  }

  /// Makes the set of all addresses of a family.
  package init(_ family: AddressFamily) {
    switch family {
    case .ipv4: self.init(v4: .full)
    case .ipv6: self.init(v6: .full)
    }
  }

  /// Makes the set of the addresses between two; of none if they are of different families.
  package init(range: ClosedRange<IPAddress>) {
    self.init(ranges: CollectionOfOne(range))
  }

  /// Makes the union of address ranges; a range between two families has no addresses.
  package init(ranges: some Sequence<ClosedRange<IPAddress>>) {
    var v4: [ClosedRange<UInt32>] = []
    var v6: [ClosedRange<UInt128>] = []
    for range in ranges {
      switch (range.lowerBound, range.upperBound) {
      case (.v4(let lower), .v4(let upper)): v4.append(lower...upper)
      case (.v6(let lower), .v6(let upper)): v6.append(lower...upper)
      case (.v4, .v6), (.v6, .v4): continue
      }
    }
    self.init(v4: IntervalSet(v4), v6: IntervalSet(v6))
  }

  @inlinable package static var empty: AddressSet { AddressSet() }

  @inlinable package static var full: AddressSet { AddressSet(v4: .full, v6: .full) }

  @inlinable package var isEmpty: Bool { v4.isEmpty && v6.isEmpty }

  @inlinable package var isFull: Bool { v4.isFull && v6.isFull }

  @inlinable package func union(_ other: AddressSet) -> AddressSet {
    AddressSet(v4: v4.union(other.v4), v6: v6.union(other.v6))
  }

  @inlinable package func intersection(_ other: AddressSet) -> AddressSet {
    AddressSet(v4: v4.intersection(other.v4), v6: v6.intersection(other.v6))
  }

  @inlinable package func subtracting(_ other: AddressSet) -> AddressSet {
    AddressSet(v4: v4.subtracting(other.v4), v6: v6.subtracting(other.v6))
  }

  @inlinable package func isSubset(of other: AddressSet) -> Bool {
    v4.isSubset(of: other.v4) && v6.isSubset(of: other.v6)
  }

  @inlinable package func isDisjoint(with other: AddressSet) -> Bool {
    v4.isDisjoint(with: other.v4) && v6.isDisjoint(with: other.v6)
  }

  package func contains(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let bits): v4.contains(bits)
    case .v6(let bits): v6.contains(bits)
    }
  }

  /// The addresses of one family.
  package func restricted(to family: AddressFamily) -> AddressSet {
    switch family {
    case .ipv4: AddressSet(v4: v4)
    case .ipv6: AddressSet(v6: v6)
    }
  }

  /// The families that have an address in the set.
  package var families: [AddressFamily] {
    (v4.isEmpty ? [] : [.ipv4]) + (v6.isEmpty ? [] : [.ipv6])
  }

  /// The lowest address, of IPv4 if there is one.
  package var first: IPAddress? {
    v4.first.map(IPAddress.v4) ?? v6.first.map(IPAddress.v6)
  }

  /// The only address, if there is exactly one.
  package var onlyAddress: IPAddress? {
    guard let first, self == AddressSet(first) else { return nil }
    return first
  }

  package var hostCountV4: UInt128 { v4.count }

  /// The number of IPv6 addresses, saturating at `UInt128.max` for all of them.
  package var hostCountV6: UInt128 { v6.count }
}
