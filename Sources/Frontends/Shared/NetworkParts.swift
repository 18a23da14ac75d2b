import AWSModel

/// Something that a resource of its own adds to a VPC endpoint, or says of it.
struct EndpointPart {
  enum Part {
    case table(Link)
    case subnet(Link)
    /// A group beside the endpoint's own, or instead of the default one.
    case group(Link, replacesDefault: Attribute<Bool>)
    case policy(PolicyDocument)
    case privateDNS(Attribute<Bool>)
    case acceptance(Attribute<Bool>)
  }

  let endpoint: Link
  let part: Part
}

/// The accepter's side of a peering connection.
struct PeeringAcceptance {
  let declaration: Declaration
  let connection: Link
  /// Whether it accepts the connection; one that does not only manages it.
  let accepts: Attribute<Bool>
  /// The connection as far as the accepter knows it: what stands for it when nothing else declares it.
  let standIn: PeeringConnection
}

/// The accepter's side of an attachment to a transit gateway.
struct TransitAcceptance {
  let declaration: Declaration
  let attachment: Link
  /// The attachment as far as the accepter knows it: what stands for it when nothing else declares it.
  let standIn: TransitAttachment
}

/// A table that attachments of a transit gateway are from then on associated with, or propagate to, by default.
struct TransitDefault {
  enum Use {
    case association
    case propagation
  }

  let use: Use
  let gateway: Link
  let table: Link
  let declaration: Declaration
}
