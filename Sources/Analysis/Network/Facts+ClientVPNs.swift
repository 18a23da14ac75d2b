import AWSModel
import NetSpace

extension Facts {
  /// The Client VPN endpoints by which somebody with one of the source's addresses may reach the target: who connects
  /// to them, and with which address, is a matter of the clients and not of the network.
  ///
  /// Where the endpoint itself does not reach the target nor a load balancer before it, no client does.
  func clientVPNs(_ query: Query) -> [Unknown] {
    guard case .addresses(let set) = query.source, case .endpoint(let target) = query.target else { return [] }
    return infrastructure.outboundServices.compactMap { service in
      guard let clients = service.clients, service.declaration.existence.verdict != .no,
        clients.blocks.bounds.may.intersects(set), endpoint(service.id) != nil
      else { return nil }
      let reached = Query(source: .endpoint(service.id), target: .endpoint(target), traffic: query.traffic)
      if answer(reached).verdict == .no { return nil }
      return Unknown(
        service.id.address, .unsupported("who has an address of its clients is not followed"),
        at: service.declaration.place)
    }
  }
}
