import AWSModel
import Documents
import TerraformLanguage

/// A Terraform plan as `terraform show -json` prints it.
///
/// Resources, places and unknowns come from `resource_changes`, data sources from `prior_state`, links from
/// `configuration`; `planned_values` and `resource_drift` say the same again and are skipped.
/// Source: https://developer.hashicorp.com/terraform/internals/json-format
struct TerraformPlan: StackReader {
  /// The sections that are skipped.
  static let unread: [StaticString] = ["planned_values", "resource_drift"]

  let name: String
  let identifiers: [String: ResourceID]
  /// In the order of the plan; data sources that were read before come last.
  let resources: [PlanResource]
  /// Rules, routes and entries that the plan takes away, replaces or changes, as they were.
  let departed: [PlanResource]
  let configuration: PlanConfiguration
  /// The configurations of providers, by the key that resources name them by: `aws`, `aws.replica`.
  let providers: Node?
  /// Values of the root module's variables.
  let variables: Node?
  /// Elements that are not what a plan holds.
  private let malformed: [Diagnostic]
  /// Public names of what the plan takes away.
  private let departedNames: [DepartedName]
  /// What has another address in the plan than before, by the one before.
  private let movedAddresses: [String: String]

  /// Whether blocks over an unknown collection are unknown as a whole, and each block that is listed is there: so it is
  /// since Terraform 0.15, told by the format of 1.1; those before show one block for all.
  let showsOnlyRealBlocks: Bool

  let format: InputFormat
  let sensitiveTexts: Set<String>
  /// Reads it once more.
  private let again: @Sendable () -> TerraformPlan?

  /// Reads the lists of a plan; nil if the document is no plan.
  ///
  /// - Parameter moment: what was there before is in the changes too, with all of its values; the configuration is only
  ///   of what will be.
  /// - Throws: when it is a plan of an unknown version.
  init?(_ document: Document, _ moment: StackMoment = .planned) throws(InputError) {
    let root = document.root
    guard root.kind == .object else { return nil }
    guard let version = root["format_version"],
      root["resource_changes"] != nil || root["planned_values"] != nil || root["configuration"] != nil
    else { return nil }
    try Self.checkVersion(version)
    var reading = PlanReading()
    if let changes = root["resource_changes"] {
      guard changes.kind == .array || changes.isNull else {
        throw InputError(
          at: changes.range, message: "expected an array of resource changes, found \(changes.noun)",
          help: "write the plan again: terraform show -json PLAN > plan.json")
      }
      for change in changes.elements { reading.addChange(change, moment) }
    }
    for deferred in root["deferred_changes"]?.elements.map({ $0 }) ?? [] {
      guard let change = deferred["resource_change"], let reason = deferred["reason"] else {
        reading.add(.malformed("a deferred change without \"resource_change\" and \"reason\""), at: deferred.range)
        continue
      }
      reading.addChange(change, moment, deferredBecause: reason)
    }
    reading.addGivenUp()
    if let prior = root["prior_state"]?["values"]?["root_module"] { reading.addPrior(prior) }

    name = document.file.path
    format = .terraformPlan
    again = Self.reading(document, moment)
    showsOnlyRealBlocks = version.string?.hasPrefix("0.") == false
    sensitiveTexts = SensitiveTexts(plan: root).texts
    resources = reading.resources
    departed = reading.departed
    movedAddresses = reading.moved
    malformed =
      reading.diagnostics + (moment == .planned ? Self.remarks(root, reading) : [])
    departedNames =
      moment == .planned ? (root["resource_changes"]?.elements.flatMap { PlanResource.departedNames($0) } ?? []) : []
    configuration = PlanConfiguration(moment == .planned ? root["configuration"]?["root_module"] : nil)
    providers = root["configuration"]?["provider_config"]
    variables = root["variables"]
    identifiers = Self.identifiers(of: resources, stack: document.file.path)
  }

