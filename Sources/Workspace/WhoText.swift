import Analysis
import NetSpace

/// One or several ends of packets as they were written: what only an infrastructure gives a meaning.
package enum WhoText: Hashable, Sendable {
  case end(QueryText.End)
  /// All endpoints of a tier, by its word: `databases`.
  case tier(Tier)
}

extension QueryParser {
  /// Reads one end alone: `internet`, an address or CIDR block, a tier, a resource, or a pattern with `*`.
  ///
  /// The words of tiers come before names: a resource that is called like one is meant by more of its address.
  package static func who(_ text: String) throws(QueryError) -> WhoText {
    let parser = QueryParser(characters: Array(text))
    let range = parser.trimmed(0..<parser.characters.count)
    if range.isEmpty {
      throw QueryError(
        0..<parser.characters.count, "found nothing, expected internet, an address, a tier or a resource",
        help: "tiers are \(Tier.words)")
    }
    if let tier = Tier(word: parser.text(range).lowercased()) { return .tier(tier) }
    let end = try parser.end(range)
    guard case .name = end, let colon = try parser.splitPort(range).port else { return .end(end) }
    throw QueryError(
      (colon.lowerBound - 1)..<colon.upperBound, "found a port in a name", help: "ports are given by themselves")
  }

  /// Reads `PORT[/PROTOCOL]`: `443`, `8000-8100`, `80,443`, `53/udp`, `icmp`, `*`.
  package static func traffic(_ text: String) throws(QueryError) -> Traffic {
    let parser = QueryParser(characters: Array(text))
    let range = parser.trimmed(0..<parser.characters.count)
    if range.isEmpty {
      throw QueryError(0..<parser.characters.count, "found no port", help: "for example 443, 8000-8100 or 53/udp")
    }
    return try parser.traffic(range)
  }
}

extension Tier {
  /// All words of tiers, for a sentence.
  package static var words: String { allCases.map(\.word).joined(separator: ", ") }
}
