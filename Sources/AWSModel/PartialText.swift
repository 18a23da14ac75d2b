/// A text of which parts may not be known: `arn:aws:s3:::` + the name of `aws_s3_bucket.app` + `/*`.
package struct PartialText: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case literal(String)
    /// An attribute of a resource of the input, whose value only AWS knows (`aws_s3_bucket.app.arn`).
    case attribute(ResourceID, String)
    case unknown(Unknown)
  }

  /// Adjacent literals are merged and empty ones left out, so that equal texts are equal values.
  package let parts: [Part]

  package init(_ parts: [Part]) {
    var merged: [Part] = []
    for part in parts {
      guard case .literal(let text) = part else {
        merged.append(part)
        continue
      }
      if text.isEmpty { continue }
      if case .literal(let before)? = merged.last {
        merged[merged.count - 1] = .literal(before + text)
      } else {
        merged.append(part)
      }
    }
    self.parts = merged
  }

  package init(_ literal: String) { self.init([.literal(literal)]) }

  /// The text, if all of it is known.
  package var literal: String? {
    if parts.isEmpty { return "" }
    if parts.count == 1, case .literal(let text) = parts[0] { return text }
    return nil
  }

  /// The resource attribute that this text is, when it is nothing else.
  package var attribute: (resource: ResourceID, name: String)? {
    if parts.count == 1, case .attribute(let id, let name) = parts[0] { return (id, name) }
    return nil
  }

  /// What of it is not known at all; a resource's attribute counts as known by its name.
  package var unknowns: [Unknown] {
    parts.reduce(into: []) { all, part in
      if case .unknown(let why) = part { all.append(why) }
    }
  }

  /// The same text where no resource is meant: an attribute of one may be any text.
  package var withoutAttributes: PartialText {
    if parts.allSatisfy({ if case .attribute = $0 { false } else { true } }) { return self }
    return PartialText(
      parts.map { part in
        if case .attribute(let id, let name) = part { .unknown(Unknown(attribute: name, of: id)) } else { part }
      })
  }

  /// Whether the text names what it stands for, as `aws_kms_key.data.arn` does.
  ///
  /// Nobody knows its letters, but that it is given, is no word of a service (`MUTABLE`), and is the same wherever it is
  /// written. What a resource merely holds (`aws_ssm_parameter.tags.value`) or another provider makes may be any text.
  package var isIdentifier: Bool {
    parts.allSatisfy { part in
      switch part {
      case .literal: true
      case .attribute(let id, let name): Self.identifies(name, id)
      case .unknown: false
      }
    }
  }

  /// The same text, in which what is no identifier may be any text.
  package var leavingHeldTextsOpen: PartialText {
    if isIdentifier { return self }
    return PartialText(
      parts.map { part in
        guard case .attribute(let id, let name) = part, !Self.identifies(name, id) else { return part }
        return .unknown(Unknown(attribute: name, of: id))
      })
  }

  /// Why it may be any text, where it is nothing but what a resource holds.
  package var heldText: Unknown? {
    guard let attribute, !isIdentifier else { return nil }
    return Unknown(attribute: attribute.name, of: attribute.resource)
  }

  private static func identifies(_ attribute: String, _ resource: ResourceID) -> Bool {
    let steps = resource.address.split(separator: ".")
    func isOf(_ provider: String) -> Bool { steps.contains { $0.hasPrefix(provider) } }
    // What is drawn by lot is no word of a service either; a shuffled list is one of given texts.
    if isOf("random_") { return !isOf("random_shuffle") }
    // A logical id of a template has no type before it, only the stacks that it is nested in.
    let isOfAWS = steps.count == 1 || attribute.isCapitalized || isOf("aws_") || isOf("awscc_")
    let last = attribute.split(whereSeparator: { "._".contains($0) }).last.map { $0.lowercased() } ?? ""
    return isOfAWS && (last == "ref" || Self.identifiers.contains { last.hasSuffix($0) })
  }

  /// How the names of attributes end that name the resource, or a part of it.
  private static let identifiers = ["arn", "id", "name", "url", "uri", "endpoint", "address", "key", "bucket"]

  /// Whether it and another text may turn out to be the same: false only if that is certain.
  ///
  /// What stands before the first part that is not known, and behind the last, is compared; what AWS gives a resource as
  /// its identifier is never what somebody wrote.
  package func mayEqual(_ other: PartialText) -> Bool {
    if self == other { return true }
    if literal != nil, other.literal != nil { return false }
    if literal != nil && other.isIdentifier || other.literal != nil && isIdentifier { return false }
    func isCompatible(_ a: Substring, _ b: Substring) -> Bool { a.hasPrefix(b) || b.hasPrefix(a) }
    let (starts, ends) = ([outer.start, other.outer.start], [outer.end, other.outer.end])
    return isCompatible(starts[0], starts[1])
      && isCompatible(Substring(String(ends[0].reversed())), Substring(String(ends[1].reversed())))
  }

  /// What is known at both ends.
  private var outer: (start: Substring, end: Substring) {
    func text(_ part: Part?) -> Substring { if case .literal(let text)? = part { Substring(text) } else { "" } }
    return (text(parts.first), text(parts.last))
  }

  /// Why the text is not known: its first unknown part, or the attribute that only AWS knows.
  package func firstUnknown(at place: Place? = nil) -> Unknown {
    for part in parts {
      switch part {
      case .unknown(let why): return why
      case .attribute(let id, let name): return Unknown(attribute: name, of: id, at: place?.range)
      case .literal: continue
      }
    }
    return Unknown("\"\(self)\"", .knownAfterApply, at: place?.range)
  }

  /// With what is not known by its name: `arn:aws:iam::${AWS::AccountId}:root`.
  package var asWritten: String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .attribute(let id, let name): "${\(id.address).\(name)}"
      case .unknown(let why): "${\(why.subject)}"
      }
    }.joined()
  }

  package static func + (a: PartialText, b: PartialText) -> PartialText { PartialText(a.parts + b.parts) }
}

extension PartialText: CustomStringConvertible {
  /// As a template would write it: `arn:aws:s3:::${aws_s3_bucket.app.id}/*`; why something is not known is said beside it.
  package var description: String { asWritten }
}
