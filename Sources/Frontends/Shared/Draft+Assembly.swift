import AWSModel
import Documents
import NetSpace

/// How the parts of a stack come together: separate rules join their groups, separate routes their tables, and the
/// objects that AWS creates by itself are added. What belongs to something that is not certain widens every candidate;
/// what belongs to something outside the input makes a stand-in for it, so that no part is dropped.
extension Draft {
  mutating func assembled(diagnostics: [Diagnostic]) -> Infrastructure {
    // Moved out: of a copy each list that a part is added to would be there twice.
    var result = Infrastructure()
    swap(&result, &infrastructure)
    result.diagnostics += diagnostics
    addDefaultVPC(&result)
    attachClassic(&result)
    attachProviders(&result)
    attachIntegrations(&result)
    attachClientVPNParts(&result)
    completeProxies(&result)
    addClusterGroups(&result)
    attachRules(&result)
    attachRoutes(&result)
    attachEntries(&result)
    attachBlocks(&result)
    attachTargets(&result)
    attachPolicies(&result)
    checkPolicySizes(&result)
    attachMemberships(&result)
    attachInterfaces(&result)
    attachToEndpoints(&result)
    connectNetworks(&result)
    completeReplicas(&result)
    completeRecords(&result)
    settleSettings(&result)
    return result
  }

