import AWSModel
import Analysis
import CEL
import Documents
import NetSpace

extension Relations {
  static let endpoint: Relation = Relation(of: Objects.endpoint) { context in
    context.facts.endpoints.map { endpoint in
      let existence = endpoint.declaration.existence
      return Row(
        Objects.endpoint.object(endpoint, context), exists: Certainty(existence.verdict, because: existence.because),
        subject: endpoint.id,
        evidence: { [endpoint.declaration.place] + (endpoint.publicAddressPlace.map { [$0] } ?? []) })
    }
  }
}

extension Objects {
  static let endpoint: ObjectType<Endpoint> = ObjectType(
    "endpoint", doc: "Something with a network interface: what packets come from and go to.",
    key: { "\($0.id.stack)\n\($0.address)" }, describe: { $0.address },
    anchors: { endpoint, _ in [Anchor(endpoint.declaration)] },
    fields: placement + network + addressing + endpointRoles)

  private static let placement: ObjectType<Endpoint>.Fields = [
    "address": .init(.string, "The address of its resource.") { endpoint, _ in .string(endpoint.address) },
    "type": .init(.string, "The type of its resource in the words of its tool.") { endpoint, _ in
      .string(endpoint.declaration.type)
    },
    "kind": .init(
      .string,
      "`instance`, `autoscaling_group`, `network_interface`, `service`, `scheduled_task`, `node_group`,"
        + " `fargate_profile`, `function`, `vpc_link`, `instance_connect_endpoint`, `client_vpn_endpoint`, `build_project`, `vpc_connector`, `canary`,"
        + " `data_job`, `workflow_environment`, `notebook`, `batch_environment`, `resolver_endpoint`, `control_plane`,"
        + " `vpc_endpoint`, `load_balancer`, `database`, or the kind of another data store."
    ) { endpoint, _ in .string(endpoint.kind.word) },
    "tier": .init(.string, "Its part: `data`, `load_balancer`, `appliance`, `app` or `bastion`.") { endpoint, context in
      context.value(context.tier(of: endpoint)) { .string($0.rawValue) }
    },
    "subnets": .init(
      .list(.object("subnet")), "The subnets that it is in, or that AWS may place it in.",
      at: { endpoint, context in context.siteAnchors(of: endpoint) { _ in true } }
    ) { endpoint, context in
      context.list(context.subnets(of: endpoint) { _ in .yes }, rest: endpoint.unknownSites)
    },
    "public_subnets": .init(
      .list(.object("subnet")), "Those of its subnets that have a route to an internet gateway.",
      at: { endpoint, context in
        context.siteAnchors(of: endpoint) { context.isPublic(subnet: $0).verdict != .no }
      }
    ) { endpoint, context in
      context.list(
        context.subnets(of: endpoint) { context.isPublic(subnet: $0.id) }, rest: endpoint.unknownSites)
    },
    "public_placement": .init(
      .string, "In words: those of its subnets that have a route to an internet gateway, and the default VPC."
    ) { endpoint, context in
      .string(context.publicPlacement(of: endpoint))
    },
    "is_in_public_subnet": .init(
      .bool, "Whether a subnet that it is in, or may be placed in, has a route to an internet gateway.",
      at: { endpoint, context in
        context.siteAnchors(of: endpoint) { context.isPublic(subnet: $0).verdict != .no }
      }
    ) { endpoint, context in
      context.value(context.isInPublicSubnet(endpoint))
    },
    "security_groups": .init(.list(.object("security_group")), "The security groups of its interfaces.") {
      endpoint, context in
      context.groups(endpoint.groups)
    },
    "database": .init(.object("database"), "The database, if it is one.") { endpoint, context in
      context.storedData(endpoint.id).map { database.value($0, context) }
    },
    "related": .init(
      .list(.object("endpoint")),
      "A database's own cluster, its replicas, what it replicates, its proxies: they speak to each other."
    ) { endpoint, context in
      .list(context.relatives(of: endpoint).map { Objects.endpoint.value($0, context) })
    },
  ]

