/// Settings of what belongs to identities.
extension SettingKind {
  /// Long-term keys of users.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html
  static let accessKey = SettingKind(
    "access_key", "A long-term key of an IAM user.", terraform: ["aws_iam_access_key"],
    cloudFormation: ["AWS::IAM::AccessKey"],
    [
      Setting(
        "is_active", .bool, "Whether it can be used.",
        terraform: [.init("status", default: .bool(true), on: "Active")],
        cloudFormation: [.init("Status", default: .bool(true), on: "Active")]),
      Setting(
        "user", .text, "The user whose key it is.", terraform: [.init("user")], cloudFormation: [.init("UserName")]),
    ])
}
