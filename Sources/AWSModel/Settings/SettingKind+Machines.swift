/// Settings of machines, of what they are made of, and of functions.
extension SettingKind {
  /// Instances of EC2.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
  static let instance = SettingKind(
    "instance", "An instance of EC2.", terraform: ["aws_instance"], cloudFormation: ["AWS::EC2::Instance"],
    [
      Setting(
        "user_data", .parts("plain_text"), "What it runs when it starts.",
        terraform: [
          .init("user_data", notation: .value), .init("user_data_base64", notation: .value),
        ],
        cloudFormation: [.init("UserData", notation: .value)])
    ])

  /// Launch templates and launch configurations.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_configuration,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html
  static let launchTemplate = SettingKind(
    "launch_template", "What instances are made from: a launch template or a launch configuration.",
    terraform: ["aws_launch_template", "aws_launch_configuration"],
    cloudFormation: ["AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration"],
    [
      Setting(
        "user_data", .parts("plain_text"), "What its instances run when they start.",
        terraform: [
          .init("user_data", notation: .value),
          .init("user_data_base64", of: "aws_launch_configuration", notation: .value),
        ],
        cloudFormation: [
          .init("LaunchTemplateData.UserData", of: "AWS::EC2::LaunchTemplate", notation: .value),
          .init("UserData", of: "AWS::AutoScaling::LaunchConfiguration", notation: .value),
        ]),
      Setting(
        "volumes", .parts("launch_volume"), "The volumes of its instances.",
        terraform: [
          .init("block_device_mappings", of: "aws_launch_template"),
          .init("root_block_device", of: "aws_launch_configuration"),
          .init("ebs_block_device", of: "aws_launch_configuration"),
        ],
        cloudFormation: [
          .init("LaunchTemplateData.BlockDeviceMappings", of: "AWS::EC2::LaunchTemplate"),
          .init("BlockDeviceMappings", of: "AWS::AutoScaling::LaunchConfiguration"),
        ]),
    ])

  /// Volumes of launch templates.
  ///
  /// Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateEbsBlockDeviceRequest.html,
  /// https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
  static let launchVolume = SettingKind(
    "launch_volume", "A volume of the instances that a launch template makes.", partOf: "launch_template",
    terraform: ["aws_launch_template", "aws_launch_configuration"],
    cloudFormation: ["AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration"],
    [
      Setting(
        "is_encrypted", .bool, "Whether it is encrypted; not set for disks of the host.",
        terraform: [
          .init(
            "ebs.encrypted", of: "aws_launch_template", default: encryptionByDefault, withoutBlock: .unset),
          .init("encrypted", of: "aws_launch_configuration", default: encryptionByDefault),
        ],
        cloudFormation: [.init("Ebs.Encrypted", default: encryptionByDefault, withoutBlock: .unset)])
    ])

  /// Auto scaling groups.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html
  static let autoScalingGroup = SettingKind(
    "autoscaling_group", "An auto scaling group of EC2.", terraform: ["aws_autoscaling_group"],
    cloudFormation: ["AWS::AutoScaling::AutoScalingGroup"],
    [
      Setting(
        "health_check_type", .text, "What tells that an instance is not well: `EC2`, `ELB`; several with commas.",
        terraform: [.init("health_check_type", default: .text("EC2"))],
        cloudFormation: [.init("HealthCheckType", default: .text("EC2"))]),
      Setting(
        "is_balanced", .presence, "Whether a load balancer sends to its instances.",
        terraform: [
          .init("target_group_arns", default: .bool(false)),
          .init("load_balancers", default: .bool(false)),
          .init("traffic_source", default: .bool(false)),
          .init("lb_target_group_arn", of: "aws_autoscaling_attachment", owner: "autoscaling_group_name"),
          .init("elb", of: "aws_autoscaling_attachment", owner: "autoscaling_group_name"),
        ],
        cloudFormation: [
          .init("TargetGroupARNs", default: .bool(false)), .init("LoadBalancerNames", default: .bool(false)),
          .init("TrafficSources", default: .bool(false)),
        ]),
      Setting(
        "least_instances", .int, "How many instances it has at least.", terraform: [.init("min_size")],
        cloudFormation: [.init("MinSize")]),
      Setting(
        "most_instances", .int, "How many instances it has at most.", terraform: [.init("max_size")],
        cloudFormation: [.init("MaxSize")]),
      Setting(
        "has_scaling_policy", .presence, "Whether something changes how many instances it has.",
        terraform: [
          .init(
            "autoscaling_group_name", of: "aws_autoscaling_policy", "aws_autoscaling_schedule",
            owner: "autoscaling_group_name")
        ],
        cloudFormation: [
          .init(
            "AutoScalingGroupName", of: "AWS::AutoScaling::ScalingPolicy", "AWS::AutoScaling::ScheduledAction",
            owner: "AutoScalingGroupName")
        ]),
    ])

  /// Functions.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
  static let function = SettingKind(
    "function", "A function of Lambda.", terraform: ["aws_lambda_function"],
    cloudFormation: ["AWS::Lambda::Function", "AWS::Serverless::Function"],
    [
      Setting(
        "variables", .parts("plain_text"), "Its environment variables.",
        terraform: [.init("environment.variables", notation: .map)],
        cloudFormation: [.init("Environment.Variables", notation: .map)])
    ])
}
