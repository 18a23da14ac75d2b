import AWSModel

/// What can be registered with a target group of a type.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html (TargetType)
struct TargetKinds {
  private let balancers: Set<ResourceID>
  private let functions: Set<ResourceID>

  init(_ infrastructure: Infrastructure) {
    balancers = Set(infrastructure.loadBalancers.map(\.id))
    functions = Set(
      infrastructure.namedResources.filter { $0.kind == .function }.map(\.id)
        + infrastructure.functionQualifiers.map(\.id))
  }

  /// The target, without what it could only be in a group of another type.
  func narrowed(_ target: TargetGroup.Target, to type: Attribute<String>) -> TargetGroup.Target {
    guard let type = type.known, case .resource(.oneOf(let all, let why)) = target.subject else { return target }
    let able = all.filter { isTarget($0, ofType: type) }
    if able.isEmpty || able.count == all.count { return target }
    let subject: Reference = able.count == 1 ? .resource(able[0]) : .oneOf(able, why)
    return TargetGroup.Target(subject: .resource(subject), port: target.port, place: target.place)
  }

  private func isTarget(_ id: ResourceID, ofType type: String) -> Bool {
    switch type {
    case "alb": balancers.contains(id)
    case "lambda": functions.contains(id)
    default: !balancers.contains(id) && !functions.contains(id)
    }
  }
}
