import AWSModel
import NetSpace

/// Something that has to be reached before a task of ECS can start, and whether it is.
package struct SupplyLine: Sendable {
  /// What it is: `ecr.dkr`, `docker.io`.
  package let name: String
  /// Nil where it is not known which service it is.
  package let service: PublicService?
  /// Where it is named.
  package let place: Place
  package let reach: ServiceReach
}

/// What the tasks of a service need before they can start: images, secrets, and a place for what they print.
///
/// On Fargate the task's own interface fetches it, elsewhere that of the container instance.
/// Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html,
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
extension Facts {
  /// Empty for tasks that run outside of AWS.
  package func supplyLines(of service: ContainerService) -> [SupplyLine] {
    let definition = service.taskDefinition?.target.id.flatMap { id in
      infrastructure.taskDefinitions.first { $0.id == id }
    }
    guard let fetchers = fetchers(for: service, definition) else { return [] }
    let ways = fetchers.endpoints.map { PublicWays(self, from: $0) }
    var reaches: [PublicService: ServiceReach] = [:]
    func reach(_ one: PublicService) -> ServiceReach {
      if let known = reaches[one] { return known }
      let result = ways.map { $0.reach(of: one) }
      let all = result.dropFirst().reduce(result.first ?? ServiceReach(.unknown, because: fetchers.because)) {
        $0.and($1)
      }
      let certain =
        fetchers.because.isEmpty
        ? all : ServiceReach(all.verdict == .no ? .unknown : all.verdict.and(.unknown), because: fetchers.because)
      reaches[one] = certain
      return certain
    }
    var lines: [SupplyLine] = []
    for need in needs(of: definition, service) {
      switch need.alternatives.count {
      case 1 where need.isCertain:
        for one in need.alternatives[0] where !lines.contains(where: { $0.service == one }) {
          lines.append(SupplyLine(name: "\(one)", service: one, place: need.place, reach: reach(one)))
        }
      default:
        guard !lines.contains(where: { $0.name == need.name }) else { continue }
        lines.append(
          SupplyLine(name: need.name, service: nil, place: need.place, reach: any(of: need, reach)))
      }
    }
    return lines
  }

  /// Whether what is needed is reached, of which it is not known which it is.
  private func any(of need: TaskNeed, _ reach: (PublicService) -> ServiceReach) -> ServiceReach {
    let each = need.alternatives.map { services in
      services.map(reach).reduce(nil as ServiceReach?) { $0?.and($1) ?? $1 } ?? ServiceReach(.yes)
    }
    guard let first = each.first else { return ServiceReach(.yes) }
    let any = each.dropFirst().reduce(first) { $0.either($1, because: need.because) }
    if need.isCertain || any.verdict != .no { return any }
    return ServiceReach(.unknown, because: need.because, isPrivate: any.isPrivate)
  }

  // MARK: Who fetches

  /// Whose interfaces fetch what a service's tasks need, and why that is not certain; nil if none in AWS.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_types.html
  private func fetchers(
    for service: ContainerService, _ definition: TaskDefinition?
  ) -> (endpoints: [Endpoint], because: [Unknown])? {
    guard let own = endpoint(service.id) else { return nil }
    switch launch(of: service, definition) {
    case .fargate: return ([own], [])
    case .external: return nil
    case .instances:
      if let hosts = taskHosts(of: service) {
        return (hosts.endpoints.compactMap { endpoint($0.id) }, hosts.because)
      }
      let why = Unknown("the container instances of \(service.id.address)", .notInInput, at: service.declaration.place)
      return ([], [why])
    case .unknown(let why): return ([own], [why])
    }
  }

  private enum Launch {
    case fargate
    case instances
    case external
    case unknown(Unknown)
  }

