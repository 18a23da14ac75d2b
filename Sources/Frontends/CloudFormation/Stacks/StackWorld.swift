import AWSModel
import Documents

/// The stacks of a run while some of them are resolved: each is set up when something of it is asked for.
final class StackWorld {
  let stacks: CloudFormationStacks
  private let listener: (Diagnostic) -> Void
  /// Whether only mistakes are reported: of what is looked through and not used.
  var reportsMistakesOnly = false
  /// Roots of which something was used by another.
  private(set) var linked: Set<Int> = []
  /// Which root uses an export of which other, and where first.
  private var imports: [(from: Int, to: Int, place: SourceRange)] = []
  /// Exports that are being evaluated.
  private var importing: Set<String> = []
  /// Whether the values that rules compare parameters with are among those that make a difference.
  var asksRules = false
  /// What rules compare parameters with, by the number of their root.
  private var textsOfRules: [Int: [Pins.Variable: [String]]] = [:]
  private var resolvers: [Int: Resolver] = [:]
  /// How often loops may still repeat: three in each other make of a thousand names more than any machine holds.
  private var repetitions = StackWorld.mostRepetitions
  static let mostRepetitions = 20_000

  init(_ stacks: CloudFormationStacks, report: @escaping (Diagnostic) -> Void) {
    self.stacks = stacks
    listener = report
  }

  func report(_ diagnostic: Diagnostic) {
    if !reportsMistakesOnly || diagnostic.kind == .unreadable { listener(diagnostic) }
  }

  /// Whether a loop may repeat so often.
  func takeRepetitions(_ count: Int) -> Bool {
    if count > repetitions { return false }
    repetitions -= count
    return true
  }

  func root(_ index: Int) -> Resolver {
    if let known = resolvers[index] { return known }
    let template = stacks.roots[index]
    let resolver = Resolver(
      template.sections, in: self, root: index, stack: template.name,
      deployment: stacks.deployments[template.name] ?? Deployment())
    resolvers[index] = resolver
    return resolver
  }

  /// The texts that rules compare a parameter with.
  func textsOfRules(on variable: Pins.Variable) -> [String] {
    guard asksRules, let index = stacks.rootNames.firstIndex(of: variable.stack) else { return [] }
    if let known = textsOfRules[index] { return known[variable] ?? [] }
    let all = root(index).allInstances.reduce(into: [:]) { $1.collectTextsOfRules(into: &$0) }
    textsOfRules[index] = all
    return all[variable] ?? []
  }

  /// The value of an export, as the stack has it that uses it.
  func value(of export: Export, in root: Int, at place: Place) -> Resolved {
    if !imports.contains(where: { $0.from == root && $0.to == export.root }) {
      imports.append((root, export.root, place.range))
    }
    let key = "\(export.root) \(export.instance) \(export.output)"
    guard importing.insert(key).inserted else {
      let message = "the export of output \(export.output) is made of itself"
      report(Diagnostic(.unreadable, message, at: place.range))
      return Resolved(.unknown(Unknown("output \(export.output)", .unreadable(message), at: place.range)), at: place)
    }
    defer { importing.remove(key) }
    linked.insert(export.root)
    var resolver = self.root(export.root)
    for name in export.instance { resolver = resolver.child(name) ?? resolver }
    return resolver.output(export.output, at: place)
  }

  /// Reports each import by which a stack needs another that needs it in turn: neither can be deployed before the other.
  func reportImportLoops() {
    let next = Dictionary(grouping: imports, by: \.from).mapValues { $0.map(\.to) }
    for one in imports {
      var reached: Set<Int> = []
      var waiting = [one.to]
      while let root = waiting.popLast() { if reached.insert(root).inserted { waiting += next[root] ?? [] } }
      guard reached.contains(one.from) else { continue }
      let (own, other) = (stacks.roots[one.from].name, stacks.roots[one.to].name)
      report(
        Diagnostic(
          .unreadable, "\(own) imports from \(other), which imports from \(own) in turn",
          help: "neither can be deployed before the other: let one of them pass a parameter, or put both in one stack",
          at: one.place))
    }
  }
}
