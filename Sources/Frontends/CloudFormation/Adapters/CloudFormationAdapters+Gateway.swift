import AWSModel
import Documents
import NetSpace

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::InternetGateway`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-internetgateway.html
  @Sendable static func internetGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.internetGateways.append(InternetGateway(declaration: resource.declaration))
  }

  /// Attaches an internet gateway, a virtual private gateway, or both.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcgatewayattachment.html
  @Sendable static func gatewayAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    let vpc = resource.required("VpcId")
    let keys: [(String, GatewayAttachment.Kind)] = [
      ("InternetGatewayId", .internet), ("VpnGatewayId", .virtualPrivate),
    ]
    var gateways = keys.reduce(into: [(link: Link, kind: GatewayAttachment.Kind)]()) { all, key in
      if let gateway = resource.fields.link(key.0) { all.append((gateway, key.1)) }
    }
    if gateways.isEmpty { gateways.append((resource.required("InternetGatewayId"), .internet)) }
    for gateway in gateways {
      draft.infrastructure.gatewayAttachments.append(
        GatewayAttachment(declaration: resource.declaration, gateway: gateway.link, vpc: vpc, kind: gateway.kind))
    }
  }

  /// Reads `AWS::EC2::EgressOnlyInternetGateway`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-egressonlyinternetgateway.html
  @Sendable static func egressOnlyInternetGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.egressOnlyGateways.append(
      EgressOnlyInternetGateway(declaration: resource.declaration, vpc: resource.required("VpcId")))
  }

  /// Reads `AWS::EC2::NatGateway`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-natgateway.html
  @Sendable static func natGateway(_ resource: ResourceFields, into draft: inout Draft) {
    let connectivity = resource.fields.string("ConnectivityType", default: "public")
    draft.infrastructure.natGateways.append(
      NATGateway(
        declaration: resource.declaration, subnet: resource.fields.link("SubnetId"),
        vpc: resource.fields.link("VpcId"), isPublic: connectivity.map { $0 != "private" },
        address: resource.fields.link("AllocationId")))
  }

  /// Reads `AWS::EC2::EIP`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html
  @Sendable static func elasticIP(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.elasticIPs.append(ElasticIP(declaration: resource.declaration))
    guard let instance = resource.fields.link("InstanceId") else { return }
    draft.infrastructure.addressAssociations.append(
      AddressAssociation(
        declaration: resource.declaration, holder: instance,
        address: Link(.resource(resource.id), at: instance.place)))
  }

  /// Reads `AWS::EC2::EIPAssociation`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eipassociation.html
  @Sendable static func elasticIPAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    let holder =
      resource.fields.link("NetworkInterfaceId") ?? resource.fields.link("InstanceId")
      ?? resource.required("InstanceId")
    draft.infrastructure.addressAssociations.append(
      AddressAssociation(
        declaration: resource.declaration, holder: holder,
        address: resource.fields.link("AllocationId") ?? resource.fields.link("EIP")))
  }

  /// Reads `AWS::EC2::PrefixList`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-prefixlist.html
  @Sendable static func prefixList(_ resource: ResourceFields, into draft: inout Draft) {
    let family = resource.fields.string("AddressFamily")?.known.flatMap { AddressFamily(prefixListName: $0) }
    let blocks = resource.fields.blocks("Entries")
    var entries = PartialList<Attribute<AddressBlock>>(rest: blocks.rest)
    for block in blocks.elements {
      if block.existence.verdict != .yes {
        entries.rest += block.existence.because
      } else if let cidr = block.fields.addressBlock("Cidr", family: family) {
        entries.elements.append(cidr)
      } else {
        entries.rest.append(resource.missing("Entries.Cidr"))
      }
    }
    draft.infrastructure.prefixLists.append(
      PrefixList(declaration: resource.declaration, name: resource.fields.text("PrefixListName"), entries: entries))
  }
}

extension AddressFamily {
  /// `IPv4` or `IPv6`, as a prefix list says it.
  fileprivate init?(prefixListName name: String) {
    switch name {
    case "IPv4": self = .ipv4
    case "IPv6": self = .ipv6
    default: return nil
    }
  }
}
