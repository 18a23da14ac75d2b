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
      if let address = change[key]?.string { planned.insert(address) }
    }
    if let address = change["address"]?.string, let previous = change["previous_address"]?.string, previous != address {
      moved[previous] = address
    }
    add(PlanResource.change(change, moment, deferredBecause: reason, &texts), at: change.range)
    if moment == .planned, let part = PlanResource.departedPart(change, &texts) { departed.append(part) }
  }

  /// What a module of the prior state, and the modules in it, have of which the changes say nothing.
  ///
  /// Data sources that were read, and what a plan leaves alone that only refreshes or has targets.
  mutating func addPrior(_ module: Node) {
    for resource in module["resources"]?.elements.map({ $0 }) ?? [] {
      if let address = resource["address"]?.string, planned.contains(address) { continue }
      add(PlanResource.prior(resource, module: module["address"], &texts), at: resource.range)
    }
    for child in module["child_modules"]?.elements.map({ $0 }) ?? [] { addPrior(child) }
  }
}
