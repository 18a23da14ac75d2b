import NetSpace

/// An ECS service, or tasks that a schedule or an event starts: to the network they are the same.
package struct ContainerService: Resource {
  /// A target group that the service registers its tasks with.
  package struct Binding: Hashable, Sendable {
    package let targetGroup: Link
    package let containerPort: Attribute<Int>

    package init(targetGroup: Link, containerPort: Attribute<Int>) {
      self.targetGroup = targetGroup
      self.containerPort = containerPort
    }
  }

  package let declaration: Declaration
  /// Whether its tasks are started now and then, and no service keeps them running.
  package let isScheduled: Bool
  package let taskDefinition: Link?
  /// Of the awsvpc configuration; empty for bridge and host networking.
  package let subnets: PartialList<Link>
  package let groups: PartialList<Link>
  package let assignsPublicIP: Attribute<Bool>
  package var bindings: PartialList<Binding>
  /// The cluster whose instances the tasks run on; nil for the account's default cluster.
  package let cluster: Link?
  /// Of its own strategy; empty for the cluster's.
  package let capacityProviders: PartialList<Link>
  /// `FARGATE`, `EC2`, `EXTERNAL`; nil: as the capacity providers say, and EC2 without one.
  package let launchType: Attribute<String>?

  package init(
    declaration: Declaration, isScheduled: Bool = false, taskDefinition: Link?, subnets: PartialList<Link>,
    groups: PartialList<Link>, assignsPublicIP: Attribute<Bool>, bindings: PartialList<Binding>, cluster: Link? = nil,
    capacityProviders: PartialList<Link> = PartialList(), launchType: Attribute<String>? = nil
  ) {
    self.declaration = declaration
    self.isScheduled = isScheduled
    self.taskDefinition = taskDefinition
    self.subnets = subnets
    self.groups = groups
    self.assignsPublicIP = assignsPublicIP
    self.bindings = bindings
    self.cluster = cluster
    self.capacityProviders = capacityProviders
    self.launchType = launchType
  }
}

/// An ECS cluster, and what its services run on when they do not say.
package struct ContainerCluster: Resource {
  package let declaration: Declaration
  /// By which instances join it; nil where AWS makes one up.
  package let name: Attribute<PartialText>?
  package var capacityProviders: PartialList<Link>

  package init(declaration: Declaration, name: Attribute<PartialText>? = nil, capacityProviders: PartialList<Link>) {
    self.declaration = declaration
    self.name = name
    self.capacityProviders = capacityProviders
  }
}

/// An ECS capacity provider: the auto scaling group whose instances tasks run on.
package struct CapacityProvider: Resource {
  package let declaration: Declaration
  package let autoScalingGroup: Link

  package init(declaration: Declaration, autoScalingGroup: Link) {
    self.declaration = declaration
    self.autoScalingGroup = autoScalingGroup
  }
}

/// An ECS task definition.
package struct TaskDefinition: Resource {
  package struct Container: Hashable, Sendable {
    package let name: Attribute<PartialText>?
    package let ports: PartialList<Attribute<Int>>
    /// The host's port for a port of the container, where one is written; otherwise the network mode decides.
    package let hostPorts: [Int: Attribute<Int>]
    /// The protocols that each of its ports is mapped for, and those that one of them is.
    package let transports: Bounds<ProtocolSet>
    /// What the agent fetches for it and where it sends what it prints.
    package let supply: Supply

    package init(
      name: Attribute<PartialText>?, ports: PartialList<Attribute<Int>>, hostPorts: [Int: Attribute<Int>] = [:],
      transports: Bounds<ProtocolSet> = .exact(ProtocolSet(.tcp)), supply: Supply = Supply()
    ) {
      self.name = name
      self.ports = ports
      self.hostPorts = hostPorts
      self.transports = transports
      self.supply = supply
    }
  }

  /// What has to be reached before a container can start.
  package struct Supply: Hashable, Sendable {
    /// Nil: not written, which ECS refuses.
    package var image: Attribute<PartialText>?
    /// The credentials of a registry that is not AWS's, kept as a secret.
    package var registrySecret: Attribute<PartialText>?
    /// `awslogs`, `awsfirelens`, `splunk`; nil for none.
    package var logDriver: Attribute<String>?
    /// Secrets and parameters, by ARN or name; those of the log driver included.
    package var secrets: PartialList<Attribute<PartialText>>
    /// Files of variables, which are objects of S3.
    package var variableFiles: PartialList<Attribute<PartialText>>

    package init(
      image: Attribute<PartialText>? = nil, registrySecret: Attribute<PartialText>? = nil,
      logDriver: Attribute<String>? = nil, secrets: PartialList<Attribute<PartialText>> = PartialList(),
      variableFiles: PartialList<Attribute<PartialText>> = PartialList()
    ) {
      self.image = image
      self.registrySecret = registrySecret
      self.logDriver = logDriver
      self.secrets = secrets
      self.variableFiles = variableFiles
    }
  }

  package let declaration: Declaration
  package let networkMode: Attribute<String>
  package let containers: PartialList<Container>
  package let taskRole: Link?
  package let executionRole: Link?
  /// Whether it is made for Fargate and nothing else.
  package let isForFargate: Bool

  package init(
    declaration: Declaration, networkMode: Attribute<String>, containers: PartialList<Container>, taskRole: Link?,
    executionRole: Link?, isForFargate: Bool = false
  ) {
    self.declaration = declaration
    self.networkMode = networkMode
    self.containers = containers
    self.taskRole = taskRole
    self.executionRole = executionRole
    self.isForFargate = isForFargate
  }
}
