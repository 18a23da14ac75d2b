import AWSModel

extension ResourceNames {
  /// Whether an attribute of a resource of CloudFormation is its ARN under another name: what `Ref` gives of some types,
  /// and an attribute that is called as the type is.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
  /// (Return values of each type)
  func isOwnARN(_ attribute: String, of id: ResourceID) -> Bool {
    guard let type = types[id], Self.referredToByARN.contains(type) else { return false }
    let name = type.split(separator: ":").last.map { $0.lowercased() } ?? ""
    return attribute == "ref" || attribute == name + "arn" || Self.shortAttributes[type] == attribute
  }

  private static let shortAttributes = [
    "AWS::ElasticLoadBalancingV2::ListenerRule": "rulearn", "AWS::IAM::ManagedPolicy": "policyarn",
  ]

  private static let referredToByARN: Set = [
    "AWS::ACMPCA::CertificateAuthority", "AWS::AppSync::GraphQLApi", "AWS::Batch::ComputeEnvironment",
    "AWS::Batch::JobDefinition", "AWS::Batch::JobQueue", "AWS::CertificateManager::Certificate",
    "AWS::CodeBuild::ReportGroup", "AWS::CodeConnections::Connection", "AWS::CodeStarConnections::Connection",
    "AWS::DMS::Endpoint", "AWS::DMS::ReplicationInstance", "AWS::DMS::ReplicationTask", "AWS::ECS::Service",
    "AWS::ECS::TaskDefinition", "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule",
    "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::TargetGroup",
    "AWS::IAM::ManagedPolicy", "AWS::NetworkFirewall::Firewall", "AWS::NetworkFirewall::FirewallPolicy",
    "AWS::NetworkFirewall::RuleGroup", "AWS::StepFunctions::Activity", "AWS::Transfer::Server",
  ]
}
