import AWSModel

/// Fleets of instances.
extension CloudFormationAdapters {
  /// A fleet of launch templates.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-ec2fleet.html
  @Sendable static func fleet(_ resource: ResourceFields, into draft: inout Draft) {
    var fleet = Fleet(resource, targetGroups: PartialList(), balancers: PartialList())
    let rest = add(to: &fleet, resource.fields, into: &draft)
    fleet.close(rest: rest, into: &draft)
  }

  /// A spot fleet: of launch templates, or of specifications in their place.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-spotfleet.html
  @Sendable static func spotFleet(_ resource: ResourceFields, into draft: inout Draft) {
    guard let fields = resource.fields.block("SpotFleetRequestConfigData") else {
      let why = resource.missing("SpotFleetRequestConfigData")
      var fleet = Fleet(resource, targetGroups: PartialList(), balancers: PartialList())
      return fleet.close(rest: [why], into: &draft)
    }
    let balancers = fields.block("LoadBalancersConfig")
    var fleet = Fleet(
      resource, targetGroups: links(balancers?.block("TargetGroupsConfig")?.blocks("TargetGroups"), "Arn"),
      balancers: links(
        balancers?.block("ClassicLoadBalancersConfig")?.blocks("ClassicLoadBalancers"), "Name", .classicLoadBalancer))
    let specifications = fields.blocks("LaunchSpecifications")
    var rest = specifications.rest
    for specification in specifications.elements {
      let fields = specification.fields
      if specification.existence.verdict != .yes {
        rest += specification.existence.because
        continue
      }
      let interface = fields.block("NetworkInterfaces")
      var groups = links(fields.blocks("SecurityGroups"), "GroupId")
      if let interface { groups.append(contentsOf: interface.links("Groups")) }
      var subnets = fields.links("SubnetId")
      if let interface { subnets.append(contentsOf: interface.links("SubnetId")) }
      fleet.add(
        groups: groups, subnets: subnets, associatesPublicIP: interface?.bool("AssociatePublicIpAddress"),
        joinedCluster: fields.joinedCluster("UserData"), at: fields.place, into: &draft)
    }
    rest += add(to: &fleet, fields, into: &draft)
    fleet.close(rest: rest, into: &draft)
  }

  /// - Returns: why there may be other parts.
  private static func add(to fleet: inout Fleet, _ fields: Fields, into draft: inout Draft) -> [Unknown] {
    let configurations = fields.blocks("LaunchTemplateConfigs")
    var rest = configurations.rest
    for configuration in configurations.elements {
      let fields = configuration.fields
      if configuration.existence.verdict != .yes {
        rest += configuration.existence.because
        continue
      }
      fleet.add(
        template: fields.block("LaunchTemplateSpecification").flatMap(launchTemplateLink),
        subnets: links(fields.blocks("Overrides"), "SubnetId"), at: fields.place, into: &draft)
    }
    return rest
  }

  /// What the blocks of a list name.
  private static func links(
    _ blocks: PartialList<(fields: Fields, existence: Existence)>?, _ key: String, _ kind: NamedKind? = nil
  ) -> PartialList<Link> {
    guard let blocks else { return PartialList() }
    var links = PartialList<Link>(rest: blocks.rest)
    for block in blocks.elements {
      if block.existence.verdict == .yes {
        links.append(contentsOf: block.fields.links(key, named: kind))
      } else {
        links.rest += block.existence.because
      }
    }
    return links
  }
}
