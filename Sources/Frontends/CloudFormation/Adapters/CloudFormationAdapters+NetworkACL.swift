import AWSModel
import Documents
import NetSpace

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::NetworkAcl`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkacl.html
  @Sendable static func networkACL(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.networkACLs.append(
      NetworkACL(declaration: resource.declaration, vpc: resource.required("VpcId"), entries: PartialList()))
  }

  /// Reads `AWS::EC2::NetworkAclEntry`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkaclentry.html
  @Sendable static func networkACLEntry(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let egress = fields.bool("Egress", default: false)
    let ports = fields.block("PortRange")
    let icmp = fields.block("Icmp")
    let entry = NetworkACLEntry(
      number: fields.int("RuleNumber") ?? Attribute(.unknown(resource.missing("RuleNumber")), place: resource.place),
      direction: egress.map { $0 ? Direction.egress : .ingress }, allows: allows(resource),
      traffic: .networkACL(
        proto: resource.requiredString("Protocol"), from: ports?.int("From"), to: ports?.int("To"),
        icmpType: icmp?.int("Type"), icmpCode: icmp?.int("Code")),
      block: block(resource), declaredBy: resource.id, place: resource.place, existence: resource.existence())
    draft.aclEntries.append(StandaloneEntry(acl: resource.required("NetworkAclId"), entry: entry))
  }

  /// Reads `AWS::EC2::SubnetNetworkAclAssociation`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetnetworkaclassociation.html
  @Sendable static func networkACLAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.networkACLAssociations.append(
      NetworkACLAssociation(
        declaration: resource.declaration, acl: resource.required("NetworkAclId"),
        subnet: resource.required("SubnetId")))
  }

  private static func allows(_ resource: ResourceFields) -> Attribute<Bool> {
    let action = resource.requiredString("RuleAction")
    return action.flatMap { text in
      switch text.lowercased() {
      case "allow": return .known(true)
      case "deny": return .known(false)
      default:
        let message = "expected allow or deny, found \"\(text)\""
        resource.context.report(Diagnostic(.unreadable, message, at: action.place.range))
        return .unknown(Unknown("RuleAction", .unreadable(message), at: action.place.range))
      }
    }
  }

  private static func block(_ resource: ResourceFields) -> Attribute<AddressBlock> {
    if let block = resource.fields.addressBlock("CidrBlock", family: .ipv4) { return block }
    if let block = resource.fields.addressBlock("Ipv6CidrBlock", family: .ipv6) { return block }
    return Attribute(.known(AddressBlock(prefix: .unknown(resource.missing("CidrBlock")))), place: resource.place)
  }
}
