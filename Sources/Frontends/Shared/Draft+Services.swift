import AWSModel
import Documents
import NetSpace

extension Draft {
  /// The providers that are given to a cluster apart from it.
  func attachProviders(_ result: inout Infrastructure) {
    let clusters = Owners(result.containerClusters)
    for (cluster, providers) in clusterProviders {
      for owner in clusters.owners(of: cluster) {
        switch owner {
        case .certain(let i): result.containerClusters[i].capacityProviders.append(contentsOf: providers)
        case .possible(let i, let why): result.containerClusters[i].capacityProviders.rest.append(why)
        case .outside(let name):
          result.leaveOut("what runs its tasks is not known", of: cluster, "an ECS cluster", called: name)
        }
      }
    }
  }

  /// What the links of HTTP APIs lead to is with the integrations that use them; a link that none uses here may be used
  /// by an API elsewhere.
  func attachIntegrations(_ result: inout Infrastructure) {
    let linked = Set(result.outboundServices.filter { $0.kind == .vpcLink }.map { $0.id })
    let entries = Owners(result.entryPoints)
    for integration in linkIntegrations {
      for owner in entries.owners(of: integration.link) {
        switch owner {
        case .certain(let i): result.entryPoints[i].targets.elements.append(integration.target)
        case .possible(let i, let why): result.entryPoints[i].targets.rest.append(why)
        case .outside(let name):
          // The API is a way to its target all the same, whatever its link lets through.
          result.entryPoints.append(
            EntryPoint(
              declaration: integration.declaration, kind: .vpcLink, targets: PartialList([integration.target])))
          result.leaveOut(
            "what it lets through to the integration's target is not known", of: integration.link, "a VPC link",
            called: name)
        }
      }
    }
    for i in result.entryPoints.indices where linked.contains(result.entryPoints[i].id) {
      guard result.entryPoints[i].targets.isEmpty else { continue }
      let link = result.entryPoints[i]
      result.entryPoints[i].targets.rest.append(
        Unknown("what uses \(link.id.address)", .notInInput, at: link.declaration.place))
    }
  }

  /// The groups that EKS makes: one for each cluster and its nodes, and one for nodes that can be logged in to.
  ///
  /// Sources: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html,
  /// https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
  func addClusterGroups(_ result: inout Infrastructure) {
    for cluster in result.kubernetesClusters {
      let id = cluster.id.implied(ImpliedObject.clusterSecurityGroup)
      let place = Place(range: cluster.declaration.place)
      let own = SecurityGroupRule(
        direction: .ingress, traffic: .everything(at: place),
        peers: PartialList([RulePeer(.group(.resource(id)), at: place)]), origin: .default, declaredBy: id,
        place: place)
      result.securityGroups.append(
        SecurityGroup(
          declaration: cluster.declaration.implying(id, type: ImpliedObject.clusterSecurityGroup),
          vpc: result.vpc(of: cluster.subnets), rules: PartialList([own, .allowAllEgress(of: id, at: place)])))
    }
    for nodes in result.nodeGroups {
      guard let access = nodes.remoteAccess else { continue }
      result.securityGroups.append(remoteAccess(to: nodes, access, vpc: result.vpc(of: nodes.subnets)))
    }
  }

  private func remoteAccess(to nodes: NodeGroup, _ access: NodeGroup.RemoteAccess, vpc: Link?) -> SecurityGroup {
    let id = nodes.id.implied(ImpliedObject.remoteAccessGroup)
    let everybody = [RulePeer(.block(AddressBlock(.everywhere(.ipv4))), at: access.place)]
    var peers = PartialList<RulePeer>(rest: access.sources.rest)
    peers.elements =
      access.sources.isEmpty ? everybody : access.sources.elements.map { RulePeer(.group($0.target), at: $0.place) }
    // Without any it is everybody.
    if access.sources.elements.allSatisfy(\.isOptional) {
      peers.rest += access.sources.elements.compactMap(\.target.unknown)
    }
    let login = SecurityGroupRule(
      direction: .ingress,
      traffic: RuleTraffic(
        protocols: Attribute(.known(ProtocolSet(.tcp)), origin: .default, place: access.place),
        ports: Attribute(.known(PortSet(22)), origin: .default, place: access.place)),
      peers: peers, origin: .default, declaredBy: nodes.id, place: access.place, existence: access.existence)
    return SecurityGroup(
      declaration: nodes.declaration.implying(id, type: ImpliedObject.remoteAccessGroup), vpc: vpc,
      rules: PartialList([login, .allowAllEgress(of: id, at: access.place)]))
  }
}

extension Declaration {
  /// Of something that AWS makes along with this.
  fileprivate func implying(_ id: ResourceID, type: String) -> Declaration {
    Declaration(id: id, type: type, kind: .implied, place: place, existence: existence)
  }
}

extension Infrastructure {
  /// The VPC of the first subnet that is in the input.
  fileprivate func vpc(of subnets: PartialList<Link>) -> Link? {
    for link in subnets.elements {
      if let id = link.target.id, let subnet = self.subnets.first(where: { $0.id == id }) { return subnet.vpc }
    }
    return nil
  }
}
