import AWSModel

/// What the plan disconnects, where the values of either side still repeat the connection.
extension Draft {
  mutating func removeACLAssociations(
    _ gone: [NetworkACLAssociation], unless configures: (String, ResourceID) -> Bool
  ) {
    infrastructure.networkACLAssociations.removeAll { own in
      own.id == own.acl.target.id && !configures("subnet_ids", own.id)
        && gone.contains { $0.acl.target == own.acl.target && $0.subnet.target == own.subnet.target }
    }
  }

  /// A subnet has one list: what an applied list repeats of its subnets gives way to what puts them under another one.
  mutating func removeSupersededACLAssociations(unless configures: (String, ResourceID) -> Bool) {
    func isRepeated(_ association: NetworkACLAssociation) -> Bool {
      association.id == association.acl.target.id && !configures("subnet_ids", association.id)
    }
    var lists: [ResourceID: Reference] = [:]
    for association in infrastructure.networkACLAssociations
    where association.declaration.existence.verdict == .yes && !isRepeated(association) {
      if let subnet = association.subnet.target.id { lists[subnet] = association.acl.target }
    }
    guard !lists.isEmpty else { return }
    infrastructure.networkACLAssociations.removeAll { own in
      guard let list = own.subnet.target.id.flatMap({ lists[$0] }) else { return false }
      return list != own.acl.target && isRepeated(own)
    }
  }

  mutating func removePrefixes(
    _ gone: [(list: Link, entry: Attribute<AddressBlock>)], unless configures: (String, ResourceID) -> Bool
  ) {
    for index in infrastructure.prefixLists.indices {
      let id = infrastructure.prefixLists[index].id
      let blocks = gone.filter { $0.list.target.id == id }.map(\.entry.value)
      guard !blocks.isEmpty, !configures("entry", id) else { continue }
      infrastructure.prefixLists[index].entries.elements.removeAll { blocks.contains($0.value) }
    }
  }

  mutating func removeGateways(_ gone: Infrastructure, unless configures: (String, ResourceID) -> Bool) {
    infrastructure.routePropagations.removeAll { own in
      own.id == own.table.target.id && !configures("propagating_vgws", own.id)
        && gone.routePropagations.contains {
          $0.table.target == own.table.target && $0.gateway.target == own.gateway.target
        }
    }
    infrastructure.gatewayAttachments.removeAll { own in
      own.id == own.gateway.target.id && !configures("vpc_id", own.id)
        && gone.gatewayAttachments.contains {
          $0.gateway.target == own.gateway.target && $0.vpc.target == own.vpc.target
        }
    }
  }

  /// An address says of what it is, and an instance that it has a public address, whoever gave it that one: without an
  /// elastic address it has one again if its subnet gives it one.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
  mutating func removeAddresses(
    _ gone: [AddressAssociation], unless configures: (String, ResourceID) -> Bool
  ) {
    guard !gone.isEmpty else { return }
    infrastructure.addressAssociations.removeAll { own in
      own.id == own.address?.target.id && !["instance", "network_interface"].contains { configures($0, own.id) }
        && gone.contains { $0.id != own.id && $0.address?.target == own.address?.target }
    }
    let holders = Set(gone.compactMap { $0.holder.target.id })
    for index in infrastructure.instances.indices {
      let instance = infrastructure.instances[index]
      let isHolder =
        holders.contains(instance.id)
        || instance.interfaces.elements.contains { $0.target.id.map(holders.contains) ?? false }
      if isHolder, !configures("associate_public_ip_address", instance.id) {
        infrastructure.instances[index].associatesPublicIP = nil
      }
    }
  }

  mutating func removeInterfaces(_ gone: Draft, unless configures: (String, ResourceID) -> Bool) {
    for index in infrastructure.networkInterfaces.indices {
      let id = infrastructure.networkInterfaces[index].id
      let groups = gone.groupAttachments.filter { $0.interface.target.id == id }.map(\.group.target)
      if !groups.isEmpty, !configures("security_groups", id) {
        infrastructure.networkInterfaces[index].groups.elements.removeAll { groups.contains($0.target) }
      }
      let instances = gone.interfaceAttachments.filter { $0.interface.target.id == id }.map(\.instance.target)
      if let instance = infrastructure.networkInterfaces[index].instance, instances.contains(instance.target),
        !configures("attachment", id)
      {
        infrastructure.networkInterfaces[index].instance = nil
      }
    }
    for index in infrastructure.instances.indices {
      let id = infrastructure.instances[index].id
      let groups = gone.groupAttachments.filter { $0.interface.target.id == id }.map(\.group.target)
      guard !groups.isEmpty, !configures("vpc_security_group_ids", id) else { continue }
      infrastructure.instances[index].groups.elements.removeAll { groups.contains($0.target) }
    }
  }

