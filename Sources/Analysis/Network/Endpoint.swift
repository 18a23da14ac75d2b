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
    case loadBalancer(LoadBalancer.Kind?)
    /// RDS, Aurora, DocumentDB and Neptune.
    case database
    /// A cache, a warehouse, a broker and the like.
    case dataStore(DataStore.Kind)
    /// What sends only: a function, a link, a connect endpoint.
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
    case unknown(Unknown)
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
  /// Whether it drops what is not from or to itself.
  package let sourceDestCheck: Verdict
  /// What it certainly and possibly accepts connections on.
  package let serves: Bounds<Traffic>
  /// What the bounds of `serves` follow from, for a blocked step.
  package let servesPlace: SourceRange
  /// Its private addresses, where all of them are written down; nil where AWS chooses.
  package let ownAddresses: AddressSet?

  package enum PublicAddress: Hashable, Sendable {
    case decided(Verdict, because: [Unknown], place: SourceRange)
    /// As the subnet says (`map_public_ip_on_launch`).
    case bySubnet
  }

  init(
    id: ResourceID, kind: Kind, declaration: Declaration, sites: [Site], placement: Placement, choice: Unknown? = nil,
    groups: PartialList<Link>?, publicIPv4: PublicAddress, hasIPv6: Attribute<Bool>?, sourceDestCheck: Verdict,
    serves: Bounds<Traffic>, servesPlace: SourceRange, ownAddresses: AddressSet? = nil
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
    self.sourceDestCheck = sourceDestCheck
    self.serves = serves
    self.servesPlace = servesPlace
    self.ownAddresses = ownAddresses
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
    case .instance, .autoScalingGroup, .networkInterface, .service, .nodes, .outbound(.function): true
    case .loadBalancer, .database, .dataStore, .controlPlane, .outbound(.vpcLink), .outbound(.instanceConnect),
      .serviceEndpoint:
      false
    }
  }

  /// Whether data is what it is there for: a database, a cache, a file system, and what stands before or copies one.
  package var isDataStore: Bool {
    switch kind {
    case .database, .dataStore: true
    case .instance, .autoScalingGroup, .networkInterface, .service, .loadBalancer, .outbound, .controlPlane, .nodes,
      .serviceEndpoint:
      false
    }
  }

  /// What is said of it when it listens on nothing at all.
  var refusal: String { isLoadBalancer ? "no listener" : "accepts no connections" }

  /// Whether its interfaces have a group: three-valued, because a reference may not be certain.
  func isMember(of group: Reference) -> (verdict: Verdict, because: [Unknown]) {
    guard let groups else { return (.no, []) }
    var because = groups.rest
    var possible = !groups.rest.isEmpty
    for link in groups.elements {
      switch (link.target, group) {
      case (.resource(let a), .resource(let b)) where a == b: return (.yes, [])
      case (.external(let a), .external(let b)) where a == b: return (.yes, [])
      case (.oneOf(let ids, let why), .resource(let id)) where ids.contains(id):
        possible = true
        because.append(why)
      case (.resource(let id), .oneOf(let ids, let why)) where ids.contains(id):
        possible = true
        because.append(why)
      case (.oneOf(let a, let why), .oneOf(let b, _)) where a.contains(where: b.contains):
        possible = true
        because.append(why)
      case (_, .unknown(let why)):
        possible = true
        because.append(why)
      case (.unknown(let why), _):
        possible = true
        because.append(why)
      case (.resource, _), (.external, _), (.oneOf, _): continue
      }
    }
    return possible ? (.unknown, because) : (.no, [])
  }
}
