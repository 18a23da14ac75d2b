import AWSModel
import Documents

/// Hosted zones and their records.
extension CloudFormationAdapters {
  /// Reads `AWS::Route53::HostedZone`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-hostedzone.html
  @Sendable static func hostedZone(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.hostedZones.append(
      HostedZone(declaration: resource.declaration, name: resource.fields.text("Name")))
  }

  /// Reads `AWS::Route53::RecordSet`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html
  @Sendable static func record(_ resource: ResourceFields, into draft: inout Draft) {
    let zone = resource.zone ?? Link(.unknown(resource.missing("HostedZoneId")), at: resource.place)
    add(resource.fields, resource.declaration, zone, of: resource, into: &draft)
  }

  /// Each record of a group is one of its own, at its place.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordsetgroup.html
  @Sendable static func recordGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let zone = resource.zone ?? Link(.unknown(resource.missing("HostedZoneId")), at: resource.place)
    let records = resource.fields.blocks("RecordSets")
    for why in records.rest { draft.infrastructure.dnsRecords.append(.unknown(why, in: resource, zone)) }
    for block in records.elements {
      let declaration = Declaration(
        id: resource.id, type: resource.declaration.type, place: block.fields.place.range,
        existence: resource.existence(block.existence))
      add(block.fields, declaration, zone, of: resource, into: &draft)
    }
  }

  private static func add(
    _ fields: Fields, _ declaration: Declaration, _ zone: Link, of resource: ResourceFields, into draft: inout Draft
  ) {
    draft.infrastructure.dnsRecords.append(
      DNSRecord(
        declaration: declaration,
        name: fields.text("Name") ?? Attribute(.unknown(resource.missing("Name")), place: fields.place),
        type: fields.string("Type") ?? Attribute(.unknown(resource.missing("Type")), place: fields.place), zone: zone,
        alias: fields.block("AliasTarget").map { alias in
          let name =
            alias.text("DNSName") ?? Attribute(.unknown(resource.missing("AliasTarget.DNSName")), place: alias.place)
          return DNSRecord.Alias(
            name: name, target: alias.owner(ofName: name),
            zone: alias.link("HostedZoneId")
              ?? Link(.unknown(resource.missing("AliasTarget.HostedZoneId")), at: alias.place))
        }))
  }
}

extension DNSRecord {
  /// What may be there and is not known at all.
  fileprivate static func unknown(_ why: Unknown, in resource: ResourceFields, _ zone: Link) -> DNSRecord {
    let place = Place(range: why.place ?? resource.declaration.place)
    let nothing = Link(.unknown(why), at: place)
    return DNSRecord(
      declaration: Declaration(
        id: resource.id, type: resource.declaration.type, place: place.range,
        existence: resource.existence(.possible([why]))),
      name: Attribute(.unknown(why), place: place), type: Attribute(.unknown(why), place: place), zone: zone,
      alias: Alias(name: Attribute(.unknown(why), place: place), target: nothing, zone: nothing))
  }
}

extension ResourceFields {
  /// The zone of records, by its identifier or its name.
  fileprivate var zone: Link? { fields.link("HostedZoneId") ?? fields.link("HostedZoneName") }
}
