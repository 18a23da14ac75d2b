import AWSModel

/// A condition of which not all values are known: a request meets it or misses it, and which of both some request can do
/// for certain depends on what is known of it.
///
/// What a parameter comes to may be anything: a text that nothing is called, or a variable that the request does not
/// have, with which the element matches nothing. What AWS itself gives a name to, some request has.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
struct OpaqueCondition {
  /// In lower case.
  let key: String
  /// Whether a request that has the key meets it for certain with some value, whatever the others come to.
  let isMetByValue: Bool
  /// Whether a request that has the key misses it for certain with some value.
  private let isMissedByValue: Bool
  /// What becomes of it in a request without the key; nil if each has it, or that is what is not known.
  private let isMetByAbsence: Bool?

  private static let met = "(met)"
  private static let missed = "(missed)"

  /// Nil for an operator that no policy knows.
  init?(_ condition: Statement.Condition) {
    guard let test = ConditionTest(op: condition.op, key: condition.key, values: []) else { return nil }
    key = test.key
    let isText =
      switch test.comparison {
      case .string, .pattern, .arn: true
      case .number, .date, .bool, .address, .presence: false
      }
    let isGiven =
      isText
      && (condition.values.elements.contains { $0.known?.isGiven ?? $0.unknown?.isOfARN ?? false }
        || condition.values.rest.contains(where: \.isOfARN))
    // Beside the texts that it is equal to there are others, however many those are.
    let isOneOfMany = if case .string = test.comparison { true } else { false }
    isMetByValue = test.isNegated ? isOneOfMany : isGiven
    isMissedByValue = test.isNegated ? isGiven : isOneOfMany
    isMetByAbsence =
      test.comparison == .presence || ConditionDomain.alwaysThere.contains(key) ? nil : test.isTrue(of: nil)
  }

  /// What to try under its key.
  var domain: ConditionDomain {
    ConditionDomain(choices: [Self.met, Self.missed], mayBeAbsent: isMetByAbsence != nil)
  }

  /// The answer for a request with one of the choices under the key.
  func isMet(by choice: [String]?) -> Bool { choice.map { $0 == [Self.met] } ?? isMetByAbsence ?? false }

  /// Whether some request certainly makes the choice, whatever the values come to.
  func isCertain(_ choice: [String]?) -> Bool {
    guard let choice else { return isMetByAbsence != nil }
    return choice == [Self.met] ? isMetByValue : isMissedByValue
  }
}

extension PartialText {
  /// Whether all of it that is not spelled is what AWS, and nobody else, gives a name to: an account, a region, or what a
  /// resource is called.
  fileprivate var isGiven: Bool {
    leavingHeldTextsOpen.unknowns.allSatisfy { why in
      if case .decidedByAWS = why.reason { true } else { why.isOfARN }
    }
  }
}

extension Unknown {
  /// Whether it is the ARN of a resource of AWS that is not there yet, or what is made of that.
  fileprivate var isOfARN: Bool {
    guard reason.isKnownOnceThere, let attribute = subject.split(separator: ".").last else { return false }
    let isOfAWS = subject.hasPrefix("aws_") || subject.contains(".aws_")
    return isOfAWS && (attribute == "arn" || attribute.hasSuffix("_arn"))
  }
}
