import AWSModel
import TerraformLanguage

/// What instances of one resource have among themselves, where only the shape of the expression says which has which:
/// `for_each = { a = x.id, b = y.id }` with `each.value`, or `{ a = x.id, b = y.id }[each.key]`.
///
/// AWS takes none of these twice when all else is the same. So as many instances as there are things to be had have one
/// each, and which has which makes no difference but in the name of the instance.
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (`Resource.AlreadyAssociated`,
/// `InvalidPermission.Duplicate`, `NetworkAclEntryAlreadyExists`, `RouteAlreadyExists`,
/// `TransitGatewayRouteTablePropagation.Duplicate`) and, for the port of a listener,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html (`DuplicateListener`)
extension PlanResolver {
  /// Attributes of which instances that are otherwise the same cannot have the same.
  private static let takenOnce: [String: Set<String>] = [
    "aws_route_table_association": ["subnet_id", "gateway_id"],
    "aws_network_acl_association": ["subnet_id"],
    "aws_ec2_transit_gateway_route_table_association": ["transit_gateway_attachment_id"],
    "aws_ec2_transit_gateway_route_table_propagation": ["transit_gateway_attachment_id"],
    "aws_vpc_endpoint_route_table_association": ["route_table_id"],
    "aws_vpc_security_group_ingress_rule": ["referenced_security_group_id", "prefix_list_id", "security_group_id"],
    "aws_vpc_security_group_egress_rule": ["referenced_security_group_id", "prefix_list_id", "security_group_id"],
    "aws_security_group_rule": ["source_security_group_id", "security_group_id"],
    "aws_lb_listener": ["load_balancer_arn"],
    "aws_alb_listener": ["load_balancer_arn"],
    "aws_route": ["route_table_id"],
    "aws_network_acl_rule": ["network_acl_id"],
  ]

  /// Arguments that make no difference in what AWS takes for the same.
  private static let remarks: Set<String> = ["description", "tags"]

  /// Which of several things is the one of this instance; nil where they cannot be dealt out.
  func share(of holes: [(ResourceID, String)], _ position: Position) -> Int? {
    let resource = position.resource
    guard position.path.components.count == 1, Self.takenOnce[resource.type]?.contains(position.attribute) == true,
      let expressions = position.scope.module.configuration?.resources[resource.localAddress]?["expressions"],
      let own = expressions[position.attribute], ReferenceList(own).usesInstance,
      let siblings = instances[resource.resourceAddress], siblings.count == holes.count
    else { return nil }
    let others = expressions.members.filter { $0.name != position.attribute && !Self.remarks.contains($0.name) }
    guard !others.contains(where: { ReferenceList($0.value).usesInstance }) else { return nil }
    // Those that have one already leave fewer to the others.
    let keys = siblings.map { plan.resources[$0] }
    guard keys.allSatisfy({ $0.after?[position.attribute]?.isNull ?? true }) else { return nil }
    return dealt(holes.map { $0.0 }, to: keys.map { $0.key }, for: resource.key)
  }

  /// The place of what one of the keys gets: what is called like a key goes to it, the others in their order.
  private func dealt(_ things: [ResourceID], to keys: [Traversal.Key?], for own: Traversal.Key?) -> Int? {
    var left = Array(things.indices)
    var share: [Traversal.Key?: Int] = [:]
    for case .name(let name)? in keys {
      let end = left.firstIndex {
        things[$0].address.hasSuffix(".\(name)") || things[$0].address.contains("[\"\(name)\"]")
      }
      if let end { share[.name(name)] = left.remove(at: end) }
    }
    for key in keys where share[key] == nil && !left.isEmpty { share[key] = left.removeFirst() }
    return share[own]
  }
}
