/// Settings of ECS.
extension SettingKind {
  /// Task definitions.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
  static let taskDefinition = SettingKind(
    "task_definition", "A task definition of ECS.", terraform: ["aws_ecs_task_definition"],
    cloudFormation: ["AWS::ECS::TaskDefinition"],
    [
      Setting(
        "containers", .parts("container"), "Its containers.",
        terraform: [.init("container_definitions", notation: .json)], cloudFormation: [.init("ContainerDefinitions")]),
      Setting(
        "network_mode", .text, "`awsvpc`, `bridge`, `host` or `none`.",
        terraform: [.init("network_mode", default: .text("bridge"))],
        cloudFormation: [.init("NetworkMode", default: .text("bridge"))]),
      Setting(
        "pid_mode", .text, "Whose processes its containers see: `host`, `task`; not set: each its own.",
        terraform: [.init("pid_mode")], cloudFormation: [.init("PidMode")]),
      Setting(
        "ipc_mode", .text, "With whom its containers share memory: `host`, `task`, `none`.",
        terraform: [.init("ipc_mode")], cloudFormation: [.init("IpcMode")]),
      Setting(
        "memory", .text, "The most memory of all its containers together, if there is a limit.",
        terraform: [.init("memory")], cloudFormation: [.init("Memory")]),
      Setting(
        "compatibilities", .texts, "What it can run on: `FARGATE`, `EC2`, `EXTERNAL`, `MANAGED_INSTANCES`.",
        terraform: [.init("requires_compatibilities")], cloudFormation: [.init("RequiresCompatibilities")]),
      Setting(
        "operating_system", .text, "The system that its containers need: `LINUX`, `WINDOWS_SERVER_2022_CORE`.",
        terraform: [.init("runtime_platform.operating_system_family", default: .text("LINUX"))],
        cloudFormation: [.init("RuntimePlatform.OperatingSystemFamily", default: .text("LINUX"))]),
    ])

  /// Containers of task definitions.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
  static let container = SettingKind(
    "container", "A container of a task definition.", partOf: "task_definition",
    terraform: ["aws_ecs_task_definition"], cloudFormation: ["AWS::ECS::TaskDefinition"],
    [
      Setting("name", .text, "Its name.", terraform: [.init("name")], cloudFormation: [.init("Name")]),
      Setting("image", .text, "Its image.", terraform: [.init("image")], cloudFormation: [.init("Image")]),
      Setting(
        "is_privileged", .bool, "Whether it has the rights of root on its host.",
        terraform: [.init("privileged", default: .bool(false))],
        cloudFormation: [.init("Privileged", default: .bool(false))]),
      Setting(
        "is_root_read_only", .bool, "Whether it cannot write to its root file system.",
        terraform: [.init("readonlyRootFilesystem", default: .bool(false))],
        cloudFormation: [.init("ReadonlyRootFilesystem", default: .bool(false))]),
      Setting(
        "log_driver", .text, "Where what it prints goes: `awslogs`, `awsfirelens`; not set: nowhere.",
        terraform: [.init("logConfiguration.logDriver")], cloudFormation: [.init("LogConfiguration.LogDriver")]),
      Setting(
        "routes_logs", .presence, "Whether it is the router that the logs of the other containers go through.",
        terraform: [.init("firelensConfiguration", default: .bool(false))],
        cloudFormation: [.init("FirelensConfiguration", default: .bool(false))]),
      Setting(
        "has_health_check", .presence, "Whether a command tells if it is well.",
        terraform: [.init("healthCheck", default: .bool(false))],
        cloudFormation: [.init("HealthCheck", default: .bool(false))]),
      Setting(
        "memory", .int, "The memory beyond which it is stopped, in MiB, if there is a limit.",
        terraform: [.init("memory")], cloudFormation: [.init("Memory")]),
      Setting(
        "variables", .parts("plain_text"), "Its environment variables.",
        terraform: [.init("environment")], cloudFormation: [.init("Environment")]),
    ])

