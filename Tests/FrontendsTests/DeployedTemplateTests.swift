import AWSModel
import Documents
import NetSpace
import TestSupport
import Testing

@testable import Frontends

/// What is read from a template is what the mock of AWS makes of it (`Tests/Fixtures/deployed/deployed.py`): subnets, routes
/// and, of IPv4, what groups let in, which is what the mock knows.
@Suite struct DeployedTemplateTests {
  @Test(arguments: [
    "data-stores", "databases", "network-acls", "public-addresses", "resolved-functions", "split-ranges",
  ])
  func isWhatIsDeployed(name: String) throws {
    let template = try TemplateUnderTest(try Repository.text("Tests/Fixtures/cloudformation/\(name).yaml"))
    let deployed = try Document.json(SourceFile.read(Repository.path("Tests/Fixtures/deployed/\(name).json"))).root
    let expected = Self.lines(deployed)
    #expect(!expected.isEmpty)
    #expect(Self.lines(template.infrastructure) == expected)
  }

  // MARK: What is deployed

  private static func lines(_ deployed: Node) -> [String] {
    let groups = deployed["groups"]?.members.flatMap { group in
      group.value.elements.map { "\(group.name) \(rule($0.string ?? ""))" }
    }
    let subnets = deployed["subnets"]?.members.map { "\($0.name) \($0.value.string ?? "")" }
    let tables = deployed["tables"]?.members.flatMap { table in
      table.value.elements.map { "\(table.name) \($0.string ?? "")" }
    }
    return ((groups ?? []) + (subnets ?? []) + (tables ?? [])).sorted()
  }

  /// `tcp 22-22 10.0.0.0/8` as the sets have it.
  private static func rule(_ text: String) -> String {
    let parts = text.split(separator: " ").map(String.init)
    if parts[0] == "all" { return "\(Traffic.full) \(parts[1])" }
    let ports = parts[1].split(separator: "-").compactMap { UInt16($0) }
    guard let proto = IPProtocol(parts[0]), ports.count == 2 else { return "not understood: \(text)" }
    return "\(Traffic(proto, ports: PortSet(ports[0]...ports[1]))) \(parts[2])"
  }

  // MARK: What is read

  private static func lines(_ infrastructure: Infrastructure) -> [String] {
    let groups = infrastructure.securityGroups.filter { $0.declaration.kind == .declared }.flatMap { group in
      group.rules.elements.filter { $0.direction == .ingress }.flatMap { rule in
        rule.peers.elements.map { "\(group.id.address) \(rule.traffic.bounds.may) \(words($0))" }
      }
    }.filter { !$0.contains(":") }
    let subnets = infrastructure.subnets.map { subnet in
      "\(subnet.id.address) \(subnet.ipv4?.known?.prefix.known.map { "\($0)" } ?? "?")"
    }
    let routes = infrastructure.routeTables.filter { $0.declaration.kind == .declared }.flatMap { table in
      table.routes.elements.compactMap { words($0).map { "\(table.id.address) \($0)" } }
    }
    return (groups + subnets + routes).sorted()
  }

  private static func words(_ peer: RulePeer) -> String {
    switch peer.kind {
    case .block(let block): block.prefix.known.map { "\($0)" } ?? "?"
    case .group(let group): group.id?.address ?? "?"
    case .prefixList(let list): list.id?.address ?? "?"
    case .unknown: "?"
    }
  }

  private static func words(_ route: Route) -> String? {
    guard case .block(let block)? = route.destination.known, let prefix = block.prefix.known else { return "?" }
    switch route.target.known {
    case .resource(let target, _)?: return "\(prefix) \(target.id?.address ?? "?")"
    case .local?: return nil
    case .unknown?, nil: return "\(prefix) ?"
    }
  }
}
