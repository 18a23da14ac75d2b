import AWSModel

/// Instances, launch templates and auto scaling groups.
extension TerraformAdapters {
  static func instance(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    var groups = fields.links("vpc_security_group_ids")
    if groups.isEmpty { groups = fields.links("security_groups") }
    let interfaces = fields.blocks("network_interface")
    var attached = PartialList<Link>(rest: interfaces.rest)
    for interface in interfaces.elements {
      guard let link = interface.fields.link("network_interface_id") else { continue }
      // Which of several it is decides where the instance is, so it is nowhere for certain.
      if let why = link.target.unknown { attached.rest.append(why) } else { attached.elements.append(link) }
    }
    if let link = fields.block("primary_network_interface")?.link("network_interface_id") {
      attached.elements.append(link)
    }
    draft.infrastructure.instances.append(
      Instance(
        declaration: resource.declaration, subnet: fields.link("subnet_id"), groups: groups,
        associatesPublicIP: fields.bool("associate_public_ip_address"), hasIPv6: hasIPv6(fields),
        sourceDestCheck: resource.bool("source_dest_check"),
        profile: fields.link("iam_instance_profile"), interfaces: attached,
        launchTemplate: launchTemplate(of: fields.block("launch_template")),
        addresses: fields.addresses("private_ip", "secondary_private_ips", "ipv6_addresses"),
        joinedCluster: fields.joinedCluster("user_data", "user_data_base64")))
  }

  /// Whether IPv6 addresses are asked for; nil when the subnet decides.
  private static func hasIPv6(_ fields: Fields) -> Attribute<Bool>? {
    if let count = fields.int("ipv6_address_count") { return count.map { $0 > 0 } }
    guard let addresses = fields["ipv6_addresses"] else { return nil }
    let list = fields.list("ipv6_addresses")
    if list.elements.isEmpty, let why = list.rest.first { return Attribute(.unknown(why), place: addresses.place) }
    return list.elements.isEmpty ? nil : Attribute(.known(true), place: addresses.place)
  }

  /// The template that a block names by id or by name.
  static func launchTemplate(of block: Fields?) -> Link? {
    guard let block else { return nil }
    // For a template that is named and not there yet the provider plans the word "unknown" as its identifier.
    let name = block.link("name") ?? block.link("launch_template_name")
    if let name, case .external("unknown")? = block.link("id")?.target { return name }
    return block.link("id") ?? block.link("launch_template_id") ?? block.link("name")
      ?? block.link("launch_template_name")
  }

  static func launchTemplate(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let interface = fields.block("network_interfaces")
    var groups = fields.links("vpc_security_group_ids")
    if let interface { groups.append(contentsOf: interface.links("security_groups")) }
    let profile = fields.block("iam_instance_profile")
    draft.infrastructure.launchTemplates.append(
      LaunchTemplate(
        declaration: resource.declaration, groups: groups,
        associatesPublicIP: interface?.flag("associate_public_ip_address"), subnet: interface?.link("subnet_id"),
        profile: profile?.link("arn") ?? profile?.link("name"),
        joinedCluster: fields.joinedCluster("user_data")))
  }

  static func launchConfiguration(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.launchTemplates.append(
      LaunchTemplate(
        declaration: resource.declaration, groups: fields.links("security_groups"),
        associatesPublicIP: fields.bool("associate_public_ip_address"), subnet: nil,
        profile: fields.link("iam_instance_profile"),
        joinedCluster: fields.joinedCluster("user_data", "user_data_base64")))
  }

  static func autoScalingGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let mixed = fields.block("mixed_instances_policy")?.block("launch_template")
    let subnets = fields.links("vpc_zone_identifier")
    var sources = TrafficSources(
      targetGroups: fields.links("target_group_arns"), balancers: fields.links("load_balancers"))
    sources.add(fields.blocks("traffic_source"), identifier: "identifier", type: "type")
    var fleet = Fleet(
      resource, targetGroups: sources.targetGroups, balancers: sources.balancers,
      zones: fields.texts("availability_zones"))
    // Beside a configuration or a policy the plan shows a template as not known, as it does a `dynamic` one.
    fleet.add(
      template: fields.link("launch_configuration")
        ?? launchTemplate(of: mixed?.block("launch_template_specification"))
        ?? launchTemplate(of: fields.block("launch_template")),
      subnets: subnets, at: resource.place, into: &draft)
    // An override may have a template of its own, with groups of its own.
    for override in mixed?.blocks("override").elements ?? [] {
      guard let own = launchTemplate(of: override.fields.block("launch_template_specification")) else { continue }
      fleet.add(template: own, subnets: subnets, at: override.fields.place, into: &draft)
    }
  }

  static func autoScalingAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    // A classic load balancer is attached by name; it has no target group.
    if let classic = fields.link("elb") {
      draft.classicAttachments.append(
        ClassicAttachment(
          balancer: resource.owner(classic),
          subject: .autoScalingGroup(resource.owner(resource.required("autoscaling_group_name")))))
      return
    }
    let targetGroup =
      fields.link("lb_target_group_arn") ?? fields.link("alb_target_group_arn")
      ?? resource.required("lb_target_group_arn")
    draft.autoScalingAttachments.append(
      AutoScalingAttachment(
        autoScalingGroup: resource.owner(resource.required("autoscaling_group_name")), targetGroup: targetGroup))
  }

  /// A target group or classic load balancer that is attached to a group by its type.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_traffic_source_attachment
  static func trafficSourceAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    var sources = TrafficSources()
    sources.add(resource.fields.blocks("traffic_source"), identifier: "identifier", type: "type")
    let group = resource.owner(resource.required("autoscaling_group_name"))
    draft.attach(sources.balancers, to: group)
    let unknown = sources.targetGroups.rest.map { Link(.unknown($0), at: group.place) }
    draft.autoScalingAttachments += (sources.targetGroups.elements + unknown).map {
      AutoScalingAttachment(autoScalingGroup: group, targetGroup: $0)
    }
  }
}

extension Fields {
  /// A truth value that the provider keeps as a text, in which "" stands for nothing.
  func flag(_ key: String) -> Attribute<Bool>? {
    if case .text(let text)? = self[key]?.content, text.literal == "" { return nil }
    return bool(key)
  }
}
