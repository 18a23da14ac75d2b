import AWSModel
import Documents
import NetSpace

/// Something with a network interface: what packets come from and go to.
package final class Endpoint: Sendable {
  package enum Kind: Hashable, Sendable {
    case instance
    case autoScalingGroup
    case networkInterface
    case service
    /// Tasks that a schedule or an event starts.
    case scheduledTask
    case loadBalancer(LoadBalancer.Kind?)
    /// RDS, Aurora, DocumentDB and Neptune.
    case database
    /// A cache, a warehouse, a broker and the like.
    case dataStore(DataStore.Kind)
    /// What is there to send: a function, a link, a connect endpoint, a build.
    case outbound(OutboundService.Kind)
    /// An EKS control plane.
    case controlPlane
    /// Nodes or pods of an EKS cluster.
    case nodes(NodeGroup.Kind)
    /// An interface endpoint of a VPC for a service.
    case serviceEndpoint
  }

  /// Where its interfaces are.
  package enum Site: Hashable, Sendable {
    case subnet(ResourceID)
    /// A subnet of the account's default VPC, as AWS creates it.
    case defaultVPC
    /// One subnet that is not in the input, by the identifier or parameter that stands for it.
    case outside(Unknown)
    case unknown(Unknown)

    /// Why it is not known which subnet, in which network, it is; nil where it is.
    package var unknown: Unknown? {
      switch self {
      case .subnet, .defaultVPC: nil
      case .outside(let why), .unknown(let why): why
      }
    }
  }

  /// How many of the sites it uses.
  package enum Placement: Hashable, Sendable {
    /// It has, or may at any time have, an interface in each.
    case each
    /// It is in one of them, which AWS chooses.
    case one
  }

  package let id: ResourceID
  package let kind: Kind
  package let declaration: Declaration
  package let sites: [Site]
  package let placement: Placement
  /// Why it is not known which one of its sites it is in; nil where AWS chooses.
  package let choice: Unknown?
  /// The groups of its interfaces; nil for something that has no groups at all and admits whatever arrives (a network
  /// load balancer created without).
  package let groups: PartialList<Link>?
  /// Whether it has a public IPv4 address when it is in a site, and what says so.
  package let publicIPv4: PublicAddress
  /// Nil: what the subnet says.
  package let hasIPv6: Attribute<Bool>?
  /// Whether it is closed to what comes by IPv6 through an internet gateway, as an internal load balancer is; nil: it is
  /// not.
  let refusesIPv6Internet: Attribute<Bool>?
  /// Whether it drops what is not from or to itself.
  package let sourceDestCheck: Verdict
  /// What it certainly and possibly accepts connections on.
  package let serves: Bounds<Traffic>
  /// What the bounds of `serves` follow from, for a blocked step.
  package let servesPlace: SourceRange
  /// Its private addresses, where all of them are written down; nil where AWS chooses.
  package let ownAddresses: AddressSet?
  /// Its public IPv4 address as far as the input gives or names it; nil where AWS chooses.
  package let publicAddress: NamedAddress?
  /// The groups that the input creates.
  let createdGroups: Set<ResourceID>
  /// Its interfaces one by one, where there are several.
  ///
  /// Each has subnets, groups and a public address of its own, and what the endpoint has is all of these together. Empty
  /// where all of its interfaces are alike.
  package let interfaces: [Endpoint]

  package enum PublicAddress: Hashable, Sendable {
    case decided(Verdict, because: [Unknown], place: SourceRange)
    /// As the subnet says (`map_public_ip_on_launch`).
    case bySubnet
  }

  init(
    id: ResourceID, kind: Kind, declaration: Declaration, sites: [Site], placement: Placement, choice: Unknown? = nil,
    groups: PartialList<Link>?, publicIPv4: PublicAddress, hasIPv6: Attribute<Bool>?,
    refusesIPv6Internet: Attribute<Bool>? = nil, sourceDestCheck: Verdict, serves: Bounds<Traffic>,
    servesPlace: SourceRange, ownAddresses: AddressSet? = nil,
    publicAddress: NamedAddress? = nil, createdGroups: Set<ResourceID> = [], interfaces: [Endpoint] = []
  ) {
    self.id = id
    self.kind = kind
    self.declaration = declaration
    self.sites = sites
    self.placement = placement
    self.choice = choice
    self.groups = groups
    self.publicIPv4 = publicIPv4
    self.hasIPv6 = hasIPv6
    self.refusesIPv6Internet = refusesIPv6Internet
    self.sourceDestCheck = sourceDestCheck
    self.serves = serves
    self.servesPlace = servesPlace
    self.ownAddresses = ownAddresses
    self.publicAddress = publicAddress
    self.createdGroups = createdGroups
    self.interfaces = interfaces
  }

  /// The same with what only all endpoints together show.
  func completed(publicAddress: NamedAddress?, createdGroups: Set<ResourceID>) -> Endpoint {
    Endpoint(
      id: id, kind: kind, declaration: declaration, sites: sites, placement: placement, choice: choice, groups: groups,
      publicIPv4: publicIPv4, hasIPv6: hasIPv6, refusesIPv6Internet: refusesIPv6Internet,
      sourceDestCheck: sourceDestCheck, serves: serves,
      servesPlace: servesPlace, ownAddresses: ownAddresses, publicAddress: publicAddress, createdGroups: createdGroups,
      interfaces: interfaces.map { $0.completed(publicAddress: publicAddress, createdGroups: createdGroups) })
  }

  /// The same with private IPv4 addresses only.
  var withoutPublicAddress: Endpoint {
    Endpoint(
      id: id, kind: kind, declaration: declaration, sites: sites, placement: placement, choice: choice, groups: groups,
      publicIPv4: .decided(.no, because: [], place: declaration.place), hasIPv6: hasIPv6,
      refusesIPv6Internet: refusesIPv6Internet, sourceDestCheck: sourceDestCheck, serves: serves,
      servesPlace: servesPlace, ownAddresses: ownAddresses,
      createdGroups: createdGroups, interfaces: interfaces.map(\.withoutPublicAddress))
  }

  /// The same without security groups, and listening on everything: what is left is its network.
  var withoutGroups: Endpoint {
    Endpoint(
      id: id, kind: kind, declaration: declaration, sites: sites, placement: placement, choice: choice, groups: nil,
      publicIPv4: publicIPv4, hasIPv6: hasIPv6, refusesIPv6Internet: refusesIPv6Internet,
      sourceDestCheck: sourceDestCheck, serves: .full,
      servesPlace: servesPlace, ownAddresses: ownAddresses, publicAddress: publicAddress,
      interfaces: interfaces.map(\.withoutGroups))
  }
}

