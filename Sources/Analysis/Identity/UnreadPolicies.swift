import AWSModel

/// Which resources may have a policy that is in the input and not read.
struct UnreadPolicies {
  /// By stack, the services of which it declares such policies.
  private let services: [String: Set<String>]

  /// - Parameter unmodelled: the resources of types of which nothing is read.
  init(_ unmodelled: [Declaration]) {
    services = unmodelled.reduce(into: [:]) { all, declaration in
      if Self.policies.contains(declaration.type) {
        all[declaration.id.stack, default: []].insert(Self.service(declaration.type))
      }
    }
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

  /// Types whose policy is a property of their own.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html
  private static let withPolicy: Set = [
    "AWS::CodeArtifact::Repository", "AWS::DSQL::Cluster", "AWS::MediaStore::Container",
    "AWS::RedshiftServerless::Namespace",
  ]

  /// Types that are the policy of something else.
  ///
  /// Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs
  private static let policies: Set = [
    "AWS::ACMPCA::Permission", "AWS::APS::ResourcePolicy",
    "AWS::Lex::ResourcePolicy", "AWS::OpenSearchServerless::AccessPolicy",
    "AWS::S3ObjectLambda::AccessPointPolicy", "AWS::S3Outposts::BucketPolicy",
    "AWS::S3Tables::TablePolicy", "AWS::Signer::ProfilePermission",
    "AWS::VpcLattice::AuthPolicy", "AWS::VpcLattice::ResourcePolicy", "AWS::XRay::ResourcePolicy",
    "aws_acmpca_permission", "aws_acmpca_policy",
    "aws_codeartifact_repository_permissions_policy", "aws_codebuild_resource_policy", "aws_glue_resource_policy",
    "aws_media_store_container_policy", "aws_networkfirewall_resource_policy",
    "aws_opensearchserverless_access_policy", "aws_prometheus_resource_policy", "aws_redshift_resource_policy",
    "aws_redshiftserverless_resource_policy", "aws_s3control_bucket_policy",
    "aws_s3control_object_lambda_access_point_policy", "aws_s3tables_table_policy",
    "aws_signer_signing_profile_permission", "aws_vpclattice_auth_policy", "aws_vpclattice_resource_policy",
    "aws_xray_resource_policy",
  ]
}
