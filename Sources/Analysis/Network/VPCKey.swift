import AWSModel
import NetSpace

/// The identity of a VPC, as far as something is known to be in one.
///
/// Two subnets that name the same template parameter are in the same VPC although its id is not known.
package enum VPCKey: Hashable, Sendable {
  case resource(ResourceID)
  case external(String)
  case unknown(Unknown)

  init(_ reference: Reference) {
    self =
      switch reference {
      case .resource(let id): .resource(id)
      case .external(let name): .external(name)
      case .oneOf(_, let why), .unknown(let why): .unknown(why)
      }
  }

  /// Whether the two are the same VPC.
  func isSame(as other: VPCKey) -> Verdict {
    if self == other { return .yes }
    switch (self, other) {
    case (.unknown, _), (_, .unknown): return .unknown
    // An identifier of a VPC that the input does not declare names none that it declares.
    case (.resource, _), (.external, _): return .no
    }
  }

  var unknown: Unknown? {
    if case .unknown(let why) = self { why } else { nil }
  }
}
