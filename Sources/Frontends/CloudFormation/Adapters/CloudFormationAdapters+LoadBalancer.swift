import AWSModel
import Documents
import NetSpace

extension CloudFormationAdapters {
  /// Reads `AWS::ElasticLoadBalancingV2::LoadBalancer`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html
  @Sendable static func loadBalancer(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let type = fields.string("Type", default: "application")
    let kind = type.flatMap { text -> Value<LoadBalancer.Kind> in
      if let kind = LoadBalancer.Kind(rawValue: text) { return .known(kind) }
      let message = "expected application, network or gateway, found \"\(text)\""
      fields.context.report(Diagnostic(.unreadable, message, at: type.place.range))
      return .unknown(Unknown("Type", .unreadable(message), at: type.place.range))
    }
    var subnets = fields.links("Subnets")
    let mappings = fields.blocks("SubnetMappings")
    subnets.rest += mappings.rest
    for mapping in mappings.elements {
      guard let subnet = mapping.fields.link("SubnetId") else {
        subnets.rest.append(resource.missing("SubnetMappings.SubnetId"))
        continue
      }
      if mapping.existence.verdict == .yes {
        subnets.elements.append(subnet)
      } else {
        subnets.rest += mapping.existence.because
      }
    }
    draft.infrastructure.loadBalancers.append(
      LoadBalancer(
        declaration: resource.declaration, kind: kind,
        isInternal: fields.string("Scheme", default: "internet-facing").map { $0 == "internal" }, subnets: subnets,
        groups: fields.links("SecurityGroups"), addressType: fields.string("IpAddressType", default: "ipv4"),
        asksGroupsAboutEndpoints: fields.string(
          "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"
        )?.map { $0 == "on" },
        crossesZones: attribute("load_balancing.cross_zone.enabled", in: "LoadBalancerAttributes", fields) {
          $0.bool("Value")
        },
        refusesIPv6Internet: attribute("ipv6.deny_all_igw_traffic", in: "LoadBalancerAttributes", fields) {
          $0.bool("Value")
        }))
  }

  /// Only the listener of a gateway load balancer has neither port nor protocol: it takes every packet, as GENEVE.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html
  @Sendable static func listener(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.listeners.append(
      Listener(
        declaration: resource.declaration, loadBalancer: resource.required("LoadBalancerArn"),
        port: fields.int("Port", default: 6081),
        proto: fields.string("Protocol", default: "GENEVE").map { $0.uppercased() },
        actions: actions(fields, "DefaultActions"),
        certificate: fields.block("Certificates")?.text("CertificateArn"), sslPolicy: fields.string("SslPolicy")))
  }

  /// Reads `AWS::ElasticLoadBalancingV2::ListenerRule`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenerrule.html
  @Sendable static func listenerRule(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.listenerRules.append(
      ListenerRule(
        declaration: resource.declaration, listener: resource.required("ListenerArn"),
        actions: actions(resource.fields, "Actions"), headers: headers(resource.fields)))
  }

  private static func headers(_ fields: Fields) -> PartialList<Attribute<String>> {
    fields.names(of: fields.blocks("Conditions")) { $0.block("HttpHeaderConfig")?.string("HttpHeaderName")?.lowercased }
  }

  /// Reads `AWS::ElasticLoadBalancingV2::TargetGroup`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html
  @Sendable static func targetGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let healthCheck = fields.string("HealthCheckPort")
    draft.infrastructure.targetGroups.append(
      TargetGroup(
        declaration: resource.declaration, vpc: fields.link("VpcId"), port: fields.int("Port"),
        proto: fields.string("Protocol").map { $0.map { $0.uppercased() } },
        targetType: fields.string("TargetType", default: "instance"),
        healthCheckPort: healthCheck?.known == "traffic-port" ? nil : fields.int("HealthCheckPort"),
        preservesClientIP: attribute("preserve_client_ip.enabled", in: "TargetGroupAttributes", fields) {
          $0.bool("Value")
        },
        crossesZones: attribute("load_balancing.cross_zone.enabled", in: "TargetGroupAttributes", fields) {
          $0.string("Value")
        }, targets: targets(resource)))
  }

  /// One of the attributes that are a list of keys and values; nil if it is not among them.
  private static func attribute<T>(
    _ key: String, in list: String, _ fields: Fields, _ value: (Fields) -> Attribute<T>?
  ) -> Attribute<T>? {
    let attributes = fields.blocks(list)
    for attribute in attributes.elements where attribute.fields.string("Key")?.known == key {
      guard let value = value(attribute.fields) else { continue }
      guard let why = attribute.existence.because.first else { return value }
      return Attribute(.unknown(why), place: value.place)
    }
    return attributes.rest.first.map { Attribute(.unknown($0), place: fields.place) }
  }

  private static func targets(_ resource: ResourceFields) -> PartialList<TargetGroup.Target> {
    let blocks = resource.fields.blocks("Targets")
    var targets = PartialList<TargetGroup.Target>(rest: blocks.rest)
    for block in blocks.elements {
      guard block.existence.verdict == .yes else {
        targets.rest += block.existence.because
        continue
      }
      let id = block.fields.text("Id")
      let subject: TargetGroup.Target.Subject
      if let literal = id?.known?.literal, let prefix = IPPrefix(hostOrPrefix: literal) {
        subject = .address(AddressBlock(prefix))
      } else if let link = block.fields.link("Id") {
        subject = .resource(link.target)
      } else {
        targets.rest.append(resource.missing("Targets.Id"))
        continue
      }
      targets.elements.append(
        TargetGroup.Target(subject: subject, port: block.fields.int("Port"), place: block.fields.place))
    }
    return targets
  }

  private static func actions(_ fields: Fields, _ key: String) -> PartialList<ListenerAction> {
    let blocks = fields.blocks(key)
    var actions = PartialList<ListenerAction>(rest: blocks.rest)
    for block in blocks.elements {
      if block.existence.verdict == .yes {
        actions.elements.append(action(block.fields))
      } else {
        actions.rest += block.existence.because
      }
    }
    return actions
  }

  private static func action(_ fields: Fields) -> ListenerAction {
    let forward = fields.block("ForwardConfig")
    var targetGroups = PartialList<Link>()
    if let link = fields.link("TargetGroupArn") { targetGroups.elements.append(link) }
    if let weighted = forward?.blocks("TargetGroups") {
      targetGroups.rest += weighted.rest
      for group in weighted.elements {
        guard let link = group.fields.link("TargetGroupArn") else { continue }
        if group.existence.verdict != .yes {
          targetGroups.rest += group.existence.because
        } else if !targetGroups.elements.contains(where: { $0.target == link.target }) {
          // The same group may be given in both ways.
          targetGroups.elements.append(link)
        }
      }
    }
    let redirect = fields.block("RedirectConfig").map { config in
      ListenerAction.Redirect(
        proto: config.string("Protocol", default: "#{protocol}").map { $0 == "#{protocol}" ? $0 : $0.uppercased() },
        port: config.string("Port", default: "#{port}"))
    }
    let missing = Unknown("Type", .unreadable("missing"), at: fields.place.range)
    if !fields.has("Type") {
      fields.context.report(Diagnostic(.unreadable, "a listener action without Type", at: fields.place.range))
    }
    return ListenerAction(
      type: fields.string("Type") ?? Attribute(.unknown(missing), place: fields.place), targetGroups: targetGroups,
      redirect: redirect, place: fields.place)
  }
}
