import AWSModel

/// A resource of the input of whose ARN a part is not known: the name that AWS or a tool makes up for it, or where it is
/// deployed.
///
/// Such a part is a text of its own, which is how a policy that names the resource by its attribute is seen to be about
/// it. A policy that spells an ARN may be about it too.
struct UnspelledTarget {
  /// The resource, or what inside of it is asked about.
  let arns: [GlobPattern]
  /// Why its name is not known, and why it is not known where it is.
  private let ofName: [Unknown]
  private let ofPlace: [Unknown]
  /// For ARNs of which nothing is known but who makes them: what such ARNs look like.
  private let forms: [GlobPattern]?
  private let mayBeSpelled: Bool
  /// What is known of the name that it is given.
  private let spelled: GlobPattern?
  private let id: ResourceID
  private let names: ResourceNames

  /// Nil if all of the ARNs is known.
  init?(_ id: ResourceID, _ arns: [GlobPattern], action: String, names: ResourceNames) {
    self.arns = arns
    let id = names.nameGiver(of: id)
    self.id = id
    self.names = names
    let holes = arns.flatMap(\.symbols).compactMap(\.hole)
    if holes.isEmpty { return nil }
    let isNamed = arns.allSatisfy { $0.symbols.starts(with: GlobPattern("arn:aws:").symbols) && !$0.isMadeUp }
    let ofService = action.split(separator: ":").first.map { GlobPattern("arn:*:\($0):*") }
    forms = isNamed ? nil : names.forms(of: id, "arn").filter { ofService?.intersects($0) ?? true }
    mayBeSpelled = names.mayBeSpelled(id)
    spelled = names.spelledName(of: id)
    let given = names.unknownName(of: id)
    ofName =
      given.isEmpty ? [Unknown("the ARN of \(id.address)", .decidedByAWS("is made up when it is deployed"))] : given
    ofPlace =
      holes.compactMap { hole in
        if case .unknown(let why) = hole { why } else { nil }
      }.distinct
  }

  /// Why it is not known whether a pattern that may be about it is.
  func reasons(_ pattern: GlobPattern) -> [Unknown] {
    guard mayMatch(pattern) else { return [] }
    let wide = pattern.widened
    return ofPlace.isEmpty || arns.contains(where: wide.isSamePlace) ? ofName : ofPlace
  }

  /// Whether a pattern that is not seen to be about it may be.
  ///
  /// A made-up name is unlike any that somebody writes out, and may begin or end in any way; what AWS gives may be read
  /// off. Another attribute of the
  /// resource may be its ARN: by its `id` Terraform knows many resources so.
  func mayMatch(_ pattern: GlobPattern) -> Bool {
    let wide = pattern.widened
    if pattern.names(id, otherwiseThan: arns), !arns.contains(where: { Self.isSeen(wide, $0) }) { return true }
    // By its own name, whatever that is: only where it is may be another matter.
    if pattern.sharesHole(with: arns) {
      return arns.contains { !Self.isSeen(wide, $0) && wide.mayMatch(named: $0) }
    }
    if let forms { return forms.contains(where: wide.intersects) && !arns.allSatisfy(wide.intersects) }
    return arns.contains { arn in
      if Self.isSeen(wide, arn) || namesAnother(wide, insteadOf: arn) { return false }
      if let spelled { return wide.intersects(arn.calling(id, spelled).withoutHoles) }
      return wide.mayMatch(unspelled: arn) || mayBeSpelled && wide.intersects(arn.withoutHoles)
    }
  }

  /// Whether a pattern is plainly about all of it.
  func isWithin(_ pattern: GlobPattern) -> Bool { arns.allSatisfy { Self.isSeen(pattern, $0) } }

  /// Whether a pattern is plainly about something inside of an ARN.
  private static func isSeen(_ pattern: GlobPattern, _ arn: GlobPattern) -> Bool {
    pattern.intersects(arn) && LogGroupARN.written(like: arn).intersects(PatternSet([pattern])) != .no
  }
}