  /// What the plan says of itself: a report must not pass for one of all that will be there.
  private static func remarks(_ root: Node, _ reading: PlanReading) -> [Diagnostic] {
    if let errored = root["errored"], errored.bool == true {
      return [
        Diagnostic(
          .unreadable, "Terraform did not finish this plan: what it lacks is not checked",
          help: "terraform plan says why; plan again when it succeeds", at: errored.range)
      ]
    }
    let isEmpty = !(root["resource_changes"]?.elements.contains { _ in true } ?? false)
    if reading.resources.isEmpty, reading.diagnostics.isEmpty {
      let message = isEmpty ? "the plan holds no resources" : "the plan leaves no resources there"
      return [Diagnostic(.assumed, "\(message): nothing is checked", at: .start(of: root.range.file))]
    }
    if isEmpty, !reading.resources.isEmpty {
      let place = root["prior_state"]?.range ?? root.range
      return [
        Diagnostic(
          .assumed, "the plan changes nothing: what the state holds is checked",
          at: SourceRange(file: place.file, offset: place.offset, length: 1))
      ]
    }
    if let complete = root["complete"], complete.bool == false {
      return [
        Diagnostic(
          .assumed, "the plan is not complete (targets, or changes that are deferred): the rest is taken as it is",
          at: complete.range)
      ]
    }
    return []
  }

  /// A state as a plan in which nothing changes: every value is known, and nothing has to be looked for in a configuration.
  init(state reading: PlanReading, of document: Document, _ sensitive: SensitiveTexts) {
    sensitiveTexts = sensitive.texts
    name = document.file.path
    format = .terraformState
    again = Self.reading(document, .planned)
    showsOnlyRealBlocks = true
    resources = reading.resources
    departed = []
    movedAddresses = [:]
    malformed = reading.diagnostics
    departedNames = []
    configuration = PlanConfiguration(nil)
    providers = nil
    variables = nil
    identifiers = Self.identifiers(of: resources, stack: document.file.path)
  }

  static func checkVersion(_ version: Node) throws(InputError) {
    let help = "netlint reads format versions 0.x and 1.x; write it with a Terraform or OpenTofu that has one"
    guard let text = version.string else {
      throw InputError(
        at: version.range, message: "expected a format version such as \"1.2\", found \(version.noun)", help: help)
    }
    guard ["0", "1"].contains(text.prefix { $0 != "." }) else {
      throw InputError(at: version.range, message: "format version \(text) is not known", help: help)
    }
  }

  /// What the resources are known by, as far as the plan knows it.
  private static func identifiers(of resources: [PlanResource], stack: String) -> [String: ResourceID] {
    var identifiers: [String: ResourceID] = [:]
    var types: [String: String] = [:]
    for resource in resources {
      // A policy has the identifier of what it is of, which may not be here.
      let isPolicyOfAnother =
        resource.type.hasSuffix("_policy") && TerraformAdapters.table[String(resource.type.dropLast(7))] != nil
      for attribute in isPolicyOfAnother ? [] : ["id", "arn"] {
        guard let text = resource.knownText(attribute), isGloballyUnique(text) else { continue }
        // A resource that is managed stands for it rather than a data source that reads it, and the resource itself
        // rather than what says something of it by the same identifier: `aws_vpc_endpoint`, not `aws_vpc_endpoint_policy`.
        if let type = types[text], resource.isData || resource.type.hasPrefix("\(type)_") { continue }
        types[text] = resource.type
        identifiers[text] = ResourceID(stack: stack, address: resource.address)
      }
      if resource.type == "aws_eks_cluster",
        let text = resource.after?["vpc_config"]?.elements.first(where: { _ in true })?["cluster_security_group_id"]?
          .string
      {
        identifiers[text] = ResourceID(stack: stack, address: resource.address).implied(
          ImpliedObject.clusterSecurityGroup)
      }
      let id = ResourceID(stack: stack, address: resource.address)
      if resource.type == "aws_route53_zone", let zone = resource.knownText("zone_id"), !zone.isEmpty {
        identifiers[zone] = id
      }
      // Identifiers of a few characters, which say nothing of what they are.
      if ["aws_apigatewayv2_vpc_link", "aws_api_gateway_vpc_link"].contains(resource.type),
        let link = resource.knownText("id"), !link.isEmpty
      {
        identifiers[link] = id
      }
      for name in resource.publicNames where identifiers[name] == nil || !resource.isData { identifiers[name] = id }
      for attribute in TerraformDefaults.impliedAttributes[resource.type] ?? [] {
        guard let text = resource.knownText(attribute), !text.isEmpty, identifiers[text] == nil,
          let object = TerraformDefaults.implied(by: attribute)
        else { continue }
        identifiers[text] = id.implied(object)
      }
    }
    // What only accepts somebody else's connection is known by the identifier of that.
    for resource in resources {
      guard let standIn = TerraformDefaults.standIns[resource.type], !resource.isData,
        let text = resource.knownText(standIn.attribute), isGloballyUnique(text), identifiers[text] == nil
      else { continue }
      identifiers[text] = ResourceID(stack: stack, address: resource.address)
    }
    // What comes with an instance and is no resource of its own.
    for resource in resources where !resource.isData {
      for attribute in TerraformDefaults.ownIdentifiers[resource.type] ?? [] {
        guard let text = resource.knownText(attribute), isGloballyUnique(text), identifiers[text] == nil else {
          continue
        }
        identifiers[text] = ResourceID(stack: stack, address: resource.address)
      }
    }
    return identifiers
  }