  private func launch(of service: ContainerService, _ definition: TaskDefinition?) -> Launch {
    if let type = service.launchType {
      switch type.known {
      case "FARGATE": return .fargate
      case "EC2": return .instances
      case "EXTERNAL": return .external
      default: return .unknown(type.unknown ?? Unknown("the launch type", .unreadable("not a word that is known")))
      }
    }
    // A task that is made for Fargate runs nowhere else.
    if definition?.isForFargate == true { return .fargate }
    var providers = service.capacityProviders
    if providers.isEmpty, let link = service.cluster {
      guard let cluster = infrastructure.containerClusters.first(where: { $0.id == link.target.id }) else {
        return .unknown(
          link.target.unknown
            ?? Unknown("what tasks of \(link.target.name) run on", .notInInput, at: link.place.range))
      }
      providers = cluster.capacityProviders
    }
    if let why = providers.rest.first { return .unknown(why) }
    let isFargate = providers.elements.map { link -> Bool? in
      switch link.target {
      case .external(let name): name == "FARGATE" || name == "FARGATE_SPOT"
      case .resource: false
      case .oneOf, .unknown: nil
      }
    }
    if isFargate.isEmpty || isFargate.allSatisfy({ $0 == false }) { return .instances }
    if isFargate.allSatisfy({ $0 == true }) { return .fargate }
    return .unknown(
      Unknown(
        "what tasks of \(service.id.address) run on", .decidedByAWS("is one of several"), at: service.declaration.place)
    )
  }

  // MARK: What is needed

  private func needs(of definition: TaskDefinition?, _ service: ContainerService) -> [TaskNeed] {
    guard let definition else {
      let link = service.taskDefinition
      let place = link?.place ?? Place(range: service.declaration.place)
      let why =
        link?.target.unknown ?? Unknown(link?.target.name ?? "the task definition", .notInInput, at: place.range)
      return [.image(because: why, at: place), .anything(because: why, at: place)]
    }
    var all: [TaskNeed] = definition.containers.elements.flatMap { needs(ofContainer: $0.supply) }
    if let why = definition.containers.rest.first {
      let place = Place(range: why.place ?? definition.declaration.place)
      if all.isEmpty { all.append(.image(because: why, at: place)) }
      all.append(.anything(because: why, at: place))
    }
    return all
  }

  private func needs(ofContainer supply: TaskDefinition.Supply) -> [TaskNeed] {
    var needs: [TaskNeed] = supply.image.map { [image($0)] } ?? []
    if let driver = supply.logDriver {
      if let why = driver.unknown {
        needs.append(TaskNeed("logs", [[.aws("logs")]], isCertain: false, because: why, at: driver.place))
      } else if driver.known == "awslogs" {
        needs.append(TaskNeed("logs", [[.aws("logs")]], at: driver.place))
      }
    }
    if let secret = supply.registrySecret {
      needs.append(TaskNeed("secretsmanager", [[.aws("secretsmanager")]], at: secret.place))
    }
    needs += supply.secrets.elements.map(secret)
    if let why = supply.secrets.rest.first, let place = supply.image?.place {
      needs.append(.secret(because: why, isCertain: false, at: place))
    }
    if let file = supply.variableFiles.elements.first { needs.append(TaskNeed("s3", [[.aws("s3")]], at: file.place)) }
    return needs
  }

  /// Where an image comes from, by its name.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (image)
  private func image(_ image: Attribute<PartialText>) -> TaskNeed {
    guard let text = image.known else {
      return .image(because: image.unknown ?? Unknown("the image", .knownAfterApply), at: image.place)
    }
    let literals = text.literals
    if literals.contains(".dkr.ecr.") || literals.contains(".dkr-ecr.") { return .ecr(at: image.place) }
    switch text.parts.first {
    case .attribute(let id, _):
      let type = type(of: id)
      if type == "aws_ecr_repository" || type == "AWS::ECR::Repository" { return .ecr(at: image.place) }
      if type == "aws_ecrpublic_repository" || type == "AWS::ECR::PublicRepository" {
        return TaskNeed("public.ecr.aws", [[.internet("public.ecr.aws")]], at: image.place)
      }
      return .image(
        because: Unknown("what \(id.address) holds", .unsupported("\(type) is not modelled")), at: image.place)
    case .unknown(let why): return .image(because: why, at: image.place)
    case .literal(let start):
      let host = start.split(separator: "/", omittingEmptySubsequences: false).first.map(String.init) ?? ""
      // "host/name", where a host has a dot or a port; anything else is of Docker's own registry.
      let isHost = start.contains("/") && (host.contains(".") || host.contains(":"))
      if !isHost, !start.contains("/"), let why = text.unknowns.first { return .image(because: why, at: image.place) }
      let registry = isHost ? host : "docker.io"
      return TaskNeed(registry, [[.internet(registry)]], at: image.place)
    case nil: return .image(because: Unknown("the image", .unreadable("empty")), at: image.place)
    }
  }

