/// A place of the input that names a resource and may use it in a way that is not modelled: an output, which another
/// stack may read, or a resource of a type that is not modelled.
///
/// What nothing of the model uses is not certainly unused where it is mentioned.
package struct Mention: Hashable, Sendable {
  package let resource: ResourceID
  /// What is not known because of it: who reads the output, what the resource does with it.
  package let doubt: Unknown

  package init(of resource: ResourceID, doubt: Unknown) {
    self.resource = resource
    self.doubt = doubt
  }
}
