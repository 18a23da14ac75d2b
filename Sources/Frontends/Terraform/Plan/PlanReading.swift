import AWSModel
import Documents

/// What is gathered while the lists of a plan or a state are read.
struct PlanReading {
  private(set) var resources: [PlanResource] = []
  var diagnostics: [Diagnostic] = []
  /// Parts of other resources that the plan takes away or replaces, as they were before.
  private(set) var departed: [PlanResource] = []
  /// What has another address than before, by the one before.
  private(set) var moved: [String: String] = [:]
  private var addresses: Set<String> = []
  /// What changes say of, those of what goes and those by which moved resources were known included.
  private var planned: Set<String> = []
  /// Objects of AWS's own that are not managed any more, as they were, until it is known which VPCs go.
  private var givenUp: [(Node, PlanResource.Reading)] = []
  /// Identifiers of VPCs that the plan destroys, with all that they were created with.
  private var destroyedVPCs: Set<String> = []
  private var texts = SharedTexts()

  mutating func add(_ reading: PlanResource.Reading, at range: SourceRange) {
    switch reading {
    case .gone: return
    case .malformed(let message): diagnostics.append(Diagnostic(.unreadable, message, at: range))
    case .resource(let resource):
      if addresses.insert(resource.address).inserted {
        resources.append(resource)
      } else {
        diagnostics.append(
          Diagnostic(.unreadable, "\(resource.address) is listed twice; the first is used", at: range))
      }
    }
  }

  /// An element of `resource_changes`, or of what is deferred to a later plan.
  mutating func addChange(_ change: Node, _ moment: StackMoment, deferredBecause reason: Node? = nil) {
    for key in ["address", "previous_address"] {
      guard let address = change[key]?.string else { continue }
      planned.insert(change["deposed"]?.string.map { Self.name(of: address, deposed: $0) } ?? address)
    }
    if let address = change["address"]?.string, let previous = change["previous_address"]?.string, previous != address {
      moved[previous] = address
    }
    add(PlanResource.change(change, moment, deferredBecause: reason, &texts), at: change.range)
    guard moment == .planned else { return }
    if let part = PlanResource.departedPart(change, &texts) { departed.append(part) }
    if let forgotten = PlanResource.forgotten(change, &texts) { add(forgotten, at: change.range) }
    if let object = PlanResource.givenUp(change, &texts) { givenUp.append((change, object)) }
    if let vpc = PlanResource.destroyedVPC(change) { destroyedVPCs.insert(vpc) }
  }

  /// Adds the objects that stay although Terraform gives them up, when all changes are read.
  mutating func addGivenUp() {
    for (change, reading) in givenUp {
      if case .resource(let resource) = reading, resource.knownText("vpc_id").map(destroyedVPCs.contains) ?? false {
        continue
      }
      add(reading, at: change.range)
    }
    givenUp = []
  }

  private static func name(of address: String, deposed key: String) -> String { "\(address) (deposed \(key))" }

  /// What a module of the prior state, and the modules in it, have of which the changes say nothing.
  ///
  /// Data sources that were read, and what a plan leaves alone that only refreshes or has targets.
  mutating func addPrior(_ module: Node) {
    for resource in module["resources"]?.elements.map({ $0 }) ?? [] {
      // Of a deposed object the changes say something of its own, or nothing.
      let deposed = resource["deposed_key"]?.string
      if let address = resource["address"]?.string {
        if deposed.map({ planned.contains(Self.name(of: address, deposed: $0)) }) ?? planned.contains(address) {
          continue
        }
      }
      add(PlanResource.prior(resource, module: module["address"], &texts), at: resource.range)
    }
    for child in module["child_modules"]?.elements.map({ $0 }) ?? [] { addPrior(child) }
  }
}
