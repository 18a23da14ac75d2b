import NetSpace

/// The actions that change something, could name a resource and are granted on every one of their service.
///
/// To pass a role and to read secrets are judged by themselves.
enum OpenActions {
  /// By service and name.
  static func of(_ requests: RequestSet) -> [CataloguedAction] {
    let boxes = openBoxes(of: requests)
    return boxes.isEmpty ? [] : found.value(boxes) { search(boxes) }
  }

  /// The same by their names alone.
  static func names(of requests: RequestSet) -> [String] {
    let boxes = openBoxes(of: requests)
    return boxes.isEmpty ? [] : names.value(boxes) { of(requests).map(\.description) }
  }

  private static func openBoxes(of requests: RequestSet) -> [RequestBox] {
    requests.boxes.filter { $0.resources.terms.contains(where: \.mayBeEverything) }
  }

  private static let names = Memo<[RequestBox], [String]>()

  /// By what grants them: most policies that give everything say so in the same words.
  private static let found = Memo<[RequestBox], [CataloguedAction]>()

  private static func search(_ boxes: [RequestBox]) -> [CataloguedAction] {
    let parts = boxes.map { ServiceParts($0.actions) }
    let catalogue = ActionCatalogue.builtIn
    let services = Set(boxes.flatMap { catalogue.serviceNames(in: $0.actions) })
    return services.sorted().flatMap { name in
      let everything = ResourceShape.everything(of: name)
      let open = zip(boxes, parts).filter { box, _ in everything.isCovered(by: box.resources) }
      return catalogue.actions(of: name, in: open.map { _, part in part.part(about: name) }).filter { action in
        action.takesResource && (action.level == .write || action.level == .permissionsManagement)
          && !judgedByThemselves.contains("\(action)")
      }
    }
  }

  private static let judgedByThemselves: Set = ["iam:PassRole", "kms:Decrypt"]
}

extension PatternTerm {
  /// Whether it may hold all resources of a service: its patterns end with a star.
  fileprivate var mayBeEverything: Bool { include.allSatisfy { $0.symbols.last == .run } }
}