  private static let network: ObjectType<Endpoint>.Fields = [
    "database_traffic": .init(.object(TrafficObject.name), "The port that it listens on as a data store.") {
      endpoint, context in
      context.value(
        context.facts.databaseTraffic(of: endpoint), because: context.doubts(aboutServiceOf: endpoint))
    },
    "exposures": .init(.list(.object("exposure")), "What of it the internet reaches.") { endpoint, context in
      context.list(
        context.exposures(of: endpoint).map {
          (value: exposure.value($0, context), certainty: $0.exists)
        })
    },
    "internet_traffic": .init(
      .object(TrafficObject.name), "The traffic on which the internet reaches it without a load balancer between."
    ) { endpoint, context in
      let direct = context.exposures(of: endpoint).map(\.exposure).filter(\.balancers.isEmpty)
      let certain = Traffic.union(of: direct.filter { $0.exists == .yes }.map(\.traffic))
      let possible = Traffic.union(of: direct.filter { $0.exists != .no }.map(\.traffic))
      return context.value(
        Bounds(must: certain, may: possible), because: direct.flatMap(\.because).distinct)
    },
    "admissions": .init(.list(.object("admission")), "Every source that it accepts traffic from.") {
      endpoint, context in
      context.list(
        context.admissions(of: endpoint).map {
          (value: admission.value($0, context), certainty: Certainty($0.exists, because: $0.because))
        })
    },
    "load_balancers": .init(.list(.object("endpoint")), "The load balancers that it is a target of.") {
      endpoint, context in
      context.list(
        context.bindings(to: endpoint).map {
          (value: Objects.endpoint.value($0.balancer, context), certainty: Certainty($0.exists, because: $0.because))
        })
    },
    "balanced_traffic": .init(.object(TrafficObject.name), "What load balancers send to it.") { endpoint, context in
      let bindings = context.bindings(to: endpoint)
      let traffic = Bounds<Traffic>.union(
        of: bindings.map { $0.exists == .yes ? $0.traffic : .atMost($0.traffic.may) })
      let doubts = bindings.flatMap { ($0.exists == .yes ? [] : $0.because) + $0.doubtsAboutPort }
      return context.value(traffic, because: doubts.distinct)
    },
  ]
}

extension Endpoint.Kind {
  var word: String {
    switch self {
    case .instance: "instance"
    case .autoScalingGroup: "autoscaling_group"
    case .networkInterface: "network_interface"
    case .service: "service"
    case .scheduledTask: "scheduled_task"
    case .loadBalancer: "load_balancer"
    case .database: "database"
    case .dataStore(let kind): kind.rawValue
    case .outbound(let kind): kind.rawValue
    case .controlPlane: "control_plane"
    case .serviceEndpoint: "vpc_endpoint"
    case .nodes(let kind): kind.rawValue
    }
  }
}

extension Endpoint {
  /// Sites of which not even the subnet is known.
  var unknownSites: [Unknown] {
    sites.compactMap(\.unknown)
  }
}

extension LintContext {
  func bindings(to endpoint: Endpoint) -> [Binding] { facts.bindings(to: endpoint.id) }

  /// The security groups of links.
  func groups(_ links: PartialList<Link>?) -> Value {
    guard let links else { return .list([Value]()) }
    return resources(links) { id in
      facts.topology.securityGroup(id).map { Objects.securityGroup.value($0, self) }
    }
  }

  /// The resources that links lead to; those that are not in the input are a rest.
  func resources(_ links: PartialList<Link>, _ value: (ResourceID) -> Value?) -> Value {
    var elements: [(value: Value, certainty: Certainty)] = []
    var rest = links.rest
    for link in links.elements {
      switch link.target {
      case .resource(let id):
        if let value = value(id) {
          elements.append((value, .yes))
        } else {
          rest.append(Unknown(id.address, .notInInput, at: link.place.range))
        }
      case .oneOf(let ids, let why):
        for case let value? in ids.map(value) { elements.append((value, Certainty(.unknown, because: [why]))) }
      case .external(let name): rest.append(Unknown(name, .notInInput, at: link.place.range))
      case .unknown(let why): rest.append(why)
      }
    }
    return list(elements, rest: rest)
  }

  fileprivate func subnets(
    of endpoint: Endpoint, _ holds: (Subnet) -> Certainty
  ) -> [(value: Value, certainty: Certainty)] {
    endpoint.sites.reduce(into: []) { all, site in
      guard case .subnet(let id) = site, let subnet = facts.topology.subnet(id) else { return }
      all.append((Objects.subnet.value(subnet, self), holds(subnet)))
    }
  }

