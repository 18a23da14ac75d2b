import AWSModel

/// Tasks of ECS that a schedule or an event starts, in the words of one language: to the network they are what a service
/// without load balancers is.
struct ScheduledTask: Sendable {
  /// The target that starts them, where the block is one of a kind; nil: as the resource is.
  let targets: String?
  let parameters: String
  /// The block in the parameters that holds the network, the outer one first.
  let network: [String]
  let cluster: String
  let definition: String
  let launchType: String
  let subnets: String
  let groups: String
  let publicAddress: String

  /// Targets of rules, and schedules.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_target,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/scheduler_schedule
  static let ofTerraform: [String: ScheduledTask] = [
    "aws_cloudwatch_event_target": inTerraform(targets: nil, parameters: "ecs_target"),
    "aws_scheduler_schedule": inTerraform(targets: "target", parameters: "ecs_parameters"),
  ]

  /// Rules with their targets, and schedules.
  ///
  /// Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html
  static let ofCloudFormation: [String: ScheduledTask] = [
    "AWS::Events::Rule": inCloudFormation(targets: "Targets", configuration: "AwsVpcConfiguration"),
    "AWS::Scheduler::Schedule": inCloudFormation(targets: "Target", configuration: "AwsvpcConfiguration"),
  ]

  private static func inTerraform(targets: String?, parameters: String) -> ScheduledTask {
    ScheduledTask(
      targets: targets, parameters: parameters, network: ["network_configuration"], cluster: "arn",
      definition: "task_definition_arn", launchType: "launch_type", subnets: "subnets", groups: "security_groups",
      publicAddress: "assign_public_ip")
  }

  private static func inCloudFormation(targets: String, configuration: String) -> ScheduledTask {
    ScheduledTask(
      targets: targets, parameters: "EcsParameters", network: ["NetworkConfiguration", configuration], cluster: "Arn",
      definition: "TaskDefinitionArn", launchType: "LaunchType", subnets: "Subnets", groups: "SecurityGroups",
      publicAddress: "AssignPublicIp")
  }

  /// False if it starts no tasks.
  ///
  /// Of a rule with several tasks, whose networks may differ, it is open which of them something is asked about.
  func add(_ resource: ResourceFields, into draft: inout Draft) -> Bool {
    let all = targets.map { resource.fields.blocks($0) } ?? PartialList([(resource.fields, .certain)])
    let starting = all.elements.filter { $0.fields.block(parameters) != nil }
    guard let first = starting.first else { return false }
    let doubt = starting.flatMap(\.existence.because) + all.rest + (starting.count > 1 ? [several(resource)] : [])
    draft.infrastructure.services.append(service(resource, first.fields, doubt: doubt.first))
    return true
  }

  private func several(_ resource: ResourceFields) -> Unknown {
    Unknown("the network of the tasks", .unsupported("\(resource.id.address) starts several"), at: resource.place.range)
  }

  private func service(_ resource: ResourceFields, _ target: Fields, doubt: Unknown?) -> ContainerService {
    let task = target.block(parameters)
    let network = self.network.reduce(task) { $0?.block($1) }
    func open<T>(_ list: PartialList<T>?) -> PartialList<T> {
      doubt.map { PartialList(rest: [$0]) } ?? list ?? PartialList()
    }
    return ContainerService(
      declaration: resource.declaration, isScheduled: true, taskDefinition: doubt == nil ? task?.link(definition) : nil,
      subnets: open(network?.links(subnets)), groups: open(network?.links(groups)),
      assignsPublicIP: doubt.map { Attribute(.unknown($0), origin: .default, place: resource.place) } ?? assignsAddress(
        network)
        ?? resource.fields.defaulted(false),
      bindings: PartialList(), cluster: target.link(cluster, named: .containerCluster),
      launchType: task?.string(launchType))
  }

  /// Terraform has a flag for it, CloudFormation a word.
  private func assignsAddress(_ network: Fields?) -> Attribute<Bool>? {
    publicAddress == "AssignPublicIp"
      ? network?.string(publicAddress, default: "DISABLED").map { $0 == "ENABLED" }
      : network?.bool(publicAddress, default: false)
  }
}
