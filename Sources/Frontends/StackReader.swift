import AWSModel
import Documents

/// A stack whose document has been read but whose resources have not: it can say which literal identifiers it declares,
/// so that stacks of one run can meet in them before any of them is understood.
package protocol StackReader: Sendable {
  /// The stack's name: the path of its plan, module root or template.
  var name: String { get }
  var format: InputFormat { get }
  /// Identifiers that a resource of this stack is known by: `vpc-0a1b2c`, an ARN, a literal bucket name.
  var identifiers: [String: ResourceID] { get }
  /// Mistakes of the input that leave open what is meant; the rest of it is read all the same.
  var errors: [InputError] { get }
  /// The paths of the constructs that resources were synthesized from, by address.
  var constructPaths: [String: String] { get }
  /// Texts of the input that no output may show.
  var sensitiveTexts: Set<String> { get }
  /// The resources and diagnostics of the stack.
  ///
  /// - Parameter identifiers: those of all stacks of the run, this one's included.
  func infrastructure(identifiers: [String: ResourceID]) -> Infrastructure
}

/// A stack of which some of what is not decided can be taken as decided.
package protocol PinnableReader: StackReader {
  /// What can be taken as decided so that what these unknowns leave open is decided.
  func domains(deciding unknowns: [Unknown]) -> [Pins.Variable: Pins.Domain]
  /// The same stack with some of what was not decided taken as decided.
  func pinned(_ pins: Pins) -> any StackReader
}

extension StackReader {
  package var constructPaths: [String: String] { [:] }
  package var sensitiveTexts: Set<String> { [] }
  package var errors: [InputError] { [] }
}

/// Which of the states that a document may tell of is meant.
package enum StackMoment: Hashable, Sendable {
  /// What will be there.
  case planned
  /// What was there before: only plans tell.
  case prior
}

/// The formats that are understood.
package enum InputFormat: String, Hashable, Sendable, CaseIterable {
  case terraformPlan = "Terraform plan"
  case terraformState = "Terraform state"
  case terraformConfiguration = "Terraform configuration"
  case cloudFormation = "CloudFormation template"
}
