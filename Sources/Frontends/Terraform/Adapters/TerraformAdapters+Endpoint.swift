import AWSModel

/// VPC endpoints and the services that they lead to.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint
extension TerraformAdapters {
  static func vpcEndpoint(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.vpcEndpoints.append(
      VPCEndpoint(
        declaration: resource.declaration,
        kind: resource.choice("vpc_endpoint_type", of: VPCEndpoint.Kind.self),
        vpc: resource.required("vpc_id"),
        service: resource.service("service_name", "resource_configuration_arn", "service_network_arn"),
        subnets: fields.links("subnet_ids"), groups: fields.links("security_group_ids"),
        tables: fields.links("route_table_ids"), hasPrivateDNS: resource.bool("private_dns_enabled"),
        policy: fields["policy"].map { PolicyReader(context: resource.context).policy($0) },
        isAccepted: fields.isInUse ?? fields.bool("auto_accept")))
  }

  /// An endpoint that a data source found, as it was.
  static func existingVPCEndpoint(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let why = Unknown(resource.id.address, .notInInput, at: resource.place.range)
    func links(_ key: String) -> PartialList<Link> { fields.has(key) ? fields.links(key) : PartialList(rest: [why]) }
    draft.infrastructure.vpcEndpoints.append(
      VPCEndpoint(
        declaration: resource.declaration,
        kind: fields.choice("vpc_endpoint_type", of: VPCEndpoint.Kind.self)
          ?? Attribute(.unknown(why), place: resource.place),
        vpc: resource.elsewhere("vpc_id"),
        service: fields.has("service_name")
          ? resource.service("service_name") : Attribute(.unknown(why), place: resource.place),
        subnets: links("subnet_ids"), groups: links("security_group_ids"), tables: links("route_table_ids"),
        hasPrivateDNS: fields.bool("private_dns_enabled") ?? Attribute(.unknown(why), place: resource.place),
        policy: fields["policy"].map { PolicyReader(context: resource.context).policy($0) }
          ?? .unknown(why, at: resource.place),
        isAccepted: fields.isInUse))
  }

  static func endpointTable(_ resource: ResourceFields, into draft: inout Draft) {
    add(.table(resource.required("route_table_id").declared(by: resource.id)), of: resource, into: &draft)
  }

  static func endpointSubnet(_ resource: ResourceFields, into draft: inout Draft) {
    add(.subnet(resource.required("subnet_id").declared(by: resource.id)), of: resource, into: &draft)
  }

  /// Reads `aws_vpc_endpoint_security_group_association`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint_security_group_association
  static func endpointGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let group = resource.required("security_group_id").declared(by: resource.id)
    let replaces = resource.bool("replace_default_association")
    add(.group(group, replacesDefault: replaces), of: resource, into: &draft)
  }

  /// The policy of an endpoint; without one it is AWS's default again.
  static func endpointPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    guard let policy = resource.fields["policy"] else { return }
    add(.policy(PolicyReader(context: resource.context).policy(policy)), of: resource, into: &draft)
  }

  static func endpointPrivateDNS(_ resource: ResourceFields, into draft: inout Draft) {
    let isEnabled =
      resource.fields.bool("private_dns_enabled")
      ?? Attribute(.unknown(resource.missing("private_dns_enabled")), place: resource.place)
    add(.privateDNS(isEnabled), of: resource, into: &draft)
  }

  private static func add(_ part: EndpointPart.Part, of resource: ResourceFields, into draft: inout Draft) {
    draft.endpointParts.append(
      EndpointPart(endpoint: resource.owner(resource.required("vpc_endpoint_id")), part: part))
  }

  /// Reads `aws_vpc_endpoint_service`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint_service
  static func endpointService(_ resource: ResourceFields, into draft: inout Draft) {
    var balancers = resource.fields.links("network_load_balancer_arns")
    balancers.append(contentsOf: resource.fields.links("gateway_load_balancer_arns"))
    draft.infrastructure.endpointServices.append(
      EndpointService(
        declaration: resource.declaration, loadBalancers: balancers,
        requiresAcceptance: resource.fields.bool("acceptance_required")
          ?? Attribute(.unknown(resource.missing("acceptance_required")), place: resource.place)))
  }

  /// Reads `aws_vpc_endpoint_connection_accepter`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint_connection_accepter
  static func endpointAcceptance(_ resource: ResourceFields, into draft: inout Draft) {
    add(.acceptance(Attribute(.known(true), place: resource.place)), of: resource, into: &draft)
  }

  /// Who may connect to a service is asked of identities, not of the network.
  static func endpointServicePrincipal(_ resource: ResourceFields, into draft: inout Draft) {}
}

extension Fields {
  /// Whether an endpoint that exists is in use by its state: whoever had to accept it has done so; nil where that is not
  /// known.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
  fileprivate var isInUse: Attribute<Bool>? {
    guard let state = string("state"), state.known == "available" else { return nil }
    return state.map { _ in true }
  }
}

extension ResourceFields {
  /// What an endpoint is for: of these properties it has one.
  func service(_ keys: String...) -> Attribute<PartialText> {
    for key in keys { if let text = fields.text(key) { return text.map(named) } }
    return Attribute(.unknown(missing(keys[0])), place: place)
  }

  /// A service by its name, which is that of the input where this has it: `com.amazonaws.vpce.REGION.vpce-svc-0a1b2c3d`.
  private func named(_ name: PartialText) -> PartialText {
    guard let literal = name.literal, let dot = literal.lastIndex(of: "."),
      let id = context.aliases[String(literal[literal.index(after: dot)...])]
    else { return name }
    return PartialText([.attribute(id, "service_name")])
  }
}
