import AWSModel
import Documents
import TerraformLanguage

/// An instance of a module: what names mean in its files.
final class ModuleScope: Scope {
  let run: ConfigurationRun
  let module: ConfigurationModule
  /// `module.app["eu"]`; empty for the root module.
  let address: String
  let parent: ModuleScope?
  /// The arguments of the call, and how they are evaluated.
  private let arguments: (body: Body, evaluator: Evaluator)?
  /// Values for the variables of a root module.
  private let given: [String: Expression]

  /// Values of variables, locals and outputs.
  private var values: [String: TerraformValue] = [:]
  private var inProgress: Set<String> = []
  private(set) var instances: [String: [ConfigurationInstance]] = [:]
  private(set) var children: [String: [(key: Traversal.Key?, scope: ModuleScope, doubt: Gap?)]] = [:]

  init(
    _ module: ConfigurationModule, in run: ConfigurationRun, address: String = "", parent: ModuleScope? = nil,
    arguments: (body: Body, evaluator: Evaluator)? = nil, given: [String: Expression] = [:]
  ) {
    self.module = module
    self.run = run
    self.address = address
    self.parent = parent
    self.arguments = arguments
    self.given = given
  }

  /// What stands before the addresses of its resources.
  var prefix: String { address.isEmpty ? "" : "\(address)." }

  var depth: Int {
    get { run.depth }
    set { run.depth = newValue }
  }

  func take(_ steps: Int) -> Bool { run.take(steps) }

  func report(_ message: String, at range: SourceRange) { run.report(Diagnostic(.unreadable, message, at: range)) }

  func doubt(aboutNumberOf symbol: Symbol) -> Gap? {
    switch run.meanings[symbol] {
    case .resource(let instance): instance.doubt
    case .module(let scope): scope.doubt
    case nil: nil
    }
  }

  /// Why it is not known whether there is one.
  var doubt: Gap? {
    guard let parent, let call = callName else { return nil }
    return parent.children[call]?.first { $0.scope === self }?.doubt
  }

  private var callName: String? {
    guard let parent else { return nil }
    return parent.children.first { $0.value.contains { $0.scope === self } }?.key
  }

  /// Why instances of the module may not be there: the doubts about it and about the modules around it.
  var doubts: [Gap] { (parent?.doubts ?? []) + (doubt.map { [$0] } ?? []) }

  // MARK: Names

  func value(of root: String, _ attributes: [String], at range: SourceRange) -> (value: TerraformValue, used: Int)? {
    switch root {
    case "var": return attributes.first.flatMap { variable($0) }.map { ($0, 1) }
    case "local": return attributes.first.flatMap { local($0) }.map { ($0, 1) }
    case "module":
      guard let name = attributes.first, let value = call(name, at: range) else { return nil }
      return (value, 1)
    case "path": return (.unknown(Gap("path", .unsupported("where Terraform runs"), at: range), at: range), 1)
    case "terraform": return (.unknown(Gap("terraform.workspace", .noValue, at: range), at: range), 1)
    case "data":
      guard attributes.count >= 2 else { return nil }
      return resource("data.\(attributes[0]).\(attributes[1])", at: range).map { ($0, 2) }
    case "each", "count", "self": return nil
    default: return attributes.first.flatMap { resource("\(root).\($0)", at: range) }.map { ($0, 1) }
    }
  }

  func attribute(_ name: String, of symbol: Symbol, at range: SourceRange) -> TerraformValue {
    switch run.meanings[symbol] {
    case .resource(let instance): return instance.attribute(name, at: range)
    case .module(let scope): return scope.output(name, at: range)
    case nil: return .unknown(Gap("\(symbol.address).\(name)", .notDeclared, at: range), at: range)
    }
  }

  /// Evaluates what a name stands for, once, and not within itself.
  private func once(_ name: String, at range: SourceRange, _ evaluate: () -> TerraformValue) -> TerraformValue {
    if let known = values[name] { return known }
    guard inProgress.insert(name).inserted else {
      report("\(prefix)\(name) refers to itself", at: range)
      return .unknown(Gap("\(prefix)\(name)", .invalid("it refers to itself"), at: range), at: range)
    }
    defer { inProgress.remove(name) }
    let value = evaluate()
    values[name] = value
    return value
  }

  private func local(_ name: String) -> TerraformValue? {
    guard let node = module.locals[name] else { return nativeValue("local.\(name)") }
    return once("local.\(name)", at: node.range) {
      Evaluator(self).evaluate(Expression(json: node))
    }
  }

