import AWSModel

/// The parts of a fleet or of an auto scaling group: what is launched from one template, or from one specification in its
/// place.
///
/// Each is an auto scaling group of the model: instances of a template, in any of its subnets.
struct Fleet {
  private let resource: ResourceFields
  private let targetGroups: PartialList<Link>
  private let balancers: PartialList<Link>
  private let zones: PartialList<Attribute<PartialText>>
  private let joinedCluster: Link?
  private var count = 0

  /// - Parameters:
  ///   - zones: the availability zones that it names beside subnets, or in their place.
  ///   - joinedCluster: the ECS cluster that settings of the fleet itself name.
  init(
    _ resource: ResourceFields, targetGroups: PartialList<Link>, balancers: PartialList<Link>,
    zones: PartialList<Attribute<PartialText>> = PartialList(), joinedCluster: Link? = nil
  ) {
    self.resource = resource
    self.targetGroups = targetGroups
    self.balancers = balancers
    self.zones = zones
    self.joinedCluster = joinedCluster
  }

  /// Adds what is launched from a template, in the subnets of its overrides.
  mutating func add(template: Link?, subnets: PartialList<Link>, at place: Place, into draft: inout Draft) {
    count += 1
    // The first part stands for the fleet.
    let declaration = count == 1 ? resource.declaration : implied(resource.id.part(count), at: place)
    draft.infrastructure.autoScalingGroups.append(
      AutoScalingGroup(
        declaration: declaration, subnets: subnets, launchTemplate: template, targetGroups: targetGroups,
        zones: zones, joinedCluster: joinedCluster))
    draft.attach(balancers, to: Link(.resource(declaration.id), at: place))
  }

  /// Adds what is launched from a specification, which is a template of its own.
  mutating func add(
    groups: PartialList<Link>, subnets: PartialList<Link>, associatesPublicIP: Attribute<Bool>?,
    joinedCluster: Link?, at place: Place, into draft: inout Draft
  ) {
    let declaration = implied(resource.id.implied("specification \(count + 1)"), at: place)
    draft.infrastructure.launchTemplates.append(
      LaunchTemplate(
        declaration: declaration, groups: groups, associatesPublicIP: associatesPublicIP, subnet: nil, profile: nil,
        joinedCluster: joinedCluster))
    add(
      template: Link(.resource(declaration.id), at: place, origin: .default), subnets: subnets, at: place, into: &draft)
  }

  /// A fleet of which no part is known is in subnets and groups that are not known.
  mutating func close(rest: [Unknown], into draft: inout Draft) {
    guard let why = rest.first else { return }
    add(
      template: Link(.unknown(why), at: resource.place), subnets: PartialList(rest: rest), at: resource.place,
      into: &draft)
  }

  private func implied(_ id: ResourceID, at place: Place) -> Declaration {
    Declaration(
      id: id, type: "fleet", kind: .implied, place: place.range,
      existence: resource.declaration.existence)
  }
}

extension Draft {
  /// Registers a group with classic load balancers; of those that are not known with any.
  mutating func attach(_ balancers: PartialList<Link>, to group: Link) {
    let unknown = balancers.rest.map { Link(.unknown($0), at: group.place) }
    classicAttachments += (balancers.elements + unknown).map {
      ClassicAttachment(balancer: $0, subject: .autoScalingGroup(group))
    }
  }
}
