import AWSModel
import Analysis
import Documents

/// A place that a finding can point at, and what it contributes.
package struct Anchor: Sendable {
  package let place: Place
  /// The resource that declares what stands there.
  package let resource: ResourceID
  /// The element's value in a form that does not move with its position: a fingerprint's part.
  package let key: String
  /// What stands there, for a related place.
  package let words: String
  /// Which of several is the cause: the largest, a share of all addresses for a peer.
  package let weight: Double

  package init(_ place: Place, _ resource: ResourceID, key: String = "", words: String = "", weight: Double = 0) {
    self.place = place
    self.resource = resource
    self.key = key
    self.words = words
    self.weight = weight
  }

  /// The declaration of a resource.
  package init(_ declaration: Declaration) {
    self.init(Place(range: declaration.place), declaration.id, words: "\(declaration.id.address) is declared here")
  }
}

/// The places of one finding, of which often only the first is looked at.
struct Anchors: Sendable {
  let first: Anchor
  /// The first and all others, in their order; those that are known are left out where that is seen without making them.
  let all: @Sendable (inout KnownPlaces) -> [Anchor]
}

/// Rules of which all places are known, by the rules of their group and direction: a thousand rows that are one mistake
/// may share a thousand rules.
struct KnownPlaces {
  var rules: [ObjectIdentifier: OpeningRules.Selection] = [:]
}
