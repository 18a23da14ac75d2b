/// A hosted zone of Route 53.
package struct HostedZone: Resource {
  package let declaration: Declaration
  package let name: Attribute<PartialText>?

  package init(declaration: Declaration, name: Attribute<PartialText>?) {
    self.declaration = declaration
    self.name = name
  }
}

/// A record of a hosted zone.
package struct DNSRecord: Resource {
  /// What an alias record answers with: the addresses of something else in AWS.
  ///
  /// Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
  package struct Alias: Hashable, Sendable {
    /// The name that it stands for, as written: an attribute of a resource, or a literal name.
    package let name: Attribute<PartialText>
    /// The resource that the name is of, when it says that.
    package let target: Link
    /// The zone of the name: one that belongs to the target's service, or the record's own.
    package let zone: Link

    package init(name: Attribute<PartialText>, target: Link, zone: Link) {
      self.name = name
      self.target = target
      self.zone = zone
    }
  }

  package let declaration: Declaration
  package var name: Attribute<PartialText>
  /// Why the name may go on with that of its zone; nil for one that is written in full.
  package var doubtAboutZone: Unknown?
  /// `A`, `AAAA`, `CNAME`.
  package let type: Attribute<String>
  /// By identifier; by name where the template gives that.
  package let zone: Link
  package let alias: Alias?

  package init(
    declaration: Declaration, name: Attribute<PartialText>, type: Attribute<String>, zone: Link, alias: Alias?
  ) {
    self.declaration = declaration
    self.name = name
    self.type = type
    self.zone = zone
    self.alias = alias
  }
}

/// A public name of something that will not be there when the input is applied.
package struct DepartedName: Hashable, Sendable {
  /// In lower case, without a dot at the end.
  package let name: String
  /// What has had it.
  package let resource: String

  package init(name: String, resource: String) {
    self.name = name
    self.resource = resource
  }
}