  /// What files in native syntax may declare.
  private func nativeValue(_ name: String) -> TerraformValue? {
    guard module.hasNative else { return nil }
    let range = SourceRange.start(of: fallbackFile)
    return .unknown(Gap(name, .unsupported("files in native syntax are not read")), at: range)
  }

  private var fallbackFile: SourceFile { SourceFile(path: module.directory, bytes: []) }

  // MARK: Variables and outputs

  private func variable(_ name: String) -> TerraformValue? {
    guard let declared = module.variables[name] else { return nativeValue("var.\(name)") }
    return once("var.\(name)", at: declared.range) {
      let isSensitive = declared.body["sensitive"]?.bool ?? false
      return variable(name, declared).sensitive(isSensitive)
    }
  }

  private func variable(_ name: String, _ declared: ConfigurationModule.Declared) -> TerraformValue {
    let standard = declared.body["default"]
    var value: TerraformValue?
    if let node = arguments?.body[name] {
      value = arguments?.evaluator.evaluate(Expression(json: node))
    } else if let expression = given[name] {
      value = Evaluator(self).evaluate(expression)
    }
    if value?.isNull ?? false, declared.body["nullable"]?.bool == false { value = nil }
    if value == nil, let standard { value = Evaluator(self).evaluate(Expression(literal: standard)).asDefault() }
    guard let value else {
      return .unknown(Gap("var.\(name)", .noValue, at: declared.range), at: declared.range)
    }
    return converted(value, to: declared, name)
  }

  private func converted(_ value: TerraformValue, to declared: ConfigurationModule.Declared, _ name: String)
    -> TerraformValue
  {
    guard let node = declared.body["type"], let text = node.text else { return value }
    guard let type = TypeConstraint(Expression.expression(Self.withoutMarks(text))) else {
      report("the type of var.\(name) cannot be read", at: node.range)
      return value
    }
    do throws(Obstacle) {
      return try type.convert(value, Evaluator(self))
    } catch {
      switch error {
      case .unknown(let gap): return .unknown(gap, at: value.range)
      case .mistake(let message):
        report("the value of var.\(name) is not of its type: \(message)", at: value.range)
        return .unknown(Gap("var.\(name)", .invalid(message), at: value.range), at: value.range)
      }
    }
  }

  /// A type may be written `${list(string)}` as well.
  private static func withoutMarks(_ text: Text) -> Text {
    let string = text.string
    guard string.hasPrefix("${"), string.hasSuffix("}") else { return text }
    return text.substring(2..<text.count - 1)
  }

  private func output(_ name: String, at range: SourceRange) -> TerraformValue {
    guard let declared = module.outputs[name] else {
      if module.hasNative { return nativeValue("\(address).\(name)") ?? .unknown(Gap(name, .notDeclared), at: range) }
      report("\(address) has no output \(name)", at: range)
      return .unknown(Gap("\(address).\(name)", .notDeclared, at: range), at: range)
    }
    return once("output.\(name)", at: declared.range) {
      guard let node = declared.body["value"] else {
        report("output \(name) of \(address) has no value", at: declared.range)
        return .unknown(Gap("\(address).\(name)", .invalid("it has no value"), at: declared.range), at: declared.range)
      }
      return Evaluator(self).evaluate(Expression(json: node)).sensitive(declared.body["sensitive"]?.bool ?? false)
    }
  }

  // MARK: Resources

  private func resource(_ local: String, at range: SourceRange) -> TerraformValue? {
    guard let declared = module.resources[local] else {
      // Names of resource types begin with that of their provider.
      return local.contains("_") ? nativeValue(prefix + local) : nil
    }
    guard let instances = instances(of: declared) else {
      return .unknown(Gap(prefix + local, .invalid("its number depends on itself"), at: range), at: range)
    }
    return collected(
      instances.map { ($0.key, $0.symbol, $0.doubt) }, at: declared.range,
      isMap: declared.body["for_each"] != nil, isList: declared.body["count"] != nil)
  }

