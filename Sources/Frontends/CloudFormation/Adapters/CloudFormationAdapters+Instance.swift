import AWSModel
import Documents
import NetSpace

extension CloudFormationAdapters {
  /// With `NetworkInterfaces` the subnet and the groups stand there, and not with the instance.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
  @Sendable static func instance(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let interfaces = Interfaces(fields, groups: "GroupSet")
    var groups = fields.links("SecurityGroupIds")
    groups.append(contentsOf: namedGroups(fields))
    groups.append(contentsOf: interfaces.groups)
    let sourceDestCheck = fields.bool("SourceDestCheck", default: true)
    var addresses = fields.interfaceAddresses
    addresses.append(contentsOf: interfaces.addresses)
    draft.infrastructure.instances.append(
      Instance(
        declaration: resource.declaration, subnet: interfaces.subnet(orElse: fields.link("SubnetId")),
        groups: groups, associatesPublicIP: interfaces.associatesPublicIP,
        hasIPv6: hasIPv6(fields) ?? interfaces.doubtful() ?? interfaces.primary.flatMap(hasIPv6),
        sourceDestCheck: sourceDestCheck,
        profile: fields.link("IamInstanceProfile", named: .instanceProfile), interfaces: interfaces.attached,
        launchTemplate: fields.block("LaunchTemplate").flatMap(launchTemplateLink), addresses: addresses,
        joinedCluster: joinedCluster(resource, fields)))
    for (offset, secondary) in interfaces.secondary.enumerated() {
      // An interface made with the instance, beside its primary one.
      let declaration = Declaration(
        id: resource.id.implied("network interface \(offset + 1)"), type: "network interface", kind: .implied,
        place: secondary.fields.place.range, existence: resource.existence(secondary.existence))
      draft.infrastructure.networkInterfaces.append(
        NetworkInterface(
          declaration: declaration,
          subnet: secondary.fields.link("SubnetId") ?? chosenSubnet(of: secondary.fields, resource),
          groups: secondary.fields.links("GroupSet"), sourceDestCheck: sourceDestCheck,
          instance: Link(.resource(resource.id), at: secondary.fields.place),
          addresses: secondary.fields.interfaceAddresses))
    }
  }

  /// The subnet of an interface that names none: it need not, and where it comes to be is written nowhere but for the
  /// primary one.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-instance-networkinterface.html
  private static func chosenSubnet(of interface: Fields, _ resource: ResourceFields) -> Link {
    let place = interface.place
    let why = Unknown(
      "\(resource.id.address).SubnetId", .decidedByAWS("is left out, and AWS documents no default"), at: place.range)
    return Link(.unknown(why), at: place)
  }

  /// Reads `AWS::EC2::LaunchTemplate`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html
  @Sendable static func launchTemplate(_ resource: ResourceFields, into draft: inout Draft) {
    guard let data = resource.fields.block("LaunchTemplateData") else {
      _ = resource.missing("LaunchTemplateData")
      return
    }
    let interfaces = Interfaces(data, groups: "Groups")
    var groups = data.links("SecurityGroupIds")
    groups.append(contentsOf: namedGroups(data))
    groups.append(contentsOf: interfaces.groups)
    let profile = data.block("IamInstanceProfile")
    draft.infrastructure.launchTemplates.append(
      LaunchTemplate(
        declaration: resource.declaration, groups: groups,
        associatesPublicIP: interfaces.associatesPublicIP, subnet: interfaces.subnet(orElse: nil),
        profile: profile?.link("Arn") ?? profile?.link("Name", named: .instanceProfile),
        joinedCluster: joinedCluster(resource, data)))
  }

  /// Reads `AWS::AutoScaling::LaunchConfiguration`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-launchconfiguration.html
  @Sendable static func launchConfiguration(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.launchTemplates.append(
      LaunchTemplate(
        declaration: resource.declaration, groups: namedGroups(fields),
        associatesPublicIP: fields.bool("AssociatePublicIpAddress"), subnet: nil,
        profile: fields.link("IamInstanceProfile", named: .instanceProfile),
        joinedCluster: joinedCluster(resource, fields)))
  }

