import AWSModel
import Documents

/// A parameter of a template.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
struct TemplateParameter: Sendable {
  let name: String
  let type: String
  let defaultValue: Node?
  let allowedValues: [Node]?
  let keyRange: SourceRange

  init(_ member: Node.Member) {
    name = member.name
    type = member.value["Type"]?.string ?? "String"
    let given = member.value["Default"]
    defaultValue = given?.isNull == true ? nil : given
    allowedValues = member.value["AllowedValues"].map { Array($0.elements) }
    keyRange = member.key.range
  }

  /// Whether the value is a list, written with commas.
  var isList: Bool { type == "CommaDelimitedList" || type.hasPrefix("List<") || type.hasSuffix("<CommaDelimitedList>") }

  /// Whether the value is looked up when the stack is deployed: what is written is only the name of an SSM parameter.
  var isLookedUp: Bool { type.hasPrefix("AWS::SSM::Parameter::Value<") }

  var unknown: Unknown { Unknown("parameter \(name)", .parameter, at: keyRange) }
}

/// The parameters that every template has.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
enum PseudoParameter: String {
  case accountID = "AWS::AccountId"
  case notificationARNs = "AWS::NotificationARNs"
  case noValue = "AWS::NoValue"
  case partition = "AWS::Partition"
  case region = "AWS::Region"
  case stackID = "AWS::StackId"
  case stackName = "AWS::StackName"
  case urlSuffix = "AWS::URLSuffix"

  var unknown: Unknown { Unknown(rawValue, .decidedByAWS("depends on where and as what the stack is deployed")) }

  /// What it is in every region outside China and the government's: taken so, and said so.
  var assumption: String? {
    switch self {
    case .partition: "aws"
    case .urlSuffix: "amazonaws.com"
    case .accountID, .notificationARNs, .noValue, .region, .stackID, .stackName: nil
    }
  }
}