  /// The value that a name of several instances has: a list, a map, or the only one.
  private func collected(
    _ instances: [(key: Traversal.Key?, symbol: Symbol, doubt: Gap?)], at range: SourceRange, isMap: Bool, isList: Bool
  ) -> TerraformValue {
    let known = instances.filter { $0.key != nil }
    let rest = instances.reduce(into: [Gap]()) { if let gap = $1.doubt { $0.append(gap) } }
    if !isMap, !isList, let only = instances.first { return TerraformValue(.resource(only.symbol), at: range) }
    // One that stands for any number of them is taken as any of them.
    if known.isEmpty, let only = instances.first { return TerraformValue(.resource(only.symbol), at: range) }
    if isMap {
      let members = known.map { instance in
        TerraformValue.Member(
          key: instance.key.flatMap(\.name) ?? "", keyRange: range,
          value: TerraformValue(.resource(instance.symbol), at: range))
      }
      return TerraformValue(.map(members, rest: rest), at: range)
    }
    return TerraformValue(.list(known.map { TerraformValue(.resource($0.symbol), at: range) }, rest: rest), at: range)
  }

  /// The instances of a resource; nil while it is being found out how many there are.
  func instances(of resource: ConfigurationResource) -> [ConfigurationInstance]? {
    if let known = instances[resource.address] { return known }
    let name = "instances of \(resource.address)"
    guard inProgress.insert(name).inserted else {
      report("the number of \(prefix)\(resource.address) depends on itself", at: resource.range)
      return nil
    }
    defer { inProgress.remove(name) }
    let all = expand(resource.body, resource.range, prefix + resource.address).map { one in
      ConfigurationInstance(resource, in: self, key: one.key, bindings: one.bindings, doubt: one.doubt)
    }
    for instance in all { run.declare(instance.symbol, .resource(instance)) }
    instances[resource.address] = all
    return all
  }

  // MARK: Modules

  private func call(_ name: String, at range: SourceRange) -> TerraformValue? {
    guard let declared = module.calls[name] else { return nativeValue("\(prefix)module.\(name)") }
    guard let scopes = scopes(of: declared) else {
      let gap = Gap("\(prefix)module.\(name)", .unsupported("its files are not read"), at: range)
      return .unknown(gap, at: range)
    }
    return collected(
      scopes.map { ($0.key, Symbol($0.scope.address), $0.doubt) }, at: declared.range,
      isMap: declared.body["for_each"] != nil, isList: declared.body["count"] != nil)
  }

  /// The instances of a module that is called; nil if its files are not there.
  func scopes(
    of call: ConfigurationModule.Declared
  ) -> [(key: Traversal.Key?, scope: ModuleScope, doubt: Gap?)]? {
    if let known = children[call.name] { return known }
    guard let called = calledModule(call) else { return nil }
    let name = "instances of module.\(call.name)"
    guard inProgress.insert(name).inserted else {
      report("the number of \(prefix)module.\(call.name) depends on itself", at: call.range)
      return nil
    }
    defer { inProgress.remove(name) }
    let all = expand(call.body, call.range, "\(prefix)module.\(call.name)").map { one in
      var evaluator = Evaluator(self)
      evaluator.bindings = one.bindings
      let address = "\(prefix)module.\(call.name)" + (one.key.map(\.description) ?? "")
      let scope = ModuleScope(called, in: run, address: address, parent: self, arguments: (call.body, evaluator))
      return (one.key, scope, one.doubt)
    }
    for one in all { run.declare(Symbol(one.1.address), .module(one.1)) }
    children[call.name] = all
    return all
  }

  /// The module that a call names; nil, with the reason reported, if it is not there.
  private func calledModule(_ call: ConfigurationModule.Declared) -> ConfigurationModule? {
    guard let node = call.body["source"], let source = node.string else {
      report("module.\(call.name) has no source", at: call.range)
      return nil
    }
    guard ConfigurationFiles.isLocal(source) else {
      run.report(
        Diagnostic(
          .unsupported, "module.\(call.name) is not read: \(source) is not in the input",
          help: "check the plan instead: it has what its modules make", at: node.range, group: "module \(source)"))
      return nil
    }
    let directory = ConfigurationFiles.path(source, from: module.directory)
    guard let called = run.modules[directory] else {
      run.report(
        Diagnostic(
          .unreadable, "module.\(call.name) is not read: there is no configuration in JSON in \(directory)",
          help: "name a directory that holds the module as well", at: node.range))
      return nil
    }
    var ancestor: ModuleScope? = self
    while let scope = ancestor {
      if scope.module.directory == directory {
        report("module.\(call.name) is the module that calls it", at: node.range)
        return nil
      }
      ancestor = scope.parent
    }
    return called
  }
}

extension Traversal.Key {
  var name: String? { if case .name(let name) = self { name } else { nil } }
}
