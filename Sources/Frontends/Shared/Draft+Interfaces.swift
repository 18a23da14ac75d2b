import AWSModel

/// What is declared apart from network interfaces, instances and VPC endpoints comes to them.
extension Draft {
  func attachInterfaces(_ result: inout Infrastructure) {
    attachInstances(&result)
    let interfaces = result.networkInterfaces.count
    let owners = Owners(ids: result.networkInterfaces.map { $0.id } + result.instances.map { $0.id })
    for (interface, group) in groupAttachments {
      for owner in owners.owners(of: interface) {
        switch owner {
        case .certain(let i) where i < interfaces: result.addGroup(group, toInterface: i)
        case .certain(let i): result.addGroup(group, toInstance: i - interfaces)
        case .possible(let i, let why) where i < interfaces: result.addGroup(group.possibly(why), toInterface: i)
        case .possible(let i, let why): result.addGroup(group.possibly(why), toInstance: i - interfaces)
        // The interface of somebody else's instance is no endpoint of the input.
        case .outside(let name):
          result.leaveOut("it is no endpoint of the input", of: interface, "an interface", called: name)
        }
      }
    }
  }

  /// An attachment says what an interface is attached to.
  private func attachInstances(_ result: inout Infrastructure) {
    let owners = Owners(result.networkInterfaces)
    for (interface, instance) in interfaceAttachments {
      for owner in owners.owners(of: interface) {
        switch owner {
        case .certain(let i): result.networkInterfaces[i].instance = instance
        case .possible(let i, let why): result.networkInterfaces[i].instance = instance.possibly(why)
        case .outside(let name):
          result.leaveOut("it is no endpoint of the input", of: interface, "an interface", called: name)
        }
      }
    }
  }

  func attachToEndpoints(_ result: inout Infrastructure) {
    let owners = Owners(result.vpcEndpoints)
    for part in endpointParts {
      for owner in owners.owners(of: part.endpoint) {
        switch owner {
        case .certain(let i): result.add(part.part, to: i, because: nil)
        case .possible(let i, let why): result.add(part.part, to: i, because: why)
        case .outside(let name):
          result.leaveOut("what is added to it matters to no answer", of: part.endpoint, "a VPC endpoint", called: name)
        }
      }
    }
  }
}

extension Link {
  /// The same link, which may not be there: to its target or to nothing.
  fileprivate func possibly(_ why: Unknown) -> Link {
    Link(target.id.map { .oneOf([$0], why) } ?? .unknown(why), at: place, origin: origin, declaredBy: declaredBy)
  }
}

/// Groups that are attached stand beside those that the interface was created with. Where none was named, that is the
/// default group of its VPC, which is therefore named here.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html
extension Infrastructure {
  fileprivate mutating func addGroup(_ group: Link, toInterface i: Int) {
    let interface = networkInterfaces[i]
    if interface.groups.isEmpty {
      networkInterfaces[i].groups = defaultGroups(inVPCOf: interface.subnet, of: interface.declaration)
    }
    networkInterfaces[i].groups.add(group)
  }

  fileprivate mutating func addGroup(_ group: Link, toInstance i: Int) {
    let instance = instances[i]
    if instance.groups.isEmpty { instances[i].groups = launchGroups(of: instance) }
    instances[i].groups.add(group)
  }

  /// The groups of an instance that names none itself: those of its template, or the default group.
  private func launchGroups(of instance: Instance) -> PartialList<Link> {
    guard let link = instance.launchTemplate else {
      return defaultGroups(inVPCOf: instance.subnet, of: instance.declaration)
    }
    guard let template = launchTemplates.first(where: { $0.id == link.target.id }) else {
      return PartialList(rest: [
        link.target.unknown
          ?? Unknown("the launch template of \(instance.id.address)", .notInInput, at: link.place.range)
      ])
    }
    if !template.groups.isEmpty { return template.groups }
    return defaultGroups(inVPCOf: instance.subnet ?? template.subnet, of: instance.declaration)
  }

  private func defaultGroups(inVPCOf subnet: Link?, of declaration: Declaration) -> PartialList<Link> {
    defaultGroups(
      of: subnets.first { $0.id == subnet?.target.id && subnet != nil }?.vpc.target.id, for: declaration)
  }

  private func defaultGroups(of vpc: ResourceID?, for declaration: Declaration) -> PartialList<Link> {
    let group = securityGroups.first { $0.isDefault && $0.vpc?.target.id == vpc && vpc != nil }
    guard let group else {
      return PartialList(rest: [
        Unknown("the default security group of \(declaration.id.address)", .notInInput, at: declaration.place)
      ])
    }
    return PartialList([Link(.resource(group.id), at: Place(range: declaration.place), origin: .default)])
  }

  /// Adds a part to an endpoint; one that is not certain to belong to it widens what it belongs to.
  fileprivate mutating func add(_ part: EndpointPart.Part, to i: Int, because why: Unknown?) {
    func counted(_ link: Link) -> Link { why.map { link.possibly($0) } ?? link }
    switch part {
    case .table(let table): vpcEndpoints[i].tables.add(counted(table))
    case .subnet(let subnet): vpcEndpoints[i].subnets.add(counted(subnet))
    case .group(let group, let replacesDefault):
      let endpoint = vpcEndpoints[i]
      if endpoint.groups.isEmpty, replacesDefault.known != true || why != nil {
        vpcEndpoints[i].groups = defaultGroups(of: endpoint.vpc.target.id, for: endpoint.declaration)
        if let unknown = replacesDefault.unknown ?? (replacesDefault.known == true ? why : nil) {
          vpcEndpoints[i].groups = vpcEndpoints[i].groups.map { $0.possibly(unknown) }
        }
      } else if replacesDefault.known == true, why == nil {
        vpcEndpoints[i].groups.elements.removeAll { $0.origin == .default }
      }
      vpcEndpoints[i].groups.add(counted(group))
    case .policy(let policy):
      vpcEndpoints[i].policy = why.map { .unknown($0, at: policy.place) } ?? policy
    case .privateDNS(let isEnabled):
      vpcEndpoints[i].hasPrivateDNS = why.map { Attribute(.unknown($0), place: isEnabled.place) } ?? isEnabled
    case .acceptance(let isAccepted):
      if vpcEndpoints[i].isAccepted?.known == true { return }
      vpcEndpoints[i].isAccepted = why.map { Attribute(.unknown($0), place: isAccepted.place) } ?? isAccepted
    }
  }
}
