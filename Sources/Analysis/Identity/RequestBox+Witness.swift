import NetSpace

extension RequestBox {
  /// One request of those in the box, as somebody could make it: an action that AWS lists, and an ARN of its service.
  ///
  /// Nil if none is found.
  package var witness: (action: String, resource: String)? {
    let listed = ActionCatalogue.builtIn.actions(in: actions)
    // What changes something shows best what is at stake.
    let ranked = listed.filter { $0.takesResource && !$0.level.isReadOnly } + listed.filter(\.takesResource) + listed
    for action in ranked.ofEachKind {
      if !action.takesResource {
        if resources.contains(GlobPattern("*").symbols) { return ("\(action)", "*") }
      } else if let resource = action.usualResources.lazy.compactMap({ resources.intersection($0).witness }).first {
        return ("\(action)", GlobPattern(resource).description)
      }
    }
    return nil
  }
}

extension [CataloguedAction] {
  /// The first few that are on different types of resources.
  fileprivate var ofEachKind: [CataloguedAction] {
    var seen: Set<[String]> = []
    let kinds = filter { seen.insert([$0.service] + $0.resourceTypes.map(\.name)).inserted }
    let ofS3 = kinds.filter {
      $0.service == "s3" && $0.resourceTypes.map(\.name).contains { $0 == "object" || $0 == "bucket" }
    }
    return Array((ofS3.isEmpty ? kinds : ofS3).prefix(6))
  }
}

extension CataloguedAction {
  /// ARNs as those have that it is used on.
  fileprivate var usualResources: [PatternSet] {
    guard service == "s3" else { return [PatternSet([GlobPattern("arn:aws:\(service):*:*:?*")]), .everything] }
    // A name has no slash.
    let object = PatternSet([GlobPattern("arn:aws:s3:::?*/?*")]).subtracting(PatternSet([GlobPattern("*//*")]))
    return resourceTypes.compactMap { type in
      switch type.name {
      case "object": object
      case "bucket": PatternSet([GlobPattern("arn:aws:s3:::?*")]).subtracting(PatternSet([GlobPattern("*/*")]))
      default: nil
      }
    }
  }
}

extension PatternSet {
  fileprivate var witness: [GlobPattern.Symbol]? {
    guard isExact else { return nil }
    return terms.lazy.compactMap { PatternSearch($0).witness() }.first
  }
}
