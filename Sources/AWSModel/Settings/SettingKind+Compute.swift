/// Settings of what runs programs.
extension SettingKind {
  /// Instances, and what they are made from.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template,
  /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
  static let machine = SettingKind(
    "machine",
    terraform: ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"],
    cloudFormation: [
      "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration",
    ],
    [
      tokens("written_http_tokens", "as it is written", .unset),
      tokens("http_tokens", "as it counts", .unknown("depends on the image and the account")),
      Setting(
        "http_endpoint", .text, "Whether the metadata service answers at all: `enabled`, `disabled`.",
        terraform: [.init("metadata_options.http_endpoint", default: .text("enabled"))],
        cloudFormation: [
          .init(
            "MetadataOptions.HttpEndpoint", of: "AWS::EC2::Instance", "AWS::AutoScaling::LaunchConfiguration",
            default: .text("enabled")),
          .init(
            "LaunchTemplateData.MetadataOptions.HttpEndpoint", of: "AWS::EC2::LaunchTemplate",
            default: .text("enabled")),
        ]),
    ])

  private static func tokens(_ name: String, _ meaning: String, _ absent: Setting.Absent) -> Setting {
    Setting(
      name, .text, "Whether the metadata service asks for a token, \(meaning): `optional`, `required`.",
      terraform: [.init("metadata_options.http_tokens", default: absent)],
      cloudFormation: [
        .init(
          "MetadataOptions.HttpTokens", of: "AWS::EC2::Instance", "AWS::AutoScaling::LaunchConfiguration",
          default: absent),
        .init("LaunchTemplateData.MetadataOptions.HttpTokens", of: "AWS::EC2::LaunchTemplate", default: absent),
      ])
  }
}
