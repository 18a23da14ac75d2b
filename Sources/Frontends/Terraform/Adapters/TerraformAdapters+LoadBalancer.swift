import AWSModel
import Documents
import NetSpace

/// Application and network load balancers, listeners, target groups.
extension TerraformAdapters {
  /// A load balancer: an application load balancer, and facing the internet, unless it says otherwise.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb
  static func loadBalancer(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let type = resource.string("load_balancer_type")
    var subnets = fields.links("subnets")
    let mappings = fields.blocks("subnet_mapping")
    // On an existing load balancer the provider reports the same subnets both ways.
    if subnets.isEmpty {
      subnets.rest += mappings.rest
      for mapping in mappings.elements {
        guard let subnet = mapping.fields.link("subnet_id") else {
          subnets.rest.append(resource.missing("subnet_mapping.subnet_id"))
          continue
        }
        if mapping.existence.verdict == .yes {
          subnets.elements.append(subnet)
        } else {
          subnets.rest += mapping.existence.because
        }
      }
    }
    draft.infrastructure.loadBalancers.append(
      LoadBalancer(
        declaration: resource.declaration,
        kind: type.flatMap { text in
          LoadBalancer.Kind(rawValue: text).map(Value.known)
            ?? .unknown(
              Unknown("load_balancer_type \"\(text)\"", .unreadable("not a known type"), at: type.place.range))
        },
        isInternal: resource.bool("internal"), subnets: subnets,
        groups: fields.links("security_groups"), addressType: resource.string("ip_address_type"),
        asksGroupsAboutEndpoints: fields.string(
          "enforce_security_group_inbound_rules_on_private_link_traffic"
        )?.map { $0 == "on" },
        // The argument is not for application load balancers, which always do.
        crossesZones: type.known == "application" ? nil : resource.bool("enable_cross_zone_load_balancing")))
  }

  static func listener(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    // Only a listener of a gateway load balancer has neither port nor protocol.
    let noPort = Unknown("\(resource.id.address).port", .decidedByAWS("is every port of a gateway load balancer"))
    draft.infrastructure.listeners.append(
      Listener(
        declaration: resource.declaration, loadBalancer: resource.required("load_balancer_arn"),
        port: fields.int("port") ?? Attribute(.unknown(noPort), origin: .default, place: resource.place),
        proto: resource.string("protocol").map { $0.uppercased() },
        actions: actions(resource, "default_action"), certificate: fields.text("certificate_arn"),
        sslPolicy: fields.string("ssl_policy")))
  }

  static func listenerRule(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.listenerRules.append(
      ListenerRule(
        declaration: resource.declaration, listener: resource.required("listener_arn"),
        actions: actions(resource, "action"), headers: headers(resource.fields)))
  }

  private static func headers(_ fields: Fields) -> PartialList<Attribute<String>> {
    fields.names(of: fields.blocks("condition")) { $0.block("http_header")?.string("http_header_name")?.lowercased }
  }

  private static func actions(_ resource: ResourceFields, _ key: String) -> PartialList<ListenerAction> {
    let blocks = resource.fields.blocks(key)
    var actions = PartialList<ListenerAction>(rest: blocks.rest)
    for block in blocks.elements {
      if block.existence.verdict == .yes {
        actions.elements.append(action(block.fields, key, of: resource))
      } else {
        actions.rest += block.existence.because
      }
    }
    return actions
  }

  private static func action(_ fields: Fields, _ key: String, of resource: ResourceFields) -> ListenerAction {
    var groups = fields.links("target_group_arn")
    let forwards = fields.blocks("forward")
    groups.rest += forwards.rest
    for forward in forwards.elements {
      let targets = forward.fields.blocks("target_group")
      groups.rest += targets.rest
      for target in targets.elements {
        groups.append(contentsOf: target.fields.links("arn"))
      }
    }
    let redirect = fields.block("redirect").map { block in
      ListenerAction.Redirect(
        proto: resource.string("\(key).redirect.protocol", in: block),
        port: resource.string("\(key).redirect.port", in: block))
    }
    return ListenerAction(
      type: fields.string("type", default: "forward"), targetGroups: groups, redirect: redirect, place: fields.place)
  }

  /// A target group; its targets are declared by attachments.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group
  static func targetGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.targetGroups.append(
      TargetGroup(
        declaration: resource.declaration, vpc: fields.link("vpc_id"), port: fields.int("port"),
        proto: fields.string("protocol").map { $0.map { $0.uppercased() } },
        targetType: resource.string("target_type"),
        healthCheckPort: fields.block("health_check").flatMap(checkedPort),
        preservesClientIP: fields.flag("preserve_client_ip"),
        crossesZones: fields.string("load_balancing_cross_zone_enabled"), targets: PartialList()))
  }

  /// The port of a health check; nil for the traffic port.
  private static func checkedPort(_ fields: Fields) -> Attribute<Int>? {
    guard let port = fields.string("port"), port.known != "traffic-port", port.known != "" else { return nil }
    return fields.int("port")
  }

  static func targetAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let link = resource.required("target_id")
    let subject: TargetGroup.Target.Subject
    if case .external(let text) = link.target, let prefix = IPPrefix(hostOrPrefix: text) {
      subject = .address(AddressBlock(prefix))
    } else {
      subject = .resource(link.target)
    }
    draft.targetAttachments.append(
      TargetAttachment(
        targetGroup: resource.owner(resource.required("target_group_arn")),
        target: TargetGroup.Target(subject: subject, port: fields.int("port"), place: link.place)))
  }
}
