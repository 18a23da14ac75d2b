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

  /// The text with the attribute that is the ARN of a resource in place of where the resource is, its kind and its name;
  /// nil if it is no such text.
  ///
  /// Of one in another region or account of the same name nothing is said.
  func withARN(ofReference text: PartialText) -> PartialText? {
    for (position, part) in text.parts.enumerated() {
      guard case .attribute(let id, "Ref") = part, let (service, start) = types[id].flatMap({ Self.kinds[$0] })
      else { continue }
      let place =
        PartialText("arn:aws:\(service):") + region(of: id.stack) + PartialText(":") + account(of: id.stack)
        + PartialText(":\(start)")
      guard PartialText(Array(text.parts[..<position])) == place else { return nil }
      return PartialText([.attribute(id, "arn")] + text.parts[(position + 1)...])
    }
    return nil
  }

  /// The service and the kind in the ARN of what `Ref` gives the name or identifier of, which ends the ARN.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  private static let kinds: [String: (service: String, start: String)] = [
    "AWS::CloudWatch::Alarm": ("cloudwatch", "alarm:"),
    "AWS::CodeBuild::Project": ("codebuild", "project/"),
    "AWS::CodePipeline::Pipeline": ("codepipeline", ""),
    "AWS::Cognito::UserPool": ("cognito-idp", "userpool/"),
    "AWS::EC2::Instance": ("ec2", "instance/"),
    "AWS::EC2::SecurityGroup": ("ec2", "security-group/"),
    "AWS::EC2::Subnet": ("ec2", "subnet/"),
    "AWS::EC2::VPC": ("ec2", "vpc/"),
    "AWS::ECS::Cluster": ("ecs", "cluster/"),
    "AWS::EKS::Cluster": ("eks", "cluster/"),
    "AWS::Glue::Crawler": ("glue", "crawler/"),
    "AWS::Glue::Job": ("glue", "job/"),
    "AWS::RDS::DBCluster": ("rds", "cluster:"),
    "AWS::RDS::DBInstance": ("rds", "db:"),
  ]
}
