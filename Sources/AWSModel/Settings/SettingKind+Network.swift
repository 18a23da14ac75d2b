/// Settings of what passes traffic on.
extension SettingKind {
  /// Load balancers of the second kind: with listeners and target groups.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb,
  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
  static let loadBalancer = SettingKind(
    "load_balancer", terraform: ["aws_lb", "aws_alb"], cloudFormation: ["AWS::ElasticLoadBalancingV2::LoadBalancer"],
    [
      Setting(
        "logs_access", .bool, "Whether it writes an access log.",
        terraform: [.init("access_logs.enabled", default: .bool(false))],
        cloudFormation: [
          .init("LoadBalancerAttributes", default: .bool(false), key: "access_logs.s3.enabled")
        ]),
      Setting(
        "is_protected", .bool, "Whether it cannot be deleted by accident.",
        terraform: [.init("enable_deletion_protection", default: .bool(false))],
        cloudFormation: [
          .init("LoadBalancerAttributes", default: .bool(false), key: "deletion_protection.enabled")
        ]),
      Setting(
        "drops_invalid_headers", .bool, "Whether header fields with names that are not valid are removed.",
        terraform: [.init("drop_invalid_header_fields", default: .bool(false))],
        cloudFormation: [
          .init(
            "LoadBalancerAttributes", default: .bool(false), key: "routing.http.drop_invalid_header_fields.enabled")
        ]),
    ])
}
