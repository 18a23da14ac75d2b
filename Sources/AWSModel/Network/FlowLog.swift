/// A flow log: a record of the connections of a VPC, a subnet, an interface or something else.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
package struct FlowLog: Resource {
  package enum Subject: Hashable, Sendable {
    case vpc(Link)
    case subnet(Link)
    /// An interface, or a transit gateway and its attachments.
    case other
    /// Not even its kind is known.
    case unknown(Unknown)
  }

  package let declaration: Declaration
  package let subject: Subject

  package init(declaration: Declaration, subject: Subject) {
    self.declaration = declaration
    self.subject = subject
  }
}
