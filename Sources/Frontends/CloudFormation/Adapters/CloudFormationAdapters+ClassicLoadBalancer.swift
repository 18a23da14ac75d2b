import AWSModel

extension CloudFormationAdapters {
  /// A classic load balancer with its listeners; the instances are those that it names and those that are attached.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancing-loadbalancer.html
  @Sendable static func classicLoadBalancer(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let listeners = fields.blocks("Listeners")
    var classic = ClassicListeners(
      resource, targets: fields.links("Instances"), check: fields.block("HealthCheck")?.string("Target"))
    for listener in listeners.elements {
      classic.add(
        listener.fields, existence: listener.existence,
        ClassicListeners.Keys(
          port: "LoadBalancerPort", proto: "Protocol", targetPort: "InstancePort", targetProtocol: "InstanceProtocol",
          certificate: "SSLCertificateId"))
    }
    draft.add(
      classic, rest: listeners.rest,
      LoadBalancer(
        declaration: resource.declaration, kind: fields.defaulted(.classic),
        isInternal: fields.string("Scheme", default: "internet-facing").map { $0 == "internal" },
        subnets: fields.links("Subnets"), groups: fields.links("SecurityGroups"),
        addressType: fields.defaulted("ipv4"), crossesZones: fields.bool("CrossZone", default: false)))
  }
}
