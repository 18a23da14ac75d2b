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
  /// What a whole number is one of; nil where nothing bounds it, or it is none.
  let numbers: ClosedRange<Int32>?
  /// The least and the greatest value as they are written.
  private let bounds: (least: Double?, greatest: Double?)
  /// How many letters a text may have.
  private let lengths: ClosedRange<Int>?
  /// Whether its value is to be shown nowhere.
  let isSecret: Bool
  let keyRange: SourceRange

  init(_ member: Node.Member) {
    name = member.name
    type = member.value["Type"]?.string ?? "String"
    let given = member.value["Default"]
    defaultValue = given?.isNull == true ? nil : given
    allowedValues = member.value["AllowedValues"].map { Array($0.elements) }
    bounds = Self.bounds(of: member.value)
    numbers = Self.numbers(within: bounds)
    lengths = Self.lengths(of: member.value)
    isSecret = ["true", "1"].contains(member.value["NoEcho"]?.scalar?.lowercased())
    keyRange = member.key.range
  }

  private static func bounds(of declared: Node) -> (least: Double?, greatest: Double?) {
    guard declared["Type"]?.string == "Number" else { return (nil, nil) }
    func number(_ key: String) -> Double? { declared[key]?.scalar.flatMap(Double.init).flatMap { $0.isNaN ? nil : $0 } }
    return (number("MinValue"), number("MaxValue"))
  }

  /// The whole numbers between the least and the greatest value.
  private static func numbers(within bounds: (least: Double?, greatest: Double?)) -> ClosedRange<Int32>? {
    if bounds.least == nil, bounds.greatest == nil { return nil }
    let first = Int32(clamping: bounds.least?.rounded(.up) ?? -.infinity)
    let last = Int32(clamping: bounds.greatest?.rounded(.down) ?? .infinity)
    guard let first, let last else { return nil }
    return first <= last ? first...last : nil
  }

  /// Whether a text is no number, or one that its bounds leave out.
  private func isOutOfBounds(_ text: String) -> Bool {
    if bounds.least == nil, bounds.greatest == nil { return false }
    guard let number = Double(text) else { return true }
    return bounds.least.map { number < $0 } ?? false || bounds.greatest.map { number > $0 } ?? false
  }

  /// Whether the value is a list, written with commas.
  var isList: Bool { type == "CommaDelimitedList" || type.hasPrefix("List<") || type.hasSuffix("<CommaDelimitedList>") }

  /// Whether the value is looked up when the stack is deployed: what is written is only the name of an SSM parameter.
  var isLookedUp: Bool { type.hasPrefix("AWS::SSM::Parameter::Value<") }

  /// What it may be, if that is a list of texts.
  var candidates: [String] {
    guard !isList, !isLookedUp, let allowedValues else { return [] }
    let texts = allowedValues.reduce(into: [String]()) { all, node in if let text = node.scalar { all.append(text) } }
    return texts.count == allowedValues.count ? texts : []
  }

  private static func lengths(of declared: Node) -> ClosedRange<Int>? {
    guard declared["Type"]?.string ?? "String" == "String" else { return nil }
    let least = declared["MinLength"]?.scalar.flatMap { Int($0) } ?? 0
    let most = declared["MaxLength"]?.scalar.flatMap { Int($0) } ?? Int.max
    return least <= most ? least...most : nil
  }

  /// Whether a text may be the value that is given for it.
  ///
  /// CloudFormation accepts as the name of something in the account only what exists, and so no empty one.
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
  func mayBe(_ text: String) -> Bool {
    // A default that would not be accepted shows that the author thinks otherwise.
    if isLookedUp || defaultValue?.scalar == text { return true }
    if text.isEmpty, type.hasPrefix("AWS::") { return false }
    if isOutOfBounds(text) { return false }
    guard let lengths, text.utf8.allSatisfy({ $0 < 0x80 }) else { return true }
    return lengths.contains(text.utf8.count)
  }

  /// What is wrong with a value; nil if nothing is.
  func complaint(about text: String) -> String? {
    let parts = isList ? Self.elements(of: text) : [text]
    if type == "Number" || type == "List<Number>", let wrong = parts.first(where: { Double($0) == nil }) {
      return isSecret ? "it is no number" : "\"\(wrong)\" is no number"
    }
    if isOutOfBounds(text) {
      return isSecret ? "it is out of bounds" : "\"\(text)\" is not between its least and its greatest value"
    }
    guard let allowedValues, !isLookedUp else { return nil }
    let allowed = allowedValues.map { $0.scalar ?? "" }
    // Each element of a list is compared; a whole list that is written among them was meant to be one.
    if isList, allowed.contains(text) { return nil }
    guard let wrong = parts.first(where: { !allowed.contains($0) }) else { return nil }
    let listed = allowed.map { "\"\($0)\"" }.joined(separator: ", ")
    return isSecret ? "it is none of the allowed values" : "\"\(wrong)\" is none of the allowed values \(listed)"
  }

  /// The elements of a list that is written with commas.
  static func elements(of text: String) -> [String] {
    text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
  }

  /// - Parameter prefix: the nested stacks that lead to it.
  func unknown(in prefix: String = "") -> Unknown {
    Unknown("parameter \(prefix)\(name)", isSecret ? .secret : .parameter, at: keyRange)
  }
}

extension Int32 {
  /// The number, or the nearest to it; nil for what is no number.
  fileprivate init?(clamping number: Double) {
    if number.isNaN { return nil }
    self = number <= Double(Int32.min) ? .min : number >= Double(Int32.max) ? .max : Int32(number)
  }
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

  /// Those of which a run may say what they are.
  static let given: Set<PseudoParameter> = [.accountID, .partition, .region, .stackName, .urlSuffix]

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
