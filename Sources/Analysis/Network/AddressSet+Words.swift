import NetSpace

extension AddressSet {
  /// The addresses for a sentence: "any IPv4 address" for all that the internet routes, else a short listing.
  package var words: String {
    if let onlyAddress { return "\(onlyAddress)" }
    var words: [String] = []
    for (family, name) in [(AddressFamily.ipv4, "IPv4"), (.ipv6, "IPv6")] {
      let part = restricted(to: family)
      if part.isEmpty { continue }
      let isEverything = AddressSet.global.restricted(to: family).isSubset(of: part)
      words.append(isEverything ? "any \(name) address" : part.listing(limit: 4))
    }
    return words.isEmpty ? "no address" : words.joined(separator: ", ")
  }
}