  /// Whether one of the subnets that it is in, or that AWS may place it in, is public: a subnet group that holds a
  /// public subnet is a mistake wherever the database happens to be today.
  fileprivate func isInPublicSubnet(_ endpoint: Endpoint) -> Certainty {
    let sites = endpoint.sites.map { site -> Certainty in
      switch site {
      case .subnet(let id): isPublic(subnet: id)
      // The default VPC has public subnets unless somebody has changed it.
      case .defaultVPC: .yes
      case .outside(let why), .unknown(let why): Certainty(.unknown, because: [why])
      }
    }
    let any = sites.reduce(Certainty(.no)) { $0.or($1) }
    guard let why = endpoint.choice, any.verdict != .no else { return any }
    let all = sites.reduce(Certainty.yes) { $0.and($1) }
    return all.verdict == .yes ? all : Certainty(.unknown, because: (any.because + [why]).distinct)
  }

  fileprivate func publicPlacement(of endpoint: Endpoint) -> String {
    let words = endpoint.sites.reduce(into: [String]()) { words, site in
      switch site {
      case .subnet(let id):
        let verdict = endpoint.choice == nil ? isPublic(subnet: id).verdict : isPublic(subnet: id).verdict.and(.unknown)
        if verdict != .no { words.append(verdict == .yes ? id.address : "possibly \(id.address)") }
      case .defaultVPC: words.append("a subnet of the default VPC")
      case .outside(let why), .unknown(let why): words.append("(unknown: \(why))")
      }
    }
    return words.joined(separator: ", ")
  }

  /// Where the declaration says in which subnets the endpoint is; its declaration if nothing says so.
  func siteAnchors(of endpoint: Endpoint, _ holds: (ResourceID) -> Bool) -> [Anchor] {
    let links = subnetLinks(of: endpoint).filter { link in
      guard let id = link.target.id else { return link.target.unknown != nil }
      return facts.topology.subnet(id) == nil || holds(id)
    }
    let anchors = links.map { link in
      Anchor(link.place, endpoint.id, key: link.target.id?.address ?? "", words: "in this subnet")
    }
    return anchors.isEmpty ? [Anchor(endpoint.declaration)] : anchors
  }

  private func subnetLinks(of endpoint: Endpoint) -> [Link] {
    let id = endpoint.id
    switch endpoint.kind {
    case .instance: return lookup.first(\.instances, id)?.subnet.map { [$0] } ?? []
    case .autoScalingGroup: return lookup.first(\.autoScalingGroups, id)?.subnets.elements ?? []
    case .networkInterface: return lookup.first(\.networkInterfaces, id).map { [$0.subnet] } ?? []
    case .service, .scheduledTask: return lookup.first(\.services, id)?.subnets.elements ?? []
    case .loadBalancer: return lookup.first(\.loadBalancers, id)?.subnets.elements ?? []
    case .database, .dataStore: return storedData(endpoint.id)?.subnetLinks ?? []
    case .outbound: return lookup.first(\.outboundServices, id)?.subnets.elements ?? []
    case .controlPlane: return lookup.first(\.kubernetesClusters, id)?.subnets.elements ?? []
    case .serviceEndpoint: return lookup.first(\.vpcEndpoints, id)?.subnets.elements ?? []
    case .nodes: return lookup.first(\.nodeGroups, id)?.subnets.elements ?? []
    }
  }

  /// A database's cluster, the other instances of it, its replicas, what it replicates, and the proxies before it.
  fileprivate func relatives(of endpoint: Endpoint) -> [Endpoint] {
    guard endpoint.isDataStore else { return [] }
    return storeFamilies.value { StoreFamilies(storedData) }.relatives(of: endpoint.id).compactMap(facts.endpoint)
      .filter(\.isDataStore)
  }
}

/// Stores that clusters, replication and proxies connect with each other, over any number of steps.
struct StoreFamilies {
  /// In the order in which they are declared.
  private var members: [Int: [ResourceID]] = [:]
  private var families: [ResourceID: Int] = [:]

  fileprivate init(_ stores: [StoredData]) {
    for stored in stores {
      let ids = [stored.id] + stored.relatives.compactMap(\.target.id)
      let found = Set(ids.compactMap { families[$0] }).sorted()
      let family = found.first ?? members.count
      var all = members[family] ?? []
      for other in found.dropFirst() { all += members.updateValue([], forKey: other) ?? [] }
      for id in all { families[id] = family }
      for id in ids where families.updateValue(family, forKey: id) == nil { all.append(id) }
      members[family] = all
    }
  }

  fileprivate func relatives(of id: ResourceID) -> [ResourceID] {
    families[id].flatMap { members[$0] }?.filter { $0 != id } ?? []
  }
}
