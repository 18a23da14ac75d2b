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
