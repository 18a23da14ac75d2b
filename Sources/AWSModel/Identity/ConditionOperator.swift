/// The operators of conditions as they are written.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
package enum ConditionOperator {
  private static let names = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
    "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress",
    "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Null",
  ]

  /// All of them, with `IfExists` and without.
  package static let spellings = names + names.dropLast().map { $0 + "IfExists" }

  /// Of an operator what stands before its name: `ForAllValues:`; empty if it is about one value.
  package static func quantifier(of text: String) -> String {
    ["ForAllValues:", "ForAnyValue:"].first { text.lowercased().hasPrefix($0.lowercased()) } ?? ""
  }

  private static let known = Set(spellings.map { $0.lowercased() })

  package static func isKnown(_ text: String) -> Bool {
    known.contains(String(text.dropFirst(quantifier(of: text).count)).lowercased())
  }
}
