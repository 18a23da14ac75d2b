import Documents

/// The identity of a resource: the stack that declares it and its address there.
///
/// A stack is a plan, a module root, or a root template with its nested ones. Stacks meet only through exports,
/// outputs and equal literal identifiers.
package struct ResourceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let stack: String
  /// `module.vpc.aws_subnet.private[0]` in Terraform, a logical id in CloudFormation.
  package let address: String

  package init(stack: String, address: String) {
    self.stack = stack
    self.address = address
  }

  package static func < (a: ResourceID, b: ResourceID) -> Bool { (a.stack, a.address) < (b.stack, b.address) }

  /// The identity of something that AWS creates with this resource (a VPC's default security group).
  package func implied(_ what: String) -> ResourceID { ResourceID(stack: stack, address: "\(address) (\(what))") }

  /// The identity of one of several parts of this resource that packets come from on their own: instances of another
  /// template of a fleet.
  package func part(_ number: Int) -> ResourceID { implied("part \(number)") }

  /// The resource that this is a part of; itself if it is none.
  package var whole: ResourceID {
    guard address.hasSuffix(")"), let mark = address.ranges(of: Self.partMark).last else { return self }
    let number = address[mark.upperBound...].dropLast()
    return !number.isEmpty && number.allSatisfy(\.isNumber)
      ? ResourceID(stack: stack, address: String(address[..<mark.lowerBound])) : self
  }

  private static let partMark = " (part "

  package var description: String { address }
}

/// A link from one resource to another.
package enum Reference: Hashable, Sendable {
  case resource(ResourceID)
  /// At most one of these, and which one, or whether any, depends on the unknown.
  case oneOf([ResourceID], Unknown)
  /// Something named literally that is not in the input: `sg-0a1b2c3d`, an ARN of another account.
  case external(String)
  case unknown(Unknown)

  /// The resource, if there is no doubt about it.
  package var id: ResourceID? {
    if case .resource(let id) = self { id } else { nil }
  }

  /// Why the target is not certain; nil when it is, and nil for a literal identifier.
  package var unknown: Unknown? {
    switch self {
    case .resource, .external: nil
    case .oneOf(_, let why), .unknown(let why): why
    }
  }
}

/// A reference and where it was written.
///
/// A class: resources are copied with their links.
package final class Link: Sendable {
  package let target: Reference
  package let place: Place
  package let origin: Origin
  /// The resource that declares the link, when it is not the one that has it: an attachment.
  package let declaredBy: ResourceID?
  /// Whether there may be no link at all, because of what its target depends on: its default takes its place then.
  package let isOptional: Bool

  package init(
    _ target: Reference, at place: Place, origin: Origin = .explicit, declaredBy: ResourceID? = nil,
    isOptional: Bool = false
  ) {
    self.target = target
    self.place = place
    self.origin = origin
    self.declaredBy = declaredBy
    self.isOptional = isOptional
  }

  /// The same link, declared by a resource of its own.
  package func declared(by resource: ResourceID) -> Link {
    Link(target, at: place, origin: origin, declaredBy: resource, isOptional: isOptional)
  }
}

extension Link: Hashable {
  package static func == (a: Link, b: Link) -> Bool {
    a === b
      || (a.target == b.target && a.place == b.place && a.origin == b.origin && a.declaredBy == b.declaredBy
        && a.isOptional == b.isOptional)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(target)
    hasher.combine(place)
  }
}

extension PartialList<Link> {
  /// Why the list may be empty although something is written in it; nil if something certainly is in it, or if nothing
  /// is written.
  package var reasonForNone: Unknown? {
    rest.isEmpty && elements.allSatisfy(\.isOptional) ? elements.first?.target.unknown : nil
  }

  /// The same links, none of which need be there.
  package func possible(_ why: Unknown) -> PartialList {
    var all = PartialList(rest: rest)
    for link in elements {
      switch link.target {
      case .resource(let id):
        all.elements.append(
          Link(
            .oneOf([id], why), at: link.place, origin: link.origin, declaredBy: link.declaredBy, isOptional: true))
      case .oneOf(let ids, let own):
        all.elements.append(
          Link(.oneOf(ids, own), at: link.place, origin: link.origin, declaredBy: link.declaredBy, isOptional: true))
      case .external(let name):
        let target = Reference.unknown(Unknown(name, .notInInput, at: link.place.range))
        all.elements.append(Link(target, at: link.place, origin: link.origin, declaredBy: link.declaredBy))
      case .unknown: all.elements.append(link)
      }
    }
    return all
  }
}
