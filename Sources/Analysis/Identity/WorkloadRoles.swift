import AWSModel
import NetSpace

/// As what programs run: the roles of instances, tasks, functions and whatever else is given one.
///
/// Sources: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html,
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html,
/// https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
package struct WorkloadRoles: Sendable {
  package struct Answer: Sendable {
    /// The roles of the input, each with whether it is that one.
    package var found: [(id: ResourceID, verdict: Verdict, because: [Unknown])] = []
    /// Roles by ARNs or names that the input does not declare.
    package var outside: [String] = []
    /// Why there may be others.
    package var unknowns: [Unknown] = []

    package init(
      found: [(id: ResourceID, verdict: Verdict, because: [Unknown])] = [], outside: [String] = [],
      unknowns: [Unknown] = []
    ) {
      self.found = found
      self.outside = outside
      self.unknowns = unknowns
    }
  }

  private let instances: [ResourceID: Link?]
  private let templates: [ResourceID: Link?]
  private let groups: [ResourceID: Link?]
  private let services: [ResourceID: Link?]
  private let tasks: [ResourceID: Link?]
  private let profiles: [ResourceID: Link?]
  private let templatesOfInstances: [ResourceID: Link?]
  private let roles: [ResourceID: Identity]
  /// The roles that are made for one workload, by that.
  private let ownRoles: [ResourceID: ResourceID]
  private let resources: WrittenResources
  private let names: ResourceNames

  package init(_ infrastructure: Infrastructure) {
    self.init(infrastructure, ResourceNames(infrastructure))
  }

  init(_ infrastructure: Infrastructure, _ names: ResourceNames) {
    func index<Kind: Resource>(_ all: [Kind], _ link: (Kind) -> Link?) -> [ResourceID: Link?] {
      Dictionary(all.map { ($0.id, link($0)) }, uniquingKeysWith: { first, _ in first })
    }
    instances = index(infrastructure.instances) { $0.profile }
    templatesOfInstances = index(infrastructure.instances) { $0.launchTemplate }
    templates = index(infrastructure.launchTemplates) { $0.profile }
    groups = index(infrastructure.autoScalingGroups) { $0.launchTemplate }
    services = index(infrastructure.services) { $0.taskDefinition }
    tasks = index(infrastructure.taskDefinitions) { $0.taskRole }
    profiles = index(infrastructure.instanceProfiles) { $0.role }
    roles = Dictionary(
      infrastructure.identities.filter { $0.kind == .role }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }
    )
    ownRoles = roles.values.reduce(into: [:]) { if let workload = $1.workload { $0[workload] = $1.id } }
    resources = names.written
    self.names = names
  }

  /// Nil: it is of a kind in which nothing runs.
  package func roles(of id: ResourceID) -> Answer? {
    if let profile = instances[id] {
      return profile.map { follow($0, profiles) } ?? roles(byTemplate: templatesOfInstances[id] ?? nil)
    }
    if let profile = templates[id] { return profile.map { follow($0, profiles) } ?? Answer() }
    if let template = groups[id] { return roles(byTemplate: template) }
    if let task = services[id] { return task.map { follow($0, tasks) } ?? Answer() }
    if let role = tasks[id] { return role.map(answer) ?? Answer() }
    if let profile = profiles[id] { return profile.map(answer) ?? Answer() }
    if let role = ownRoles[id] { return answer(own: role, of: id) }
    return written(of: id)
  }

  /// The role that is made for a workload, or under a condition the one that it names.
  private func answer(own role: ResourceID, of id: ResourceID) -> Answer {
    let existence = roles[role]?.declaration.existence
    guard let existence, existence.verdict == .unknown, existence != resources.resource(id)?.declaration.existence
    else {
      return Answer(found: [(role, .yes, [])])
    }
    var answer = written(of: id) ?? Answer()
    answer.found = (answer.found.map(\.id) + [role]).map { ($0, .unknown, existence.because) }
    answer.unknowns += answer.outside.map { Unknown("what \($0) may do", .notInInput) }
    answer.outside = []
    return answer
  }

  private func roles(byTemplate template: Link?) -> Answer {
    guard let template else { return Answer() }
    guard case .resource(let id) = template.target, let profile = templates[id] ?? nil else {
      return Answer(unknowns: template.target.unknown.map { [$0] } ?? [])
    }
    return follow(profile, profiles)
  }

  private func answer(_ role: Link) -> Answer {
    switch role.target {
    case .resource(let id): Answer(found: [(id, .yes, [])])
    case .oneOf(let ids, let why): Answer(found: ids.map { ($0, .unknown, [why]) })
    case .external(let name): Answer(outside: [name])
    case .unknown(let why): Answer(unknowns: [why])
    }
  }

  /// The roles that the resources lead to that a link leads to; something outside of the input is not known.
  private func follow(_ link: Link, _ next: [ResourceID: Link?]) -> Answer {
    func answer(_ id: ResourceID) -> Answer { (next[id] ?? nil).map(self.answer) ?? Answer() }
    switch link.target {
    case .resource(let id): return answer(id)
    case .oneOf(let ids, let why):
      return ids.map(answer).reduce(into: Answer()) { all, one in
        all.found += one.found.map { ($0.id, .unknown, ($0.because + [why]).distinct) }
        all.unknowns +=
          one.unknowns + one.outside.map { Unknown("what \($0) may do", .notInInput, at: link.place.range) }
      }
    case .external(let name):
      return Answer(unknowns: [Unknown("the role of \(name)", .notInInput, at: link.place.range)])
    case .unknown(let why): return Answer(unknowns: [why])
    }
  }

  // MARK: What the attributes say

  /// The attributes that hold the role that something runs as, the one that counts first.
  ///
  /// Of a task its execution role is no role of the program.
  private static let attributes = [
    "taskrolearn", "role", "rolearn", "servicerole", "servicerolearn", "executionrolearn", "iamrolearn", "iamrole",
    "noderolearn", "noderole", "jobrole", "iaminstanceprofile",
  ]

  /// By its own attributes, or by those of the blocks inside of it: each destination of a delivery stream has its role.
  ///
  /// Nil: no attribute holds one.
  private func written(of id: ResourceID) -> Answer? {
    guard let resource = resources.resource(id), !Self.isOfIAM(resource.declaration.type) else { return nil }
    let own = Self.role(in: resource.attributes)
    let values = own.map { [$0] } ?? resource.attributes.flatMap { Self.roles(inside: $0.value, $0.doubt) }
    let answers = values.compactMap { answer($0, of: id) }
    guard let first = answers.first else { return nil }
    return answers.dropFirst().reduce(into: first) { all, one in
      all.found += one.found.filter { role in !all.found.contains { $0.id == role.id } }
      all.outside += one.outside.filter { !all.outside.contains($0) }
      all.unknowns = (all.unknowns + one.unknowns).distinct
    }
  }

  private typealias WrittenRole = (value: NativeValue, doubt: Unknown?)

  private static func role(in members: [NativeValue.Member]) -> WrittenRole? {
    let named = Dictionary(
      members.map { ($0.key.lowercased().filter { $0 != "_" }, $0) }, uniquingKeysWith: { first, _ in first })
    return attributes.lazy.compactMap { named[$0] }.first.map { ($0.value, $0.doubt) }
  }

  private static func roles(inside value: NativeValue, _ doubt: Unknown?) -> [WrittenRole] {
    switch value.content {
    case .object(let members, _):
      let own = role(in: members).map { [($0.value, $0.doubt ?? doubt)] } ?? []
      return own + members.flatMap { roles(inside: $0.value, $0.doubt ?? doubt) }
    case .list(let elements, _):
      return elements.flatMap { roles(inside: $0.value, $0.doubt ?? doubt) }
    case .bool, .number, .text, .unknown: return []
    }
  }

  private func answer(_ role: WrittenRole, of id: ResourceID) -> Answer? {
    let answer: Answer? =
      switch role.value.content {
      case .text(let text): self.answer(text, of: id, at: role.value.place)
      case .unknown(let why): Answer(unknowns: [why])
      case .bool, .number, .list, .object: nil
      }
    guard let doubt = role.doubt, let answer else { return answer }
    return Answer(
      found: answer.found.map { ($0.id, .unknown, ($0.because + [doubt]).distinct) },
      unknowns: answer.unknowns + answer.outside.map { Unknown("what \($0) may do", .notInInput) })
  }

  /// What belongs to a role runs as nothing.
  private static func isOfIAM(_ type: String) -> Bool { type.hasPrefix("aws_iam_") || type.hasPrefix("AWS::IAM::") }

  private func answer(_ text: PartialText, of workload: ResourceID, at place: Place) -> Answer? {
    if let (id, _) = text.attribute {
      if roles[id] != nil { return Answer(found: [(id, .yes, [])]) }
      if let role = profiles[id] { return role.map(answer) }
    }
    let own = names.within(workload.stack).normalized(text)
    if let role = roles.values.first(where: { names.arn(of: $0.id) == own || $0.name?.known == text }) {
      return Answer(found: [(role.id, .yes, [])])
    }
    if let literal = text.literal { return Answer(outside: [literal]) }
    return Answer(unknowns: [text.firstUnknown(at: place)])
  }

  /// What runs for certain as the roles that can do something, in the order of addresses.
  ///
  /// Complexity: reads all resources of the input, if somebody can.
  package func workloads(of decisions: [AccessDecision]) -> [ResourceID: [ResourceID]] {
    let able = decisions.reduce(into: Set<ResourceID>()) { able, decision in
      if decision.verdict != .no, case .identity(let id) = decision.question.caller, roles[id] != nil {
        able.insert(id)
      }
    }
    if able.isEmpty { return [:] }
    let programs = Set(instances.keys).union(groups.keys).union(services.keys)
    let others = resources.ids.filter { templates[$0] == nil && tasks[$0] == nil && profiles[$0] == nil }
    return programs.union(others).sorted().reduce(into: [:]) { all, id in
      for role in roles(of: id)?.found ?? [] where role.verdict == .yes && able.contains(role.id) {
        all[role.id, default: []].append(id)
      }
    }
  }
}
