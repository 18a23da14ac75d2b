import AWSModel
import Documents
import TerraformLanguage

/// One resource instance of a plan: as it will be (`resource_changes`) or as it was read (`prior_state`).
///
/// It is a class because it is passed around for each attribute and copying its parts would take longer than reading them.
final class PlanResource: Sendable {
  /// With module and key: `module.app["eu"].aws_subnet.private[0]`.
  let address: String
  /// The module instance, `module.app["eu"]`; empty for the root module.
  let module: String
  let type: String
  let name: String
  let key: Traversal.Key?
  let isData: Bool
  /// Where the address is written: what stands for the resource as a whole.
  let range: SourceRange
  /// The known values, of the moment that the plan is read for; nil when there are none.
  let after: Node?
  /// `true` where a value is not known yet.
  let unknown: Node?
  /// What says under `marksKey` which of the values are sensitive; looked up by those who show them.
  private let marked: Node?
  private let marksKey: String
  /// Why it is only planned later whether there is one, and how many.
  let deferral: Unknown?

  /// Within its module: `aws_subnet.private`, `data.aws_vpc.main`.
  let localAddress: String

  init(
    address: String, module: String, type: String, name: String, key: Traversal.Key?, isData: Bool, range: SourceRange,
    after: Node?, unknown: Node?, marked: Node? = nil, marksKey: String = "", deferral: Unknown? = nil,
    localAddress: String? = nil
  ) {
    self.marked = marked
    self.marksKey = marksKey
    self.address = address
    self.module = module
    self.type = type
    self.name = name
    self.key = key
    self.isData = isData
    self.range = range
    self.after = after
    self.unknown = unknown
    self.deferral = deferral
    self.localAddress = localAddress ?? Self.localAddress(type: type, name: name, isData: isData)
  }

  static func localAddress(type: String, name: String, isData: Bool) -> String {
    isData ? "data.\(type).\(name)" : "\(type).\(name)"
  }

  /// The address of the resource that this is an instance of: `module.app["eu"].aws_subnet.private`.
  var resourceAddress: String { Self.resourceAddress(module: module, local: localAddress) }

  static func resourceAddress(module: String, local: String) -> String {
    module.isEmpty ? local : "\(module).\(local)"
  }

  /// `true` where a value is sensitive; nil where nothing says so.
  var sensitive: Node? { marked?[marksKey] }

  /// An attribute if it is known and a text.
  func knownText(_ attribute: String) -> String? { after?[attribute]?.string }
}

extension PlanResource {
  /// How an element of a plan's lists was taken.
  enum Reading {
    case resource(PlanResource)
    /// It is not there after the plan is applied.
    case gone
    /// It is not what a plan holds there; the message says why.
    case malformed(String)
  }

  /// An element of `resource_changes`.
  ///
  /// Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
  static func change(
    _ node: Node, _ moment: StackMoment, deferredBecause reason: Node? = nil, _ texts: inout SharedTexts
  ) -> Reading {
    guard let change = node["change"], change.kind == .object else {
      return .malformed("a resource change without \"change\"")
    }
    guard let actions = change["actions"], actions.elements.contains(where: { $0.string != nil }) else {
      return .malformed("a resource change without \"actions\"")
    }
    switch moment {
    case .planned: return planned(node, change, actions, deferredBecause: reason, &texts)
    case .prior:
      // What was created since has no values before; of a deposed object its successor's are listed as well.
      guard let before = change["before"], before.kind == .object, node["deposed"] == nil else { return .gone }
      return read(node, after: before, unknown: nil, marked: change, "before_sensitive", &texts)
    }
  }

  private static func planned(
    _ node: Node, _ change: Node, _ actions: Node, deferredBecause reason: Node?, _ texts: inout SharedTexts
  ) -> Reading {
    // A deposed object is the old one of a replacement, on its way out; what Terraform lets go of is left behind.
    if node["deposed"] != nil || actions.elements.allSatisfy({ $0.isString("delete") || $0.isString("forget") }) {
      return .gone
    }
    let deferral = reason.map { reason in
      Unknown(
        node["address"]?.string ?? "a resource", .decidedByAWS("is planned later (\(reason.string ?? "deferred"))"),
        at: reason.range)
    }
    return read(
      node, after: change["after"], unknown: change["after_unknown"], marked: change, "after_sensitive",
      deferral: deferral, &texts)
  }

  /// A part of another resource as it was before the plan takes it away, replaces or changes it; nil for all else.
  static func departedPart(_ node: Node, _ texts: inout SharedTexts) -> PlanResource? {
    guard let type = node["type"]?.string, TerraformDefaults.repeatedParts.contains(type), let change = node["change"],
      change["actions"]?.elements.contains(where: { ["delete", "update"].contains($0.string) }) ?? false,
      let before = change["before"], before.kind == .object,
      case .resource(let part) = read(node, after: before, unknown: nil, marked: change, "before_sensitive", &texts)
    else { return nil }
    return part
  }

  /// A resource of `prior_state`.
  static func prior(_ node: Node, module: Node?, _ texts: inout SharedTexts) -> Reading {
    read(
      node, after: node["values"], unknown: nil, marked: node, "sensitive_values", module: module,
      called: node["deposed_key"]?.string.map { "deposed \($0)" }, &texts)
  }

  /// - Parameter note: what tells an object from another one with the same address, which is what the configuration means.
  static func read(
    _ node: Node, after: Node?, unknown: Node?, marked: Node, _ marksKey: String, module: Node? = nil,
    deferral: Unknown? = nil, called note: String? = nil, _ texts: inout SharedTexts
  ) -> Reading {
    guard let address = node["address"], let written = address.string, let type = node["type"]?.string,
      let name = node["name"]?.string
    else { return .malformed("a resource without \"address\", \"type\" and \"name\"") }
    let text = note.map { "\(written) (\($0))" } ?? written
    if let after, after.kind != .object, !after.isNull { return .malformed("the values of \(text) are not an object") }
    let isData = node["mode"]?.isString("data") ?? false
    return .resource(
      PlanResource(
        address: text, module: texts.shared((module ?? node["module_address"])?.string ?? ""),
        type: texts.shared(type), name: texts.shared(name), key: node["index"].flatMap(key), isData: isData,
        range: address.range, after: after?.kind == .object ? after : nil, unknown: unknown, marked: marked,
        marksKey: marksKey, deferral: deferral,
        localAddress: texts.shared(
          localAddress(type: type, name: name, isData: isData) + (note.map { " (\($0))" } ?? ""))))
  }

  static func key(_ node: Node) -> Traversal.Key? {
    if let index = node.int { return .index(index) }
    return node.string.map(Traversal.Key.name)
  }
}
