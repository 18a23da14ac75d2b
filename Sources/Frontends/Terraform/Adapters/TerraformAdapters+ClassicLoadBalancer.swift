import AWSModel

/// Classic load balancers.
extension TerraformAdapters {
  /// A classic load balancer with its listeners; the instances are those that it names and those that are attached.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elb
  static func classicLoadBalancer(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let listeners = fields.blocks("listener")
    var classic = ClassicListeners(
      resource, targets: fields.links("instances"), check: fields.block("health_check")?.string("target"))
    for listener in listeners.elements {
      classic.add(
        listener.fields, existence: listener.existence,
        ClassicListeners.Keys(
          port: "lb_port", proto: "lb_protocol", targetPort: "instance_port", targetProtocol: "instance_protocol",
          certificate: "ssl_certificate_id"))
    }
    draft.add(
      classic, rest: listeners.rest,
      LoadBalancer(
        declaration: resource.declaration, kind: fields.defaulted(.classic),
        isInternal: resource.bool("internal"), subnets: fields.links("subnets"),
        groups: fields.links("security_groups"), addressType: fields.defaulted("ipv4"),
        crossesZones: resource.bool("cross_zone_load_balancing")))
  }

  static func classicAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    draft.classicAttachments.append(
      ClassicAttachment(
        balancer: resource.owner(resource.required("elb")), subject: .target(resource.required("instance"))))
  }
}
