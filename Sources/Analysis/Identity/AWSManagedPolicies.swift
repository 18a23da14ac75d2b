import AWSModel
import Synchronization

/// The policies that AWS manages and names, from a table in the binary.
///
/// Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
package final class AWSManagedPolicies: Sendable {
  package static let builtIn = AWSManagedPolicies(Tables.awsManagedPolicies)

  private let table: TableText
  private let ranges = Mutex<[String: Range<Int>]?>(nil)

  init(_ table: StaticString) { self.table = TableText(table) }

  /// The name of the policy if an ARN is one of AWS's own: `arn:aws:iam::aws:policy/service-role/NAME`.
  package static func name(ofARN arn: String) -> String? {
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, fields[0] == "arn", fields[2] == "iam", fields[4] == "aws", fields[5].hasPrefix("policy/")
    else { return nil }
    return fields[5].split(separator: "/").last.map(String.init)
  }

  /// The policy, with all its places at `place`, where it is attached; nil if the table does not have it.
  package func document(named name: String, at place: Place) -> PolicyDocument? {
    let range = ranges.withLock { ranges in
      let known = ranges ?? table.index().ranges
      ranges = known
      return known[name]
    }
    guard let range else { return nil }
    let statements = table.lines(in: range).compactMap { statement($0, at: place) }
    return PolicyDocument(
      version: Attribute(.known("2012-10-17"), place: place), statements: PartialList(statements), place: place)
  }

  private func statement(_ columns: [Substring], at place: Place) -> Statement? {
    guard columns.count == 5, let effect = Statement.Effect(rawValue: String(columns[1])) else { return nil }
    return Statement(
      sid: nil, effect: Attribute(.known(effect), place: place), principals: nil,
      actions: patterns(columns[2], at: place), resources: patterns(columns[3], at: place),
      conditions: PartialList(columns[4].split(separator: " ").compactMap { condition($0, at: place) }), place: place)
  }

  private func patterns(_ column: Substring, at place: Place) -> Statement.Patterns {
    let isNegated = column.hasPrefix("!")
    let words = (isNegated ? column.dropFirst() : column).split(separator: " ")
    return Statement.Patterns(
      PartialList(words.map { Self.text($0, at: place) }), isNegated: isNegated, place: place)
  }

  private func condition(_ word: Substring, at place: Place) -> Statement.Condition? {
    let parts = word.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    return Statement.Condition(
      op: String(parts[0]), key: String(parts[1]),
      values: PartialList(parts[2...].map { Self.text($0, at: place) }), place: place)
  }

  /// With the table's escapes undone: `%20`, `%7C`, `%25`.
  private static func text(_ word: Substring, at place: Place) -> Attribute<PartialText> {
    let encoded = Array(word.utf8)
    var bytes: [UInt8] = []
    var i = 0
    while i < encoded.count {
      let code = encoded[i] == UInt8(ascii: "%") ? encoded[(i + 1)...].prefix(2) : []
      if let byte = UInt8(String(decoding: code, as: UTF8.self), radix: 16) {
        bytes.append(byte)
        i += 3
      } else {
        bytes.append(encoded[i])
        i += 1
      }
    }
    return Attribute(.known(PartialText(String(decoding: bytes, as: UTF8.self))), place: place)
  }
}
