import AWSModel
import Documents
import TerraformLanguage

/// What the modules of a configuration share while it is evaluated.
final class ConfigurationRun {
  /// What a symbol stands for.
  enum Meaning {
    case resource(ConfigurationInstance)
    case module(ModuleScope)
  }

  /// Values that may be looked at: a few lines of locals that double what they refer to make a value without end.
  private static let mostSteps = 4_000_000
  /// Instances of resources and modules altogether: a few modules that are called fifty times each, one by the other,
  /// make more than any machine holds.
  static let mostInstances = 10_000

  let stack: String
  /// By directory.
  let modules: [String: ConfigurationModule]
  private(set) var meanings: [Symbol: Meaning] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<Diagnostic> = []
  private var steps = mostSteps
  private var instances = mostInstances
  private var isFull = false
  var depth = 0

  init(stack: String, modules: [String: ConfigurationModule]) {
    self.stack = stack
    self.modules = modules
  }

  func declare(_ symbol: Symbol, _ meaning: Meaning) { meanings[symbol] = meaning }

  func report(_ diagnostic: Diagnostic) {
    if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  func take(_ count: Int) -> Bool {
    steps -= count
    return steps > 0
  }

  /// Whether there may be so many more instances.
  func takeInstances(_ count: Int) -> Bool {
    // One always may: it stands for those that are too many.
    if count > 1, count > instances { return false }
    instances -= count
    return true
  }

  /// Says where one begins to stand for many; once, because it is so for all that come after.
  func reportTooManyInstances(at range: SourceRange) {
    if isFull { return }
    isFull = true
    report(
      Diagnostic(
        .unsupported,
        "the configuration has more than \(Self.mostInstances) instances: from here on one stands for all that count or "
          + "for_each make", help: "check the plan, or the modules one by one", at: range))
  }
}

/// An instance of a resource of a configuration.
final class ConfigurationInstance {
  let resource: ConfigurationResource
  let scope: ModuleScope
  let key: Traversal.Key?
  /// `each` and `count`, as expressions of the resource see them.
  let bindings: [String: TerraformValue]
  /// Why there may be none, or any number, of it.
  let doubt: Gap?
  private var attributes: [String: TerraformValue] = [:]
  private var inProgress: Set<String> = []

  init(
    _ resource: ConfigurationResource, in scope: ModuleScope, key: Traversal.Key?, bindings: [String: TerraformValue],
    doubt: Gap?
  ) {
    self.resource = resource
    self.scope = scope
    self.key = key
    self.bindings = bindings
    self.doubt = doubt
  }

  /// With module and key: `module.app["eu"].aws_subnet.private[0]`.
  var address: String { scope.prefix + resource.address + (key.map(\.description) ?? "") }
  var symbol: Symbol { Symbol(address) }

  var evaluator: Evaluator {
    var evaluator = Evaluator(scope)
    evaluator.bindings = bindings
    return evaluator
  }

  /// The value of an argument; what is not written only the provider knows.
  func attribute(_ name: String, at range: SourceRange) -> TerraformValue {
    if let known = attributes[name] { return known }
    let alias = TerraformValue.Alias(symbol: symbol, attribute: name)
    guard let node = resource.body[name], !node.isNull, !resource.hasDynamic(name) else {
      return TerraformValue(.attribute(symbol, name), at: range)
    }
    guard inProgress.insert(name).inserted else {
      scope.report("\(address).\(name) refers to itself", at: node.range)
      return .unknown(Gap("\(address).\(name)", .invalid("it refers to itself"), at: node.range), at: node.range)
    }
    defer { inProgress.remove(name) }
    let value = evaluator.evaluate(Expression(json: node))
    let result = value.isNull ? TerraformValue(.attribute(symbol, name), at: range) : value.aliased(alias)
    attributes[name] = result
    return result
  }
}

extension ConfigurationResource {
  /// Whether blocks of that type come from a `dynamic` block.
  func hasDynamic(_ name: String) -> Bool {
    LabelledBlocks(body["dynamic"], labels: 1).blocks.contains { $0.labels[0] == name }
  }
}
