import AWSModel
import NetSpace

/// The names that a template or a JSON definition has for the ports of a container.
struct PortMappingKeys: Sendable {
  let mappings, port, range, host, transport: String

  static let upperCamelCase = PortMappingKeys(
    mappings: "PortMappings", port: "ContainerPort", range: "ContainerPortRange", host: "HostPort",
    transport: "Protocol")

  static let lowerCamelCase = PortMappingKeys(
    mappings: "portMappings", port: "containerPort", range: "containerPortRange", host: "hostPort",
    transport: "protocol")
}

/// The ports of a container and what of its host is mapped to them.
struct PortMappings {
  var ports = PartialList<Attribute<Int>>()
  var hostPorts: [Int: Attribute<Int>] = [:]
  /// Exact where all mappings are for the same protocols.
  var transports = Bounds<ProtocolSet>.exact(ProtocolSet(.tcp))
}

extension Fields {
  /// The ports of a container, and what stands for them outside of it.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
  func portMappings(_ keys: PortMappingKeys) -> PortMappings {
    let mappings = blocks(keys.mappings)
    var result = PortMappings()
    result.ports.rest = mappings.rest
    var transports: [Bounds<ProtocolSet>] = []
    for mapping in mappings.elements {
      guard mapping.existence.verdict == .yes else {
        result.ports.rest += mapping.existence.because
        continue
      }
      transports.append(mapping.fields.transport(keys))
      if let port = mapping.fields.int(keys.port) {
        result.ports.elements.append(port)
        // Port 0 is one that Docker chooses.
        if let known = port.known, let host = mapping.fields.int(keys.host), host.known != 0 {
          result.hostPorts[known] = host
        }
      } else if let range = mapping.fields.string(keys.range) {
        result.ports.append(contentsOf: Self.ports(in: range))
      } else {
        let place = mapping.fields.place.range
        context.report(Diagnostic(.unreadable, "a port mapping without \(keys.port)", at: place))
        result.ports.rest.append(Unknown("the \(keys.port)", .unreadable("missing"), at: place))
      }
    }
    if let first = transports.first {
      result.transports = transports.dropFirst().reduce(first) { all, next in
        Bounds(must: all.must.intersection(next.must), may: all.may.union(next.may))
      }
    }
    return result
  }

  /// TCP, unless another is written.
  private func transport(_ keys: PortMappingKeys) -> Bounds<ProtocolSet> {
    guard let transport = string(keys.transport) else { return .exact(ProtocolSet(.tcp)) }
    switch transport.known?.lowercased() {
    case "tcp": return .exact(ProtocolSet(.tcp))
    case "udp": return .exact(ProtocolSet(.udp))
    default: return Bounds(must: ProtocolSet(), may: ProtocolSet(.tcp, .udp))
    }
  }

  /// The ports of a range such as `8000-8009`.
  private static func ports(in range: Attribute<String>) -> PartialList<Attribute<Int>> {
    if let why = range.unknown { return PartialList(rest: [why]) }
    let ends = (range.known ?? "").split(separator: "-").map { Int($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], (0...65535).contains(first), last <= 65535,
      first <= last
    else { return PartialList(rest: [Unknown("ContainerPortRange", .unreadable("no range"), at: range.place.range)]) }
    return PartialList((first...last).map { Attribute(.known($0), origin: range.origin, place: range.place) })
  }
}
