import AWSModel
import Documents

extension CloudFormationAdapters {
  /// Reads `AWS::S3::Bucket`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
  @Sendable static func bucket(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.buckets.append(
      Bucket(declaration: resource.declaration, name: resource.fields.text("BucketName")))
  }

  /// Reads `AWS::S3::BucketPolicy`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html
  @Sendable static func bucketPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    let document =
      resource.fields["PolicyDocument"].map { PolicyReader(context: resource.context).policy($0) }
      ?? .unknown(resource.missing("PolicyDocument"), at: resource.place)
    draft.infrastructure.bucketPolicies.append(
      BucketPolicy(
        declaration: resource.declaration, bucket: resource.required("Bucket", named: .bucket), document: document))
  }
}
