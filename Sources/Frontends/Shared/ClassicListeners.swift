import AWSModel
import NetSpace

/// An instance, an auto scaling group or a service that registers with a classic load balancer apart from it.
struct ClassicAttachment {
  enum Subject {
    case target(Link)
    case autoScalingGroup(Link)
    case service(ResourceID)
  }

  let balancer: Link
  let subject: Subject
}

/// The listeners of a classic load balancer, each with the target group that stands for its instances on its port.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html
struct ClassicListeners {
  /// What the tool calls the members of a listener.
  struct Keys {
    let port: String
    let proto: String
    let targetPort: String
    let targetProtocol: String
    let certificate: String
  }

  private let resource: ResourceFields
  private let targets: PartialList<TargetGroup.Target>
  /// The port of the health checks, of which there is one for all listeners; nil: that of the instances.
  private let checkedPort: Attribute<Int>?
  private(set) var listeners: [Listener] = []
  private(set) var targetGroups: [TargetGroup] = []

  /// - Parameter check: what is checked, in the words of the API: `HTTP:8080/health`, `TCP:22`.
  init(_ resource: ResourceFields, targets: PartialList<Link>, check: Attribute<String>?) {
    self.resource = resource
    checkedPort = check.map { Self.port(ofCheck: $0, resource.fields.context) }
    self.targets = targets.map { TargetGroup.Target(subject: .resource($0.target), port: nil, place: $0.place) }
  }

  mutating func add(_ fields: Fields, existence: Existence, _ keys: Keys) {
    let port = fields.int(keys.port) ?? Attribute(.unknown(resource.missing(keys.port)), place: fields.place)
    let name = "listener \(port.known.map(String.init) ?? "\(listeners.count + 1)")"
    let targetProtocol = fields.string(keys.targetProtocol) ?? fields.string(keys.proto)
    let group = TargetGroup(
      declaration: declaration("instances of \(name)", "instances of a listener", fields, existence), vpc: nil,
      port: fields.int(keys.targetPort) ?? Attribute(.unknown(resource.missing(keys.targetPort)), place: fields.place),
      proto: targetProtocol.map { $0.map { $0.uppercased() } }, targetType: fields.defaulted("instance"),
      healthCheckPort: checkedPort, preservesClientIP: fields.defaulted(false), targets: targets)
    let action = ListenerAction(
      type: fields.defaulted("forward"),
      targetGroups: PartialList([Link(.resource(group.id), at: fields.place, origin: .default)]), redirect: nil,
      place: fields.place)
    targetGroups.append(group)
    listeners.append(
      Listener(
        declaration: declaration(name, "listener", fields, existence),
        loadBalancer: Link(.resource(resource.id), at: fields.place, origin: .default), port: port,
        proto: fields.string(keys.proto, default: "TCP").map { Self.listened($0.uppercased()) },
        actions: PartialList([action]), certificate: fields.text(keys.certificate), sslPolicy: nil))
  }

  /// The port in what a health check names: a protocol, a colon, a port, and a path for HTTP and HTTPS.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HealthCheck.html
  private static func port(ofCheck check: Attribute<String>, _ context: AdapterContext) -> Attribute<Int> {
    check.flatMap { text in
      let rest = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first ?? ""
      if let port = Int(rest.prefix { $0 != "/" }), (1...65535).contains(port) { return .known(port) }
      let message = "expected a protocol and a port, as in \"TCP:80\" or \"HTTP:80/health\", found \"\(text)\""
      context.report(Diagnostic(.unreadable, message, at: check.place.range))
      return .unknown(Unknown("\(check.place.path)", .unreadable(message), at: check.place.range))
    }
  }

  /// SSL is what later load balancers call TLS.
  private static func listened(_ proto: String) -> String { proto == "SSL" ? "TLS" : proto }

  private func declaration(_ name: String, _ type: String, _ fields: Fields, _ existence: Existence) -> Declaration {
    Declaration(
      id: resource.id.implied(name), type: type, kind: .implied, place: fields.place.range,
      existence: resource.existence(existence))
  }
}

extension Draft {
  /// Takes a classic load balancer and its listeners.
  ///
  /// - Parameter rest: why there may be other listeners than these.
  mutating func add(_ classic: ClassicListeners, rest: [Unknown], _ balancer: LoadBalancer) {
    infrastructure.loadBalancers.append(withGroup(balancer, for: classic.listeners))
    infrastructure.listeners += classic.listeners
    infrastructure.targetGroups += classic.targetGroups
    guard let why = rest.first else { return }
    // There may be a listener on any port.
    let place = Place(range: balancer.declaration.place)
    infrastructure.listeners.append(
      Listener(
        declaration: Declaration(
          id: balancer.id.implied("other listeners"), type: "listener", kind: .implied,
          place: balancer.declaration.place, existence: .possible(rest)),
        loadBalancer: Link(.resource(balancer.id), at: place, origin: .default),
        port: Attribute(.unknown(why), place: place),
        proto: Attribute(.unknown(why), place: place), actions: PartialList(rest: rest), certificate: nil,
        sslPolicy: nil))
  }

