import AWSModel
import Documents
import NetSpace

/// How the families of resources become endpoints: which subnets, groups and public addresses their interfaces have.
struct EndpointBuilder {
  let topology: Topology
  let infrastructure: Infrastructure
  private let addressed: [ResourceID: [AddressAssociation]]
  /// Elastic addresses of a holder that is not known: it may be any.
  private let looselyAddressed: [Unknown]
  private let interfacesByInstance: [ResourceID: [NetworkInterface]]
  /// The interfaces that instances name themselves.
  private let interfacesOfInstances: [ResourceID: [ResourceID]]
  private let subnetGroups: [ResourceID: DatabaseSubnetGroup]
  let listeners: [ResourceID: [Listener]]
  let looseListeners: [Listener]

  init(_ topology: Topology) {
    self.topology = topology
    infrastructure = topology.infrastructure
    addressed = infrastructure.addressAssociations.reduce(into: [:]) { all, association in
      switch association.holder.target {
      case .resource(let id): all[id, default: []].append(association)
      case .oneOf(let ids, _): for id in ids { all[id, default: []].append(association) }
      case .external, .unknown: break
      }
    }
    looselyAddressed = infrastructure.addressAssociations.reduce(into: []) { all, association in
      if case .unknown(let why) = association.holder.target { all.append(why) }
    }
    interfacesByInstance = infrastructure.networkInterfaces.reduce(into: [:]) { all, interface in
      if let id = interface.instance?.target.id { all[id, default: []].append(interface) }
    }
    interfacesOfInstances = infrastructure.instances.reduce(into: [:]) { all, instance in
      let ids = instance.interfaces.elements.compactMap(\.target.id)
      if !ids.isEmpty { all[instance.id] = ids }
    }
    subnetGroups = Dictionary(
      infrastructure.databaseSubnetGroups.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    listeners = infrastructure.listeners.reduce(into: [:]) { all, listener in
      if let id = listener.loadBalancer.target.id { all[id, default: []].append(listener) }
    }
    looseListeners = infrastructure.listeners.filter { $0.loadBalancer.target.unknown != nil }
  }

  /// Every endpoint of the input, in declaration order within its kind.
  func endpoints() -> [Endpoint] {
    let attached = Set(
      infrastructure.instances.flatMap(\.interfaces.elements).reduce(into: [ResourceID]()) {
        if let id = $1.target.id { $0.append(id) }
      })
    let instances = Set(infrastructure.instances.map { $0.id })
    let alone = infrastructure.networkInterfaces.filter { interface in
      // An interface of something that is not in the input stands for it.
      let holder = interface.instance?.target.id
      return !attached.contains(interface.id) && !(holder.map(instances.contains) ?? false)
    }
    var all = infrastructure.loadBalancers.map(loadBalancer)
    all += infrastructure.instances.map(instance)
    all += infrastructure.autoScalingGroups.map(autoScalingGroup)
    all += infrastructure.services.map(service)
    all += alone.map(networkInterface)
    all += serviceEndpoints() + databases() + stores() + outboundServices() + controlPlanes() + nodes()
    let created = createdGroups()
    return all.map { $0.completed(publicAddress: publicAddress(of: $0), createdGroups: created) }
  }

  /// What gives the interfaces of an endpoint elastic addresses, certainly or possibly.
  func associations(of endpoint: Endpoint) -> [AddressAssociation] {
    if addressed.isEmpty { return [] }
    var holders = [endpoint.id] + (interfacesByInstance[endpoint.id] ?? []).map { $0.id }
    for id in interfacesOfInstances[endpoint.id] ?? [] where !holders.contains(id) { holders.append(id) }
    return holders.flatMap { addressed[$0] ?? [] }
  }

  /// The groups that come into being with the input: a data source and an adopted default group were there before.
  private func createdGroups() -> Set<ResourceID> {
    infrastructure.securityGroups.reduce(into: []) { ids, group in
      switch group.declaration.kind {
      case .declared: if !group.isDefault { ids.insert(group.id) }
      case .implied: ids.insert(group.id)
      case .readOnly: break
      }
    }
  }

  // MARK: Compute

  func instance(_ instance: Instance) -> Endpoint {
    let template = launchTemplate(instance.launchTemplate)
    let missing = template == nil ? instance.launchTemplate.map { absence(of: $0) } : nil
    let declared =
      instance.interfaces.elements.reduce(into: interfacesByInstance[instance.id] ?? []) { all, link in
        if let id = link.target.id, let one = infrastructure.networkInterfaces.first(where: { $0.id == id }) {
          all.append(one)
        }
      }
    var sites: [Endpoint.Site] = []
    for site in declared.map({ site(of: $0.subnet) }) where !sites.contains(site) { sites.append(site) }
    if let subnet = instance.subnet ?? template?.subnet, !sites.contains(site(of: subnet)) {
      sites.append(site(of: subnet))
    }
    sites += instance.interfaces.rest.map(Endpoint.Site.unknown)
    if sites.isEmpty { sites = [missing.map(Endpoint.Site.unknown) ?? .defaultVPC] }
    let chosen = declared.isEmpty ? chosen(by: instance.subnet, template?.subnet, missing) : nil
    if let chosen { sites = chosen.sites }
    var groups = self.groups(of: instance, template, missing)
    for interface in declared { groups.append(contentsOf: interface.groups) }
    groups.rest += instance.interfaces.rest
    let holders = [instance.id] + declared.map { $0.id }
    return Endpoint(
      id: instance.id, kind: .instance, declaration: instance.declaration, sites: sites,
      placement: chosen == nil ? .each : .one, choice: chosen?.why,
      groups: groupsOrDefault(groups, sites, choice: chosen?.why, at: instance.declaration.place),
      publicIPv4: publicAddress(
        holders: holders, launch: addressAtLaunch(of: instance, template, missing, declared), sites: sites,
        place: instance.declaration.place),
      hasIPv6: instance.hasIPv6,
      sourceDestCheck: declared.map(\.sourceDestCheck.value.verdict).reduce(instance.sourceDestCheck.value.verdict) {
        $0.and($1)
      },
      serves: .atMost(.full), servesPlace: instance.declaration.place,
      ownAddresses: Self.addresses(([instance.addresses] + declared.map(\.addresses)).filter { !$0.isEmpty }),
      interfaces: instance.interfaces.isComplete ? interfaces(of: instance, template, missing, declared) : [])
  }

  /// Its own groups, or else those of its template; what has none is given the default one elsewhere.
  private func groups(
    of instance: Instance, _ template: LaunchTemplate?, _ missing: Unknown?
  ) -> PartialList<Link> {
    let inherited = template?.groups ?? PartialList(rest: missing.map { [$0] } ?? [])
    if instance.groups.isEmpty { return inherited }
    guard let why = instance.groups.reasonForNone else { return instance.groups }
    var groups = instance.groups
    groups.append(contentsOf: inherited.possible(why))
    return groups
  }

  /// What a launch template or launch configuration says, where it is not in the input or may not be the one.
  private func absence(of template: Link) -> Unknown {
    template.target.unknown ?? Unknown(template.target.name, .notInInput, at: template.place.range)
  }

  /// The interfaces of an instance that has several: the one that it is launched with, and those that are declared.
  ///
  /// An elastic address of the instance is one of its first interface, and only an instance that is launched with a
  /// single one is given a public address by its subnet.
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
  private func interfaces(
    of instance: Instance, _ template: LaunchTemplate?, _ missing: Unknown?, _ declared: [NetworkInterface]
  ) -> [Endpoint] {
    let place = instance.declaration.place
    func endpoint(
      _ site: Endpoint.Site, _ groups: PartialList<Link>, holders: [ResourceID], launch: Attribute<Bool>?,
      _ check: Attribute<Bool>, _ addresses: PartialList<Attribute<AddressBlock>>
    ) -> Endpoint {
      Endpoint(
        id: instance.id, kind: .instance, declaration: instance.declaration, sites: [site], placement: .each,
        groups: groupsOrDefault(groups, [site], at: place),
        publicIPv4: publicAddress(holders: holders, launch: launch, sites: [site], place: place),
        hasIPv6: instance.hasIPv6, sourceDestCheck: check.value.verdict, serves: .atMost(.full), servesPlace: place,
        ownAddresses: addresses.isEmpty ? nil : Self.addresses([addresses]))
    }
    let launched = (instance.subnet ?? template?.subnet).map { subnet in
      endpoint(
        site(of: subnet), self.groups(of: instance, template, missing), holders: [instance.id],
        launch: addressAtLaunch(of: instance, template, missing, declared), instance.sourceDestCheck,
        instance.addresses)
    }
    let others = declared.enumerated().map { offset, interface in
      let isFirst = offset == 0 && launched == nil
      return endpoint(
        site(of: interface.subnet), interface.groups, holders: (isFirst ? [instance.id] : []) + [interface.id],
        launch: (isFirst ? instance.associatesPublicIP : nil)
          ?? Attribute(.known(false), origin: .default, place: Place(range: interface.declaration.place)),
        interface.sourceDestCheck, interface.addresses)
    }
    let all = (launched.map { [$0] } ?? []) + others
    return all.count > 1 ? all : []
  }

  /// Whether an instance is given a public address when it is launched; nil: as its subnet says.
  ///
  /// With several interfaces it is given none. Whether one that was there before it is given one where the subnet maps
  /// public addresses is not said.
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
  /// (`AssociatePublicIpAddress`)
  private func addressAtLaunch(
    of instance: Instance, _ template: LaunchTemplate?, _ missing: Unknown?, _ declared: [NetworkInterface]
  ) -> Attribute<Bool>? {
    if let explicit = instance.associatesPublicIP ?? template?.associatesPublicIP { return explicit }
    let place = Place(range: instance.declaration.place)
    if let missing { return Attribute(.unknown(missing), origin: .default, place: place) }
    let made = declared.filter { $0.declaration.kind == .implied }.count
    let isLaunchedWithOwn = (instance.subnet ?? template?.subnet) != nil
    let count = instance.interfaces.elements.count + made + (isLaunchedWithOwn ? 1 : 0)
    if count > 1 { return Attribute(.known(false), origin: .default, place: place) }
    guard !isLaunchedWithOwn, let link = instance.interfaces.elements.first,
      let existing = declared.first(where: { $0.id == link.target.id }),
      existing.subnet.target.id.flatMap(topology.subnet)?.mapsPublicIP.known != false
    else { return nil }
    let why = Unknown(
      "whether \(existing.id.address) has a public address",
      .decidedByAWS("is decided by AWS for an interface that is there before its instance"), at: link.place.range)
    return Attribute(.unknown(why), origin: .default, place: place)
  }

  func autoScalingGroup(_ group: AutoScalingGroup) -> Endpoint {
    let template = launchTemplate(group.launchTemplate)
    let missing = group.launchTemplate.map { absence(of: $0) }
    let otherwise = template?.subnet.map { site(of: $0) } ?? (group.zones.isEmpty ? nil : .defaultVPC)
    let some = some(of: group.subnets, orElse: otherwise)
    var sites = some?.sites ?? sites(of: group.subnets)
    if group.subnets.isEmpty, let subnet = template?.subnet { sites = [site(of: subnet)] }
    let groups = template?.groups ?? PartialList(rest: missing.map { [$0] } ?? [])
    let publicIPv4: Endpoint.PublicAddress =
      if template == nil, let missing {
        .decided(.unknown, because: [missing], place: group.declaration.place)
      } else {
        publicAddress(
          holders: [group.id], launch: template?.associatesPublicIP, sites: sites, place: group.declaration.place)
      }
    return Endpoint(
      id: group.id, kind: .autoScalingGroup, declaration: group.declaration, sites: sites,
      placement: some == nil ? .each : .one, choice: some?.why,
      groups: groupsOrDefault(groups, sites, choice: some?.why, at: group.declaration.place), publicIPv4: publicIPv4,
      hasIPv6: nil,
      sourceDestCheck: .yes, serves: .atMost(.full), servesPlace: group.declaration.place)
  }

  private func service(_ service: ContainerService) -> Endpoint {
    let place = service.declaration.place
    let some = some(of: service.subnets)
    var sites = some?.sites ?? (service.subnets.isEmpty ? [] : sites(of: service.subnets))
    var groups = service.groups
    if sites.isEmpty, let hosts = hosts(of: service) { return self.service(service, on: hosts) }
    if sites.isEmpty {
      // Bridge and host networking: the tasks use the interfaces of container instances.
      let why = Unknown("the container instances of \(service.id.address)", .notInInput, at: place)
      sites = [.unknown(why)]
      groups = PartialList(rest: [why])
    }
    return Endpoint(
      id: service.id, kind: service.isScheduled ? .scheduledTask : .service, declaration: service.declaration,
      sites: sites,
      placement: some == nil ? .each : .one, choice: some?.why,
      groups: groupsOrDefault(groups, sites, choice: some?.why, at: place),
      publicIPv4: .decided(
        service.assignsPublicIP.value.verdict, because: service.assignsPublicIP.unknown.map { [$0] } ?? [],
        place: service.assignsPublicIP.place.range),
      hasIPv6: nil, sourceDestCheck: .yes, serves: .atMost(.full), servesPlace: place)
  }

  private func networkInterface(_ interface: NetworkInterface) -> Endpoint {
    let chosen = chosen(by: interface.subnet, orElse: nil)
    let sites = chosen?.sites ?? [site(of: interface.subnet)]
    return Endpoint(
      id: interface.id, kind: .networkInterface, declaration: interface.declaration, sites: sites,
      placement: chosen == nil ? .each : .one, choice: chosen?.why,
      groups: groupsOrDefault(interface.groups, sites, at: interface.declaration.place),
      // Automatic addresses are given at the launch of an instance only.
      publicIPv4: publicAddress(
        holders: [interface.id],
        launch: Attribute(.known(false), origin: .default, place: Place(range: interface.declaration.place)),
        sites: sites, place: interface.declaration.place),
      hasIPv6: nil, sourceDestCheck: interface.sourceDestCheck.value.verdict, serves: .atMost(.full),
      servesPlace: interface.declaration.place, ownAddresses: Self.addresses([interface.addresses]))
  }

  func launchTemplate(_ link: Link?) -> LaunchTemplate? {
    guard let id = link?.target.id else { return nil }
    return infrastructure.launchTemplates.first { $0.id == id }
  }

  // MARK: Sites and groups

  /// The subnets of a subnet group; without one, of the default VPC.
  func sites(ofGroup link: Link?) -> [Endpoint.Site] {
    guard let link else { return [.defaultVPC] }
    switch link.target {
    case .resource(let id):
      guard let group = subnetGroups[id] else {
        return [.unknown(Unknown(id.address, .notInInput, at: link.place.range))]
      }
      let sites = group.subnets.elements.map { site(of: $0) } + group.subnets.rest.map(Endpoint.Site.unknown)
      return sites.isEmpty
        ? [.unknown(Unknown("the subnets of \(id.address)", .notInInput, at: link.place.range))] : sites
    case .external("default"): return [.defaultVPC]
    case .external(let name): return [.unknown(Unknown(name, .notInInput, at: link.place.range))]
    case .oneOf(_, let why), .unknown(let why): return [.unknown(why)]
    }
  }

  // MARK: What all have

  func site(of link: Link) -> Endpoint.Site {
    switch link.target {
    case .resource(let id):
      guard let subnet = topology.subnet(id) else {
        return .unknown(Unknown(id.address, .notInInput, at: link.place.range))
      }
      return .subnet(subnet.id)
    case .external(let name): return .outside(Unknown(name, .notInInput, at: link.place.range))
    case .unknown(let why) where why.reason == .parameter && !why.isDerived: return .outside(why)
    case .oneOf(_, let why), .unknown(let why): return .unknown(why)
    }
  }

  /// The subnets that an instance chooses from by something that is not known: where it may name none, that of its
  /// template is one of them, or the default VPC's.
  private func chosen(
    by own: Link?, _ inherited: Link?, _ missing: Unknown?
  ) -> (sites: [Endpoint.Site], why: Unknown)? {
    guard let own else { return chosen(by: inherited, orElse: .defaultVPC) }
    if let inherited, own.isOptional, let others = chosen(by: inherited, orElse: .defaultVPC),
      let chosen = chosen(by: own, orElse: nil)
    {
      return (chosen.sites + others.sites.filter { !chosen.sites.contains($0) }, chosen.why)
    }
    return chosen(
      by: own, orElse: inherited.map { site(of: $0) } ?? missing.map(Endpoint.Site.unknown) ?? .defaultVPC)
  }

  /// The subnets that a link chooses from by something that is not known, if they are in the input.
  ///
  /// - Parameter other: where it is if the link may not be there; nil where one must be.
  private func chosen(by link: Link?, orElse other: Endpoint.Site?) -> (sites: [Endpoint.Site], why: Unknown)? {
    guard let link, case .oneOf(let ids, let why) = link.target, ids.allSatisfy({ topology.subnet($0) != nil }) else {
      return nil
    }
    var sites = ids.map(Endpoint.Site.subnet)
    if link.isOptional, let other, !sites.contains(other) { sites.append(other) }
    return (sites, why)
  }

  /// The subnets of a list of which it is not known which are in it, if all are in the input: what has one of them, or
  /// some, has what all of them have alike.
  ///
  /// - Parameter other: where it is if the list may be empty; nil where a subnet must be in it.
  func some(
    of subnets: PartialList<Link>, orElse other: Endpoint.Site? = nil
  ) -> (sites: [Endpoint.Site], why: Unknown)? {
    guard subnets.rest.isEmpty else { return nil }
    var sites: [Endpoint.Site] = []
    var reason: Unknown?
    for element in subnets.elements {
      guard let chosen = chosen(by: element, orElse: nil) else { return nil }
      sites += chosen.sites.filter { !sites.contains($0) }
      reason = reason ?? chosen.why
    }
    if let other, subnets.reasonForNone != nil, !sites.contains(other) { sites.append(other) }
    return reason.map { (sites, $0) }
  }

  /// The named groups, or the default group of the VPC when none is named.
  ///
  /// - Parameter choice: why it is in one of the sites only; nil if it is in all of them.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
  func groupsOrDefault(
    _ groups: PartialList<Link>, _ sites: [Endpoint.Site], choice: Unknown? = nil, at place: SourceRange
  ) -> PartialList<Link> {
    let doubt = groups.reasonForNone
    if !groups.isEmpty, doubt == nil { return groups }
    var defaults: [Link] = []
    for site in sites {
      let group = defaultGroup(of: site, at: Place(range: place))
      if !defaults.contains(where: { $0.target == group.target }) { defaults.append(group) }
      // All are of one VPC, unless which of them it is depends on something.
      if choice == nil { break }
    }
    guard let why = doubt ?? (defaults.count > 1 ? choice : nil) else { return PartialList(defaults) }
    var groups = groups
    groups.append(contentsOf: PartialList(defaults).possible(why))
    return groups
  }

  /// The default group of the VPC that a site is in.
  ///
  /// Of a VPC outside of the input it is none that the input creates.
  private func defaultGroup(of site: Endpoint.Site, at place: Place) -> Link {
    var vpc = "its VPC"
    switch site {
    case .defaultVPC: vpc = Station.defaultVPCName
    case .subnet(let id):
      guard let target = topology.subnet(id)?.vpc.target else { break }
      if let group = target.id.flatMap(topology.defaultGroup(of:)) {
        return Link(.resource(group.id), at: place, origin: .default)
      }
      vpc = VPCKey(target).name
    case .outside, .unknown: break
    }
    return Link(.external("the default security group of \(vpc)"), at: place, origin: .default)
  }

  /// An elastic address counts before what the launch says, and that before what the subnet says.
  func publicAddress(
    holders: [ResourceID], launch: Attribute<Bool>?, sites: [Endpoint.Site], place: SourceRange
  ) -> Endpoint.PublicAddress {
    let associations = holders.flatMap { addressed[$0] ?? [] }
    if let certain = associations.first(where: {
      $0.declaration.existence.verdict == .yes && $0.holder.target.id != nil
    }) {
      return .decided(.yes, because: [], place: certain.holder.place.range)
    }
    var because = associations.flatMap { $0.declaration.existence.because } + looselyAddressed
    because += associations.reduce(into: []) { if let why = $1.holder.target.unknown { $0.append(why) } }
    guard let launch else {
      return because.isEmpty ? .bySubnet : .decided(.unknown, because: because, place: place)
    }
    let verdict = launch.value.verdict
    if verdict == .yes { return .decided(.yes, because: [], place: launch.place.range) }
    if let why = launch.unknown { because.append(why) }
    return .decided(because.isEmpty ? verdict : .unknown, because: because, place: launch.place.range)
  }
}

extension RuleTraffic {
  init(proto: IPProtocol, port: Attribute<Int>, place: Place) {
    self.init(
      protocols: Attribute(.known(ProtocolSet(proto.rawValue)), origin: .default, place: place),
      ports: port.port)
  }
}

extension Reference {
  /// For messages.
  package var name: String {
    switch self {
    case .resource(let id): id.address
    case .oneOf(let ids, _): ids.map(\.address).joined(separator: " or ")
    case .external(let name): name
    case .unknown(let why): why.subject
    }
  }
}
