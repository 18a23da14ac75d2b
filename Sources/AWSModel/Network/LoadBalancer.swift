import NetSpace

/// An application, network, gateway or classic load balancer.
package struct LoadBalancer: Resource {
  package enum Kind: String, Hashable, Sendable {
    case application
    case network
    case gateway
    /// Its listeners send to registered instances on a port of theirs: each has a target group of its own here.
    case classic
  }

  package let declaration: Declaration
  package let kind: Attribute<Kind>
  package let isInternal: Attribute<Bool>
  package let subnets: PartialList<Link>
  /// The groups it names; empty for none named.
  ///
  /// An ALB or classic load balancer that names none has its VPC's default group; an NLB that names none has none at
  /// all.
  package let groups: PartialList<Link>
  /// `ipv4`, `dualstack`, `dualstack-without-public-ipv4`.
  package let addressType: Attribute<String>
  /// Whether the groups of an NLB are asked about what comes by endpoints for a service behind it; nil: they are.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSecurityGroups.html
  package let asksGroupsAboutEndpoints: Attribute<Bool>?
  /// Whether its nodes send to targets of other zones; nil: as AWS has it for the kind.
  package let crossesZones: Attribute<Bool>?
  /// Whether it refuses what comes by IPv6 through an internet gateway (`ipv6.deny_all_igw_traffic`); nil: if it is
  /// internal.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
  package let refusesIPv6Internet: Attribute<Bool>?

  package init(
    declaration: Declaration, kind: Attribute<Kind>, isInternal: Attribute<Bool>, subnets: PartialList<Link>,
    groups: PartialList<Link>, addressType: Attribute<String>, asksGroupsAboutEndpoints: Attribute<Bool>? = nil,
    crossesZones: Attribute<Bool>? = nil, refusesIPv6Internet: Attribute<Bool>? = nil
  ) {
    self.declaration = declaration
    self.kind = kind
    self.isInternal = isInternal
    self.subnets = subnets
    self.groups = groups
    self.addressType = addressType
    self.asksGroupsAboutEndpoints = asksGroupsAboutEndpoints
    self.crossesZones = crossesZones
    self.refusesIPv6Internet = refusesIPv6Internet
  }
}

/// What a listener or one of its rules does with a request.
package struct ListenerAction: Hashable, Sendable {
  package struct Redirect: Hashable, Sendable {
    /// Default `#{protocol}`: the protocol stays.
    package let proto: Attribute<String>
    package let port: Attribute<String>

    package init(proto: Attribute<String>, port: Attribute<String>) {
      self.proto = proto
      self.port = port
    }
  }

  /// `forward`, `redirect`, `fixed-response`, `authenticate-oidc`, `authenticate-cognito`.
  package let type: Attribute<String>
  package let targetGroups: PartialList<Link>
  package let redirect: Redirect?
  package let place: Place

  package init(type: Attribute<String>, targetGroups: PartialList<Link>, redirect: Redirect?, place: Place) {
    self.type = type
    self.targetGroups = targetGroups
    self.redirect = redirect
    self.place = place
  }
}

/// A listener of a load balancer with its default actions.
package struct Listener: Resource {
  package let declaration: Declaration
  package let loadBalancer: Link
  package let port: Attribute<Int>
  /// HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC, GENEVE; upper case.
  package let proto: Attribute<String>
  package let actions: PartialList<ListenerAction>
  package let certificate: Attribute<PartialText>?
  package let sslPolicy: Attribute<String>?

  package init(
    declaration: Declaration, loadBalancer: Link, port: Attribute<Int>, proto: Attribute<String>,
    actions: PartialList<ListenerAction>, certificate: Attribute<PartialText>?, sslPolicy: Attribute<String>?
  ) {
    self.declaration = declaration
    self.loadBalancer = loadBalancer
    self.port = port
    self.proto = proto
    self.actions = actions
    self.certificate = certificate
    self.sslPolicy = sslPolicy
  }
}

/// A rule of a listener, beside its default actions.
package struct ListenerRule: Resource {
  package let declaration: Declaration
  package let listener: Link
  package let actions: PartialList<ListenerAction>
  /// The names of the headers that a request must have with certain values, in lower case.
  package let headers: PartialList<Attribute<String>>

  package init(
    declaration: Declaration, listener: Link, actions: PartialList<ListenerAction>,
    headers: PartialList<Attribute<String>> = PartialList()
  ) {
    self.declaration = declaration
    self.listener = listener
    self.actions = actions
    self.headers = headers
  }
}

/// A target group.
package struct TargetGroup: Resource {
  package struct Target: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
      case resource(Reference)
      case address(AddressBlock)
    }
    package let subject: Subject
    /// Nil: the group's port.
    package let port: Attribute<Int>?
    package let place: Place

    package init(subject: Subject, port: Attribute<Int>?, place: Place) {
      self.subject = subject
      self.port = port
      self.place = place
    }
  }

  package let declaration: Declaration
  package let vpc: Link?
  package let port: Attribute<Int>?
  package let proto: Attribute<String>?
  /// `instance`, `ip`, `lambda`, `alb`.
  package let targetType: Attribute<String>
  /// Nil: the traffic port.
  package let healthCheckPort: Attribute<Int>?
  /// Nil: AWS's default for the target type and protocol.
  package let preservesClientIP: Attribute<Bool>?
  /// `true`, `false` or `use_load_balancer_configuration`; nil: the last.
  package let crossesZones: Attribute<String>?
  /// Declared inline and by attachments; services and auto scaling groups name the group themselves.
  package var targets: PartialList<Target>

  package init(
    declaration: Declaration, vpc: Link?, port: Attribute<Int>?, proto: Attribute<String>?,
    targetType: Attribute<String>, healthCheckPort: Attribute<Int>?, preservesClientIP: Attribute<Bool>?,
    crossesZones: Attribute<String>? = nil, targets: PartialList<Target>
  ) {
    self.declaration = declaration
    self.vpc = vpc
    self.port = port
    self.proto = proto
    self.targetType = targetType
    self.healthCheckPort = healthCheckPort
    self.preservesClientIP = preservesClientIP
    self.crossesZones = crossesZones
    self.targets = targets
  }
}

/// A separately declared registration of a target with a group.
package struct TargetAttachment: Sendable {
  package let targetGroup: Link
  package let target: TargetGroup.Target

  package init(targetGroup: Link, target: TargetGroup.Target) {
    self.targetGroup = targetGroup
    self.target = target
  }
}

/// A separately declared registration of an auto scaling group with a target group.
package struct AutoScalingAttachment: Sendable {
  package let autoScalingGroup: Link
  package let targetGroup: Link

  package init(autoScalingGroup: Link, targetGroup: Link) {
    self.autoScalingGroup = autoScalingGroup
    self.targetGroup = targetGroup
  }
}
