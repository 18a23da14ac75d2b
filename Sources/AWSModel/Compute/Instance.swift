/// An EC2 instance.
package struct Instance: Resource {
  package let declaration: Declaration
  /// Nil: the default VPC's subnet, or that of the declared network interfaces.
  package let subnet: Link?
  /// Those that attachments of their own give its primary interface included.
  package var groups: PartialList<Link>
  /// Nil: what the subnet says.
  package var associatesPublicIP: Attribute<Bool>?
  /// Nil: what the subnet says.
  package let hasIPv6: Attribute<Bool>?
  package let sourceDestCheck: Attribute<Bool>
  package let profile: Link?
  /// Interfaces declared on their own and attached here; they bring their subnets and groups.
  package let interfaces: PartialList<Link>
  package let launchTemplate: Link?
  /// Private addresses that are written down; empty when AWS chooses.
  package let addresses: PartialList<Attribute<AddressBlock>>
  /// The ECS cluster that it joins, as far as what it runs when it starts says; nil for none.
  package let joinedCluster: Link?

  package init(
    declaration: Declaration, subnet: Link?, groups: PartialList<Link>, associatesPublicIP: Attribute<Bool>?,
    hasIPv6: Attribute<Bool>?, sourceDestCheck: Attribute<Bool>, profile: Link?, interfaces: PartialList<Link>,
    launchTemplate: Link?, addresses: PartialList<Attribute<AddressBlock>> = .init(), joinedCluster: Link? = nil
  ) {
    self.declaration = declaration
    self.subnet = subnet
    self.groups = groups
    self.associatesPublicIP = associatesPublicIP
    self.hasIPv6 = hasIPv6
    self.sourceDestCheck = sourceDestCheck
    self.profile = profile
    self.interfaces = interfaces
    self.launchTemplate = launchTemplate
    self.addresses = addresses
    self.joinedCluster = joinedCluster
  }
}

/// A launch template or launch configuration: what its instances get.
package struct LaunchTemplate: Resource {
  package let declaration: Declaration
  package let groups: PartialList<Link>
  package let associatesPublicIP: Attribute<Bool>?
  package let subnet: Link?
  package let profile: Link?
  /// The ECS cluster that its instances join; nil for none.
  package let joinedCluster: Link?

  package init(
    declaration: Declaration, groups: PartialList<Link>, associatesPublicIP: Attribute<Bool>?, subnet: Link?,
    profile: Link?, joinedCluster: Link? = nil
  ) {
    self.declaration = declaration
    self.groups = groups
    self.associatesPublicIP = associatesPublicIP
    self.subnet = subnet
    self.profile = profile
    self.joinedCluster = joinedCluster
  }
}

/// An auto scaling group: instances of a template, in any of its subnets.
package struct AutoScalingGroup: Resource {
  package let declaration: Declaration
  package let subnets: PartialList<Link>
  package let launchTemplate: Link?
  package var targetGroups: PartialList<Link>
  /// Availability zones that it names itself: without subnets, those of the default VPC that it is in.
  package let zones: PartialList<Attribute<PartialText>>
  /// The ECS cluster that its instances join by settings of the group itself; nil for what its template says.
  package let joinedCluster: Link?

  package init(
    declaration: Declaration, subnets: PartialList<Link>, launchTemplate: Link?, targetGroups: PartialList<Link>,
    zones: PartialList<Attribute<PartialText>> = PartialList(), joinedCluster: Link? = nil
  ) {
    self.declaration = declaration
    self.subnets = subnets
    self.launchTemplate = launchTemplate
    self.targetGroups = targetGroups
    self.zones = zones
    self.joinedCluster = joinedCluster
  }
}
