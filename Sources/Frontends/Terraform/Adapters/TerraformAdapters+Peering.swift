import AWSModel

/// Peering connections between VPCs.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection
extension TerraformAdapters {
  static func peering(_ resource: ResourceFields, into draft: inout Draft) {
    let accepts = resource.bool("auto_accept")
    draft.infrastructure.peerings.append(
      PeeringConnection(
        declaration: resource.declaration, requester: resource.required("vpc_id"),
        accepter: resource.required("peer_vpc_id"),
        isActive: accepts.known == true ? accepts : resource.status("accept_status"),
        isSameRegion: isSameRegion(resource, accepts)))
  }

  /// A connection that a data source found.
  static func existingPeering(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let why = Unknown(resource.id.address, .notInInput, at: resource.place.range)
    let unknown = Link(.unknown(why), at: resource.place)
    draft.infrastructure.peerings.append(
      PeeringConnection(
        declaration: resource.declaration, requester: fields.link("vpc_id") ?? unknown,
        accepter: fields.link("peer_vpc_id") ?? unknown, isActive: resource.status("status"),
        isSameRegion: isSameRegion(resource, fields.defaulted(false))))
  }

  /// The other side of a connection, which may be all of it that the input declares.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection_accepter
  static func peeringAccepter(_ resource: ResourceFields, into draft: inout Draft) {
    let accepts = resource.bool("auto_accept")
    let connection = resource.required("vpc_peering_connection_id")
    draft.peeringAcceptances.append(
      PeeringAcceptance(
        declaration: resource.declaration, connection: connection, accepts: accepts,
        standIn: PeeringConnection(
          declaration: resource.declaration, requester: resource.elsewhere("peer_vpc_id"),
          accepter: resource.elsewhere("vpc_id"),
          isActive: accepts.known == true ? accepts : resource.status("accept_status"),
          isSameRegion: Attribute(.unknown(regions(of: resource)), place: resource.place))))
  }

  /// Options of a connection say how names are resolved; the paths stay as they are.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection_options
  static func peeringOptions(_ resource: ResourceFields, into draft: inout Draft) {}

  /// Without `peer_region` both VPCs are in the region of the provider, and so they are where the connection accepts
  /// itself; a refreshed connection has one in any case.
  private static func isSameRegion(_ resource: ResourceFields, _ accepts: Attribute<Bool>) -> Attribute<Bool> {
    if accepts.known == true { return accepts }
    guard let peer = resource.fields.string("peer_region") else { return resource.fields.defaulted(true) }
    // Its own region stands with the provider or, from version 6 of it, with the resource.
    guard let own = resource.fields.string("region")?.known else {
      return Attribute(.unknown(regions(of: resource)), place: peer.place)
    }
    return peer.map { $0 == own }
  }

  private static func regions(of resource: ResourceFields) -> Unknown {
    Unknown("the regions of \(resource.id.address)", .notInInput, at: resource.declaration.place)
  }
}

extension ResourceFields {
  /// A link that the provider reads from AWS: nothing that the configuration says.
  func elsewhere(_ key: String) -> Link {
    fields.link(key) ?? Link(.unknown(Unknown("\(id.address).\(key)", .notInInput, at: declaration.place)), at: place)
  }

  /// Whether a connection is in use by its status, which is known of one that exists.
  func status(_ key: String) -> Attribute<Bool> {
    let unknown = Unknown("whether \(id.address) is accepted", .notInInput, at: declaration.place)
    guard let status = fields.string(key) else { return Attribute(.unknown(unknown), place: place) }
    return status.flatMap { text in
      switch text {
      case "active", "available", "provisioning": .known(true)
      case "deleted", "deleting", "expired", "failed", "failing", "rejected", "rejecting": .known(false)
      default: .unknown(unknown)
      }
    }
  }
}
