import AWSModel
import Documents

/// S3 buckets and their policies.
extension TerraformAdapters {
  /// A bucket and the policy that it may hold itself.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket
  static func bucket(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.buckets.append(
      Bucket(declaration: resource.declaration, name: fields.text("bucket")))
    // Up to version 3 of the provider a bucket has its policy itself; later it still shows the one it has.
    resource.addOwnPolicy(.bucket, "policy", into: &draft)
  }

  static func bucketPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addPolicy(.bucket, of: "bucket", "policy", into: &draft)
  }
}
