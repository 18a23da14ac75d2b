/// A version of a function or an alias for one, which has an ARN of its own: that of the function and what stands behind it.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
package struct FunctionQualifier: Resource {
  package let declaration: Declaration
  package let function: Link
  /// The name of the alias; nil for a version, which AWS numbers.
  package let name: Attribute<PartialText>?

  package init(declaration: Declaration, function: Link, name: Attribute<PartialText>?) {
    self.declaration = declaration
    self.function = function
    self.name = name
  }
}