  /// Services of ECS, beside what the engines know.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html,
  /// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
  static let service = SettingKind(
    "service", terraform: ["aws_ecs_service"], cloudFormation: ["AWS::ECS::Service"],
    [
      Setting(
        "has_circuit_breaker", .bool, "Whether a deployment whose tasks do not start is stopped.",
        terraform: [.init("deployment_circuit_breaker.enable", default: .bool(false))],
        cloudFormation: [
          .init("DeploymentConfiguration.DeploymentCircuitBreaker.Enable", default: .bool(false))
        ]),
      Setting(
        "deployment_controller", .text, "Who deploys it: `ECS`, `CODE_DEPLOY`, `EXTERNAL`.",
        terraform: [.init("deployment_controller.type", default: .text("ECS"))],
        cloudFormation: [.init("DeploymentController.Type", default: .text("ECS"))]),
      Setting(
        "runs_commands", .bool, "Whether ECS Exec is on: one may run commands in its containers.",
        terraform: [.init("enable_execute_command", default: .bool(false))],
        cloudFormation: [.init("EnableExecuteCommand", default: .bool(false))]),
      Setting(
        "least_healthy_percent", .int, "How many of its tasks are there at least while it is deployed, in percent.",
        terraform: [.init("deployment_minimum_healthy_percent", default: .int(100))],
        cloudFormation: [.init("DeploymentConfiguration.MinimumHealthyPercent", default: .int(100))]),
      Setting(
        "scheduling_strategy", .text, "`REPLICA`, or `DAEMON`: one task on each host.",
        terraform: [.init("scheduling_strategy", default: .text("REPLICA"))],
        cloudFormation: [.init("SchedulingStrategy", default: .text("REPLICA"))]),
      Setting(
        "task_definition", .link("task_definition"), "What its tasks are made of.",
        terraform: [.init("task_definition")], cloudFormation: [.init("TaskDefinition")]),
      Setting(
        "cluster", .link("container_cluster"), "The cluster that it is in; not set: the account's default one.",
        terraform: [.init("cluster")], cloudFormation: [.init("Cluster")]),
      Setting(
        "has_scalable_target", .presence, "Whether Application Auto Scaling may change how many tasks it has.",
        terraform: [
          .init(
            "resource_id", of: "aws_appautoscaling_target", owner: "resource_id", ownerPrefix: "service/",
            ownerName: "name")
        ],
        cloudFormation: [
          .init(
            "ResourceId", of: "AWS::ApplicationAutoScaling::ScalableTarget", owner: "ResourceId",
            ownerPrefix: "service/", ownerName: "ServiceName")
        ]),
    ])

  /// Clusters of ECS.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_cluster,
  /// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html,
  /// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html
  static let containerCluster = SettingKind(
    "container_cluster", "A cluster of ECS.", terraform: ["aws_ecs_cluster"], cloudFormation: ["AWS::ECS::Cluster"],
    [
      Setting(
        "container_insights", .text, "`enabled`, `enhanced` or `disabled`.",
        terraform: [.init("setting", default: insightsByDefault, key: "containerInsights")],
        cloudFormation: [.init("ClusterSettings", default: insightsByDefault, key: "containerInsights")]),
      Setting(
        "command_logging", .text,
        "Where commands that are run by ECS Exec are recorded: `DEFAULT`: where the container logs; `OVERRIDE`, `NONE`.",
        terraform: [.init("configuration.execute_command_configuration.logging", default: .text("DEFAULT"))],
        cloudFormation: [.init("Configuration.ExecuteCommandConfiguration.Logging", default: .text("DEFAULT"))]),
    ])

  private static let insightsByDefault = Setting.Absent.unknown("is what the account's setting says")

  /// Texts that everybody can read who may describe what they are written in.
  ///
  /// Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html,
  /// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html,
  /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
  static let plainText = SettingKind(
    "plain_text", "A variable of a container or function, or the user data of an instance.", isPart: true,
    terraform: [
      "aws_ecs_task_definition", "aws_lambda_function", "aws_instance", "aws_launch_template",
      "aws_launch_configuration",
    ],
    cloudFormation: [
      "AWS::ECS::TaskDefinition", "AWS::Lambda::Function", "AWS::Serverless::Function", "AWS::EC2::Instance",
      "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration",
    ],
    [
      Setting(
        "name", .text, "The name of the variable, or of the attribute.",
        terraform: [
          .init("name")
        ],
        cloudFormation: [
          .init("Name", of: "AWS::ECS::TaskDefinition"),
          .init(
            "name", of: "AWS::Lambda::Function", "AWS::Serverless::Function", "AWS::EC2::Instance",
            "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration"),
        ]),
      Setting(
        "holds_secret", .leak, "Whether a secret is written out in it.",
        terraform: [.init("value", default: .bool(false))],
        cloudFormation: [
          .init("Value", of: "AWS::ECS::TaskDefinition", default: .bool(false)),
          .init(
            "value", of: "AWS::Lambda::Function", "AWS::Serverless::Function", "AWS::EC2::Instance",
            "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration", default: .bool(false)),
        ]),
    ])
}
