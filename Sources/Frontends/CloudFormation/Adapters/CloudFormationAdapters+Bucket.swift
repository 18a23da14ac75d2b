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
    resource.addPolicy(.bucket, of: "Bucket", named: .bucket, "PolicyDocument", into: &draft)
  }
}