  mutating func removeEndpointParts(_ gone: [EndpointPart], unless configures: (String, ResourceID) -> Bool) {
    for index in infrastructure.vpcEndpoints.indices {
      let id = infrastructure.vpcEndpoints[index].id
      for part in gone where part.endpoint.target.id == id {
        switch part.part {
        case .table(let table) where !configures("route_table_ids", id):
          infrastructure.vpcEndpoints[index].tables.elements.removeAll { $0.target == table.target }
        case .subnet(let subnet) where !configures("subnet_ids", id):
          infrastructure.vpcEndpoints[index].subnets.elements.removeAll { $0.target == subnet.target }
        case .group(let group, _) where !configures("security_group_ids", id):
          infrastructure.vpcEndpoints[index].groups.elements.removeAll { $0.target == group.target }
        case .policy where !configures("policy", id):
          infrastructure.vpcEndpoints[index].policy = nil
        // Who takes an acceptance away rejects the endpoint.
        case .acceptance: infrastructure.vpcEndpoints[index].isAccepted = nil
        default: continue
        }
      }
    }
  }

  /// A group's parts are attached as it is.
  mutating func removeTargetGroups(
    _ gone: [AutoScalingAttachment], unless configures: (String, ResourceID) -> Bool
  ) {
    for index in infrastructure.autoScalingGroups.indices {
      let id = infrastructure.autoScalingGroups[index].id.whole
      let targets = gone.filter { $0.autoScalingGroup.target.id == id }.map(\.targetGroup.target)
      guard !targets.isEmpty, !["target_group_arns", "traffic_source"].contains(where: { configures($0, id) }) else {
        continue
      }
      infrastructure.autoScalingGroups[index].targetGroups.elements.removeAll { targets.contains($0.target) }
    }
  }

  /// A classic load balancer repeats its instances, and an Auto Scaling group its load balancers.
  mutating func removeClassicAttachments(
    _ gone: [ClassicAttachment], unless configures: (String, ResourceID) -> Bool
  ) {
    for attachment in gone {
      switch attachment.subject {
      case .target(let instance): removeTarget(instance, of: attachment.balancer, unless: configures)
      case .autoScalingGroup(let group): removeBalancer(attachment.balancer, of: group, unless: configures)
      case .service: continue
      }
    }
  }

  /// Takes an instance from the groups that stand for the instances of each listener.
  private mutating func removeTarget(
    _ instance: Link, of balancer: Link, unless configures: (String, ResourceID) -> Bool
  ) {
    guard let id = balancer.target.id, !configures("instances", id) else { return }
    let listeners = infrastructure.listeners.filter { $0.loadBalancer.target == balancer.target }
    let groups = Set(
      listeners.flatMap { $0.actions.elements }.flatMap { $0.targetGroups.elements }.compactMap { $0.target.id })
    for index in infrastructure.targetGroups.indices where groups.contains(infrastructure.targetGroups[index].id) {
      infrastructure.targetGroups[index].targets.elements.removeAll { $0.subject == .resource(instance.target) }
    }
  }

  /// What the values of a group say of its load balancers is declared by nothing else.
  private mutating func removeBalancer(
    _ balancer: Link, of group: Link, unless configures: (String, ResourceID) -> Bool
  ) {
    guard let id = group.target.id, !["load_balancers", "traffic_source"].contains(where: { configures($0, id) }) else {
      return
    }
    classicAttachments.removeAll { own in
      guard case .autoScalingGroup(let subject) = own.subject, subject.declaredBy == nil else { return false }
      return subject.target.id?.whole == id && own.balancer.target == balancer.target
    }
  }
}