  /// In the default VPC, a classic load balancer that names no group gets one that admits everybody on its ports.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-vpc-security-groups.html
  private mutating func withGroup(_ balancer: LoadBalancer, for listeners: [Listener]) -> LoadBalancer {
    guard balancer.groups.isEmpty, balancer.subnets.isEmpty else { return balancer }
    let place = Place(range: balancer.declaration.place)
    let id = balancer.id.implied(ImpliedObject.classicGroup)
    let ingress = listeners.map { listener in
      SecurityGroupRule(
        direction: .ingress,
        traffic: RuleTraffic(
          protocols: Attribute(.known(ProtocolSet(.tcp)), origin: .default, place: place),
          ports: listener.port.port),
        peers: PartialList([RulePeer(.block(AddressBlock(.everywhere(.ipv4))), at: place)]), origin: .default,
        declaredBy: id, place: place, existence: listener.declaration.existence)
    }
    infrastructure.securityGroups.append(
      SecurityGroup(
        declaration: Declaration(
          id: id, type: ImpliedObject.classicGroup, kind: .implied, place: place.range,
          existence: balancer.declaration.existence),
        vpc: nil, rules: PartialList(ingress + [.allowAllEgress(of: id, at: place)])))
    return LoadBalancer(
      declaration: balancer.declaration, kind: balancer.kind, isInternal: balancer.isInternal,
      subnets: balancer.subnets, groups: PartialList([Link(.resource(id), at: place, origin: .default)]),
      addressType: balancer.addressType, crossesZones: balancer.crossesZones)
  }

  /// What registers with a classic load balancer registers with each of its listeners.
  func attachClassic(_ result: inout Infrastructure) {
    let classic = result.loadBalancers.filter { $0.kind.known == .classic }.map { $0.id }
    for attachment in classicAttachments {
      let (balancers, why) = attachment.balancer.target.balancers(among: classic)
      noteOutside(attachment, classic, &result)
      for balancer in balancers {
        let groups = result.listeners.filter { $0.loadBalancer.target == .resource(balancer) }.flatMap { listener in
          listener.actions.elements.flatMap(\.targetGroups.elements)
        }
        for group in groups { register(attachment, with: group, possibly: why, &result) }
      }
    }
  }

  /// What registers with a load balancer outside of the input, or is itself outside, leads nowhere here.
  private func noteOutside(_ attachment: ClassicAttachment, _ classic: [ResourceID], _ result: inout Infrastructure) {
    if let name = Owners(ids: classic).outside(attachment.balancer) {
      result.leaveOut(
        "who sends to its instances is not known", of: attachment.balancer, "a classic load balancer", called: name)
    }
    guard case .autoScalingGroup(let group) = attachment.subject,
      let name = Owners(result.autoScalingGroups).outside(group)
    else { return }
    result.leaveOut("its instances are no targets of the input", of: group, "an Auto Scaling group", called: name)
  }

  private func register(
    _ attachment: ClassicAttachment, with group: Link, possibly why: Unknown?, _ result: inout Infrastructure
  ) {
    guard let id = group.target.id, let i = result.targetGroups.firstIndex(where: { $0.id == id }) else { return }
    let link = Link(why.map { .oneOf([id], $0) } ?? .resource(id), at: attachment.balancer.place)
    switch attachment.subject {
    case .target(let target):
      if let why {
        result.targetGroups[i].targets.rest.append(why)
      } else {
        result.targetGroups[i].targets.elements.append(
          TargetGroup.Target(subject: .resource(target.target), port: nil, place: target.place))
      }
    case .autoScalingGroup(let group):
      for j in result.autoScalingGroups.indices {
        switch group.target {
        case .resource(result.autoScalingGroups[j].id), .resource(result.autoScalingGroups[j].id.whole):
          if !result.autoScalingGroups[j].targetGroups.elements.contains(where: { $0.target == link.target }) {
            result.autoScalingGroups[j].targetGroups.elements.append(link)
          }
        case .oneOf(let ids, let why) where ids.contains(result.autoScalingGroups[j].id):
          result.autoScalingGroups[j].targetGroups.rest.append(why)
        case .unknown(let why): result.autoScalingGroups[j].targetGroups.rest.append(why)
        case .resource, .oneOf, .external: continue
        }
      }
    case .service(let service):
      guard let j = result.services.firstIndex(where: { $0.id == service }) else { return }
      let port =
        result.targetGroups[i].port
        ?? Attribute(.unknown(Unknown(id.address, .unreadable("no port"))), place: attachment.balancer.place)
      result.services[j].bindings.elements.append(ContainerService.Binding(targetGroup: link, containerPort: port))
    }
  }
}

extension Reference {
  /// The load balancers that this may refer to, and why it is not certain.
  fileprivate func balancers(among all: [ResourceID]) -> ([ResourceID], Unknown?) {
    switch self {
    case .resource(let id): ([id], nil)
    case .oneOf(let ids, let why): (ids, why)
    case .unknown(let why): (all, why)
    case .external: ([], nil)
    }
  }
}
