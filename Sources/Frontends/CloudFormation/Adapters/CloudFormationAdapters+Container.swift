import AWSModel
import Documents

extension CloudFormationAdapters {
  /// Reads `AWS::ECS::Service`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
  @Sendable static func service(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let network = fields.block("NetworkConfiguration")?.block("AwsvpcConfiguration")
    let assigns =
      network?.string("AssignPublicIp", default: "DISABLED")
      ?? Attribute(.known("DISABLED"), origin: .default, place: resource.place)
    draft.infrastructure.services.append(
      ContainerService(
        declaration: resource.declaration, taskDefinition: fields.link("TaskDefinition", named: .taskDefinition),
        subnets: network?.links("Subnets") ?? PartialList(), groups: network?.links("SecurityGroups") ?? PartialList(),
        assignsPublicIP: assigns.map { $0 == "ENABLED" }, bindings: bindings(resource),
        cluster: fields.link("Cluster", named: .containerCluster),
        capacityProviders: capacityProviders(fields, "CapacityProviderStrategy"),
        launchType: fields.string("LaunchType")))
    for balancer in fields.blocks("LoadBalancers").elements {
      guard var classic = balancer.fields.link("LoadBalancerName", named: .classicLoadBalancer) else { continue }
      if balancer.existence.verdict != .yes, let why = balancer.existence.because.first {
        classic = Link(.unknown(why), at: classic.place)
      }
      draft.classicAttachments.append(ClassicAttachment(balancer: classic, subject: .service(resource.id)))
    }
  }

  private static func capacityProviders(_ fields: Fields, _ key: String) -> PartialList<Link> {
    let strategy = fields.blocks(key)
    var providers = PartialList<Link>(rest: strategy.rest)
    for item in strategy.elements {
      guard let link = item.fields.link("CapacityProvider", named: .capacityProvider) else { continue }
      if item.existence.verdict == .yes {
        providers.elements.append(link)
      } else {
        providers.rest += item.existence.because
      }
    }
    return providers
  }

  /// Reads `AWS::ECS::Cluster`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html
  @Sendable static func containerCluster(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.containerClusters.append(
      ContainerCluster(
        declaration: resource.declaration, name: resource.fields.text("ClusterName"),
        capacityProviders: capacityProviders(resource.fields, "DefaultCapacityProviderStrategy")))
  }

  /// Only those of the default strategy are used by services that name none.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-clustercapacityproviderassociations.html
  @Sendable static func clusterProviders(_ resource: ResourceFields, into draft: inout Draft) {
    draft.clusterProviders.append(
      (
        cluster: resource.required("Cluster", named: .containerCluster),
        providers: capacityProviders(resource.fields, "DefaultCapacityProviderStrategy")
      ))
  }

  /// What tasks run on: an auto scaling group.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-capacityprovider.html
  @Sendable static func capacityProvider(_ resource: ResourceFields, into draft: inout Draft) {
    let group = resource.fields.block("AutoScalingGroupProvider")?
      .link("AutoScalingGroupArn", named: .autoScalingGroup)
    draft.infrastructure.capacityProviders.append(
      CapacityProvider(
        declaration: resource.declaration,
        autoScalingGroup: group ?? Link(.unknown(resource.missing("AutoScalingGroupProvider")), at: resource.place)))
  }

  /// Reads `AWS::ECS::TaskDefinition`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
  @Sendable static func taskDefinition(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let definitions = fields.blocks("ContainerDefinitions")
    var containers = PartialList<TaskDefinition.Container>(rest: definitions.rest)
    for definition in definitions.elements {
      if definition.existence.verdict == .yes {
        containers.elements.append(container(definition.fields))
      } else {
        containers.rest += definition.existence.because
      }
    }
    draft.infrastructure.taskDefinitions.append(
      TaskDefinition(
        declaration: resource.declaration, networkMode: fields.string("NetworkMode", default: "bridge"),
        containers: containers, taskRole: fields.link("TaskRoleArn", named: .role),
        executionRole: fields.link("ExecutionRoleArn", named: .role),
        isForFargate: fields.isForFargate("RequiresCompatibilities")))
  }

  private static func container(_ fields: Fields) -> TaskDefinition.Container {
    let mapped = fields.portMappings(.upperCamelCase)
    return TaskDefinition.Container(
      name: fields.text("Name"), ports: mapped.ports, hostPorts: mapped.hostPorts, transports: mapped.transports,
      supply: fields.supply(SupplyKeys.upperCamelCase))
  }

  private static func bindings(_ resource: ResourceFields) -> PartialList<ContainerService.Binding> {
    let blocks = resource.fields.blocks("LoadBalancers")
    var bindings = PartialList<ContainerService.Binding>(rest: blocks.rest)
    for block in blocks.elements {
      // Without a target group it is a classic load balancer.
      guard let group = block.fields.link("TargetGroupArn") else { continue }
      guard block.existence.verdict == .yes else {
        bindings.rest += block.existence.because
        continue
      }
      let port =
        block.fields.int("ContainerPort")
        ?? Attribute(.unknown(resource.missing("LoadBalancers.ContainerPort")), place: block.fields.place)
      bindings.elements.append(ContainerService.Binding(targetGroup: group, containerPort: port))
    }
    return bindings
  }
}