  /// Reads `AWS::AutoScaling::AutoScalingGroup`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html
  @Sendable static func autoScalingGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let mixed = fields.block("MixedInstancesPolicy")?.block("LaunchTemplate")
    let template =
      fields.block("LaunchTemplate").flatMap(launchTemplateLink)
      ?? mixed?.block("LaunchTemplateSpecification").flatMap(launchTemplateLink)
      ?? fields.link("LaunchConfigurationName", named: .launchConfiguration)
    var sources = TrafficSources(
      targetGroups: fields.links("TargetGroupARNs"),
      balancers: fields.links("LoadBalancerNames", named: .classicLoadBalancer))
    sources.add(fields.blocks("TrafficSources"), identifier: "Identifier", type: "Type", named: .classicLoadBalancer)
    let subnets = fields.links("VPCZoneIdentifier")
    var fleet = Fleet(
      resource, targetGroups: sources.targetGroups, balancers: sources.balancers,
      zones: fields.texts("AvailabilityZones"), joinedCluster: joinedCluster(resource, nil))
    fleet.add(template: template, subnets: subnets, at: resource.place, into: &draft)
    // An override may have a template of its own, with groups of its own.
    let overrides = mixed?.blocks("Overrides") ?? PartialList()
    var rest = overrides.rest
    for override in overrides.elements {
      guard let own = override.fields.block("LaunchTemplateSpecification").flatMap(launchTemplateLink) else { continue }
      if override.existence.verdict == .yes {
        fleet.add(template: own, subnets: subnets, at: override.fields.place, into: &draft)
      } else {
        rest += override.existence.because
      }
    }
    fleet.close(rest: rest, into: &draft)
  }

  /// The ECS cluster that a script names, or the settings that a script applies.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html
  private static func joinedCluster(_ resource: ResourceFields, _ fields: Fields?) -> Link? {
    let applied = resource.metadata?("AWS::CloudFormation::Init")
    return applied.flatMap { resource.fields.joinedCluster(anywhereIn: $0) } ?? fields?.joinedCluster("UserData")
  }

  /// The groups that are given by name.
  ///
  /// The default group of the VPC is named "default": whoever has only that is as one who has none given.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
  private static func namedGroups(_ fields: Fields) -> PartialList<Link> {
    let groups = fields.links("SecurityGroups", named: .securityGroup)
    let isDefault = groups.rest.isEmpty && groups.elements.allSatisfy { $0.target == .external("default") }
    return isDefault ? PartialList() : groups
  }

  /// The template that a specification names, by its id or its name.
  static func launchTemplateLink(_ fields: Fields) -> Link? {
    fields.link("LaunchTemplateId") ?? fields.link("LaunchTemplateName", named: .launchTemplate)
  }

  /// Whether IPv6 addresses are asked for; nil when nothing says so, and the subnet decides.
  private static func hasIPv6(_ fields: Fields) -> Attribute<Bool>? {
    if let count = fields.int("Ipv6AddressCount") { return count.map { $0 > 0 } }
    guard let addresses = fields["Ipv6Addresses"] else { return nil }
    let list = fields.list("Ipv6Addresses")
    if let why = list.rest.first, list.elements.isEmpty { return Attribute(.unknown(why), place: addresses.place) }
    return Attribute(.known(!list.elements.isEmpty), place: addresses.place)
  }
}

/// The network interfaces that an instance or launch template lists.
private struct Interfaces {
  /// The one with device index 0, when it is certainly made with the instance.
  private(set) var primary: Fields?
  /// Others that are made with the instance.
  private(set) var secondary: [(fields: Fields, existence: Existence)] = []
  /// Interfaces declared elsewhere.
  private(set) var attached = PartialList<Link>()
  /// Those that may have device index 0, where it is not certain which one has it, or whether one has.
  private var candidates: [Fields] = []
  /// Why it is not certain, and where.
  private var doubt: (why: Unknown, place: Place)?
  private let groupsKey: String

  init(_ fields: Fields, groups groupsKey: String) {
    self.groupsKey = groupsKey
    let blocks = fields.blocks("NetworkInterfaces")
    attached.rest = blocks.rest
    for (offset, block) in blocks.elements.enumerated() {
      if let link = block.fields.link("NetworkInterfaceId") {
        attached.elements.append(link)
      } else if primary == nil, block.fields.int("DeviceIndex", default: offset).known ?? offset == 0 {
        if let why = block.existence.because.first, block.existence.verdict != .yes {
          doubt = doubt ?? (why, block.fields.place)
          candidates.append(block.fields)
        } else if doubt == nil {
          primary = block.fields
        }
      } else {
        secondary.append(block)
      }
    }
  }

  // MARK: What the primary one has, not known where it is in doubt

  /// - Parameter own: what the instance itself says, which counts where it has no interfaces.
  func subnet(orElse own: Link?) -> Link? {
    guard let doubt else { return primary?.link("SubnetId") ?? own }
    let links = candidates.map { $0.link("SubnetId") } + [own].filter { $0 != nil }
    let ids = links.compactMap { $0?.target.id }
    let isComplete = !ids.isEmpty && ids.count == links.count
    return Link(
      isComplete ? .oneOf(ids, doubt.why) : .unknown(doubt.why), at: doubt.place, isOptional: own?.isOptional ?? true)
  }

  var groups: PartialList<Link> {
    doubt.map { PartialList(rest: [$0.why]) } ?? primary?.links(groupsKey) ?? PartialList()
  }

  var associatesPublicIP: Attribute<Bool>? { doubtful() ?? primary?.bool("AssociatePublicIpAddress") }

  var addresses: PartialList<Attribute<AddressBlock>> {
    doubt.map { PartialList(rest: [$0.why]) } ?? primary?.interfaceAddresses ?? PartialList()
  }

  /// A setting of an interface that is in doubt; nil if none is.
  func doubtful<Value>() -> Attribute<Value>? {
    doubt.map { Attribute(.unknown($0.why), place: $0.place) }
  }
}
