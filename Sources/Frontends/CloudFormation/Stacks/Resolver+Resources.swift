import AWSModel
import Documents
import NetSpace

/// The resources of a stack, read into the draft of the model.
extension Resolver {
  /// Types that are for tools only.
  private static let ignored: Set<String> = ["AWS::CDK::Metadata"]

  func read(_ context: AdapterContext, into draft: inout Draft) {
    for declared in resources where !Self.ignored.contains(declared.type) { read(declared, context, into: &draft) }
  }

  private func read(_ declared: TemplateSections.Declared, _ context: AdapterContext, into draft: inout Draft) {
    let existence = existenceInRoot(of: declared)
    // Its condition is false: it is not part of the stack.
    guard existence.verdict != .no else { return }
    let declaration = Declaration(
      id: id(of: declared), type: declared.type, place: declared.keyRange, existence: existence)
    if NestedStack.types.contains(declared.type) {
      if child(declared.logicalID) == nil { reportNotNested(declared, declaration, into: &draft) }
      return
    }
    if let whole = Self.deployedElsewhere(declared) {
      draft.infrastructure.unmodelled.append(declaration)
      world.report(
        Diagnostic(.unsupported, "\(whole) \(declared.logicalID) are not analysed", at: declared.keyRange))
      return
    }
    if declared.type == Self.connectorType || declared.body["Connectors"] != nil {
      ofResource(declared) { readConnectors(of: declared, declaration, context, into: &draft) }
      if declared.type == Self.connectorType { return }
    }
    let adapter = CloudFormationAdapters.table[declared.type]
    let settings = SettingKind.of(type: declared.type)
    if adapter == nil, settings.isEmpty {
      CloudFormationAdapters.notModelled(declaration, context, into: &draft)
      return
    }
    ofResource(declared) {
      let reads = PropertyReads()
      let resource = ResourceFields(declaration, properties(of: declared, context, reads)) { [self] key in
        declared.body["Metadata"]?[key].map { resolve($0, path: NodePath()) }
      }
      adapter?(resource, &draft)
      for kind in settings { SettingReader(kind: kind, resource: resource).read(into: &draft) }
      checkSpelling(of: declared, reads)
    }
  }

  /// The resources in the words of the template.
  func native(_ context: AdapterContext, _ reader: NativeReader) -> [NativeResource] {
    resources.compactMap { declared -> NativeResource? in
      let existence = existenceInRoot(of: declared)
      guard !Self.ignored.contains(declared.type), existence.verdict != .no else { return nil }
      let declaration = Declaration(
        id: id(of: declared), type: declared.type, place: declared.keyRange, existence: existence)
      return ofResource(declared) {
        let fields = properties(of: declared, context, PropertyReads())
        guard let names = propertyNames(of: declared) else {
          return reader.resource(declaration, whole: fields.object)
        }
        return reader.resource(declaration, names.compactMap { name in fields[name].map { (name, $0) } })
      }
    }
  }

  /// The names of the properties; nil where they are not written out.
  private func propertyNames(of declared: TemplateSections.Declared) -> [String]? {
    let node = declared.body["Properties"]
    if let node, !node.isNull {
      let isMade = Intrinsic(node) != nil || node.members.contains { $0.name.utf8.starts(with: "Fn::".utf8) }
      if node.kind != .object || isMade { return nil }
    }
    let own = node?.members.map(\.name) ?? []
    return own + sections.globalNames(of: declared.type).filter { !own.contains($0) }
  }

  // MARK: What no resource uses

  /// Looks for mistakes in what has no part in the model: outputs, conditions that nothing depends on, and the order of
  /// resources.
  func checkRest() {
    for name in sections.conditions.keys.sorted() {
      if let node = sections.conditions[name] { _ = verdict(ofCondition: name, at: node.range) }
    }
    for output in outputs {
      guard existence(of: output).verdict != .no, let value = output.body["Value"] else { continue }
      ofOutput(output) { _ = resolve(value, path: NodePath()) }
    }
    checkDefaults()
    if sections.hasMacros { return }
    checkCircles()
    for declared in resources where existence(of: declared).verdict != .no {
      if let properties = declared.body["Properties"] { ofResource(declared) { checkCalls(in: properties) } }
    }
    for declared in resources {
      guard let dependencies = declared.body["DependsOn"] else { continue }
      for node in dependencies.kind == .array ? Array(dependencies.elements) : [dependencies] {
        guard let name = node.string.map({ name in bound(declared.bindings) { bound(name) } }), index[name] == nil,
          !sections.mayBeGenerated(name), sections.module(bringing: name) == nil
        else { continue }
        _ = mistake(
          "\(declared.logicalID) depends on \"\(name)\", but there is no such resource", help: similar(to: name),
          at: node.range)
      }
    }
  }

