/// An S3 bucket.
package struct Bucket: Resource {
  package let declaration: Declaration
  /// Nil: AWS or the tool invents one.
  package let name: Attribute<PartialText>?

  package init(declaration: Declaration, name: Attribute<PartialText>?) {
    self.declaration = declaration
    self.name = name
  }
}

/// The resource policy of a bucket.
package struct BucketPolicy: Resource {
  package let declaration: Declaration
  package let bucket: Link
  package let document: PolicyDocument

  package init(declaration: Declaration, bucket: Link, document: PolicyDocument) {
    self.declaration = declaration
    self.bucket = bucket
    self.document = document
  }
}
