import AWSModel
import Documents

/// ECS services and task definitions.
extension TerraformAdapters {
  /// A service; without a network configuration its tasks use the network of their hosts.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service
  static func containerService(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let network = fields.block("network_configuration")
    let balancers = fields.blocks("load_balancer")
    var bindings = PartialList<ContainerService.Binding>(rest: balancers.rest)
    for balancer in balancers.elements {
      if let classic = balancer.fields.link("elb_name") {
        draft.classicAttachments.append(ClassicAttachment(balancer: classic, subject: .service(resource.id)))
        continue
      }
      guard let targetGroup = balancer.fields.link("target_group_arn"), balancer.existence.verdict == .yes else {
        bindings.rest += balancer.existence.because
        continue
      }
      let port =
        balancer.fields.int("container_port")
        ?? Attribute(.unknown(resource.missing("container_port")), place: balancer.fields.place)
      bindings.elements.append(ContainerService.Binding(targetGroup: targetGroup, containerPort: port))
    }
    draft.infrastructure.services.append(
      ContainerService(
        declaration: resource.declaration, taskDefinition: fields.link("task_definition"),
        subnets: network?.links("subnets") ?? PartialList(), groups: network?.links("security_groups") ?? PartialList(),
        assignsPublicIP: resource.bool("network_configuration.assign_public_ip"),
        bindings: bindings, cluster: fields.link("cluster"),
        capacityProviders: capacityProviders(fields, "capacity_provider_strategy"),
        launchType: fields.string("launch_type")))
  }

  private static func capacityProviders(_ fields: Fields, _ key: String) -> PartialList<Link> {
    let strategy = fields.blocks(key)
    var providers = PartialList<Link>(rest: strategy.rest)
    for item in strategy.elements {
      if let link = item.fields.link("capacity_provider") { providers.elements.append(link) }
    }
    return providers
  }

  static func containerCluster(_ resource: ResourceFields, into draft: inout Draft) {
    // Up to version 4 of the provider a cluster could name its providers itself.
    draft.infrastructure.containerClusters.append(
      ContainerCluster(
        declaration: resource.declaration, name: resource.fields.text("name"),
        capacityProviders: capacityProviders(resource.fields, "default_capacity_provider_strategy")))
  }

  /// Only those of the default strategy are used by services that name none.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_cluster_capacity_providers
  static func clusterProviders(_ resource: ResourceFields, into draft: inout Draft) {
    draft.clusterProviders.append(
      (
        cluster: resource.required("cluster_name"),
        providers: capacityProviders(resource.fields, "default_capacity_provider_strategy")
      ))
  }

  /// What tasks run on: an auto scaling group.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_capacity_provider
  static func capacityProvider(_ resource: ResourceFields, into draft: inout Draft) {
    let group = resource.fields.block("auto_scaling_group_provider")?.link("auto_scaling_group_arn")
    draft.infrastructure.capacityProviders.append(
      CapacityProvider(
        declaration: resource.declaration,
        autoScalingGroup: group ?? Link(.unknown(resource.missing("auto_scaling_group_provider")), at: resource.place)))
  }

  /// A task definition.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition
  static func taskDefinition(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.taskDefinitions.append(
      TaskDefinition(
        declaration: resource.declaration, networkMode: resource.string("network_mode"),
        containers: containers(resource), taskRole: fields.link("task_role_arn"),
        executionRole: fields.link("execution_role_arn"),
        isForFargate: fields.isForFargate("requires_compatibilities")))
  }

  /// The containers, which the provider keeps as a text of JSON.
  private static func containers(_ resource: ResourceFields) -> PartialList<TaskDefinition.Container> {
    guard let value = resource.fields["container_definitions"] else { return PartialList() }
    let (elements, problem) = value.elementsInJSON()
    if let problem { resource.context.report(problem) }
    return elements.map { container(Fields($0.value, resource.context)) }
  }

  private static func container(_ fields: Fields) -> TaskDefinition.Container {
    let mapped = fields.portMappings(.lowerCamelCase)
    return TaskDefinition.Container(
      name: fields.text("name"), ports: mapped.ports, hostPorts: mapped.hostPorts, transports: mapped.transports,
      supply: fields.supply(SupplyKeys.lowerCamelCase))
  }
}