  /// What a resource stands for that is more than itself and in other files; nil if nothing.
  private static func deployedElsewhere(_ declared: TemplateSections.Declared) -> String? {
    if declared.type == "AWS::CloudFormation::StackSet" { return "the stacks of the stack set" }
    return declared.isModule ? "the resources of the module" : nil
  }

  /// Whether a resource is there, counting the stacks that nest it.
  private func existenceInRoot(of declared: TemplateSections.Declared) -> Existence {
    let own = existence(of: declared)
    guard let parent else { return own }
    let outer = parent.resolver.existenceInRoot(of: parent.declared)
    return Existence(own.verdict.and(outer.verdict), because: (own.because + outer.because).distinct)
  }

  /// Does something with what holds in a resource: it counts only if the resource is there at all.
  func ofResource<T>(_ declared: TemplateSections.Declared, _ body: () -> T) -> T {
    bound(declared.bindings) {
      guard let condition = declared.body["Condition"]?.string, existence(of: declared).verdict == .unknown else {
        return body()
      }
      return assuming(bound(condition), true, body)
    }
  }

  private func reportNotNested(
    _ declared: TemplateSections.Declared, _ declaration: Declaration, into draft: inout Draft
  ) {
    draft.infrastructure.unmodelled.append(declaration)
    let (message, help, range): (String, String, SourceRange) =
      switch NestedStack.location(of: declared, sections.assets) {
      case .local(let path, let range):
        (
          "the template \(path) that \(declared.logicalID) nests was not read",
          "it has to be a template below the directory that is checked", range
        )
      case .remote(let written, let range):
        (
          "the template \(written.map { "\($0) " } ?? "")that \(declared.logicalID) nests is not local: "
            + "its resources are not analysed",
          "check the template before it is packaged, with TemplateURL as a path", range
        )
      case .missing:
        ("\(declared.logicalID) has no TemplateURL", "name the template that it nests", declared.keyRange)
      }
    world.report(Diagnostic(.unsupported, message, help: help, at: range))
  }

  /// The properties, each resolved when it is asked for and once.
  private func properties(
    of declared: TemplateSections.Declared, _ context: AdapterContext, _ reads: PropertyReads
  ) -> Fields {
    let place = Place(range: declared.keyRange)
    guard let node = declared.body["Properties"], !node.isNull else {
      return Fields(at: place, context) { [self] key in
        sections.global(key, of: declared.type).map { resolve($0, path: NodePath().appending(key: key)) }
      }
    }
    guard node.kind == .object || Intrinsic(node) != nil else {
      return Fields(
        unreadable(
          "found \(node.noun) as the properties of \(declared.logicalID), expected an object",
          at: Place(range: node.range)), context)
    }
    if Intrinsic(node) != nil || node.members.contains(where: { $0.name.utf8.starts(with: "Fn::".utf8) }) {
      // A macro makes properties of its own beside those that are written.
      let properties = resolve(node, path: NodePath())
      return Fields(Resolved(properties.content, at: place), context)
    }
    return Fields(at: place, context) { [self] key in
      if let known = reads.values[key] { return known }
      let path = NodePath().appending(key: key)
      let own = node[key].map { resolve($0, path: path) }
      let value =
        sections.global(key, of: declared.type).map { global in
          let general = resolve(global, path: path)
          return own.map { $0.joined(to: general) } ?? general
        } ?? own
      reads.values[key] = .some(value)
      return value
    }
  }
}

extension Resolved {
  /// A resource's own value with what all resources of its type have: objects and lists are joined, of others the own
  /// one counts.
  fileprivate func joined(to general: Resolved) -> Resolved {
    switch (general.content, content) {
    case (.list(let shared, let rest), .list(let elements, let others)):
      return Resolved(.list(shared + elements, rest: rest + others), at: place, origin: origin)
    case (.object(let shared, let rest), .object(let members, let others)):
      let names = Set(members.map(\.key))
      let joined = members.map { member in
        let before = shared.last { $0.key == member.key }
        return Member(
          key: member.key, keyRange: member.keyRange,
          value: before.map { member.value.joined(to: $0.value) } ?? member.value)
      }
      return Resolved(
        .object(shared.filter { !names.contains($0.key) } + joined, rest: rest + others), at: place, origin: origin)
    default: return self
    }
  }
}

/// The properties of one resource that have been asked for; those that are not given are nil.
final class PropertyReads {
  var values: [String: Resolved?] = [:]
}
