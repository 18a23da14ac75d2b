/// The major versions of the AWS provider that an input may be meant for.
///
/// Those that the table of defaults tells apart: earlier and later ones are taken for the nearest.
struct ProviderVersions: Hashable, Sendable {
  static let known = 3...6

  private(set) var majors: Set<Int>

  /// Any of them.
  init() { majors = Set(Self.known) }

  /// Whether a provider is the one for AWS, by its address: `registry.terraform.io/hashicorp/aws`, `hashicorp/aws`.
  static func isProvider(_ address: String) -> Bool {
    address.lowercased().split(separator: "/").suffix(2) == ["hashicorp", "aws"]
  }

  /// Leaves those that a constraint admits; one that cannot be read admits all.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/expressions/version-constraints
  mutating func meet(_ constraint: String) {
    for part in constraint.split(separator: ",") { meet(part: part.filter { $0 != " " }) }
  }

  private mutating func meet(part: String) {
    let comparison = part.prefix { "=!<>~".contains($0) }
    let numbers = part.dropFirst(comparison.count).drop { $0 == "v" }.split(separator: ".").map { number in
      Int(number.prefix { $0.isNumber })
    }
    guard let written = numbers.first, let written else { return }
    let isWhole = numbers.dropFirst().allSatisfy { $0 == 0 }
    let major = min(max(written, Self.known.lowerBound), Self.known.upperBound)
    switch comparison {
    case "", "=", "~>": majors.formIntersection([major])
    case ">", ">=": majors = majors.filter { $0 >= major }
    case "<=": majors = majors.filter { $0 <= major }
    case "<": majors = majors.filter { $0 < major || $0 == major && (!isWhole || written != major) }
    default: return
    }
  }
}
