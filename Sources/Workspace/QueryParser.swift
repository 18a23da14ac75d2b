import AWSModel
import NetSpace

/// Reads `SOURCE -> TARGET[:PORT[/PROTOCOL]]`.
///
/// A source or target is `internet`, an address or CIDR block, or the name of a resource. The port is a number, a range
/// `8000-8100`, several separated by commas, or `*`; of ICMP it is the type. Without a protocol a port is TCP's; a
/// protocol may stand for the port (`:icmp`). An IPv6 address with a port is in brackets, as in a URL.
package struct QueryParser {
  package static let form = "SOURCE -> TARGET[:PORT[/PROTOCOL]]"
  private static let example = "'internet -> aws_db_instance.main:5432'"

  let characters: [Character]

  package static func parse(_ text: String) throws(QueryError) -> QueryText {
    try QueryParser(characters: Array(text)).query()
  }

  private func query() throws(QueryError) -> QueryText {
    let (arrow, next) = try arrow()
    let source = trimmed(0..<arrow)
    let target = trimmed(next..<characters.count)
    if source.isEmpty {
      throw QueryError(arrow..<next, "there is no source before the arrow", help: "for example \(Self.example)")
    }
    if target.isEmpty {
      throw QueryError(arrow..<next, "there is no target after the arrow", help: "for example \(Self.example)")
    }
    let split = try splitPort(target)
    return QueryText(
      source: try sourceEnd(source), target: try end(split.name),
      traffic: try split.port.map { part throws(QueryError) in try traffic(part) } ?? .full)
  }

  /// Where the arrow is and where it ends.
  private func arrow() throws(QueryError) -> (Int, Int) {
    var index = 0
    while index < characters.count {
      if isQuoted(index, in: 0..<characters.count) {
        index += 1
        continue
      }
      if characters[index] == "→" { return (index, index + 1) }
      if characters[index] == "-", index + 1 < characters.count, characters[index + 1] == ">" {
        return (index, index + 2)
      }
      index += 1
    }
    throw QueryError(
      characters.count..<characters.count, "found no arrow '->'",
      help: "write \(Self.form), for example \(Self.example)")
  }

  // MARK: Ends

  private func sourceEnd(_ range: Range<Int>) throws(QueryError) -> QueryText.End {
    let end = try end(range)
    guard case .name = end, let colon = try splitPort(range).port else { return end }
    throw QueryError(
      (colon.lowerBound - 1)..<colon.upperBound, "a port belongs to the target, not to the source",
      help: "write \(Self.form)")
  }

  func end(_ range: Range<Int>) throws(QueryError) -> QueryText.End {
    let text = text(range)
    if text.lowercased() == "internet" { return .internet }
    var address = Substring(text)
    if address.hasPrefix("["), address.hasSuffix("]") { address = address.dropFirst().dropLast() }
    if let prefix = IPPrefix(hostOrPrefix: address) { return .addresses(AddressSet(prefix)) }
    if let problem = addressProblem(text) {
      throw QueryError(range, problem, help: "for example 10.0.0.7, 10.0.0.0/24, 2001:db8::/32 or [2001:db8::7]:443")
    }
    // `aws_autoscaling_group.web (part 2)`, as answers spell it.
    let whole = ResourceID(stack: "", address: text).whole.address
    let name = range.lowerBound..<range.lowerBound + whole.count
    if let space = name.first(where: { characters[$0].isWhitespace && !isQuoted($0, in: range) }) {
      throw QueryError(
        space..<range.upperBound, "found more after the name", help: "write \(Self.form), all of it in quotes")
    }
    return .name(text)
  }

  /// What is wrong with something that can only be meant as an address.
  private func addressProblem(_ text: String) -> String? {
    if text.hasPrefix("[") { return "'\(text)' is not an IPv6 address" }
    let isNumeric = text.allSatisfy { $0.isNumber || $0 == "." || $0 == "/" || $0 == ":" }
    if isNumeric { return "'\(text)' is not an address or CIDR block" }
    let isHexadecimal = text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "/" || $0 == "." }
    return isHexadecimal && text.contains("::") ? "'\(text)' is not an IPv6 address or CIDR block" : nil
  }

  /// Splits the port off: what is behind the last colon that is not in brackets, quotes or an address.
  func splitPort(_ range: Range<Int>) throws(QueryError) -> (name: Range<Int>, port: Range<Int>?) {
    if IPPrefix(hostOrPrefix: text(range)) != nil { return (range, nil) }
    var colon: Int?
    var depth = 0
    for index in range where !isQuoted(index, in: range) {
      switch characters[index] {
      case "[": depth += 1
      case "]": depth -= 1
      case ":" where depth == 0: colon = index
      default: continue
      }
    }
    guard let colon else { return (range, nil) }
    let port = trimmed((colon + 1)..<range.upperBound)
    if port.isEmpty {
      throw QueryError(colon..<(colon + 1), "there is no port after the colon", help: "for example :443 or :53/udp")
    }
    return (trimmed(range.lowerBound..<colon), port)
  }

  /// Whether a place is inside the quotes of a `for_each` key: `aws_subnet.a["eu:1"]`.
  private func isQuoted(_ index: Int, in range: Range<Int>) -> Bool {
    characters[range.lowerBound..<index].count(where: { $0 == "\"" }) % 2 == 1
  }

  // MARK: Traffic

  func traffic(_ range: Range<Int>) throws(QueryError) -> Traffic {
    let slash = range.last { characters[$0] == "/" }
    let ports = trimmed(range.lowerBound..<(slash ?? range.upperBound))
    guard let slash else {
      let word = text(ports)
      // A protocol alone: all of its ports.
      if let first = word.first, first.isLetter {
        return Traffic(try protocols(ports))
      }
      return word == "*" ? .full : Traffic(.tcp, ports: try portSet(ports, of: ProtocolSet(.tcp)))
    }
    let name = trimmed((slash + 1)..<range.upperBound)
    if name.isEmpty {
      throw QueryError(slash..<(slash + 1), "there is no protocol after the slash", help: "for example :53/udp")
    }
    let protocols = try protocols(name)
    if ports.isEmpty || text(ports) == "*" { return Traffic(protocols) }
    return Traffic(protocols, ports: try portSet(ports, of: protocols))
  }

  private func protocols(_ range: Range<Int>) throws(QueryError) -> ProtocolSet {
    if let protocols = ProtocolSet(named: text(range)) { return protocols }
    if let port = Self.services[text(range).lowercased()] {
      throw QueryError(
        range, "'\(text(range))' is the name of a service, not a protocol", help: "write its port: \(port)")
    }
    throw QueryError(
      range, "'\(text(range))' is not a protocol", help: "tcp, udp, icmp, icmpv6, another name or number, or all")
  }

  /// Ports that go by the names of what listens on them.
  ///
  /// Source: https://www.iana.org/assignments/service-names-port-numbers
  private static let services: [String: String] = [
    "dns": "53/udp", "domain": "53/udp", "ftp": "21", "http": "80", "https": "443", "imap": "143", "imaps": "993",
    "ldap": "389", "ldaps": "636", "memcached": "11211", "mongodb": "27017", "mssql": "1433", "mysql": "3306",
    "nfs": "2049", "ntp": "123/udp", "oracle": "1521", "postgres": "5432", "postgresql": "5432", "rdp": "3389",
    "redis": "6379", "redshift": "5439", "smb": "445", "smtp": "25", "snmp": "161/udp", "ssh": "22",
    "syslog": "514/udp", "telnet": "23", "winrm": "5985,5986",
  ]

  private func portSet(_ range: Range<Int>, of protocols: ProtocolSet) throws(QueryError) -> PortSet {
    var ports = PortSet.empty
    var start = range.lowerBound
    while start <= range.upperBound {
      let comma = (start..<range.upperBound).first { characters[$0] == "," } ?? range.upperBound
      ports.formUnion(try portRange(trimmed(start..<comma), of: protocols))
      start = comma + 1
    }
    return ports
  }

  private func portRange(_ range: Range<Int>, of protocols: ProtocolSet) throws(QueryError) -> PortSet {
    let isICMP = protocols == ProtocolSet(.icmp) || protocols == ProtocolSet(.icmpv6)
    let largest = isICMP ? UInt16(UInt8.max) : UInt16.max
    let ends = text(range).split(separator: "-", omittingEmptySubsequences: false)
    guard let first = ends.first, ends.count <= 2, let low = UInt16(trimming(first)),
      let high = UInt16(trimming(ends[ends.count - 1])), high <= largest
    else {
      if let port = Self.services[text(range).lowercased()] {
        throw QueryError(range, "'\(text(range))' is the name of a service", help: "write its port: \(port)")
      }
      let what = isICMP ? "an ICMP type (0 to 255)" : "a port (0 to 65535) or a range of ports"
      throw QueryError(range, "'\(text(range))' is not \(what)", help: "for example 443, 8000-8100, 53/udp or icmp")
    }
    if low > high {
      throw QueryError(range, "the range ends before it begins", help: "write \(high)-\(low)")
    }
    return isICMP ? PortSet((low << 8)...(high << 8 | 0xFF)) : PortSet(low...high)
  }

  // MARK: Text

  func text(_ range: Range<Int>) -> String { String(characters[range]) }

  private func trimming(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    guard let first = range.first(where: { !characters[$0].isWhitespace }),
      let last = range.last(where: { !characters[$0].isWhitespace })
    else { return range.lowerBound..<range.lowerBound }
    return first..<(last + 1)
  }
}