  /// An ARN, the URL of a queue, or a prefix and a number as EC2 gives them: a name could be anything's.
  private static func isGloballyUnique(_ text: String) -> Bool {
    if text.hasPrefix("arn:") || text.hasPrefix("https://") || text.hasPrefix("http://") { return true }
    guard let dash = text.lastIndex(of: "-") else { return false }
    let number = text[text.index(after: dash)...]
    return number.utf8.count >= 8
      && number.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Those of the AWS provider that the configuration asks for.
  var providerVersions: ProviderVersions {
    var versions = ProviderVersions()
    for provider in providers?.members.map({ $0.value }) ?? [] {
      guard provider["full_name"]?.string.map(ProviderVersions.isProvider) ?? (provider["name"]?.string == "aws"),
        let constraint = provider["version_constraint"]?.string
      else { continue }
      versions.meet(constraint)
    }
    return versions
  }

  func infrastructure(identifiers: [String: ResourceID]) -> Infrastructure {
    let resolver = PlanResolver(self, identifiers: identifiers)
    var draft = Draft()
    for index in resources.indices { resolver.adapt(index, into: &draft) }
    if !departed.isEmpty {
      var gone = Draft()
      for part in departed { resolver.adapt(part, into: &gone) }
      draft.removeRepetitions(of: gone, unless: resolver.configures)
    }
    draft.removeSupersededACLAssociations(unless: resolver.configures)
    draft.removeRepetitions()
    var result = draft.assembled(diagnostics: malformed + resolver.context.diagnostics)
    if result.accounts[name] == nil { result.accounts[name] = account }
    result.mentions = mentions(in: result)
    result.departedNames = departedNames
    result.movedAddresses = movedAddresses
    // Few ask for these, and what was read of a large plan is as large as its file: it is let go.
    result.native = [NativeResources { [again] in again()?.native(identifiers) ?? [] }]
    return result
  }

  /// Reads a plan or a state once more, from the bytes of its file where that is JSON.
  private static func reading(_ document: Document, _ moment: StackMoment) -> @Sendable () -> TerraformPlan? {
    guard document.isFileOfJSON else {
      return { (try? Frontend.reader(for: document, moment)) as? TerraformPlan }
    }
    return { [file = document.file] in
      let document = try? Document.json(file, leavingOut: unread)
      return document.flatMap { try? Frontend.reader(for: $0, moment) } as? TerraformPlan
    }
  }

  private func native(_ identifiers: [String: ResourceID]) -> [NativeResource] {
    let resolver = PlanResolver(self, identifiers: identifiers)
    let reader = NativeReader(hiding: sensitiveTexts)
    return resources.indices.map { resolver.native($0, reader) }
  }
}
