import AWSModel
import NetSpace

/// An endpoint of Route 53 Resolver in the words of one language.
struct ResolverEndpoint: Sendable {
  let direction: String
  let addresses: String
  let subnet: String
  let groups: String
  let protocols: String
  let type: String

  static let ofTerraform = ResolverEndpoint(
    direction: "direction", addresses: "ip_address", subnet: "subnet_id", groups: "security_group_ids",
    protocols: "protocols", type: "resolver_endpoint_type")
  static let ofCloudFormation = ResolverEndpoint(
    direction: "Direction", addresses: "IpAddresses", subnet: "SubnetId", groups: "SecurityGroupIds",
    protocols: "Protocols", type: "ResolverEndpointType")

  /// An inbound endpoint answers questions for names, an outbound one sends them.
  ///
  /// Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html
  func add(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let addresses = fields.blocks(addresses)
    var subnets = PartialList<Link>(rest: addresses.rest)
    for address in addresses.elements {
      guard address.existence.verdict == .yes, let link = address.fields.link(subnet) else {
        subnets.rest += address.existence.because.isEmpty ? [resource.missing(subnet)] : address.existence.because
        continue
      }
      subnets.elements.append(link)
    }
    draft.infrastructure.outboundServices.append(
      OutboundService(
        declaration: resource.declaration, kind: .resolver, subnets: subnets, groups: fields.links(groups),
        isDualStack: fields.isDualStack(type), serves: serves(fields)))
  }

  private func serves(_ fields: Fields) -> Bounds<Traffic> {
    let names = Traffic(.udp, ports: PortSet(53)).union(Traffic(.tcp, ports: PortSet(53)))
    let secure = Traffic(.tcp, ports: PortSet(443))
    guard let direction = fields.string(direction)?.known else { return .atMost(names.union(secure)) }
    if direction.uppercased() == "OUTBOUND" { return .empty }
    let protocols = fields.list(protocols)
    if protocols.isEmpty { return .exact(names) }
    let known = protocols.elements.compactMap { fields.text($0.value).known?.literal }
    guard protocols.isComplete, known.count == protocols.elements.count else { return .atMost(names.union(secure)) }
    let plain = known.contains("Do53") ? names : .empty
    return .exact(known.contains { $0 != "Do53" } ? plain.union(secure) : plain)
  }
}