extension UnspelledTarget {
  /// Whether a pattern has the name of another resource where the ARN has that of this one, with the same around it: two
  /// resources of a kind are never called alike.
  private func namesAnother(_ pattern: GlobPattern, insteadOf arn: GlobPattern) -> Bool {
    for (part, own) in zip(pattern.partsOfName, arn.partsOfName) {
      if part.contains(.run) { return beginsLikeAnother(part, insteadOf: own) }
      guard let position = part.firstIndex(where: \.isHole), position < own.count,
        case .fixed(let other, _)? = part[position].hole, case .fixed(id, _)? = own[position].hole
      else { continue }
      let isAlike = part[..<position] == own[..<position] && part[(position + 1)...] == own[(position + 1)...]
      return isAlike && other != id && names.areOfOneKind(other, id)
    }
    return false
  }
}

extension UnspelledTarget {
  /// Whether a part is a name that AWS makes up, with more behind it: no name that it makes up begins with another.
  private func beginsLikeAnother(_ part: [GlobPattern.Symbol], insteadOf own: [GlobPattern.Symbol]) -> Bool {
    guard part.count == 2, part[1] == .run, case .fixed(let other, _)? = part[0].hole, own.count == 1,
      case .fixed(id, _)? = own[0].hole
    else { return false }
    return other != id && names.areOfOneKind(other, id) && names.isNamedByAWS(other) && names.isNamedByAWS(id)
  }
}

extension GlobPattern {
  /// What is between the slashes and colons of the last field of an ARN; empty for what is no ARN.
  fileprivate var partsOfName: [[Symbol]] {
    let fields = fields
    guard fields.count == 6 else { return [] }
    return fields[5].symbols.split { $0 == .literal("/") || $0 == .literal(":") }.map(Array.init)
  }

  /// `arn:aws:` and what nobody knows.
  fileprivate var isMadeUp: Bool {
    guard symbols.count > 8, case .fixed? = symbols[8].hole else { return false }
    return true
  }

  /// With what is known of the name of a resource where the name stands.
  fileprivate func calling(_ id: ResourceID, _ name: GlobPattern) -> GlobPattern {
    GlobPattern(
      symbols.flatMap { symbol in
        if case .fixed(id, _)? = symbol.hole { name.symbols } else { [symbol] }
      })
  }

  /// Whether an attribute of a resource is part of it that is not the one in the ARNs of the resource.
  fileprivate func names(_ id: ResourceID, otherwiseThan arns: [GlobPattern]) -> Bool {
    symbols.contains { symbol in
      if case .fixed(id, _)? = symbol.hole { !arns.contains { $0.symbols.contains(symbol) } } else { false }
    }
  }

  /// Whether the name of a resource, as its ARNs have it, is part of it.
  fileprivate func sharesHole(with arns: [GlobPattern]) -> Bool {
    symbols.contains { symbol in
      if case .fixed? = symbol.hole { arns.contains { $0.symbols.contains(symbol) } } else { false }
    }
  }

  /// Whether it may match an ARN of which the name is what it is and the place may be any.
  fileprivate func mayMatch(named arn: GlobPattern) -> Bool {
    let (fields, own) = (fields, arn.fields)
    guard fields.count == 6, own.count == 6 else { return intersects(arn.withoutHoles) }
    return zip(fields, own).dropLast().allSatisfy { $0.intersects($1.withoutHoles) } && fields[5].intersects(own[5])
  }

  /// Whether it may match an ARN when what is not known of that is, field by field where the pattern has all six: what
  /// stands for a region stays inside of its field.
  func mayMatch(unspelled arn: GlobPattern) -> Bool {
    let (fields, own) = (fields, arn.fields)
    guard fields.count == 6, own.count == 6 else { return intersects(arn.withoutHoles) }
    guard zip(fields, own).dropLast().allSatisfy({ $0.intersects($1.withoutHoles) }) else { return false }
    return fields[5].intersects(own[5]) || fields[5].hasWildcards && fields[5].intersects(own[5].withoutHoles)
  }

  /// Whether the fields of an ARN before the resource's own match as they are.
  fileprivate func isSamePlace(as arn: GlobPattern) -> Bool {
    let (fields, own) = (fields, arn.fields)
    return fields.count == 6 && own.count == 6 && zip(fields, own).dropLast().allSatisfy { $0.intersects($1) }
  }

  /// Between its first five colons.
  fileprivate var fields: [GlobPattern] {
    symbols.split(separator: .literal(":"), maxSplits: 5, omittingEmptySubsequences: false).map {
      GlobPattern(Array($0))
    }
  }
}
