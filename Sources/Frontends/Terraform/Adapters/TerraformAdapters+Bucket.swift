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
    guard let policy = fields["policy"] else { return }
    if case .text(let text) = policy.content, text.literal == "" { return }
    draft.infrastructure.bucketPolicies.append(
      BucketPolicy(
        declaration: resource.declaration, bucket: Link(.resource(resource.id), at: policy.place),
        document: PolicyReader(context: resource.context).policy(policy)))
  }

  static func bucketPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    let document =
      resource.fields["policy"].map { PolicyReader(context: resource.context).policy($0) }
      ?? .unknown(resource.missing("policy"), at: resource.place)
    draft.infrastructure.bucketPolicies.append(
      BucketPolicy(
        declaration: resource.declaration, bucket: resource.required("bucket"), document: document))
  }
}
