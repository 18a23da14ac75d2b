import AWSModel
import NetSpace

/// Actions that a statement allows on nothing: none of the resources that it names is of a kind that they take.
extension PolicyStatementFact {
  /// Patterns of actions on S3 of which none can be used on a resource of the statement: an Allow grants nothing by
  /// them.
  package var misfitS3Actions: [Finding] {
    guard statement.effect.known != .deny, !statement.actions.isNegated, let resources = statement.resources,
      !resources.isNegated, ActionCatalogue.builtIn.service("s3") != nil
    else { return [] }
    let onS3 = statement.actions.patterns.elements.compactMap { element in
      element.known?.literal.flatMap { $0.lowercased().hasPrefix("s3:") ? ($0, element.place) : nil }
    }
    // What the resources are on S3 is asked only then: it takes much longer.
    if onS3.isEmpty { return [] }
    let named = resources.patterns.elements.map { NamedScopes($0, names) }
    let isComplete = resources.patterns.isComplete && named.allSatisfy(\.isComplete)
    let unknowns = resources.patterns.rest + named.flatMap(\.unknowns)
    return onS3.compactMap { text, place in
      let actions = ActionCatalogue.builtIn.actions(matching: text)
      if actions.isEmpty || actions.contains(where: { action in named.contains { $0.fits(action) } }) { return nil }
      let mayFit = actions.contains { action in named.contains { $0.mayFit(action) } }
      let isOpen = mayFit || !isComplete || statement.effect.unknown != nil
      return (text, place, isOpen ? .unknown : .yes, isOpen ? unknowns + statement.effectUnknowns : [])
    }
  }

  /// The same of all other services, for policies of identities: what a resource's policy is about is that resource.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  package var misfitActions: [Finding] {
    guard kind.isOfIdentity, statement.effect.known != .deny, !statement.actions.isNegated,
      let resources = statement.resources, !resources.isNegated,
      !resources.patterns.elements.contains(where: { $0.known?.literal == "*" })
    else { return [] }
    let named = resources.patterns.elements.map { NamedARN($0, names) }
    return statement.actions.patterns.elements.compactMap { element -> Finding? in
      guard let text = element.known?.literal, text.contains(":"), !text.lowercased().hasPrefix("s3:") else {
        return nil
      }
      let actions = ActionCatalogue.builtIn.actions(matching: text)
      if actions.isEmpty || actions.contains(where: { action in named.contains { $0.fits(action) } }) { return nil }
      let isOpen =
        !resources.patterns.isComplete || statement.effect.unknown != nil
        || actions.contains { action in named.contains { $0.mayFit(action) } }
      return (
        text, element.place, isOpen ? .unknown : .yes,
        isOpen ? resources.patterns.rest + named.flatMap(\.unknowns) + statement.effectUnknowns : []
      )
    }
  }

  /// What the misfits take instead: `sqs:ListQueues takes only *`.
  package var misfitNeeds: [String] {
    misfitActions.compactMap { finding in
      let actions = ActionCatalogue.builtIn.actions(matching: finding.text)
      let formats = Set(actions.flatMap(\.resourceForms)).sorted()
      if formats.isEmpty { return "\(finding.text) takes only *" }
      let more = formats.count > 2 ? " and others" : ""
      return "\(finding.text) takes \(formats.prefix(2).joined(separator: ", "))\(more)"
    }
  }
}

extension Statement {
  fileprivate var effectUnknowns: [Unknown] { effect.unknown.map { [$0] } ?? [] }
}

extension CataloguedAction {
  /// The ARNs that it takes as somebody would write them: `arn:aws:sqs:REGION:ACCOUNT:NAME`.
  var resourceForms: [String] {
    let forms = resourceTypes.flatMap { ActionCatalogue.builtIn.formats(ofType: $0.name, in: service) }.map { format in
      var fields = "\(format)".split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
      for (field, word) in zip(1..., ["aws", fields[2], "REGION", "ACCOUNT"]) where fields[field] == "*" {
        fields[field] = word
      }
      fields[5] = fields[5].replacing("*", with: "NAME")
      return fields.joined(separator: ":")
    }
    return Set(forms).sorted()
  }
}

/// One resource of a statement, and whether actions can be used on it.
private struct NamedARN {
  /// For each text that it may be, with any text in place of attributes of resources: those are what they are.
  private let certain: [GlobPattern]
  /// And with any text in place of all that is not known.
  private let possible: [GlobPattern]
  private let isComplete: Bool
  let unknowns: [Unknown]

  init(_ resource: Attribute<PartialText>, _ names: ResourceNames) {
    let texts = resource.value.candidates ?? []
    let patterns = texts.map { names.resource($0, expandingVariables: true) }
    certain = patterns.map(\.withoutAttributes)
    possible = patterns.map(\.withoutHoles)
    isComplete = resource.value.candidates != nil
    unknowns = (resource.value.unknown.map { [$0] } ?? []) + texts.flatMap(\.unknowns)
  }

  /// What services take beside what the reference of actions says: whoever deploys by a macro is asked about its
  /// transform.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html
  private static let unlisted = ["cloudformation": GlobPattern("arn:*:cloudformation:*:*:transform/*")]

  /// Whether it fits whichever of the texts it is.
  func fits(_ action: CataloguedAction) -> Bool { isComplete && certain.allSatisfy { Self.fits(action, $0) } }

  func mayFit(_ action: CataloguedAction) -> Bool { !isComplete || possible.contains { Self.fits(action, $0) } }

  private static func fits(_ action: CataloguedAction, _ resource: GlobPattern) -> Bool {
    if resource.isEverything || unlisted[action.service]?.intersects(resource) ?? false { return true }
    return action.resourceTypes.contains { type in
      let formats = ActionCatalogue.builtIn.formats(ofType: type.name, in: action.service)
      return formats.isEmpty || formats.contains(where: resource.intersects)
    }
  }
}

extension GlobPattern {
  /// With any text in place of attributes of resources and of policy variables.
  fileprivate var withoutAttributes: GlobPattern {
    GlobPattern(
      symbols.map { symbol in
        switch symbol.hole {
        case .fixed?, .variable?: .run
        case .unknown?, nil: symbol
        }
      })
  }
}

/// What one resource of a statement means on S3, for each text that it may be.
private struct NamedScopes {
  private let certain: [S3Scope]
  private let possible: [S3Scope]
  /// Whether every text that it may be is known.
  let isComplete: Bool
  let unknowns: [Unknown]

  init(_ resource: Attribute<PartialText>, _ names: ResourceNames) {
    let texts = resource.value.candidates ?? []
    let patterns = texts.map { names.resource($0, expandingVariables: false) }
    certain = patterns.map { S3Scope(exactly: PatternTerm(include: [$0])) }
    possible = patterns.map { S3Scope(PatternTerm(include: [$0.widened])) }
    isComplete = resource.value.candidates != nil
    unknowns = (resource.value.unknown.map { [$0] } ?? []) + texts.flatMap(\.unknowns)
  }

  /// Whether it fits whichever of the texts it is.
  func fits(_ action: CataloguedAction) -> Bool { isComplete && certain.allSatisfy { $0.fits(action) } }

  func mayFit(_ action: CataloguedAction) -> Bool { possible.contains { $0.fits(action) } }
}
