import AWSModel
import Analysis
import NetSpace

/// The parts of a row of the matrix in words.
struct ReachWords {
  let row: ReachRow

  /// Who sends, one entry for each: `internet`, addresses, endpoints, what is not known.
  var sources: [String] {
    var words: [String] = []
    if !row.internet.isEmpty { words.append(row.someOf + row.internet.internetWords) }
    words += row.endpoints.map { $0.address.printable }
    if !row.addresses.isEmpty { words.append(row.someOf + row.addresses.listing(limit: 4)) }
    words += row.unknown.map { "unknown: \($0.subject.printable)" }
    return words
  }

  var target: String { row.target.words }

  var balancers: [String] { row.balancers.map { $0.address.printable } }

  var verdict: String { row.verdict == .yes ? "yes" : "undecided" }
}

extension Peer {
  var words: String {
    switch self {
    case .internet: "internet"
    case .addresses(let set): set.listing(limit: 4)
    case .endpoint(let id): id.address.printable
    }
  }
}

extension AddressSet {
  /// Addresses that the internet routes: all of them, all of a family but a few, or which ones.
  var internetWords: String {
    if AddressSet.global.isSubset(of: self) { return "internet" }
    var words: [String] = []
    for (family, name) in [(AddressFamily.ipv4, "IPv4"), (.ipv6, "IPv6")] {
      let part = restricted(to: family)
      if part.isEmpty { continue }
      let missing = AddressSet.global.restricted(to: family).subtracting(part)
      if missing.isEmpty {
        words.append("internet (\(name))")
      } else if missing.prefixes.count <= 3, part.isWorld() {
        words.append("internet (\(name) except \(missing.listing(limit: 3)))")
      } else {
        words.append(part.listing(limit: 4))
      }
    }
    return words.joined(separator: ", ")
  }
}
