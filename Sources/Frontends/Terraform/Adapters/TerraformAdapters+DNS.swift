import AWSModel

/// Hosted zones and their records.
extension TerraformAdapters {
  /// Reads `aws_route53_zone`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route53_zone
  static func hostedZone(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.hostedZones.append(
      HostedZone(declaration: resource.declaration, name: resource.fields.text("name")))
  }

  /// Reads `aws_route53_record`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route53_record
  static func record(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.relativeRecords.append(draft.infrastructure.dnsRecords.count)
    draft.infrastructure.dnsRecords.append(
      DNSRecord(
        declaration: resource.declaration,
        name: fields.text("name") ?? Attribute(.unknown(resource.missing("name")), place: resource.place),
        type: resource.requiredString("type"), zone: resource.required("zone_id"),
        alias: fields.block("alias").map { alias in
          let name = alias.text("name") ?? Attribute(.unknown(resource.missing("alias.name")), place: alias.place)
          return DNSRecord.Alias(
            name: name, target: alias.owner(ofName: name),
            zone: alias.link("zone_id") ?? Link(.unknown(resource.missing("alias.zone_id")), at: alias.place))
        }))
  }
}