  /// Which service keeps a secret, by its ARN or name.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
  private func secret(_ secret: Attribute<PartialText>) -> TaskNeed {
    guard let text = secret.known else {
      return .secret(because: secret.unknown ?? Unknown("the secret", .knownAfterApply), at: secret.place)
    }
    let type =
      text.parts.lazy.compactMap { if case .attribute(let id, _) = $0 { self.type(of: id) } else { nil } }
      .first ?? ""
    let literals = text.literals
    if literals.contains(":secretsmanager:") || type.contains("secretsmanager") || type.contains("SecretsManager")
      || type == "AWS::RDS::DBInstance" || type == "AWS::RDS::DBCluster"
    {
      return TaskNeed("secretsmanager", [[.aws("secretsmanager")]], at: secret.place)
    }
    let isName = text.unknowns.isEmpty && !literals.hasPrefix("arn:")
    if literals.contains(":ssm:") || type.hasPrefix("aws_ssm") || type.hasPrefix("AWS::SSM") || isName && type.isEmpty {
      return TaskNeed("ssm", [[.aws("ssm")]], at: secret.place)
    }
    let why = text.unknowns.first ?? Unknown("\(text)", .unsupported("which service keeps it"))
    return .secret(because: why, at: secret.place)
  }

  /// What a resource is, modelled or not; empty for what is not in the input.
  private func type(of id: ResourceID) -> String {
    let types = declaredTypes.value {
      let all = infrastructure.allResources.map(\.declaration) + infrastructure.unmodelled
      return Dictionary(all.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
    }
    return types[id] ?? ""
  }
}

/// One thing that a task needs: the services that hold it, or of several ways to get it one of which is the right one.
private struct TaskNeed {
  let name: String
  let alternatives: [[PublicService]]
  /// Whether it is needed at all.
  let isCertain: Bool
  let because: [Unknown]
  let place: Place

  init(
    _ name: String, _ alternatives: [[PublicService]], isCertain: Bool = true, because why: Unknown? = nil,
    at place: Place
  ) {
    self.name = name
    self.alternatives = alternatives
    self.isCertain = isCertain
    because = why.map { [$0] } ?? []
    self.place = place
  }

  /// ECR keeps the layers of images in S3.
  private static let ecr: [PublicService] = [.aws("ecr.api"), .aws("ecr.dkr"), .aws("s3")]

  static func ecr(at place: Place) -> TaskNeed { TaskNeed("ecr", [ecr], at: place) }

  static func image(because why: Unknown, at place: Place) -> TaskNeed {
    TaskNeed("any image registry", [ecr, [.internet("the internet")]], because: why, at: place)
  }

  static func secret(because why: Unknown, isCertain: Bool = true, at place: Place) -> TaskNeed {
    TaskNeed(
      "the keeper of its secrets", [[.aws("secretsmanager")], [.aws("ssm")]], isCertain: isCertain, because: why,
      at: place)
  }

  /// Whatever else a task uses that is not known.
  static func anything(because why: Unknown, at place: Place) -> TaskNeed {
    TaskNeed(
      "what else it uses", [ecr, [.aws("logs")], [.aws("secretsmanager")], [.aws("ssm")], [.internet("the internet")]],
      isCertain: false, because: why, at: place)
  }
}

extension PartialText {
  /// Its literal parts, in a row.
  fileprivate var literals: String {
    parts.reduce(into: "") { if case .literal(let text) = $1 { $0 += text } }
  }
}
