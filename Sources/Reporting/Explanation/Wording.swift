import Analysis
import NetSpace

/// Sets of packets and the ends of queries in few words.
enum Wording {
  /// A query as it is written: `internet -> aws_db_instance.main:5432/tcp`.
  static func query(_ query: Query) -> String {
    "\(peer(query.source)) -> \(peer(query.target))" + (query.traffic.isFull ? "" : ", \(query.traffic)")
  }

  static func peer(_ peer: Peer) -> String {
    switch peer {
    case .internet: "internet"
    case .addresses(let set): set.listing(limit: 3)
    case .endpoint(let id): id.address
    }
  }

  /// What gets through, a line for each part that can be said in one phrase.
  static func lines(_ space: HeaderSpace, limit: Int = 6, some: String = "") -> [String] {
    let lines = space.boxes.reduce(into: [String]()) { all, box in
      let line = phrase(box, some)
      if !all.contains(line) { all.append(line) }
    }
    if lines.count <= limit { return lines }
    return lines.prefix(limit) + ["and \(lines.count - limit) more"]
  }

  /// What gets through for certain, a line for each part; where it is not known for which addresses, for some of those
  /// for which it may.
  static func lines(_ surviving: Bounds<HeaderSpace>, _ forSomeAddress: HeaderSpace, limit: Int = 6) -> [String] {
    let forSome = surviving.may.intersection(forSomeAddress).subtracting(surviving.must.forSomeAddress)
    return lines(surviving.must, limit: limit) + lines(forSome, limit: limit, some: "some of ")
  }

  private static func phrase(_ box: HeaderSpace.Box, _ some: String) -> String {
    var words = "\(box.traffic)"
    if let sources = addresses(box.sources) { words += " from \(some)\(sources)" }
    if let destinations = addresses(box.destinations) { words += " to \(some)\(destinations)" }
    if !box.sourcePorts.isFull { words += ", from source ports \(box.sourcePorts)" }
    return words
  }

  /// Nil for all addresses of a family: an end that is not confined is not spoken of.
  static func addresses(_ set: AddressSet) -> String? {
    let isConfined = !(set.v4.isFull || set.v4.isEmpty) || !(set.v6.isFull || set.v6.isEmpty)
    if !isConfined { return nil }
    let world = AddressSet.global
    if set == world { return "the internet" }
    for family in AddressFamily.allCases where set == world.restricted(to: family) { return "the internet (\(family))" }
    let families = set.families
    let reachable = families.reduce(AddressSet.empty) { $0.union(world.restricted(to: $1)) }
    let missing = reachable.subtracting(set)
    if set.isSubset(of: world), missing.prefixes.count <= 3 {
      let scope = families.count == 1 ? " (\(families[0]))" : ""
      return "the internet\(scope) but \(missing.listing(limit: 3))"
    }
    return set.listing(limit: 4)
  }
}
