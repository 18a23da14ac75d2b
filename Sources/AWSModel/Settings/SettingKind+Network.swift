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
        "log_bucket", .link("bucket"), "Where it writes its access log.",
        terraform: [.init("access_logs.bucket")],
        cloudFormation: [.init("LoadBalancerAttributes", key: "access_logs.s3.bucket")]),
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

  /// Target groups.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html
  static let targetGroup = SettingKind(
    "target_group", terraform: ["aws_lb_target_group", "aws_alb_target_group"],
    cloudFormation: ["AWS::ElasticLoadBalancingV2::TargetGroup"],
    [
      Setting(
        "checks_health", .bool, "Whether it asks its targets if they are well, where that is said.",
        terraform: [.init("health_check.enabled", default: .bool(true))],
        cloudFormation: [.init("HealthCheckEnabled")])
    ])

  /// Distributions.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-distribution.html
  static let distribution = SettingKind(
    "distribution", "A distribution of CloudFront.", terraform: ["aws_cloudfront_distribution"],
    cloudFormation: ["AWS::CloudFront::Distribution"],
    [
      Setting(
        "tls_policy", .text, "The oldest TLS that it accepts: `TLSv1.2_2021`.",
        terraform: [.init("viewer_certificate.minimum_protocol_version", default: .text("TLSv1"))],
        cloudFormation: [
          .init("DistributionConfig.ViewerCertificate.MinimumProtocolVersion", default: .text("TLSv1"))
        ]),
      Setting(
        "has_default_certificate", .bool, "Whether it has the name and the certificate that CloudFront gives it.",
        terraform: [
          .init(
            "viewer_certificate.cloudfront_default_certificate", default: .bool(false), withoutBlock: .bool(true))
        ],
        cloudFormation: [
          .init(
            "DistributionConfig.ViewerCertificate.CloudFrontDefaultCertificate", default: .bool(false),
            withoutBlock: .bool(true))
        ]),
      Setting(
        "log_bucket", .link("bucket"), "Where requests to it are logged.",
        terraform: [.init("logging_config.bucket")], cloudFormation: [.init("DistributionConfig.Logging.Bucket")]),
      Setting(
        "behaviors", .parts("cache_behavior"), "How it answers requests, the default last.",
        terraform: [.init("ordered_cache_behavior"), .init("default_cache_behavior")],
        cloudFormation: [.init("DistributionConfig.CacheBehaviors"), .init("DistributionConfig.DefaultCacheBehavior")]),
    ])

  /// How distributions answer.
  ///
  /// Source: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html
  static let cacheBehavior = SettingKind(
    "cache_behavior", "How a distribution answers requests, or those for some paths.", partOf: "distribution",
    terraform: ["aws_cloudfront_distribution"], cloudFormation: ["AWS::CloudFront::Distribution"],
    [
      Setting(
        "path", .text, "The paths; not set: all others.",
        terraform: [.init("path_pattern")], cloudFormation: [.init("PathPattern")]),
      Setting(
        "protocol_policy", .text, "`allow-all`, `redirect-to-https` or `https-only`.",
        terraform: [.init("viewer_protocol_policy")], cloudFormation: [.init("ViewerProtocolPolicy")]),
    ])

  /// Names of APIs.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_domain_name,
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
  static let apiDomain = SettingKind(
    "api_domain", "A domain name of API Gateway.",
    terraform: ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"],
    cloudFormation: ["AWS::ApiGateway::DomainName", "AWS::ApiGatewayV2::DomainName"],
    [
      Setting(
        "tls_policy", .text,
        "The oldest TLS that it accepts: `TLS_1_0`, `TLS_1_2`, `SecurityPolicy_TLS13_1_2_2021_06`.",
        terraform: [
          .init("security_policy", of: "aws_api_gateway_domain_name", default: chosen),
          .init(
            "domain_name_configuration.security_policy", of: "aws_apigatewayv2_domain_name",
            default: chosen),
        ],
        cloudFormation: [
          .init("SecurityPolicy", of: "AWS::ApiGateway::DomainName", default: chosen),
          .init(
            "DomainNameConfigurations.SecurityPolicy", of: "AWS::ApiGatewayV2::DomainName", default: chosen),
        ])
    ])

  private static let chosen = Setting.Absent.unknown("is what API Gateway chooses for that kind of endpoint")
}
