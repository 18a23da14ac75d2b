import AWSModel

extension Draft {
  /// The Terraform provider appends the name of the zone to names that do not end with it.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route53_record (fqdn)
  func completeRecords(_ result: inout Infrastructure) {
    for i in relativeRecords {
      let record = result.dnsRecords[i]
      guard let name = record.name.known?.literal.map(PublicName.normal) else { continue }
      let zone = record.zone.target.id.flatMap { id in result.hostedZones.first { $0.id == id } }
      if let apex = zone?.name?.known?.literal.map(PublicName.normal) {
        if name == apex || name.hasSuffix(".\(apex)") { continue }
        let whole = PartialText(name.isEmpty ? apex : "\(name).\(apex)")
        result.dnsRecords[i].name = Attribute(.known(whole), origin: record.name.origin, place: record.name.place)
      } else {
        result.dnsRecords[i].doubtAboutZone =
          record.zone.target.unknown ?? Unknown("the name of the zone of \(record.id.address)", .notInInput)
      }
    }
  }
}
