import AWSModel
import NetSpace

/// Which resources may have a policy that is in the input and not read.
struct UnreadPolicies {
  /// By stack, the services of which it declares such policies.
  private let services: [String: Set<String>]
  /// What has such a policy, or is one.
  private let declared: [Declaration]

  /// - Parameter unmodelled: the resources of types of which nothing is read.
  init(_ unmodelled: [Declaration]) {
    services = unmodelled.reduce(into: [:]) { all, declaration in
      if Self.policies.contains(declaration.type) {
        all[declaration.id.stack, default: []].insert(Self.service(declaration.type))
      }
    }
    declared = unmodelled.filter { Self.policies.contains($0.type) || Self.withPolicy.contains($0.type) }
  }

  /// The resources with a policy that may be about some requests.
  func about(_ requests: RequestBounds) -> [ResourceID] {
    declared.filter { declaration in
      let actions = PatternSet(
        (Self.actions[Self.service(declaration.type)] ?? []).map { GlobPattern("\($0):*", foldingCase: true) })
      return requests.may.boxes.contains { $0.actions.intersects(actions) != .no }
    }.map(\.id)
  }

  /// - Parameter type: of a resource of which no policy is read.
  func mayBeOf(_ id: ResourceID, ofType type: String) -> Bool {
    Self.withPolicy.contains(type) || services[id.stack]?.contains(Self.service(type)) == true
  }

  /// `AWS::MSK`, `aws_msk`.
  private static func service(_ type: String) -> String {
    let separator = type.contains("::") ? "::" : "_"
    return type.split(separator: separator).prefix(2).joined(separator: separator)
  }

  /// How the actions begin that policies of a service are about.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  private static let actions: [String: [String]] = [
    "AWS::ACMPCA": ["acm-pca"], "AWS::AIOps": ["aiops"], "AWS::APS": ["aps"], "AWS::ApiGateway": ["execute-api"],
    "AWS::Bedrock": ["bedrock"], "AWS::CloudTrail": ["cloudtrail", "cloudtrail-data"],
    "AWS::CodeArtifact": ["codeartifact"], "AWS::DSQL": ["dsql"], "AWS::FSx": ["s3"], "AWS::Lex": ["lex"],
    "AWS::Logs": ["logs"], "AWS::MediaPackageV2": ["mediapackagev2"], "AWS::MediaStore": ["mediastore"],
    "AWS::MediaTailor": ["mediatailor"], "AWS::OSIS": ["osis"], "AWS::Oam": ["oam"], "AWS::Omics": ["omics", "s3"],
    "AWS::OpenSearchServerless": ["aoss"], "AWS::RUM": ["rum"],
    "AWS::RedshiftServerless": ["redshift-serverless"], "AWS::S3": ["s3"], "AWS::S3Express": ["s3express"],
    "AWS::S3Files": ["s3files"], "AWS::S3ObjectLambda": ["s3-object-lambda"], "AWS::S3Outposts": ["s3-outposts"],
    "AWS::S3Tables": ["s3tables"], "AWS::S3Vectors": ["s3vectors"], "AWS::SMSVOICE": ["sms-voice"],
    "AWS::SSM": ["ssm"], "AWS::SageMaker": ["sagemaker"], "AWS::Signer": ["signer"],
    "AWS::VpcLattice": ["vpc-lattice", "vpc-lattice-svcs"], "AWS::XRay": ["xray"],
    "aws_acmpca": ["acm-pca"], "aws_cloudsearch": ["cloudsearch"], "aws_cloudwatch": ["logs"],
    "aws_codeartifact": ["codeartifact"], "aws_codebuild": ["codebuild"], "aws_glue": ["glue"],
    "aws_media": ["mediastore"], "aws_networkfirewall": ["network-firewall"], "aws_oam": ["oam"],
    "aws_opensearchserverless": ["aoss"], "aws_prometheus": ["aps"], "aws_redshift": ["redshift"],
    "aws_redshiftserverless": ["redshift-serverless"], "aws_s3control": ["s3", "s3-object-lambda", "s3-outposts"],
    "aws_s3tables": ["s3tables"], "aws_sagemaker": ["sagemaker"], "aws_signer": ["signer"],
    "aws_vpclattice": ["vpc-lattice", "vpc-lattice-svcs"],
    "aws_xray": ["xray"],
  ]

  /// Types whose policy is a property of their own.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html
  private static let withPolicy: Set = [
    "AWS::AIOps::InvestigationGroup", "AWS::ApiGateway::DomainNameV2", "AWS::CodeArtifact::Repository",
    "AWS::DSQL::Cluster", "AWS::FSx::S3AccessPointAttachment", "AWS::Logs::DeliveryDestination",
    "AWS::MediaStore::Container", "AWS::OSIS::Pipeline", "AWS::Oam::Sink", "AWS::Omics::SequenceStore",
    "AWS::RUM::AppMonitor", "AWS::RedshiftServerless::Namespace", "AWS::S3Express::AccessPoint",
    "AWS::S3Outposts::AccessPoint", "AWS::SageMaker::ModelPackageGroup",
  ]

  /// Types that are the policy of something else.
  ///
  /// Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs
  private static let policies: Set = [
    "AWS::ACMPCA::Permission", "AWS::APS::ResourcePolicy", "AWS::Bedrock::ResourcePolicy",
    "AWS::CloudTrail::ResourcePolicy", "AWS::Lex::ResourcePolicy", "AWS::MediaPackageV2::ChannelPolicy",
    "AWS::MediaPackageV2::OriginEndpointPolicy", "AWS::MediaTailor::ChannelPolicy",
    "AWS::OpenSearchServerless::AccessPolicy", "AWS::S3::MultiRegionAccessPointPolicy",
    "AWS::S3Files::FileSystemPolicy", "AWS::S3ObjectLambda::AccessPointPolicy", "AWS::S3Outposts::BucketPolicy",
    "AWS::S3Tables::TablePolicy", "AWS::S3Vectors::VectorBucketPolicy", "AWS::SMSVOICE::ResourcePolicy",
    "AWS::SSM::ResourcePolicy", "AWS::Signer::ProfilePermission",
    "AWS::VpcLattice::AuthPolicy", "AWS::VpcLattice::ResourcePolicy", "AWS::XRay::ResourcePolicy",
    "aws_acmpca_permission", "aws_acmpca_policy", "aws_cloudsearch_domain_service_access_policy",
    "aws_cloudwatch_log_delivery_destination_policy",
    "aws_codeartifact_repository_permissions_policy", "aws_codebuild_resource_policy", "aws_glue_resource_policy",
    "aws_media_store_container_policy", "aws_networkfirewall_resource_policy",
    "aws_oam_sink_policy",
    "aws_opensearchserverless_access_policy", "aws_prometheus_resource_policy", "aws_redshift_resource_policy",
    "aws_redshiftserverless_resource_policy", "aws_s3control_access_grants_instance_resource_policy",
    "aws_s3control_bucket_policy", "aws_sagemaker_model_package_group_policy",
    "aws_s3control_object_lambda_access_point_policy", "aws_s3tables_table_policy",
    "aws_signer_signing_profile_permission", "aws_vpclattice_auth_policy", "aws_vpclattice_resource_policy",
    "aws_xray_resource_policy",
  ]
}
