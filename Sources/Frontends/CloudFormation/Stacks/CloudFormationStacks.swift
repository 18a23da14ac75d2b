import AWSModel
import Documents

/// The CloudFormation stacks of a run: templates that are deployed by themselves, those that they nest, and what the
/// run says about them.
package struct CloudFormationStacks: Sendable {
  /// What is deployed by itself, each a stack of its own.
  let roots: [CloudFormationTemplate]
  /// Templates that others nest, by path.
  let nested: [String: CloudFormationTemplate]
  /// Parts of templates that others include, by path.
  let snippets: [String: Document]
  let parameters: ParameterValues
  let deployments: [String: Deployment]
  let pins: Pins
  private(set) var exports: [Export] = []
  private let names: Set<String>

  /// - Parameters:
  ///   - deployments: where and as what templates are deployed, by path.
  package init(
    _ roots: [CloudFormationTemplate], nested: [String: CloudFormationTemplate] = [:],
    snippets: [String: Document] = [:], parameters: ParameterValues = ParameterValues(),
    deployments: [String: Deployment] = [:]
  ) {
    self.init(roots, nested, snippets, parameters, deployments, Pins())
  }

  private init(
    _ roots: [CloudFormationTemplate], _ nested: [String: CloudFormationTemplate], _ snippets: [String: Document],
    _ parameters: ParameterValues, _ deployments: [String: Deployment], _ pins: Pins
  ) {
    self.roots = roots
    rootNames = roots.map(\.name)
    names = Set(rootNames)
    self.snippets = snippets
    self.nested = nested
    self.parameters = parameters
    self.deployments = deployments
    self.pins = pins
    // A stack cannot import from itself.
    if roots.count > 1 { exports = roots.indices.flatMap { Export.all(of: $0, in: self) } }
  }

  /// The same stacks with some of what was not decided taken as decided.
  package func pinned(_ pins: Pins) -> CloudFormationStacks {
    CloudFormationStacks(roots, nested, snippets, parameters, deployments, pins)
  }

  /// Names that templates of the run give their parameters, with those that every template has; the parameters of nested
  /// templates are given by others.
  package var parameterNames: Set<String> {
    roots.reduce(into: roots.isEmpty ? [] : Set(PseudoParameter.given.map(\.rawValue))) { all, root in
      all.formUnion(root.sections.parameters.keys)
    }
  }

  /// The names of the stacks: the paths of their root templates.
  package let rootNames: [String]

  /// Whether a file is the root template of a stack.
  func isRoot(_ path: String) -> Bool { names.contains(path) }

  /// Identifiers that resources of a root, and of what it nests, are known by.
  package func identifiers(of root: Int) -> [String: ResourceID] {
    // What is wrong with a name is reported when the resource is read.
    let world = StackWorld(self) { _ in }
    return withExtendedLifetime(world) {
      world.root(root).allInstances.reduce(into: [:]) { all, instance in
        all.merge(PhysicalNames.names(of: instance).identifiers) { first, _ in first }
      }
    }
  }

  /// The logical ids of resources that are addressed by the paths of their constructs.
  package var logicalIDs: [ResourceID: String] {
    let sections = roots.map(\.sections) + nested.values.map(\.sections)
    if sections.allSatisfy(\.constructPaths.isEmpty) { return [:] }
    // What is wrong with them was reported when they were read.
    let world = StackWorld(self) { _ in }
    return withExtendedLifetime(world) {
      roots.indices.flatMap { world.root($0).allInstances }.reduce(into: [:]) { all, instance in
        for logicalID in instance.sections.constructPaths.keys { all[instance.id(logicalID)] = logicalID }
      }
    }
  }

  /// The resources of some roots together, which import from each other if they are several.
  ///
  /// - Parameter identifiers: those of all stacks of the run.
  package func read(_ indices: [Int], identifiers: [String: ResourceID]) -> StackReading {
    let diagnostics = DiagnosticList()
    let world = StackWorld(self) { diagnostics.append($0) }
    var draft = Draft()
    let instances = indices.flatMap { world.root($0).allInstances }
    for instance in instances {
      let context = AdapterContext(
        stack: instance.stack, own: PhysicalNames.names(of: instance), aliases: identifiers,
        impliedBy: CloudFormationTemplate.implied)
      context.isMissing = { instance.checkSpelling($0, $1) }
      context.isMissingInPolicies = true
      context.emptyIdentifier = { instance.emptyIdentifier(at: $0) }
      instance.sections.diagnostics.forEach(diagnostics.append)
      instance.read(context, into: &draft)
      instance.checkParts()
      instance.checkCollisions()
      draft.infrastructure.accounts[instance.stack] = instance.account
      draft.infrastructure.regions[instance.stack] = instance.region
      instance.checkRules()
      context.diagnostics.forEach(diagnostics.append)
    }
    // Several are read together if they are linked.
    if indices.count > 1 { draft.infrastructure.stacksOfOneAccount = [Set(instances.map(\.stack))] }
    // When everything that is used has said what it takes as what.
    world.reportsMistakesOnly = true
    instances.forEach { $0.checkRest() }
    world.reportImportLoops()
    // Resolvers know their world without keeping it.
    return withExtendedLifetime(world) {
      StackReading(
        roots: indices, linked: world.linked.subtracting(indices), draft: draft, diagnostics: diagnostics.all,
        mentioned: instances.map { instance in MentionSource(instance) },
        native: NativeResources { native(indices, identifiers) })
    }
  }

  /// The resources of some roots together in the words of their templates.
  private func native(_ indices: [Int], _ identifiers: [String: ResourceID]) -> [NativeResource] {
    // What is wrong with them was reported when they were read.
    let world = StackWorld(self) { _ in }
    let reader = NativeReader(hiding: [])
    return withExtendedLifetime(world) {
      indices.flatMap { world.root($0).allInstances }.flatMap { instance in
        let context = AdapterContext(
          stack: instance.stack, own: PhysicalNames.names(of: instance), aliases: identifiers,
          impliedBy: CloudFormationTemplate.implied)
        return instance.native(context, reader)
      }
    }
  }
}

/// Stacks that have been read, and are put together when it is known that no others belong to them.
package struct StackReading: Sendable {
  package let roots: [Int]
  /// Other roots of which something is used.
  package let linked: Set<Int>
  let draft: Draft
  let diagnostics: [Diagnostic]
  let mentioned: [MentionSource]
  let native: NativeResources

  package func infrastructure() -> Infrastructure {
    var draft = draft
    CloudFormationAdapters.settle(&draft)
    var result = draft.assembled(diagnostics: diagnostics)
    result.mentions = mentioned.flatMap { $0.mentions(in: result) }
    result.native = [native]
    return result
  }
}

/// Diagnostics, each once, in the order of the first.
private final class DiagnosticList {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  func append(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { all.append(diagnostic) }
  }
}