extension Endpoint {
  package var address: String { id.address }

  /// Whether it is a load balancer of a kind.
  package var isLoadBalancer: Bool {
    if case .loadBalancer = kind { true } else { false }
  }

  package var isCompute: Bool {
    switch kind {
    case .instance, .autoScalingGroup, .networkInterface, .service, .scheduledTask, .nodes: true
    case .outbound(let kind): kind.isCompute
    case .loadBalancer, .database, .dataStore, .controlPlane, .serviceEndpoint: false
    }
  }

  /// Whether it stands for hosts that can talk to each other: tasks of a service, instances of a group, nodes.
  package var isSeveral: Bool {
    switch kind {
    case .autoScalingGroup, .service, .scheduledTask, .nodes, .dataStore, .outbound(.dataJob), .outbound(.workflows),
      .outbound(.batch):
      true
    case .instance, .networkInterface, .loadBalancer, .database, .outbound, .controlPlane, .serviceEndpoint: false
    }
  }

  /// Whether data is what it is there for: a database, a cache, a file system, and what stands before or copies one.
  package var isDataStore: Bool {
    switch kind {
    case .database, .dataStore: true
    case .instance, .autoScalingGroup, .networkInterface, .service, .scheduledTask, .loadBalancer, .outbound,
      .controlPlane, .nodes,
      .serviceEndpoint:
      false
    }
  }