  /// Replicas of replicas included, however they are declared.
  private func completeReplicas(_ result: inout Infrastructure) {
    let index = Dictionary(
      result.databases.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for i in result.databases.indices {
      var seen: Set<Int> = [i]
      var source = result.databases[i].source?.target.id
      while let id = source, let j = index[id], seen.insert(j).inserted {
        result.databases[i] = result.databases[i].inheriting(from: result.databases[j])
        source = result.databases[j].source?.target.id
      }
      if let link = result.databases[i].source, link.target.id.map({ index[$0] == nil }) ?? true {
        result.databases[i] = result.databases[i].inheriting(fromOutside: link)
      }
    }
  }

  // MARK: Separate parts

  private func attachRules(_ result: inout Infrastructure) {
    // Rules can be added to the groups that AWS implies, so they are there first.
    addDefaultSecurityGroups(&result)
    let index = Owners(result.securityGroups)
    for rule in rules {
      let place = rule.rule.place.range
      for owner in index.owners(of: rule.group) {
        switch owner {
        case .certain(let i): result.securityGroups[i].rules.elements.append(rule.rule)
        case .possible(let i, let why): result.securityGroups[i].rules.elements.append(rule.rule.possibly(why))
        case .outside(let name):
          // The group lives elsewhere; what this rule adds to it is known all the same.
          let i =
            result.securityGroups.firstIndex { $0.id.address == name && $0.declaration.kind == .readOnly }
            ?? {
              result.securityGroups.append(SecurityGroup(outside: name, stack: rule.rule.declaredBy.stack, at: place))
              return result.securityGroups.count - 1
            }()
          result.securityGroups[i].rules.elements.append(rule.rule)
          result.keep(.rule(rule.rule), of: rule.group, called: name, declaredBy: rule.rule.declaredBy)
        }
      }
    }
  }

  private func attachRoutes(_ result: inout Infrastructure) {
    // Tables that AWS implies are routed to by their VPC's attribute, so they are added first.
    addMainRouteTables(&result)
    let index = Owners(result.routeTables)
    for route in routes {
      for owner in index.owners(of: route.table) {
        switch owner {
        case .certain(let i): result.routeTables[i].routes.elements.append(route.route)
        case .possible(let i, let why): result.routeTables[i].routes.elements.append(route.route.possibly(why))
        // A table outside the input is the table of no subnet of the input.
        case .outside(let name):
          result.keep(.route(route.route), of: route.table, called: name, declaredBy: route.route.declaredBy)
        }
      }
    }
  }

  private func attachEntries(_ result: inout Infrastructure) {
    addDefaultNetworkACLs(&result)
    let index = Owners(result.networkACLs)
    for entry in aclEntries {
      for owner in index.owners(of: entry.acl) {
        switch owner {
        case .certain(let i): result.networkACLs[i].entries.elements.append(entry.entry)
        case .possible(let i, let why): result.networkACLs[i].entries.elements.append(entry.entry.possibly(why))
        case .outside(let name):
          result.keep(.entry(entry.entry), of: entry.acl, called: name, declaredBy: entry.entry.declaredBy)
        }
      }
    }
  }

  private func attachBlocks(_ result: inout Infrastructure) {
    let lists = Owners(result.prefixLists)
    for (list, entry) in prefixListEntries {
      for owner in lists.owners(of: list) {
        switch owner {
        case .certain(let i): result.prefixLists[i].entries.elements.append(entry)
        case .possible(let i, let why): result.prefixLists[i].entries.rest.append(why)
        case .outside(let name): result.keep(.listed(entry), of: list, called: name, declaredBy: list.declaredBy)
        }
      }
    }
    let vpcs = Owners(result.vpcs)
    for (vpc, block) in vpcBlocks {
      for owner in vpcs.owners(of: vpc) {
        switch owner {
        case .certain(let i): result.vpcs[i].blocks.elements.append(block)
        case .possible(let i, let why): result.vpcs[i].blocks.rest.append(why)
        case .outside(let name): result.keep(.block(block), of: vpc, called: name, declaredBy: vpc.declaredBy)
        }
      }
    }
  }

  private func attachTargets(_ result: inout Infrastructure) {
    let groups = Owners(result.targetGroups)
    let kinds = TargetKinds(result)
    for attachment in targetAttachments {
      for owner in groups.owners(of: attachment.targetGroup) {
        switch owner {
        case .certain(let i):
          let target = kinds.narrowed(attachment.target, to: result.targetGroups[i].targetType)
          result.targetGroups[i].targets.elements.append(target)
        case .possible(let i, let why):
          let target = kinds.narrowed(attachment.target, to: result.targetGroups[i].targetType)
          result.targetGroups[i].add(target, possibly: why)
        case .outside(let name):
          let owner = attachment.targetGroup
          result.keep(.target(attachment.target), of: owner, called: name, declaredBy: owner.declaredBy)
        }
      }
    }
    let scaling = Owners(result.autoScalingGroups)
    for attachment in autoScalingAttachments {
      for owner in scaling.owners(of: attachment.autoScalingGroup) {
        switch owner {
        case .certain(let i):
          // What is launched from other templates of the group is registered, too.
          let id = result.autoScalingGroups[i].id
          for j in result.autoScalingGroups.indices where result.autoScalingGroups[j].id.whole == id {
            result.autoScalingGroups[j].targetGroups.elements.append(attachment.targetGroup)
          }
        case .possible(let i, let why): result.autoScalingGroups[i].targetGroups.rest.append(why)
        case .outside(let name):
          let owner = attachment.autoScalingGroup
          result.keep(.targetGroup(attachment.targetGroup), of: owner, called: name, declaredBy: owner.declaredBy)
        }
      }
    }
  }

  private func attachPolicies(_ result: inout Infrastructure) {
    let holders = PolicyHolders(result.identities)
    for attachment in policyAttachments {
      let policy = attachment.policy.declared(by: attachment.declaredBy)
      for owner in holders.owners(of: attachment.holder) {
        switch owner {
        case .certain(let i): result.identities[i].managedPolicies.elements.append(policy)
        case .possible(let i, let why): result.identities[i].managedPolicies.rest.append(why)
        case .outside(let name):
          let i = result.outsideIdentity(name, stack: attachment.declaredBy.stack, at: attachment.policy.place.range)
          result.identities[i].managedPolicies.elements.append(policy)
        }
      }
    }
    for attachment in boundaryAttachments {
      let boundary = attachment.policy.declared(by: attachment.declaredBy)
      for owner in holders.owners(of: attachment.holder) {
        switch owner {
        case .certain(let i): result.identities[i].boundary = boundary
        case .possible(let i, let why):
          result.identities[i].boundary = Link(.unknown(why), at: boundary.place, isOptional: true)
        // What the input does not declare has other policies that it does not either.
        case .outside: continue
        }
      }
    }
    for standalone in standalonePolicies {
      for owner in holders.owners(of: standalone.holder) {
        switch owner {
        case .certain(let i): result.identities[i].inlinePolicies.elements.append(standalone.policy)
        case .possible(let i, let why):
          result.identities[i].inlinePolicies.elements.append(standalone.policy.possibly(why))
        case .outside(let name):
          let place = standalone.policy.document.place.range
          let i = result.outsideIdentity(name, stack: standalone.policy.declaredBy.stack, at: place)
          result.identities[i].inlinePolicies.elements.append(standalone.policy)
        }
      }
    }
  }

  // MARK: What AWS creates by itself

  /// The VPC of default subnets: the one that is adopted, else the one that every account has.
  private func addDefaultVPC(_ result: inout Infrastructure) {
    let theirs = result.subnets.indices.filter { result.subnets[$0].vpc.target == .external(ImpliedObject.defaultVPC) }
    guard let first = theirs.first.map({ result.subnets[$0].declaration }) else { return }
    let adopted = result.vpcs.filter { $0.isDefault && $0.declaration.kind == .declared }
    guard adopted.count < 2 else { return }
    let id = adopted.first?.id ?? ResourceID(stack: first.id.stack, address: ImpliedObject.defaultVPC)
    if adopted.isEmpty {
      let place = Place(range: first.place)
      let blocks = IPPrefix("172.31.0.0/16").map {
        [Attribute(.known(AddressBlock($0)), origin: .default, place: place)]
      }
      result.vpcs.append(
        VPC(
          declaration: Declaration(id: id, type: "default VPC", kind: .implied, place: first.place),
          blocks: PartialList(blocks ?? []), isDefault: true))
    }
    for i in theirs {
      let subnet = result.subnets[i]
      result.subnets[i] = subnet.with(vpc: Link(.resource(id), at: subnet.vpc.place, origin: .default))
    }
  }

  /// Every VPC has a default group, which cannot be deleted.
  private func addDefaultSecurityGroups(_ result: inout Infrastructure) {
    let declared = Set(result.securityGroups.filter(\.isDefault).compactVPCs)
    for vpc in result.vpcs where !declared.contains(vpc.id) && vpc.declaration.kind != .readOnly {
      result.securityGroups.append(.impliedDefault(of: vpc))
    }
  }

  /// Every VPC has a main route table, with local routes only until something else is declared.
  private func addMainRouteTables(_ result: inout Infrastructure) {
    let present = Set(result.routeTables.map { $0.id })
    for vpc in result.vpcs where vpc.declaration.kind != .readOnly {
      let id = vpc.id.implied(ImpliedObject.mainRouteTable)
      guard !present.contains(id), !adoptsMainTable(of: vpc.id, result) else { continue }
      let place = Place(range: vpc.declaration.place)
      let declaration = Declaration(
        id: id, type: "main route table", kind: .implied, place: vpc.declaration.place,
        existence: vpc.declaration.existence)
      let link = Link(.resource(vpc.id), at: place, origin: .default)
      let routes = vpc.isDefault ? [result.addDefaultGateway(of: vpc, routedBy: id)] : []
      result.routeTables.append(RouteTable(declaration: declaration, vpc: link, routes: PartialList(routes)))
      result.routeTableAssociations.append(
        RouteTableAssociation(
          declaration: declaration, table: Link(.resource(id), at: place, origin: .default),
          subject: .main(vpc: .resource(vpc.id)), place: place))
    }
  }

  /// Whether a declaration makes another table the main table of a VPC.
  private func adoptsMainTable(of vpc: ResourceID, _ result: Infrastructure) -> Bool {
    result.routeTableAssociations.contains {
      if case .main(.resource(vpc)) = $0.subject { true } else { false }
    }
  }

  /// Every VPC has a default list that allows everything, for the subnets that no other list is associated with.
  private func addDefaultNetworkACLs(_ result: inout Infrastructure) {
    let declared = Set(result.networkACLs.filter(\.isDefault).map(\.vpc.target.id))
    for vpc in result.vpcs where vpc.declaration.kind != .readOnly && !declared.contains(vpc.id) {
      result.networkACLs.append(.impliedDefault(of: vpc))
    }
  }
}

extension [SecurityGroup] {
  /// The VPCs that these groups are in.
  fileprivate var compactVPCs: [ResourceID] { reduce(into: []) { if let id = $1.vpc?.target.id { $0.append(id) } } }
}

extension SecurityGroupRule {
  func possibly(_ why: Unknown) -> SecurityGroupRule {
    SecurityGroupRule(
      direction: direction, traffic: traffic, peers: peers, summary: summary, origin: origin, declaredBy: declaredBy,
      place: place, existence: .possible(existence.because + [why]))
  }
}

extension Route {
  func possibly(_ why: Unknown) -> Route {
    Route(
      destination: destination, target: target, declaredBy: declaredBy, place: place,
      existence: .possible(existence.because + [why]))
  }
}

extension NetworkACLEntry {
  func possibly(_ why: Unknown) -> NetworkACLEntry {
    NetworkACLEntry(
      number: number, direction: direction, allows: allows, traffic: traffic, block: block, origin: origin,
      declaredBy: declaredBy, place: place, existence: .possible(existence.because + [why]))
  }
}

extension Identity.InlinePolicy {
  fileprivate func possibly(_ why: Unknown) -> Identity.InlinePolicy {
    Identity.InlinePolicy(
      name: name, document: document, declaredBy: declaredBy, existence: .possible(existence.because + [why]))
  }
}

extension Infrastructure {
  /// The stand-in for an identity that the input attaches a policy to but does not declare.
  fileprivate mutating func outsideIdentity(_ name: String, stack: String, at place: SourceRange) -> Int {
    let id = ResourceID(stack: stack, address: name)
    if let i = identities.firstIndex(where: { $0.id == id }) { return i }
    let why = Unknown(name, .notInInput, at: place)
    identities.append(
      Identity(
        declaration: Declaration(id: id, type: "identity", kind: .readOnly, place: place), kind: .role,
        name: Attribute(.known(PartialText(name)), place: Place(range: place)), trust: nil,
        inlinePolicies: PartialList(rest: [why]), managedPolicies: PartialList(rest: [why]), boundary: nil))
    return identities.count - 1
  }
}
