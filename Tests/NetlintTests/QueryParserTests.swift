import NetSpace
import Testing
import Workspace

/// Queries as users type them.
@Suite struct QueryParserTests {
  private static func addresses(_ text: String) -> QueryText.End? {
    IPPrefix(hostOrPrefix: text).map { .addresses(AddressSet($0)) }
  }

  private static let targetCases: [(String, String, Traffic)] = [
    ("internet -> aws_db_instance.main:5432", "aws_db_instance.main", Traffic(.tcp, ports: PortSet(5432))),
    ("internet→aws_db_instance.main:5432", "aws_db_instance.main", Traffic(.tcp, ports: PortSet(5432))),
    ("Internet->Database", "Database", .full),
    ("internet -> web:*", "web", .full),
    ("internet -> web:443/tcp", "web", Traffic(.tcp, ports: PortSet(443))),
    ("internet -> web : 53 / UDP", "web", Traffic(.udp, ports: PortSet(53))),
    ("internet -> web:8000-8100", "web", Traffic(.tcp, ports: PortSet(8000...8100))),
    ("internet -> web:80,443", "web", Traffic(.tcp, ports: PortSet([80...80, 443...443]))),
    ("internet -> web:icmp", "web", Traffic(.icmp)),
    ("internet -> web:8/icmp", "web", Traffic(.icmp, ports: .icmp(type: 8))),
    ("internet -> web:*/udp", "web", Traffic(.udp)),
    ("internet -> web:53/all", "web", Traffic(.full, ports: PortSet(53))),
    (
      "internet -> module.a[\"x:1\"].aws_instance.b[0]:22", "module.a[\"x:1\"].aws_instance.b[0]",
      Traffic(.tcp, ports: PortSet(22))
    ),
    ("internet -> aws_instance.b[\"k -> v\"]", "aws_instance.b[\"k -> v\"]", .full),
    ("internet -> aws_ecs_service.*", "aws_ecs_service.*", .full),
    ("internet -> plan.json#aws_lb.web:0", "plan.json#aws_lb.web", Traffic(.tcp, ports: PortSet(0))),
  ]

  @Test(arguments: targetCases)
  func target(_ text: String, _ name: String, _ traffic: Traffic) throws {
    let query = try QueryParser.parse(text)
    #expect(query == QueryText(source: .internet, target: .name(name), traffic: traffic))
  }

  private static let addressSourceCases: [(String, String)] = [
    ("10.0.0.7 -> web:22", "10.0.0.7"), ("10.0.0.0/16 -> web:22", "10.0.0.0/16"),
    ("2001:db8::7 -> web:22", "2001:db8::7"), ("[2001:db8::7] -> web:22", "2001:db8::7"),
    ("::/0 -> web:22", "::/0"),
  ]

  @Test(arguments: addressSourceCases)
  func addressSource(_ text: String, _ address: String) throws {
    let query = try QueryParser.parse(text)
    #expect(query.source == Self.addresses(address))
    #expect(query.traffic == Traffic(.tcp, ports: PortSet(22)))
  }

  private static let addressTargetCases: [(String, String, Traffic)] = [
    ("web -> 10.0.0.7", "10.0.0.7", Traffic.full),
    ("web -> 10.0.0.0/16:443", "10.0.0.0/16", Traffic(.tcp, ports: PortSet(443))),
    ("web -> 10.0.0.0/16:443/udp", "10.0.0.0/16", Traffic(.udp, ports: PortSet(443))),
    ("web -> 2001:db8::7", "2001:db8::7", .full), ("web -> 2001:db8::/32", "2001:db8::/32", .full),
    ("web -> [2001:db8::7]:443", "2001:db8::7", Traffic(.tcp, ports: PortSet(443))),
    ("web -> [2001:db8::/32]:443/udp", "2001:db8::/32", Traffic(.udp, ports: PortSet(443))),
  ]

  @Test(arguments: addressTargetCases)
  func addressTarget(_ text: String, _ address: String, _ traffic: Traffic) throws {
    let query = try QueryParser.parse(text)
    #expect(query.target == Self.addresses(address))
    #expect(query.traffic == traffic)
  }

  @Test func arrowInQuotes() throws {
    let query = try QueryParser.parse("aws_instance.a[\"k -> v\"] -> internet:443")
    #expect(query.source == .name("aws_instance.a[\"k -> v\"]"))
    #expect(query.target == .internet)
  }

  private static let mistakeCases: [(String, Range<Int>, String)] = [
    ("", 0..<0, "found no arrow"), ("internet web", 12..<12, "found no arrow"), (" -> web", 1..<3, "no source"),
    ("internet -> ", 9..<11, "no target"), ("web:22 -> db:5432", 3..<6, "belongs to the target"),
    ("internet -> web:", 15..<16, "no port after the colon"), ("internet -> web:70000", 16..<21, "not a port"),
    ("internet -> web:22-", 16..<19, "not a port"), ("internet -> web:-1", 16..<18, "not a port"),
    ("internet -> web:20-10", 16..<21, "ends before it begins"), ("internet -> web:80,,443", 19..<19, "not a port"),
    ("internet -> web:22/", 18..<19, "no protocol"), ("internet -> web:22/tpc", 19..<22, "not a protocol"),
    ("internet -> web:https", 16..<21, "name of a service"), ("internet -> web:ssh/tcp", 16..<19, "name of a service"),
    ("internet -> web:htps", 16..<20, "not a protocol"), ("internet -> web:256/icmp", 16..<19, "not an ICMP type"),
    ("10.0.0.300 -> web", 0..<10, "not an address"), ("10.0.0.0/33 -> web", 0..<11, "not an address"),
    ("internet -> [2001:db8::7:443", 12..<28, "not an IPv6 address"),
    ("internet -> web and db", 15..<22, "more after the name"),
  ]

  /// The place is what the caret stands under.
  @Test(arguments: mistakeCases)
  func mistake(_ text: String, _ range: Range<Int>, _ message: String) {
    let error = #expect(throws: QueryError.self) { try QueryParser.parse(text) }
    #expect(error?.range == range)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
    #expect(error?.help.isEmpty == false)
  }

  @Test func aServiceIsToldItsPort() {
    let error = #expect(throws: QueryError.self) { try QueryParser.parse("internet -> web:SSH") }
    #expect(error?.help == "write its port: 22")
  }
}
