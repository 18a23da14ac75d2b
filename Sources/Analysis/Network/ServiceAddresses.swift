import AWSModel
import NetSpace

/// The addresses of a service that a gateway endpoint leads to: those of a prefix list of AWS, which no input holds.
struct ServiceAddresses {
  let endpoint: ResourceID
  /// `s3`, `dynamodb`; nil where the service is not known.
  let service: String?
  let why: Unknown

  init(_ endpoint: VPCEndpoint) {
    self.endpoint = endpoint.id
    service = endpoint.service.known.flatMap(Self.service)
    why = Unknown(
      "the addresses of the service of \(endpoint.id.address)", .decidedByAWS("are in a prefix list of AWS's own"),
      at: endpoint.service.place.range)
  }

  /// The last part of the name of a service of AWS, or of the prefix list with its addresses.
  private static func service(_ name: PartialText) -> String? {
    let text = name.description
    guard text.hasPrefix("com.amazonaws."), let last = text.split(separator: ".").last, !last.hasSuffix("}") else {
      return nil
    }
    return String(last)
  }

  /// Whether a prefix list is the one with these addresses: the endpoint's own, or that of the service by its name.
  func are(in list: Reference, _ topology: Topology) -> Verdict {
    switch list {
    case .resource(let id):
      if id == endpoint { return .yes }
      guard let name = topology.prefixList(id)?.name?.known, let other = Self.service(name) else { return .unknown }
      return service.map { Verdict($0 == other) } ?? .unknown
    case .external(let name):
      guard let other = Self.service(PartialText(name)) else { return .unknown }
      return service.map { Verdict($0 == other) } ?? .unknown
    case .oneOf, .unknown: return .unknown
    }
  }
}

extension VPCEndpoint {
  /// Whether tables lead to it by routes of its own.
  package var isGateway: Bool { kind.known == .gateway }
}
