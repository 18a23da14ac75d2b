import AWSModel
import NetSpace

/// Where a service that AWS manages is told the network in which it gets interfaces, in the words of one language.
struct ManagedInterfaces: Sendable {
  let kind: OutboundService.Kind
  /// The blocks that the network is in, the outer one first.
  let blocks: [String]
  let subnets: String
  let groups: String
  /// What says whether they have IPv6 addresses too: a flag, or a type of addresses.
  let isDualStack: String?
  /// What machines are launched by, and whether they are machines.
  let machines: (template: String, type: String)?

  init(
    _ kind: OutboundService.Kind, in blocks: String..., subnets: String, groups: String,
    isDualStack: String? = nil, machines: (template: String, type: String)? = nil
  ) {
    self.kind = kind
    self.blocks = blocks
    self.subnets = subnets
    self.groups = groups
    self.isDualStack = isDualStack
    self.machines = machines
  }

  /// The service with its interfaces; without a network none.
  func add(_ resource: ResourceFields, into draft: inout Draft) {
    let network = blocks.reduce(resource.fields) { $0?.block($1) }
    draft.infrastructure.outboundServices.append(
      OutboundService(
        declaration: resource.declaration, kind: kind, subnets: network?.links(subnets) ?? PartialList(),
        groups: network.map { ofNetwork($0, of: resource) } ?? PartialList(), isDualStack: network.flatMap(isDualStack),
        serves: Self.serves(kind), publicAddress: network.map { publicAddress($0, of: resource) } ?? .never))
  }

  /// IPv4 unless it says otherwise; machines as their subnet says.
  private func isDualStack(_ network: Fields) -> Attribute<Bool>? {
    guard machines == nil else { return nil }
    guard let isDualStack else { return network.defaulted(false) }
    return kind == .canary ? network.bool(isDualStack, default: false) : network.isDualStack(isDualStack)
  }

  /// Machines of Batch may have those of a launch template.
  ///
  /// Source: https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html (securityGroupIds)
  private func ofNetwork(_ network: Fields, of resource: ResourceFields) -> PartialList<Link> {
    let groups = network.links(self.groups)
    guard let machines, groups.isEmpty, let template = network[machines.template], !template.isNull else {
      return groups
    }
    let why = Unknown(
      "the groups of \(resource.id.address)", .decidedByAWS("are those of its launch template"),
      at: template.place.range)
    return PartialList(rest: [why])
  }

  /// Programs that run in several places talk to each other: Glue and Airflow ask for a group that admits itself.
  ///
  /// Sources: https://docs.aws.amazon.com/glue/latest/dg/setup-vpc-for-glue-access.html,
  /// https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-security.html
  private static func serves(_ kind: OutboundService.Kind) -> Bounds<Traffic> {
    switch kind {
    case .dataJob, .workflows, .notebook, .batch: .atMost(.full)
    case .function, .vpcLink, .instanceConnect, .clientVPN, .build, .connector, .canary, .resolver: .empty
    }
  }

  /// Only machines of Batch have one: those of EC2 as their subnet says, those of Fargate as their jobs say.
  ///
  /// Sources: https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html,
  /// https://docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html,
  /// https://docs.aws.amazon.com/batch/latest/APIReference/API_NetworkConfiguration.html
  private func publicAddress(_ network: Fields, of resource: ResourceFields) -> OutboundService.PublicAddress {
    guard let machines else { return .never }
    if let type = network.string(machines.type)?.known, !type.uppercased().hasPrefix("FARGATE") { return .bySubnet }
    let subject = "the public address of \(resource.id.address)"
    return .unknown(Unknown(subject, .decidedByAWS("depends on its jobs"), at: resource.place.range))
  }
}

extension ManagedInterfaces {
  static let ofTerraform: [String: ManagedInterfaces] = [
    "aws_apprunner_vpc_connector": .init(.connector, subnets: "subnets", groups: "security_groups"),
    "aws_batch_compute_environment": .init(
      .batch, in: "compute_resources", subnets: "subnets", groups: "security_group_ids",
      machines: ("launch_template", "type")),
    "aws_codebuild_project": .init(.build, in: "vpc_config", subnets: "subnets", groups: "security_group_ids"),
    "aws_glue_connection": .init(
      .dataJob, in: "physical_connection_requirements", subnets: "subnet_id", groups: "security_group_id_list"),
    "aws_mwaa_environment": .init(
      .workflows, in: "network_configuration", subnets: "subnet_ids", groups: "security_group_ids"),
    "aws_sagemaker_notebook_instance": .init(
      .notebook, subnets: "subnet_id", groups: "security_groups", isDualStack: "ip_address_type"),
    "aws_synthetics_canary": .init(
      .canary, in: "vpc_config", subnets: "subnet_ids", groups: "security_group_ids",
      isDualStack: "ipv6_allowed_for_dual_stack"),
  ]

  static let ofCloudFormation: [String: ManagedInterfaces] = [
    "AWS::AppRunner::VpcConnector": .init(.connector, subnets: "Subnets", groups: "SecurityGroups"),
    "AWS::Batch::ComputeEnvironment": .init(
      .batch, in: "ComputeResources", subnets: "Subnets", groups: "SecurityGroupIds",
      machines: ("LaunchTemplate", "Type")),
    "AWS::CodeBuild::Project": .init(.build, in: "VpcConfig", subnets: "Subnets", groups: "SecurityGroupIds"),
    "AWS::Glue::Connection": .init(
      .dataJob, in: "ConnectionInput", "PhysicalConnectionRequirements", subnets: "SubnetId",
      groups: "SecurityGroupIdList"),
    "AWS::MWAA::Environment": .init(
      .workflows, in: "NetworkConfiguration", subnets: "SubnetIds", groups: "SecurityGroupIds"),
    "AWS::SageMaker::NotebookInstance": .init(
      .notebook, subnets: "SubnetId", groups: "SecurityGroupIds", isDualStack: "IpAddressType"),
    "AWS::Synthetics::Canary": .init(
      .canary, in: "VPCConfig", subnets: "SubnetIds", groups: "SecurityGroupIds",
      isDualStack: "Ipv6AllowedForDualStack"),
  ]
}
