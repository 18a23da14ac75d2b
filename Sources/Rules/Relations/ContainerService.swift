import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let service: Relation = Relation(of: Objects.service) { context in
    context.infrastructure.services.map { service in
      let existence = service.declaration.existence
      return Row(
        Objects.service.object(service, context), exists: Certainty(existence.verdict, because: existence.because),
        subject: service.id,
        traces: { Array(context.cutLines(of: service).flatMap(\.reach.traces).unrepeated.prefix($0)) },
        proving: ["unreachable_services"],
        evidence: { [service.declaration.place] })
    }
  }
}

extension Objects {
  static let service: ObjectType<ContainerService> = ObjectType(
    resource: "service", doc: "A service of ECS, or tasks of it that a schedule or an event starts.",
    fields: [
      "endpoint": .init(.object("endpoint"), "Its tasks as ends of connections.") { service, context in
        context.facts.endpoint(service.id).map { endpoint.value($0, context) }
      },
      "is_scheduled": .init(
        .bool, "Whether a schedule or an event starts its tasks, and no service keeps them running."
      ) {
        service, _ in .bool(service.isScheduled)
      },
      "unreachable_services": .init(
        .list(.string),
        "What its tasks need before they can start and cannot reach: image registries, secrets, a place for logs.",
        at: { service, context in context.cutAnchors(of: service) }
      ) { service, context in
        context.list(
          context.cutLines(of: service).map { line in
            let missing = Certainty(line.reach.verdict.not, because: line.reach.because)
            return (value: .string(line.name), certainty: missing)
          })
      },
      "services_over_internet": .init(
        .list(.string), "The services of AWS that its tasks need and reach over the internet, not by a VPC endpoint.",
        at: { service, context in
          let lines = context.lines(of: service).filter { context.leavesVPC($0).verdict != .no }
          var seen: Set<Place> = []
          let anchors = lines.filter { seen.insert($0.place).inserted }.map {
            Anchor($0.place, service.taskDefinition?.target.id ?? service.id, words: "this needs \($0.name)")
          }
          return anchors.isEmpty ? [Anchor(service.declaration)] : anchors
        }
      ) { service, context in
        context.list(
          context.lines(of: service).filter { $0.service != nil }.map { line in
            (value: .string(line.name), certainty: context.leavesVPC(line))
          })
      },
    ])
}

extension LintContext {
  fileprivate func lines(of service: ContainerService) -> [SupplyLine] {
    supplyLines.value(service.id) { facts.supplyLines(of: service) }
  }

  /// What does not certainly get through; what certainly does not comes first.
  fileprivate func cutLines(of service: ContainerService) -> [SupplyLine] {
    let cut = lines(of: service).filter { $0.reach.verdict != .yes }
    return cut.filter { $0.reach.verdict == .no } + cut.filter { $0.reach.verdict != .no }
  }

  /// What stops tasks, where one thing alone does on a way; else the subnets that no way leads from.
  fileprivate func cutAnchors(of service: ContainerService) -> [Anchor] {
    let lines = cutLines(of: service)
    let blockers = lines.flatMap(\.reach.traces).map(\.blockers).first { $0.count == 1 }
    let anchors = (blockers ?? []).flatMap { step in
      step.decisions.filter { $0.effect == .blocks }.map { decision in
        Anchor(Place(range: decision.place), decision.resource, key: step.component, words: decision.text)
      }
    }
    if !anchors.isEmpty { return anchors }
    guard let endpoint = facts.endpoint(service.id) else { return [Anchor(service.declaration)] }
    let failing = lines.flatMap(\.reach.failing)
    var seen: Set<Place> = []
    return siteAnchors(of: endpoint) { failing.contains(.subnet($0)) }.filter { seen.insert($0.place).inserted }
  }

  /// Whether a service of AWS is reached, and not by an endpoint.
  fileprivate func leavesVPC(_ line: SupplyLine) -> Certainty {
    guard case .aws? = line.service else { return Certainty(.no) }
    return Certainty(line.reach.isPrivate.not, because: line.reach.because)
      .and(Certainty(line.reach.verdict, because: line.reach.because))
  }
}

extension [Trace] {
  /// Each once: what needs several services often fails on the same way.
  fileprivate var unrepeated: [Trace] {
    var seen: Set<String> = []
    return filter { seen.insert("\($0.source) \($0.target) \($0.via)").inserted }
  }
}
