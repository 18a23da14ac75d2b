import AWSModel
import NetSpace

@testable import Frontends

/// What a test compares of a data store, in a line: `cache valkey tcp/6379 group cache in DataGroup`.
extension DataStore {
  var summary: String {
    let listens = ports.map { ports in
      ports.value.candidates?.map { "\(Traffic(.tcp, ports: $0))" }.joined(separator: " or ") ?? "unknown"
    }
    let place =
      switch placement {
      case .group(let link): "group \(link?.target.short ?? "default")"
      case .subnets(let links): "subnets \(links.short.joined(separator: ", "))"
      case .outside: "outside"
      }
    let groups = groups.isEmpty ? [] : ["in \(groups.short.joined(separator: ", "))"]
    let access =
      switch publiclyAccessible.value {
      case .known(true): ["public"]
      case .known(false): [String]()
      case .oneOf, .unknown: ["perhaps public"]
      }
    let owner = owner.map { ["of \($0.target.short)"] } ?? []
    let databases = databases.isEmpty ? [] : ["before \(databases.short.joined(separator: ", "))"]
    return
      ([kind.rawValue, engine?.known, listens, place].reduce(into: []) { if let word = $1 { $0.append(word) } }
      + groups + access + owner + databases).joined(separator: " ")
  }
}

extension Database {
  var summary: String {
    "\(kind) \(engine?.known ?? "?") group \(subnetGroup?.target.short ?? "default")"
      + " in \(groups.short.joined(separator: ", "))\(publiclyAccessible.known == true ? " public" : "")"
      + (cluster.map { " of \($0.target.short)" } ?? "")
  }
}

extension Array where Element: Resource {
  /// The short name of each with what is said of it.
  func summaries(_ summary: (Element) -> String) -> [String: String] {
    reduce(into: [:]) { $0[$1.id.address] = summary($1) }
  }
}