  /// Why it is not known what it listens on.
  ///
  /// An EKS control plane answers at its interfaces when its private endpoint is on; else nodes of its VPC go by the
  /// public one.
  ///
  /// Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
  var listeningUnknown: Unknown {
    kind == .controlPlane
      ? Unknown(
        "the way to the public endpoint of \(address)", .unsupported("its private endpoint is not on"), at: servesPlace)
      : Unknown("the port of \(address)", .decidedByAWS("is not known"), at: servesPlace)
  }

  /// What is said of it when it listens on nothing at all.
  var refusal: String {
    switch kind {
    case .loadBalancer(.gateway): "takes only what its endpoints send"
    case .loadBalancer: "no listener"
    case .instance, .autoScalingGroup, .networkInterface, .service, .scheduledTask, .database, .dataStore, .outbound,
      .controlPlane,
      .nodes, .serviceEndpoint:
      "accepts no connections"
    }
  }

  /// The ports that it may take for its end of a connection: load balancers and functions take any from 1024 on, others
  /// what their operating systems call ephemeral.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
  var clientPorts: PortSet {
    switch kind {
    case .loadBalancer, .outbound(.function), .outbound(.canary): .balancerPorts
    case .instance, .autoScalingGroup, .networkInterface, .service, .scheduledTask, .database, .dataStore, .outbound,
      .controlPlane,
      .nodes, .serviceEndpoint:
      .clientPorts
    }
  }

  /// Whether its interfaces have a group: three-valued, because a reference may not be certain.
  func isMember(of group: Reference) -> (verdict: Verdict, because: [Unknown]) {
    guard let groups else { return (.no, []) }
    var because = groups.rest.filter { mayBe(group, $0) }
    var possible = !because.isEmpty
    for link in groups.elements {
      switch (link.target, group) {
      case (.resource(let a), .resource(let b)) where a == b: return (.yes, [])
      case (.external(let a), .external(let b)) where a == b: return (.yes, [])
      case (.external(let name), _) where link.origin == .default && mayBeDefault(group):
        possible = true
        because.append(Unknown(name, .notInInput, at: link.place.range))
      case (.oneOf(let ids, let why), .resource(let id)) where ids.contains(id):
        possible = true
        because.append(why)
      case (.resource(let id), .oneOf(let ids, let why)) where ids.contains(id):
        possible = true
        because.append(why)
      case (.oneOf(let a, let why), .oneOf(let b, _)) where a.contains(where: b.contains):
        possible = true
        because.append(why)
      case (let own, .unknown(let why)):
        guard mayBe(own, why) else { continue }
        possible = true
        because.append(why)
      case (.unknown(let why), _):
        guard mayBe(group, why), link.origin != .default || mayBeDefault(group) else { continue }
        possible = true
        because.append(why)
      case (.resource, _), (.external, _), (.oneOf, _): continue
      }
    }
    return possible ? (.unknown, because) : (.no, [])
  }

  /// Whether a group that is not known may be a given one: what a parameter stands for was there before its stack, and is
  /// none of the groups that the stack creates.
  private func mayBe(_ group: Reference, _ unknown: Unknown) -> Bool {
    guard case .resource(let id) = group, unknown.reason == .parameter || unknown.isImport, !unknown.isDerived,
      createdGroups.contains(id)
    else { return true }
    return unknown.place == nil ? id.stack != self.id.stack : !unknown.isParameter(of: id.stack)
  }

  /// Whether a group may be the one that came with a VPC outside of the input.
  private func mayBeDefault(_ group: Reference) -> Bool {
    switch group {
    case .resource(let id): !createdGroups.contains(id)
    case .oneOf(let ids, _): !createdGroups.isSuperset(of: ids)
    case .external, .unknown: true
    }
  }
}

extension OutboundService.Kind {
  /// Whether it runs programs of the account, in place of passing on what others send.
  fileprivate var isCompute: Bool {
    switch self {
    case .function, .build, .connector, .canary, .dataJob, .workflows, .notebook, .batch: true
    case .vpcLink, .instanceConnect, .clientVPN, .resolver: false
    }
  }
}
