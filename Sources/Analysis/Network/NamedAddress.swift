import AWSModel
import NetSpace

/// A public address that the input gives, or names without knowing it.
package struct NamedAddress: Hashable, Sendable {
  /// Nil before it is assigned.
  package let addresses: AddressSet?
  /// What it is called where it is not known: `aws_eip.app.public_ip`, so that a rule that names it is recognized.
  package let names: [Unknown]
}

extension Topology {
  /// An elastic address of the input; nil for any other.
  func address(of link: Link?) -> NamedAddress? {
    guard let id = link?.target.id, let elastic = elasticIP(id) else { return nil }
    return NamedAddress(
      addresses: elastic.address?.known?.prefix.known.map { AddressSet($0) },
      names: .publicIP(of: id) + [Unknown(attribute: "Ref", of: id)])
  }
}

extension [Unknown] {
  /// What the public address of something is called in both languages.
  fileprivate static func publicIP(of id: ResourceID) -> [Unknown] {
    ["public_ip", "PublicIp"].map { Unknown(attribute: $0, of: id) }
  }
}

extension EndpointBuilder {
  /// The public address of an endpoint: that of the one elastic address that it certainly has, else what an instance
  /// calls its own.
  func publicAddress(of endpoint: Endpoint) -> NamedAddress? {
    let associations = associations(of: endpoint)
    guard let only = associations.first else {
      let isOwn = endpoint.kind == .instance && endpoint.sites.count == 1
      return isOwn ? NamedAddress(addresses: nil, names: .publicIP(of: endpoint.id)) : nil
    }
    guard associations.count == 1, only.declaration.existence.verdict == .yes, only.holder.target.id != nil else {
      return nil
    }
    return topology.address(of: only.address)
  }
}
