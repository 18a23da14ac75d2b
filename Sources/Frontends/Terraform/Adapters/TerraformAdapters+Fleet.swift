import AWSModel

/// Fleets of instances.
extension TerraformAdapters {
  /// A fleet of launch templates.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_fleet
  static func fleet(_ resource: ResourceFields, into draft: inout Draft) {
    var fleet = Fleet(resource, targetGroups: PartialList(), balancers: PartialList())
    let rest = add(to: &fleet, resource.fields, overrides: "override", into: &draft)
    fleet.close(rest: rest, into: &draft)
  }

  /// A spot fleet: of launch templates, or of specifications in their place.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/spot_fleet_request
  static func spotFleet(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    var fleet = Fleet(
      resource, targetGroups: fields.links("target_group_arns"), balancers: fields.links("load_balancers"))
    let specifications = fields.blocks("launch_specification")
    for specification in specifications.elements {
      let fields = specification.fields
      fleet.add(
        groups: fields.links("vpc_security_group_ids"), subnets: fields.links("subnet_id"),
        associatesPublicIP: fields.bool("associate_public_ip_address"),
        joinedCluster: fields.joinedCluster("user_data"),
        at: fields.place, into: &draft)
    }
    let rest = add(to: &fleet, fields, overrides: "overrides", into: &draft)
    fleet.close(rest: specifications.rest + rest, into: &draft)
  }

  /// - Returns: why there may be other parts.
  private static func add(
    to fleet: inout Fleet, _ fields: Fields, overrides: String, into draft: inout Draft
  ) -> [Unknown] {
    let configurations = fields.blocks("launch_template_config")
    for configuration in configurations.elements {
      let fields = configuration.fields
      let all = fields.blocks(overrides)
      var subnets = PartialList<Link>(rest: all.rest)
      for one in all.elements { subnets.append(contentsOf: one.fields.links("subnet_id")) }
      fleet.add(
        template: launchTemplate(of: fields.block("launch_template_specification")), subnets: subnets,
        at: fields.place, into: &draft)
    }
    return configurations.rest
  }
}
