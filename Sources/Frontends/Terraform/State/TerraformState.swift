import AWSModel
import Documents

/// A Terraform state: what `terraform show -json` prints of one, and the state file itself.
///
/// A state knows every value, so that it is read as a plan in which nothing changes.
/// Source: https://developer.hashicorp.com/terraform/internals/json-format#state-representation
enum TerraformState {
  /// The resources of a state; nil if the document is none.
  ///
  /// - Throws: when it is a state of an unknown version, or encrypted.
  static func read(_ document: Document) throws(InputError) -> TerraformPlan? {
    let root = document.root
    var reading = PlanReading()
    var sensitive = SensitiveTexts()
    if isShown(root) {
      if let version = root["format_version"] { try TerraformPlan.checkVersion(version) }
      if let values = root["values"] { sensitive.add(state: values) }
      if let module = root["values"]?["root_module"] { reading.addState(module) }
    } else if try isFile(root) {
      try reading.addStateFile(root)
      sensitive = SensitiveTexts(stateFile: root)
    } else {
      return nil
    }
    if reading.resources.isEmpty, reading.diagnostics.isEmpty {
      reading.diagnostics.append(
        Diagnostic(.assumed, "the state holds no resources: nothing is deployed", at: .start(of: document.file)))
    }
    return TerraformPlan(state: reading, of: document, sensitive)
  }

  /// What is printed of a state without resources is its version and nothing else.
  private static func isShown(_ root: Node) -> Bool {
    guard root.kind == .object, root["format_version"] != nil else { return false }
    return root["values"]?.kind == .object
      || root.members.allSatisfy { $0.name == "format_version" || $0.name == "terraform_version" }
  }

  /// Whether it is a state file, in the version that Terraform has written since 0.12.
  private static func isFile(_ root: Node) throws(InputError) -> Bool {
    guard root.kind == .object else { return false }
    // Source: https://opentofu.org/docs/language/state/encryption/
    if let data = root["encrypted_data"], root["encryption_version"] != nil {
      throw InputError(
        at: data.range, message: "this state or plan is encrypted",
        help: "tofu show -json > state.json, where the key is known")
    }
    guard root["lineage"] != nil else { return false }
    guard let version = root["version"], root["terraform_version"] != nil else { return false }
    if version.int != 4 {
      throw InputError(
        at: version.range,
        message: "version \(version.literal ?? version.noun) of a state file is not known, expected 4",
        help: "terraform show -json > state.json, with the Terraform that wrote it")
    }
    return true
  }
}

extension PlanReading {
  /// The resources of a module of a state as it is printed, and of the modules in it.
  mutating func addState(_ module: Node) {
    for resource in module["resources"]?.elements.map({ $0 }) ?? [] {
      add(PlanResource.state(resource, module: module["address"]?.string ?? ""), at: resource.range)
    }
    for child in module["child_modules"]?.elements.map({ $0 }) ?? [] { addState(child) }
  }

  /// The instances of the resources of a state file.
  mutating func addStateFile(_ root: Node) throws(InputError) {
    guard let resources = root["resources"], resources.kind == .array else {
      throw InputError(
        at: root["resources"]?.range ?? root["lineage"]?.range ?? root.range,
        message: "expected an array of resources in the Terraform state, found \(root["resources"]?.noun ?? "none")",
        help: "check how the file was written, or terraform state pull > terraform.tfstate")
    }
    for resource in resources.elements {
      guard let instances = resource["instances"], instances.kind == .array else {
        add(.malformed("a resource of a state without \"instances\""), at: resource.range)
        continue
      }
      for instance in instances.elements { add(PlanResource.instance(instance, of: resource), at: instance.range) }
    }
  }
}
