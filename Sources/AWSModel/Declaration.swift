import Documents
import NetSpace

/// Whether a resource will be there: certainly, or only if something undecided turns out so.
package struct Existence: Hashable, Sendable {
  package let verdict: Verdict
  package let because: [Unknown]

  package init(_ verdict: Verdict, because: [Unknown] = []) {
    self.verdict = verdict
    self.because = because
  }

  package static let certain = Existence(.yes)
  package static func possible(_ because: [Unknown]) -> Existence { Existence(.unknown, because: because) }
}

/// What every resource has: its identity, its type in the words of its tool, and where it stands.
///
/// A class: resources are copied with it, and the id alone of a resource is asked for everywhere.
package final class Declaration: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Declared in the input.
    case declared
    /// Read by the input (a data source), not managed by it.
    case readOnly
    /// Created by AWS together with another resource (a VPC's main route table).
    case implied
  }

  package let id: ResourceID
  /// `aws_security_group`, `AWS::EC2::SecurityGroup`.
  package let type: String
  package let kind: Kind
  package let place: SourceRange
  package let existence: Existence

  package init(
    id: ResourceID, type: String, kind: Kind = .declared, place: SourceRange, existence: Existence = .certain
  ) {
    self.id = id
    self.type = type
    self.kind = kind
    self.place = place
    self.existence = existence
  }
}

extension Declaration: Hashable {
  package static func == (a: Declaration, b: Declaration) -> Bool {
    a === b
      || (a.id == b.id && a.type == b.type && a.kind == b.kind && a.place == b.place && a.existence == b.existence)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(place)
  }
}

/// Anything that the input declares or implies.
package protocol Resource: Sendable {
  var declaration: Declaration { get }
  /// Which part of what is declared; nil: all of it.
  var part: ResourcePart? { get }
}

extension Resource {
  package var id: ResourceID { declaration.id }
  package var part: ResourcePart? { nil }
}
