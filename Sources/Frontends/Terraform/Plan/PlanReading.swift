import AWSModel
import Documents

/// What is gathered while the lists of a plan or a state are read.
struct PlanReading {
  private(set) var resources: [PlanResource] = []
  var diagnostics: [Diagnostic] = []
  private var addresses: Set<String> = []

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

  /// The data sources of a module of the prior state, and of the modules in it; what is managed is in the changes.
  mutating func addPrior(_ module: Node) {
    for resource in module["resources"]?.elements.map({ $0 }) ?? [] where resource["mode"]?.string == "data" {
      if let address = resource["address"]?.string, addresses.contains(address) { continue }
      add(PlanResource.prior(resource, module: module["address"]), at: resource.range)
    }
    for child in module["child_modules"]?.elements.map({ $0 }) ?? [] { addPrior(child) }
  }
}
